"""What phones write down without a line, received, kept and settled."""
