"""Reminders of what waits, by number, to chat groups and mailboxes of units."""
