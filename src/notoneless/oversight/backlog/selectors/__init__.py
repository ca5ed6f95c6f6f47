"""Reading the backlog."""
