"""What is promised and how the work is judged: undertakings signed each school year."""
