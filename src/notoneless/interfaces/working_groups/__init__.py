"""Working groups of cases on the web."""
