"""Pure decisions of the watch list."""
