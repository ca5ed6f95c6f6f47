"""Migrant children for programs: the same selectors as the pages have."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.migrants.selectors.records import MigrantLine, MigrantPage, list_migrants, open_migrant


@dataclass(frozen=True, slots=True)
class Migrants:
    """The migrant children in reach."""

    children: tuple[MigrantLine, ...]


def migrants(ctx: Context) -> Migrants:
    """The migrant children in reach, those first that are in no school."""
    return Migrants(list_migrants(ctx))


def one_migrant(ctx: Context, migrant: UUID) -> MigrantPage:
    """One migrant child with who answers for it, its applications and papers."""
    return open_migrant(ctx, migrant)


OPERATIONS = (
    Operation("GET", "migrants", "migrant.list", READ_MIGRANTS, migrants, Migrants, "随迁子女 / Migrant children"),
    Operation(
        "GET",
        "migrants/{uuid:migrant}",
        "migrant.one",
        READ_MIGRANTS,
        one_migrant,
        MigrantPage,
        "一名随迁子女 / One migrant child",
    ),
)
