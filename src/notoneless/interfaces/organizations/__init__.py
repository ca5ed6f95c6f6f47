"""The tree of organizations, leading groups, assignments, gaps and imports on the web."""
