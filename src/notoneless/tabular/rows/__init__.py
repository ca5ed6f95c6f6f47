"""Which rows are children's, and which of their cells cannot be read."""
