"""What is wrong with an entry of the roll, what becomes of it, and which totals must agree."""
