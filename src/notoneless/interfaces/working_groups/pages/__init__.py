"""The pages of working groups, and all their routes."""

from notoneless.interfaces.working_groups.pages import arriving, changing, reading, remedies, reporting

__all__ = ["ROUTES"]

ROUTES = [*arriving.ROUTES, *changing.ROUTES, *remedies.ROUTES, *reporting.ROUTES, *reading.ROUTES]
