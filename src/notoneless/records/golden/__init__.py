"""Children worked out of the rosters in force."""
