"""The one search box of every page: children, units, and where to go."""
