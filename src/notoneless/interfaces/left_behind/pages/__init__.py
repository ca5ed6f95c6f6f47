"""The pages of left-behind children, and all their routes."""

from notoneless.interfaces.left_behind.pages import acting, partners, reading, surveying
from notoneless.interfaces.left_behind.pages.reading import left_behind_card

__all__ = ["ROUTES", "left_behind_card"]

ROUTES = [*surveying.ROUTES, *partners.ROUTES, *acting.ROUTES, *reading.ROUTES]
