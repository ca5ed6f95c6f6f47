"""Who owes what, what was done, and what was not."""
