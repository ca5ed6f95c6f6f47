"""The pages of surveys."""

from notoneless.interfaces.surveys.pages import answering, cells, listing, sheets
from notoneless.interfaces.surveys.pages.cells import survey_card

__all__ = ["ROUTES", "survey_card"]

ROUTES = [*listing.ROUTES, *cells.ROUTES, *answering.ROUTES, *sheets.ROUTES]
