"""Plans on the web and the command line: what is in force, what binds a unit and why, and the workshop."""
