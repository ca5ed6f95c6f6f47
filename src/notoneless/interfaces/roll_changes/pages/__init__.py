"""The pages of changes of the roll, and all their routes."""

from notoneless.interfaces.roll_changes.pages import applying, deciding, reading, registers
from notoneless.interfaces.roll_changes.pages.reading import change_card

__all__ = ["ROUTES", "change_card"]

ROUTES = [*registers.ROUTES, *applying.ROUTES, *deciding.ROUTES, *reading.ROUTES]
