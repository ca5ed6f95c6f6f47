"""What one person has to do: overdue, due and coming, and what has come up from beneath because nobody did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.plans.selectors import plans_of
from notoneless.oversight.duties.rules.again import is_still_open
from notoneless.oversight.duties.rules.progress import Part, parts_of
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.following import following
from notoneless.oversight.duties.selectors.holding import holders_on
from notoneless.oversight.duties.selectors.listing import ListedRow, listed_rows
from notoneless.oversight.duties.selectors.reminding import Reminded, reminders_of
from notoneless.policy.judging import State
from notoneless.policy.model import Duty, Plan, Requirement, Words

MOST = 400
"""Rows that a person's own part of the list is made of at most, and what has come up, each the most urgent first."""


@dataclass(frozen=True, slots=True)
class Owes:
    """Whose post owes something: at which unit, in which role, held by whom today."""

    unit_name: str
    role: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a duty, for one or several units, and for all of its periods that stand alike: four weeks are one line.

    `due_on` is the first day of those on which it was due, `times` how many there are of all units, `times_of` of each.
    `is_raised`: it is owed by somebody beneath, and has come up because it is overdue; `owes` then says by whom, for each unit.
    `is_done`: it was done since all was reckoned last. `measure`: what discharges it, first of all that it `requires`;
    `parts`: counted and needed of each.
    `kind`: that of the units. `reminded`: who reminded last of what is overdue, for each unit.
    """

    duty: str
    title: Words
    plan: Words
    clause: str
    says: str
    due_on: date
    days_left: int
    state: State
    is_provisional: bool
    is_raised: bool
    is_done: bool
    measure: str
    requires: tuple[Requirement, ...]
    parts: tuple[Part, ...]
    kind: str
    units: tuple[tuple[UUID, str], ...]
    times_of: tuple[int, ...]
    owes: tuple[Owes, ...]
    reminded: tuple[Reminded | None, ...]
    rows: tuple[UUID, ...]
    version: UUID | None
    """Of the plan, where all rows are of one."""

    @property
    def times(self) -> int:
        """How many periods of how many units it stands for."""
        return sum(self.times_of)

    @property
    def repeats(self) -> bool:
        """Whether a unit has it more than once."""
        return self.times > len(self.units)


@dataclass(frozen=True, slots=True)
class Today:
    """What a person has to do, the most urgent first, and what was just done; `is_cut`: there may be more than found room."""

    overdue: tuple[Item, ...] = ()
    raised: tuple[Item, ...] = ()
    due: tuple[Item, ...] = ()
    coming: tuple[Item, ...] = ()
    done: tuple[Item, ...] = ()
    is_cut: bool = False


def today(ctx: Context) -> Today:
    """The list of whoever asks, by the posts that are held today."""
    last = ctx.today + timedelta(days=following(ctx.today).shown_before)
    parts = listed_rows(ctx, last, MOST + 1)
    if not any(parts):
        return Today()
    found = {row.pk: row for rows in parts for row in rows[:MOST]}
    known = _known(ctx, list(found.values()))
    items = _grouped(ctx, known, [row for row in known.rows if _is_shown(row, known)])
    still = [each for each in items if not each.is_done]
    own = [each for each in still if not each.is_raised]
    return Today(
        overdue=tuple(each for each in own if each.state is State.BROKEN),
        raised=tuple(each for each in still if each.is_raised),
        due=tuple(each for each in own if each.state is State.DUE),
        coming=tuple(each for each in own if each.state is State.COMING),
        done=tuple(each for each in items if each.is_done and not each.is_raised),
        is_cut=any(len(rows) > MOST for rows in parts),
    )


@dataclass(frozen=True)
class _Known:
    """The rows of a list with all that is shown of them. `units`: name, kind and place in the tree. `raised`, `done`: rows."""

    rows: Sequence[ListedRow]
    plans: Mapping[UUID, Plan]
    duties: Mapping[UUID, Duty]
    units: Mapping[UUID, tuple[str, str, str]]
    raised: frozenset[UUID]
    done: frozenset[UUID]
    holders: Mapping[tuple[UUID, str], tuple[str, ...]] = field(default_factory=dict)
    reminders: Mapping[UUID, tuple[Reminded, ...]] = field(default_factory=dict)


def _known(ctx: Context, rows: Sequence[ListedRow]) -> _Known:
    held = {(holding.unit, holding.role) for holding in ctx.holdings()}
    raised = frozenset(row.pk for row in rows if (row.bearer_id, row.role) not in held)
    plans = plans_of(sorted({row.version_id for row in rows}))
    by_id = {version: {duty.id: duty for duty in plan.duties} for version, plan in plans.items()}
    duties = {row.pk: by_id[row.version_id][row.duty] for row in rows if row.duty in by_id[row.version_id]}
    named = {row.unit_id for row in rows} | {row.bearer_id for row in rows if row.pk in raised}
    units = _units(sorted(named))
    bearers = {row.bearer_id for row in rows if row.pk in raised}
    return _Known(
        rows=rows,
        plans=plans,
        duties=duties,
        units={pk: (name, kind, key) for pk, name, kind, key in units},
        raised=raised,
        done=done_since_reckoned(rows, duties, ctx.today),
        holders=holders_on(ctx, ctx.today, bearers) if bearers else {},
        reminders=reminders_of(ctx, rows),
    )


@prepared
def _units(named: Sequence[UUID]) -> QuerySet[Unit, Any]:
    return Unit._base_manager.filter(pk__in=named).order_by().values_list("pk", "name", "kind", "sort_key")


def _is_shown(row: ListedRow, known: _Known) -> bool:
    """Of a month that is sealed only what can still be done and is not: its verdict stands, and the rest is over."""
    return is_still_open(row.sealed_id is not None, known.duties.get(row.pk), row.pk in known.done)


def _grouped(ctx: Context, known: _Known, rows: Sequence[ListedRow]) -> list[Item]:
    """One item for each duty and state: forty villages are one line, and so are the weeks that a village is behind."""
    groups: dict[tuple[str, str, bool, bool], list[ListedRow]] = {}
    for row in sorted(rows, key=lambda each: (each.due_on, each.duty, known.units[each.unit_id][2])):
        key = (row.duty, row.state, row.pk in known.raised, row.pk in known.done)
        groups.setdefault(key, []).append(row)
    return [_item(ctx, group, known) for group in groups.values()]


def _item(ctx: Context, rows: Sequence[ListedRow], known: _Known) -> Item:
    """One item of rows in order of their due days."""
    first = rows[0]
    of_unit: dict[UUID, list[ListedRow]] = {}
    for row in sorted(rows, key=lambda row: known.units[row.unit_id][2]):
        of_unit.setdefault(row.unit_id, []).append(row)
    plan, duty, raised = known.plans[first.version_id], known.duties.get(first.pk), first.pk in known.raised
    return Item(
        duty=first.duty,
        title=duty.title if duty else Words(first.duty, first.duty),
        plan=plan.title,
        clause=first.clause,
        says=next((clause.says for clause in plan.clauses if clause.id == first.clause), ""),
        due_on=first.due_on,
        days_left=(first.due_on - ctx.today).days,
        state=State(first.state),
        is_provisional=any(row.is_provisional for row in rows),
        is_raised=raised,
        is_done=first.pk in known.done,
        measure=duty.requires[0].measure if duty else "",
        requires=tuple(duty.requires) if duty else (),
        parts=parts_of(first.progress, (first.counted, first.needed)),
        kind=known.units[first.unit_id][1],
        units=tuple((unit, known.units[unit][0]) for unit in of_unit),
        times_of=tuple(len(some) for some in of_unit.values()),
        owes=tuple(_owes(some[0], known) for some in of_unit.values()) if raised else (),
        reminded=tuple(_last_reminder(some, known) for some in of_unit.values()),
        rows=tuple(row.pk for row in rows),
        version=first.version_id if len({row.version_id for row in rows}) == 1 else None,
    )


def _last_reminder(rows: Sequence[ListedRow], known: _Known) -> Reminded | None:
    """The latest of any of the periods of a unit."""
    found = [each for row in rows for each in known.reminders.get(row.pk, ())[:1]]
    return max(found, key=lambda each: each.on, default=None)


def _owes(row: ListedRow, known: _Known) -> Owes:
    return Owes(known.units[row.bearer_id][0], row.role, known.holders.get((row.bearer_id, row.role), ()))
