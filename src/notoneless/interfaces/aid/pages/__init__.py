"""The pages of student aid, and all their routes."""

from notoneless.interfaces.aid.pages import acting, reading
from notoneless.interfaces.aid.pages.reading import aid_card

__all__ = ["ROUTES", "aid_card"]

ROUTES = [*acting.ROUTES, *reading.ROUTES]
