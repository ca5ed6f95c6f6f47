"""Rows that come with a child, made the same way for a child who is entered and for one who changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from notoneless.foundation.access.bulk import insert_many, run_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.roles import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.people.rules import beginnings
from notoneless.foundation.places.models import Household
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import label_of
from notoneless.kernel.sealing import KeyRing
from notoneless.records.golden.rules.known import OPEN, Facts, Known, Stay

TOGETHER = 500
"""Rows asked for in one question."""

_STAY = ("id", "child", "unit", "track", "from_on", "until_on")
_GUARDIAN = ("id", "child", "name", "relation", "phone_index", "phone")
_NAMES_KEPT = 1 << 16

_beginnings = lru_cache(_NAMES_KEPT)(beginnings)


def enter_stays(ctx: Context, stays: Iterator[tuple[str, Stay]]) -> None:
    """Enter memberships of children."""
    insert_many(ChildUnit, _STAY, (_stay_row(ctx, child, stay) for child, stay in stays))


def enter_guardians(ctx: Context, ring: KeyRing, guardians: Iterator[tuple[str, Facts]]) -> None:
    """Enter the guardians that rosters name."""
    insert_many(Guardian, _GUARDIAN, (_guardian(ctx, ring, child, facts) for child, facts in guardians))


def part(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in portions of one question each."""
    for start in range(0, len(ids), TOGETHER):
        yield ids[start : start + TOGETHER]


def enter_households(children: Sequence[Known]) -> Mapping[str, str]:
    """The households of children by child, each entered once. One family at one place is one household, known by its digest."""
    households, rows, ring = {}, {}, key_ring()
    for child in children:
        home, facts = child.stay(Track.HOUSEHOLD), child.facts
        if home is not None and (facts.guardian or facts.address):
            id_ = household_id(home.unit, facts.guardian, facts.address, ring)
            households[child.id] = id_
            rows[id_] = (id_, home.unit, facts.guardian, facts.address)
    for ids in part(list(rows)):
        for there in Household._base_manager.filter(pk__in=ids).values_list("pk", flat=True):
            del rows[there.hex]
    insert_many(Household, ("id", "unit", "head_name", "address"), rows.values())
    return households


def household_id(unit: str, head: str, address: str, ring: KeyRing | None = None) -> str:
    """The id of a family's household at a place."""
    return (ring or key_ring()).index(f"{unit}\x1f{head}\x1f{address}", "golden/household").hex()


def sealed(ring: KeyRing, child: str, field: str, text: str) -> tuple[bytes | None, bytes | None]:
    """Search key and sealed text of a child's number, as its row holds them."""
    if not text:
        return None, None
    dashed = f"{child[:8]}-{child[8:12]}-{child[12:16]}-{child[16:20]}-{child[20:]}"  # as a UUID is written
    return ring.index(text, label_of(Child, field)), ring.close(text, f"{Child._meta.db_table}/{dashed}/{field}")


def _guardian(ctx: Context, ring: KeyRing, child: str, facts: Facts) -> tuple[Any, ...]:
    id_ = ctx.ids.new()
    index = closed = None
    if facts.phone:
        index = ring.index(facts.phone, label_of(Guardian, "phone"))
        closed = ring.close(facts.phone, f"{Guardian._meta.db_table}/{id_}/phone")
    return id_.hex, child, facts.guardian, facts.relation, index, closed


def _stay_row(ctx: Context, child: str, stay: Stay) -> tuple[Any, ...]:
    """A stay as a row of memberships."""
    return (
        ctx.ids.new().hex,
        child,
        stay.unit,
        str(stay.track),
        stay.from_on,
        None if stay.until_on == OPEN else stay.until_on,
    )


def enter_searched_names(children: Iterable[tuple[str, str]]) -> None:
    """What the names of children are searched by."""
    insert_many(SearchedName, ("child", "beginnings"), ((id_, _beginnings(name)) for id_, name in children))


def change_searched_names(children: Iterable[tuple[str, str]]) -> None:
    """The same once names have changed."""
    run_many(_RENAME, [(_beginnings(name), id_) for id_, name in children])


_RENAME = f"UPDATE {SearchedName._meta.db_table} SET beginnings = %s WHERE child_id = %s"
