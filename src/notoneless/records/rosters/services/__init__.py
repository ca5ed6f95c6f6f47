"""What is done with rosters: they are received, adopted, taken back."""
