"""A demonstration county: units, people, and half a year of history, by the actions that people use."""
