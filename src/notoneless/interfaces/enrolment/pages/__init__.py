"""The pages of the school roll, and all their routes."""

from notoneless.interfaces.enrolment.pages import classes, differences, national, roll, steps
from notoneless.interfaces.enrolment.pages.roll import roll_card

__all__ = ["ROUTES", "roll_card"]

ROUTES = [*roll.ROUTES, *classes.ROUTES, *steps.ROUTES, *differences.ROUTES, *national.ROUTES]
