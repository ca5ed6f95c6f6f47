"""Monthly returns on the web."""
