"""What every room needs to know of the country: ID numbers, names, dates, codes, ages; and how a problem is told."""
