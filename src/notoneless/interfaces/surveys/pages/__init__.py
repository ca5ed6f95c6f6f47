"""The pages of surveys."""

from notoneless.interfaces.surveys.pages import answering, cells, listing, sheets

ROUTES = [*listing.ROUTES, *cells.ROUTES, *answering.ROUTES, *sheets.ROUTES]
