"""The pages of this room and their routes."""

from notoneless.interfaces.indicators.pages import board, publishing, rates

ROUTES = [*board.ROUTES, *publishing.ROUTES, *rates.ROUTES]

__all__ = ["ROUTES"]
