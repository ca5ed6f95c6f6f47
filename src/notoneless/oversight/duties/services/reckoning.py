"""The projection of duties: thrown away and made again from facts, but for the months that are sealed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.bulk import insert_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import reading_long, tell_database
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.rules.raising import raised_to
from notoneless.oversight.duties.rules.settings import follow_up
from notoneless.oversight.duties.rules.standing import Stands
from notoneless.oversight.duties.selectors.facts import Reckoned, reckoned
from notoneless.policy.judging import State

RECKON = "duty.reckon"
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
    "raised_to",
    "sealed",
)

_READY: ContextVar[dict[date, Reckoned] | None] = ContextVar("reckoned", default=None)
"""What was reckoned before the transaction, by day."""


@action("duty.reckon", words="核算任务", english="Reckon duties")
def reckon_duties(ctx: Context, *, unit: Unit) -> None:
    """Reckon anew what is owed in the county and how it stands today: rows that differ give way, sealed months stay.

    Raises Unusable for a unit that is not the county.
    """
    if unit.parent_id is not None:
        raise Unusable(Problem("duties.county_only"))
    ready = _READY.get()
    found = ready[ctx.today] if ready is not None and ctx.today in ready else _reckoned(ctx.today)
    first, last = window(ctx.today)
    sealed = set(SealedMonth._base_manager.values_list("month", flat=True))
    rows = dict(_rows(found, ctx.today, sealed))
    standing = DutyRow._base_manager.filter(sealed__isnull=True, due_on__gte=first, due_on__lte=last)
    kept = {row[0]: row for row in standing.values_list(*_columns())}
    gone = [pk for pk, row in kept.items() if rows.get(pk) != row]
    for start in range(0, len(gone), 500):
        DutyRow._base_manager.filter(pk__in=gone[start : start + 500], sealed__isnull=True).delete()
    insert_many(DutyRow, _FIELDS, (tuple(_bare(row)) for pk, row in rows.items() if kept.get(pk) != row))


def _columns() -> tuple[str, ...]:
    links = ("unit", "bearer", "version", "raised_to", "sealed")
    return tuple(f"{field}_id" if field in links else field for field in _FIELDS)


def window(day: date) -> tuple[date, date]:
    """The days whose duties are reckoned on a day: so many months back, and as far ahead as duties are shown."""
    months = day.year * 12 + day.month - 1 - MONTHS
    return date(months // 12, months % 12 + 1, 1), day + timedelta(days=follow_up(day).shown_before)


def _reckoned(day: date) -> Reckoned:
    first, last = window(day)
    return reckoned(first, last, day)


Row = tuple[Any, ...]


def _rows(found: Reckoned, day: date, sealed: set[date]) -> Iterator[tuple[UUID, Row]]:
    after = follow_up(day).raised_after
    for stands in found.rows:
        if stands.owed.occurrence.span.due.replace(day=1) not in sealed:
            row = _row(stands, found, day)
            if stands.verdict.state is State.BROKEN:
                path = found.places[stands.owed.bearer].path
                due = stands.owed.occurrence.span.due
                row = (*row[:-2], raised_to(path, due, day, after, found.calendar), None)
            yield row[0], row


def _row(stands: Stands, found: Reckoned, day: date) -> Row:  # noqa: ARG001
    owed, verdict = stands.owed, stands.verdict
    span = owed.occurrence.span
    return (
        uuid5(_ROWS, "|".join((owed.duty.id, owed.unit.hex, owed.occurrence.period))),
        owed.duty.id,
        owed.occurrence.period,
        owed.unit,
        owed.bearer,
        owed.duty.bearer.role,
        owed.version,
        owed.clause,
        span.start,
        span.due,
        owed.occurrence.is_provisional,
        str(verdict.state),
        verdict.on,
        str(verdict.counted),
        str(verdict.needed),
        None,
        None,
    )


def _bare(row: Row) -> Iterator[Any]:
    for value in row:
        if isinstance(value, UUID):
            yield value.hex
        elif isinstance(value, date):
            yield value.isoformat()
        else:
            yield value


@contextmanager
def reckoned_before(ctx: Context) -> Iterator[None]:
    """Within, what is reckoned here is found by the action, so that nobody waits for it who has something to write."""
    ready: dict[date, Reckoned] = {}
    mark = _READY.set(ready)
    try:
        if ctx.may(RECKON):
            with reading_long():
                tell_database(ctx)
                ready[ctx.today] = _reckoned(ctx.today)
        yield
    finally:
        _READY.reset(mark)
