"""Children who live here and are schooled elsewhere: where, who spoke with the family, and what confirms it."""
