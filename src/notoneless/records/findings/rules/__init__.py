"""When a comparison is due and how months differ, and who of the children in no school is on the poverty roster."""
