"""Floor 3: what we do for a child."""
