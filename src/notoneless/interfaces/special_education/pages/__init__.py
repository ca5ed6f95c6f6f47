"""The pages of special education, and all their routes."""

from notoneless.interfaces.special_education.pages import acting, deciding, reading, staffing, teaching
from notoneless.interfaces.special_education.pages.reading import special_card

__all__ = ["ROUTES", "special_card"]

ROUTES = [*acting.ROUTES, *deciding.ROUTES, *reading.ROUTES, *staffing.ROUTES, *teaching.ROUTES]
