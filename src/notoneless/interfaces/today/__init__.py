"""What somebody has to do today: one list, each line one tap from where it is done."""
