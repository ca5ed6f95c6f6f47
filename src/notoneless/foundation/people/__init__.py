"""Children, their guardians, and the units they belong to."""
