"""The pages of problem registrations, of monthly comparisons and of totals."""

from notoneless.interfaces.registrations.pages import comparisons, problems, totals

ROUTES = [*problems.ROUTES, *comparisons.ROUTES, *totals.ROUTES]
