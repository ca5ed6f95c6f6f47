"""What notices are, where one stands, and what is refused of it. Pure."""
