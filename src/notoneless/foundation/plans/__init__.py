"""Which plans are adopted."""
