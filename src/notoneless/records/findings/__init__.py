"""What comparing the rosters in force has found: the children in no school, each in the unit where the child lives."""
