"""Problem registrations, totals that must agree, and the monthly comparisons, on the web."""
