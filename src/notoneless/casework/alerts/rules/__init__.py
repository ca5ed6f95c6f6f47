"""What an alert may be, when two may be about one child, and what its sender is told. Pure functions."""
