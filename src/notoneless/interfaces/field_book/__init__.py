"""The field book: what people write down without a line, on a page that works without one."""
