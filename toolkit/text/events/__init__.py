"""What an event of a calendar says: its title, the lines of its sessions and of its week, and how they become one text."""
