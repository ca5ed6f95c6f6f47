"""Roll-work plans on the web."""
