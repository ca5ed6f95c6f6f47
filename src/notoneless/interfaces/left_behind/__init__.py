"""Left-behind children on the web."""
