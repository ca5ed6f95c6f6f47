"""The pages of cases, and all their routes."""

from notoneless.interfaces.cases.pages import cases, steps

ROUTES = [*cases.ROUTES, *steps.ROUTES]
