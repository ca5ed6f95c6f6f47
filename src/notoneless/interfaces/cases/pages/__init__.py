"""The pages of cases, and all their routes."""

from notoneless.interfaces.cases.pages import cases, pausing, steps
from notoneless.interfaces.cases.pages.cases import case_card

__all__ = ["ROUTES", "case_card"]

ROUTES = [*cases.ROUTES, *steps.ROUTES, *pausing.ROUTES]
