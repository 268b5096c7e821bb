"""Lasting Speed: from YAML to a guide site and calendars for masters runners."""
