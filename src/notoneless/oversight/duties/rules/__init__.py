"""What falls due for whom, and how it stands: pure functions of plans, calendar, tree and facts."""
