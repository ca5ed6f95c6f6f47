"""The problems that a comparison has found, kept as rows: as part of the action that compares."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.sealing import KeyRing
from notoneless.records.registrations.models import ProblemRegistration
from notoneless.records.registrations.rules.kinds import ProblemState

if TYPE_CHECKING:
    from notoneless.records.registrations.rules.finding import FoundProblem

_LABEL = "registrations_problem/said"
_AT_ONCE = 500
_FOLLOWS = ("unit_id", "name", "roster_id", "source", "row", "reason_zh", "reason_en")
"""What follows the newest roster although nothing said has changed: places, and the wording."""


def keep_problems(ctx: Context, unit: Unit, comparison: UUID, found: Sequence["FoundProblem"]) -> None:
    """Keep what a comparison of all units beneath `unit` has found. What says the same as before stays as it was settled."""
    ring = key_ring()
    known = _known(unit)
    fresh, changed, seen = [], [], set()
    for each in found:
        row = _same(known, ring, each)
        if row is None:
            fresh.append(_new(ctx, comparison, ring, each))
            continue
        seen.add(row.id)
        if _follow(row, each):
            changed.append(row)
    past = [row.id for row in known.values() if row.is_current and row.id not in seen]
    _update(past, is_current=False)
    _update(sorted(seen), is_current=True, comparison=comparison, seen_on=ctx.today)
    ProblemRegistration._base_manager.bulk_update(changed, [name.removesuffix("_id") for name in _FOLLOWS], _AT_ONCE)
    ProblemRegistration.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def _known(unit: Unit) -> dict[bytes, ProblemRegistration]:
    """All problems there ever were beneath a unit, by what they say."""
    beneath = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    rows = ProblemRegistration._base_manager.filter(unit_id__in=beneath)
    return {bytes(row.said): row for row in rows.iterator(chunk_size=2000)}


def _same(
    known: Mapping[bytes, ProblemRegistration], ring: KeyRing, found: "FoundProblem"
) -> ProblemRegistration | None:
    """The row that says the same, under whichever key it was written down."""
    return next((known[key] for key in ring.indexes(found.said, _LABEL) if key in known), None)


def _values(found: "FoundProblem") -> dict[str, object]:
    zh, en = found.reasons
    here = {"unit_id": found.unit, "roster_id": found.roster, "source": found.source, "row": found.row}
    return {**here, "name": found.name, "reason_zh": zh, "reason_en": en}


def _new(ctx: Context, comparison: UUID, ring: KeyRing, found: "FoundProblem") -> ProblemRegistration:
    days = {"first_seen_on": ctx.today, "seen_on": ctx.today, "comparison": comparison, "is_current": True}
    said = {"kind": found.kind, "said": ring.index(found.said, _LABEL), "state": ProblemState.OPEN}
    return ProblemRegistration(id=ctx.ids.new(), **said, **days, **_values(found))


def _follow(row: ProblemRegistration, found: "FoundProblem") -> bool:
    """Let a row say where its entry stands now; whether it has moved."""
    values = _values(found)
    moved = any(getattr(row, name) != values[name] for name in _FOLLOWS)
    for name in _FOLLOWS:
        setattr(row, name, values[name])
    return moved


def _update(rows: Sequence[UUID], **values: object) -> None:
    for at in range(0, len(rows), _AT_ONCE):
        ProblemRegistration._base_manager.filter(pk__in=rows[at : at + _AT_ONCE]).update(**values)
