"""What is counted of each unit, day by day, and what the dashboards show of it."""
