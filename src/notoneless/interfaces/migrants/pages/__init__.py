"""The pages of migrant children, and all their routes."""

from notoneless.interfaces.migrants.pages import acting, confirming, reading
from notoneless.interfaces.migrants.pages.reading import migrant_card

__all__ = ["ROUTES", "migrant_card"]

ROUTES = [*confirming.ROUTES, *reading.ROUTES, *acting.ROUTES]
