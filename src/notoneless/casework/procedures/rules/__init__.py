"""What may follow in a procedure, what is refused and why, and by when what is due."""
