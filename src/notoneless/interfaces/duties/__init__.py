"""How a month stands to the plans in force, clause by clause, with who is behind."""
