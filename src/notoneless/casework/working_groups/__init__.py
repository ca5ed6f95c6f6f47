"""What surrounds a case: the working group that stands as soon as it is opened, and who leads it."""
