"""The pages of children schooled elsewhere, and all their routes."""

from notoneless.interfaces.schooling_elsewhere.pages import acting, keys, reading
from notoneless.interfaces.schooling_elsewhere.pages.reading import away_card

__all__ = ["ROUTES", "away_card"]

ROUTES = [*keys.ROUTES, *reading.ROUTES, *acting.ROUTES]
