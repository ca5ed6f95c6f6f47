"""Help for pupils in trouble: schemes with a plan, sessions and a measured effect, and who is paired with whom."""
