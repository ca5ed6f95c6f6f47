"""Plans as data: every number a law or a plan sets, with its unit, date, clause and source."""
