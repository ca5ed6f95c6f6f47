"""The units in reach for programs: without their ids nobody could fill a county. The same selector as the pages have."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.selectors import READ_UNIT, UnitsListed, list_units
from notoneless.interfaces.api.api import Operation
from notoneless.interfaces.api.schemas import Closed

LONGEST_SEARCH = 60


class UnitSearch(Closed):
    """A search: parts of the name and of the names above, or the beginning of the code; `after` as in the list."""

    search: Annotated[str, Field(min_length=1, max_length=LONGEST_SEARCH)]
    after: UUID | None = None


def list_of_units(ctx: Context, after: UUID | None = None) -> UnitsListed:
    """Units in reach, in the order of their names, a page at a time; `after` is where the former page ended."""
    return list_units(ctx, after=after)


def search_units(ctx: Context, asked: UnitSearch) -> UnitsListed:
    """The same for words of a name or the beginning of a code; posted like every search."""
    return list_units(ctx, search=asked.search, after=asked.after)


OPERATIONS = (
    Operation("GET", "units", "unit.list", READ_UNIT, list_of_units, UnitsListed, "单位清单 / Units in reach"),
    Operation(
        "POST", "units/search", "unit.search", READ_UNIT, search_units, UnitsListed, "查找单位 / Search for units"
    ),
)
