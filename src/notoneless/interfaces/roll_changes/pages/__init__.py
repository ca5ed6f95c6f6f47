"""The pages of changes of the roll, and all their routes."""

from notoneless.interfaces.roll_changes.pages import applying, deciding, graduates, reading, registers
from notoneless.interfaces.roll_changes.pages.reading import change_card

__all__ = ["ROUTES", "change_card"]

ROUTES = [*registers.ROUTES, *graduates.ROUTES, *applying.ROUTES, *deciding.ROUTES, *reading.ROUTES]
