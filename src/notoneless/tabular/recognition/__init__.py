"""Which row is the header, and which field each column holds."""
