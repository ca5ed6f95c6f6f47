"""The pages of special education, and all their routes."""

from notoneless.interfaces.special_education.pages import (
    acting,
    deciding,
    experts,
    money,
    papers,
    reading,
    staffing,
    teaching,
    timetables,
)
from notoneless.interfaces.special_education.pages.reading import special_card

__all__ = ["ROUTES", "special_card"]

_PAGES = (acting, deciding, experts, money, papers, reading, staffing, teaching, timetables)
ROUTES = [each for page in _PAGES for each in page.ROUTES]
