"""The pages of this room and their routes."""

from notoneless.interfaces.indicators.pages.board import ROUTES

__all__ = ["ROUTES"]
