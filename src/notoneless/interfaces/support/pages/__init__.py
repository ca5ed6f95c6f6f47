"""The pages of help, and all their routes."""

from notoneless.interfaces.support.pages import acting, counselling, deciding, inviting, reading, surveying
from notoneless.interfaces.support.pages.reading import help_card

__all__ = ["ROUTES", "help_card"]

ROUTES = [
    *reading.ROUTES,
    *acting.ROUTES,
    *deciding.ROUTES,
    *counselling.ROUTES,
    *surveying.ROUTES,
    *inviting.ROUTES,
]
