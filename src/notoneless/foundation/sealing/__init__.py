"""Columns whose text is sealed, their search keys, and what every field of a table says of the data it holds."""
