"""The school roll: who is on it, where, since when, and what has happened to each entry."""
