"""What is decided of campaigns, as pure functions."""
