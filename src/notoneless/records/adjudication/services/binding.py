"""What is decided of the rows that a comparison is about to compare."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.sealing.models import search_keys
from notoneless.records.adjudication.models import Decision, Doubt, Verdict
from notoneless.records.adjudication.rules.contents import SAYS, content_of, named, rows_at, tells_a_child
from notoneless.records.adjudication.rules.standing import Ruling
from notoneless.records.rosters.rules.stacking import Stack
from notoneless.records.rosters.rules.versions import RosterKind

if TYPE_CHECKING:
    from notoneless.linkage import Decided
    from notoneless.records.adjudication.rules.binding import Says

_BINDING = (Verdict.SAME, Verdict.DIFFERENT)
_NAMES = ("doubt__own_name", "doubt__other_name", "doubt__other_kind")
_KEYS = ("doubt__own_key", "doubt__other_key", "verdict")


def decided_for(ctx: Context, code: str, home: Stack, school: Stack, away: Stack | None = None) -> "Decided":
    """What people have decided of the rows of these rosters, numbered as the comparison numbers them: 0 home, 1 school, 2 away.

    code: the permission under which the comparison reads. Only rows that bear a name of a decision are looked at closely.
    """
    from notoneless.linkage import Decided
    from notoneless.records.adjudication.rules.binding import bound

    found = list(_standing(ctx, code).values_list(*_NAMES, *_KEYS))
    if not found:
        return Decided()
    rulings = [
        Ruling(verdict == Verdict.SAME, RosterKind(kind), bytes(own), bytes(other))
        for _, _, kind, own, other, verdict in found
    ]
    sides: dict[RosterKind, Says] = {}
    for at, (kind, stack) in enumerate(((RosterKind.SCHOOL, school), (RosterKind.ELSEWHERE, away)), start=1):
        names = {name for _, name, of, *_ in found if of == kind}
        if stack is not None and names:
            sides[kind] = _says(at, stack.table, kind, names)
    own = _says(0, home.table, RosterKind.HOUSEHOLD, {name for name, *_ in found})
    return bound(rulings, own, sides)


def state_of_decisions(ctx: Context, code: str) -> str:
    """A digest of the decisions that bind, empty for none: whoever keeps what followed from decisions keeps it with this."""
    standing = sorted(map(str, _standing(ctx, code).values_list("id", flat=True)))
    return hashlib.sha256("\n".join(standing).encode()).hexdigest() if standing else ""


def last_decided(ctx: Context, code: str) -> datetime | None:
    """When the latest of the decisions that bind was taken."""
    return _standing(ctx, code).values_list("decided_at", flat=True).first()


def _standing(ctx: Context, code: str) -> QuerySet[Decision]:
    """The decisions that bind, the latest first."""
    rows = visible_to(ctx, code, Decision).filter(is_standing=True, verdict__in=_BINDING)
    return rows.order_by("-decided_at", "-id")


def _says(roster: int, table: pa.Table, kind: RosterKind, names: set[str]) -> "Says":
    from notoneless.records.adjudication.rules.binding import Says

    positions = named(table, names)
    rows: dict[bytes, list[int]] = {}
    sure: set[bytes] = set()
    for position, row in zip(positions, rows_at(table, positions, SAYS[kind]), strict=True):
        for key in search_keys(Doubt, side_of(kind), content_of(row, kind)):
            rows.setdefault(key, []).append(position + 1)
            if tells_a_child(row):
                sure.add(key)
    return Says(roster, rows, frozenset(sure))


def side_of(kind: RosterKind) -> str:
    """In which column the contents of a kind of roster lie."""
    return "own_content" if kind is RosterKind.HOUSEHOLD else "other_content"
