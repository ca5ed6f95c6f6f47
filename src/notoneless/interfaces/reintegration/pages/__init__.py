"""The pages of returned pupils, and all their routes."""

from notoneless.interfaces.reintegration.pages import acting, deciding, reading
from notoneless.interfaces.reintegration.pages.reading import return_card

__all__ = ["ROUTES", "return_card"]

ROUTES = [*acting.ROUTES, *deciding.ROUTES, *reading.ROUTES]
