"""The pages of the watch list, and all their routes."""

from notoneless.interfaces.watch_list.pages import files, lists, opening, proposing, screening, wavering
from notoneless.interfaces.watch_list.pages.files import watch_card

__all__ = ["ROUTES", "watch_card"]

ROUTES = [*lists.ROUTES, *wavering.ROUTES, *screening.ROUTES, *proposing.ROUTES, *opening.ROUTES, *files.ROUTES]
