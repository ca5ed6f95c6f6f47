"""The pages of this room and their routes."""

from notoneless.interfaces.today.pages.listing import ROUTES

__all__ = ["ROUTES"]
