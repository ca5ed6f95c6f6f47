"""Pure decisions on the backlog."""
