"""The floor of what is true of a child."""
