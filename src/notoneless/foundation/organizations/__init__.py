"""Posts and who holds them, from a day until before another."""
