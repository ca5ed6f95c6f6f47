"""The children of my units for programs: the list, a search, one child. The same selectors as the pages have."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from notoneless.foundation.access.context import Context
from notoneless.foundation.people.selectors import READ, ChildCard, Listed, list_children, open_child
from notoneless.interfaces.api.api import Operation
from notoneless.interfaces.api.schemas import Closed

LONGEST_SEARCH = 60


class Search(Closed):
    """A search: a name, its pinyin or initials, or a whole number; `after` is where the former page ended."""

    search: Annotated[str, Field(min_length=1, max_length=LONGEST_SEARCH)]
    after: UUID | None = None


def children(ctx: Context, after: UUID | None = None) -> Listed:
    """Children in reach, in the order of their names, a page at a time; `after` is where the former page ended."""
    return list_children(ctx, after=after)


def search(ctx: Context, asked: Search) -> Listed:
    """The same for a name or number. It is posted, because an address stays in logs."""
    return list_children(ctx, search=asked.search, after=asked.after)


def child(ctx: Context, child: UUID) -> ChildCard:
    """One child. Of a sealed field it is told whether it is there, and never what it holds."""
    return open_child(ctx, child)


OPERATIONS = (
    Operation("GET", "children", "child.list", READ, children, Listed, "儿童名单 / Children in reach"),
    Operation("POST", "children/search", "child.search", READ, search, Listed, "查找儿童 / Search for children"),
    Operation("GET", "children/{uuid:child}", "child.open", READ, child, ChildCard, "一名儿童 / One child"),
)
