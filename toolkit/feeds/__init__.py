"""Calendars: which days have one, what an event says, and the bytes of a feed."""
