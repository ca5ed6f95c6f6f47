"""The projection of duties: thrown away and made again from facts, but for the months that are sealed."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.bulk import insert_many, select_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import reading_long, tell_database
from notoneless.kernel.calendar import month_after, months_until
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.rules.ending import ended
from notoneless.oversight.duties.rules.owing import Owed, World, tasks
from notoneless.oversight.duties.rules.progress import packed
from notoneless.oversight.duties.rules.raising import Raising
from notoneless.oversight.duties.rules.standing import Stands, standings
from notoneless.oversight.duties.selectors.due import RECKON
from notoneless.oversight.duties.selectors.ending import days_back
from notoneless.oversight.duties.selectors.facts import exempted, judged, proof, world
from notoneless.oversight.duties.selectors.following import following
from notoneless.oversight.duties.services.raising import raise_sealed
from notoneless.policy.judging import State
from notoneless.policy.periods import AFTER

MONTHS = 12
"""Months looked back upon at most: what is older and not sealed stays as it was reckoned last."""
_ROWS = UUID("5c1d8a52-0f1e-5d0b-9f0d-6f2b8f3c7a10")
"""The namespace of the ids of rows: a duty of a unit and a period has the same id however often it is reckoned."""
_FIELDS = (
    "id",
    "duty",
    "period",
    "unit",
    "bearer",
    "role",
    "version",
    "clause",
    "start_on",
    "due_on",
    "is_provisional",
    "state",
    "done_on",
    "counted",
    "needed",
    "progress",
    "child",
    "over_on",
    "raised_to",
    "sealed",
)
_DUE = _FIELDS.index("due_on")

Row = tuple[Any, ...]

Changes = tuple[list[Row], list[str]]
"""Rows to be written, and the ids of those that give way."""

_READY: ContextVar[dict[date, Changes] | None] = ContextVar("reckoned", default=None)
"""What was reckoned before the transaction, by day."""


@action("duty.reckon", words="核算任务", english="Reckon duties")
def reckon_duties(ctx: Context, *, unit: Unit) -> None:
    """Reckon anew what is owed in the county and how it stands today: rows that differ give way, sealed months stay.

    Raises Unusable for a unit that is not the county.
    """
    if unit.parent_id is not None:
        raise Unusable(Problem("duties.county_only"))
    # what was reckoned before is good once: if somebody else was faster, the second attempt finds out for itself
    ready = (_READY.get() or {}).pop(ctx.today, None)
    written, gone = ready if ready is not None else changes(ctx.today)
    sealed = sealed_months()
    stands = _sealed_of([row[0] for row in written]) if sealed else frozenset()
    for start in range(0, len(gone), 500):
        DutyRow._base_manager.filter(pk__in=gone[start : start + 500], sealed__isnull=True).delete()
    insert_many(
        DutyRow,
        _FIELDS,
        (row for row in written if row[0] not in stands and date.fromisoformat(row[_DUE]).replace(day=1) not in sealed),
    )
    raise_sealed(ctx.today)


def _sealed_of(ids: Sequence[str]) -> frozenset[str]:
    """Which of some rows are sealed: by their ids, as a due day may have moved since into a month that is open."""
    return frozenset(row[0] for row in select_many(DutyRow, ("id",), "id", ids, also="sealed_id IS NOT NULL"))


def window(day: date, sealed: Collection[date]) -> tuple[date, date]:
    """The days whose duties are reckoned on a day: so many months back but for the sealed ones at their start, and as far
    ahead as duties are shown.
    """
    first = months_until(day, MONTHS + 1)[0]
    if sealed:
        first = max(first, month_after(max(sealed)))
    return first, day + timedelta(days=following(day).shown_before)


def sealed_months() -> frozenset[date]:
    """The first days of the months that are sealed."""
    return frozenset(SealedMonth._base_manager.values_list("month", flat=True))


def changes(day: date) -> Changes:
    """What has to be written and what has to go, so that the rows say how everything stands on a day."""
    sealed = sealed_months()
    first, last = window(day, sealed)
    # a clock that was set back to before a sealed month still has to know what happened until then: it goes on as it was owed
    found = world(first, max(first, last))
    kept = {row[0]: row for row in _kept(first, last)}
    written, gone = [], []

    def compare(row: Row) -> None:
        was = kept.pop(row[0], None)
        if was != row:
            written.append(row)
            gone.extend([row[0]] if was is not None else [])

    for row in _rows(found, judged(found, first, last, day), day):
        compare(row)
    # a clock that was far ahead has left what is due later than anything is shown, and one that is set back finds it: it goes
    # and comes again, but for what nobody could reckon again
    kept |= {row[0]: row for row in _beyond(last)}
    if sealed and kept:
        for row in _rows(found, _moved_back(found, kept, first, day), day):
            compare(row)
    return written, [*gone, *kept]


def _moved_back(found: World, kept: Mapping[str, Row], first: date, day: date) -> Iterator[Stands]:
    """What fell due in a month that is open and would now in one that is sealed: it is owed as before, for the day it had."""
    before = first - timedelta(days=AFTER)
    held = []
    for task in tasks(found, before, first - timedelta(days=1)):
        for owed in task.rows(found.places):
            was = kept.get(_id(owed))
            if was is not None:
                span = replace(owed.occurrence.span, due=date.fromisoformat(was[_DUE]))
                held.append((task, replace(owed, occurrence=replace(owed.occurrence, span=span))))
    proved, exempt = proof([task for task, _ in held], found.places, day), exempted()
    yield from standings((owed for _, owed in held), proved, day, exempt)


def _beyond(last: date) -> Iterator[Row]:
    """The rows that are due later than anything is shown and are not sealed."""
    later = DutyRow._base_manager.filter(due_on__gt=last, sealed__isnull=True).order_by("due_on")
    days = [day.isoformat() for day in later.values_list("due_on", flat=True).distinct()]
    yield from select_many(DutyRow, _FIELDS, "due_on", days, also="sealed_id IS NULL")


def _kept(first: date, last: date) -> Iterator[Row]:
    """The rows of some days as they stand, but for those that are sealed."""
    days = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    yield from select_many(DutyRow, _FIELDS, "due_on", days, also="sealed_id IS NULL")


def _rows(found: World, standing: Iterable[Stands], day: date) -> Iterator[Row]:
    raising, back = Raising(day, following(day).raised_after, found.calendar), days_back(day)
    for each in standing:
        child = each.owed.child
        stands, over_on = ended(each, back.get(child, ()) if child is not None else ())
        told = None
        if stands.verdict.state is State.BROKEN and over_on is None:
            told = raising.told(found.places[stands.owed.bearer].path, stands.owed.occurrence.span.due)
        yield _row(stands, told, over_on)


def _id(owed: Owed) -> str:
    """The id of a row: the same for a duty of a unit and a period however often it is reckoned. A UUID of version 5, as hex."""
    named = "|".join((owed.duty.id, owed.unit.hex, owed.occurrence.period)).encode()
    found = hashlib.sha1(_ROWS.bytes + named, usedforsecurity=False).hexdigest()
    return f"{found[:12]}5{found[13:16]}{'89ab'[int(found[16], 16) & 3]}{found[17:32]}"


def _row(stands: Stands, told: UUID | None, over_on: date | None) -> Row:
    """A row of bare values in the order of `_FIELDS`."""
    owed, verdict = stands.owed, stands.verdict
    span = owed.occurrence.span
    return (
        _id(owed),
        owed.duty.id,
        owed.occurrence.period,
        owed.unit.hex,
        owed.bearer.hex,
        owed.duty.bearer.role,
        owed.version.hex,
        owed.clause,
        span.start.isoformat(),
        span.due.isoformat(),
        owed.occurrence.is_provisional,
        str(verdict.state),
        verdict.on.isoformat() if verdict.on else None,
        str(verdict.counted),
        str(verdict.needed),
        packed(verdict.parts),
        owed.child.hex if owed.child else None,
        over_on.isoformat() if over_on else None,
        told.hex if told else None,
        None,
    )


@contextmanager
def reckoned_before(ctx: Context) -> Iterator[None]:
    """Within, what is reckoned here is found by the action, so that nobody waits for it who has something to write."""
    ready: dict[date, Changes] = {}
    mark = _READY.set(ready)
    try:
        if ctx.may(RECKON):
            with reading_long():
                tell_database(ctx)
                ready[ctx.today] = changes(ctx.today)
        yield
    finally:
        _READY.reset(mark)
