"""What children the rosters in force speak of: pure functions of rows, days and what was known before."""
