"""The pages of notices, and all their routes."""

from notoneless.interfaces.notices.pages import acting, issuing, reading
from notoneless.interfaces.notices.pages.reading import notice_card

__all__ = ["ROUTES", "notice_card"]

ROUTES = [*issuing.ROUTES, *acting.ROUTES, *reading.ROUTES]
