"""The pages of visits, and all their routes."""

from notoneless.interfaces.visits.pages import doubts, lists, mine, planning, recording, registers, visits
from notoneless.interfaces.visits.pages.visits import visit_card

__all__ = ["ROUTES", "visit_card"]

ROUTES = [
    *mine.ROUTES,
    *planning.ROUTES,
    *recording.ROUTES,
    *registers.ROUTES,
    *doubts.ROUTES,
    *lists.ROUTES,
    *visits.ROUTES,
]
