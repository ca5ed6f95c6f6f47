"""The pages of the school roll, and all their routes."""

from notoneless.interfaces.enrolment.pages import classes, differences, roll, steps

ROUTES = [*roll.ROUTES, *classes.ROUTES, *steps.ROUTES, *differences.ROUTES]
