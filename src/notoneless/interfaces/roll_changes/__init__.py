"""Changes of the school roll on the web."""
