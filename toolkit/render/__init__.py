"""Values in, text or bytes out: pages and calendars, and the words they share. Nothing here reads files or the clock."""
