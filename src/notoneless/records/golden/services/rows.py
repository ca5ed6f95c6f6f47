"""Rows that come with a child, made the same way for a child who is entered and for one who changes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from django.db.models import Model

from notoneless.foundation.access.bulk import insert_many, run_many, select_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit, Guardian, SearchedName
from notoneless.foundation.people.rules import beginnings
from notoneless.foundation.places.models import Household
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import label_of
from notoneless.kernel.identifiers import derived
from notoneless.kernel.sealing import ColumnSealing
from notoneless.records.golden.rules.known import OPEN, Facts, Known, Stay

_STAY = ("id", "child", "unit", "track", "from_on", "until_on")
_GUARDIAN = ("id", "child", "name", "relation", "phone_index", "phone")
_TRACKS = {track: track.value for track in Track}
_NAMES_KEPT = 1 << 16

_beginnings = lru_cache(_NAMES_KEPT)(beginnings)


class Column:
    """One sealed column, of whose cells many are closed."""

    def __init__(self, model: type[Model], field: str) -> None:
        self._sealing = ColumnSealing(key_ring(), label_of(model, field), model._meta.db_table, field)

    def cells(self, row: str, text: str) -> tuple[bytes | None, bytes | None]:
        """Search key and sealed text, as the row with this id holds them."""
        if not text:
            return None, None
        return self._sealing.index(text), self.closed(row, text)

    def closed(self, row: str, text: str) -> bytes:
        """Sealed text, as the row with this id holds it."""
        dashed = f"{row[:8]}-{row[8:12]}-{row[12:16]}-{row[16:20]}-{row[20:]}"  # as a UUID is written
        return self._sealing.close(text, dashed)

    def keys(self, text: str) -> list[bytes]:
        """What the search key of a cell that holds this text may be."""
        return self._sealing.indexes(text)

    def holds(self, index: bytes | memoryview | None, text: str) -> bool:
        """Whether a cell with this search key holds just this text."""
        if index is None or not text:
            return index is None and not text
        return bytes(index) in self.keys(text)


def enter_stays(ctx: Context, stays: Iterable[tuple[str, Stay]]) -> None:
    """Enter memberships of children."""
    told = list(stays)
    rows = (
        (id_, child, stay.unit, _TRACKS[stay.track], stay.from_on, None if stay.until_on == OPEN else stay.until_on)
        for id_, (child, stay) in zip(ctx.ids.texts(len(told)), told, strict=True)
    )
    insert_many(ChildUnit, _STAY, rows)


def enter_guardians(ctx: Context, guardians: Iterable[tuple[str, Facts]]) -> None:
    """Enter the guardians that rosters name."""
    told, phones = list(guardians), Column(Guardian, "phone")
    rows = (
        (id_, child, facts.guardian, facts.relation, *phones.cells(id_, facts.phone))
        for id_, (child, facts) in zip(ctx.ids.texts(len(told)), told, strict=True)
    )
    insert_many(Guardian, _GUARDIAN, rows)


def enter_households(children: Sequence[Known]) -> Mapping[str, str]:
    """The households of children by child, each entered once. One family at one place is one household, known by its digest."""
    households, rows = {}, {}
    for child in children:
        home, facts = child.stay(Track.HOUSEHOLD), child.facts
        if home is not None and (facts.guardian or facts.address):
            id_ = household_id(home.unit, facts.guardian, facts.address)
            households[child.id] = id_
            rows[id_] = (id_, home.unit, facts.guardian, facts.address)
    for (there,) in list(select_many(Household, ("id",), "id", list(rows))):
        del rows[there]
    insert_many(Household, ("id", "unit", "head_name", "address"), [rows[id_] for id_ in sorted(rows)])
    return households


def household_id(unit: str, head: str, address: str) -> str:
    """The id of a family's household at a place: it follows from what its row says in clear, and from no key that changes."""
    return derived(UUID(unit), f"{head}\x1f{address}").hex


def enter_searched_names(children: Iterable[tuple[str, str]]) -> None:
    """What the names of children are searched by."""
    insert_many(SearchedName, ("child", "beginnings"), ((id_, _beginnings(name)) for id_, name in children))


def change_searched_names(children: Iterable[tuple[str, str]]) -> None:
    """The same once names have changed."""
    run_many(_RENAME, [(_beginnings(name), id_) for id_, name in children])


_RENAME = f"UPDATE {SearchedName._meta.db_table} SET beginnings = %s WHERE child_id = %s"
