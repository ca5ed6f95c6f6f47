"""Doubtful pairs of rows, and what people have decided of them."""
