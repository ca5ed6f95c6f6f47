"""What one person has to do: overdue, due and coming, and what has come up from beneath because nobody did it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import plans_of
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.rules.raising import LEADS
from notoneless.oversight.duties.rules.settings import follow_up
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.policy.judging import State
from notoneless.policy.model import Duty, Plan, Words

OPEN = (State.DUE, State.BROKEN, State.COMING)
"""States in which something is still to be done."""
MOST = 400
"""Rows that one person's list is made of at most, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: a duty of one due day, for one or several units.

    `is_raised`: it is owed by somebody beneath, and has come up because it is overdue. `measure`: what discharges it.
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
    measure: str
    counted: str
    needed: str
    units: tuple[tuple[UUID, str], ...]
    rows: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """What a person has to do, the most urgent first; `is_cut`: there may be more than found room."""

    overdue: tuple[Item, ...]
    raised: tuple[Item, ...]
    due: tuple[Item, ...]
    coming: tuple[Item, ...]
    is_cut: bool


def today(ctx: Context) -> Today:
    """The list of whoever asks, by the posts that are held today."""
    wanted = _own(ctx)
    if wanted is None:
        return Today((), (), (), (), False)
    found = [row for rows in (_rows(ctx, wanted.own), _rows(ctx, wanted.raised)) for row in rows[:MOST]]
    plans = plans_of(sorted({row.version_id for row in found}))
    names = dict(Unit._base_manager.filter(pk__in={row.unit_id for row in found}).values_list("pk", "name"))
    held = {(holding.unit, holding.role) for holding in ctx.holdings()}
    items = _grouped(ctx, found, plans, names, held)
    return Today(
        overdue=tuple(each for each in items if each.state is State.BROKEN and not each.is_raised),
        raised=tuple(each for each in items if each.is_raised),
        due=tuple(each for each in items if each.state is State.DUE and not each.is_raised),
        coming=tuple(each for each in items if each.state is State.COMING and not each.is_raised),
        is_cut=len(found) >= MOST,
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Rows of the posts somebody holds, and those told to the post because nobody beneath did them: each from an index."""

    own: Q
    raised: Q


def _own(ctx: Context) -> _Wanted | None:
    held = list(ctx.holdings())
    kinds = dict(Unit._base_manager.filter(pk__in={each.unit for each in held}).values_list("pk", "kind"))
    own = [Q(bearer_id=each.unit, role=each.role) for each in held]
    leading = [each.unit for each in held if LEADS.get(kinds.get(each.unit, "")) == each.role]
    return _Wanted(reduce(or_, own), Q(raised_to_id__in=leading)) if own else None


def _rows(ctx: Context, wanted: Q) -> QuerySet[DutyRow]:
    last = ctx.today + timedelta(days=follow_up(ctx.today).shown_before)
    rows = visible_to(ctx, READ_DUTY, DutyRow).filter(wanted, state__in=OPEN, due_on__lte=last)
    return rows.order_by("due_on", "duty", "id")


def _grouped(
    ctx: Context,
    rows: Iterable[DutyRow],
    plans: Mapping[UUID, Plan],
    names: Mapping[UUID, str],
    held: set[tuple[UUID, str]],
) -> list[Item]:
    groups: dict[tuple[str, date, str, bool], list[DutyRow]] = {}
    for row in rows:
        raised = (row.bearer_id, row.role) not in held
        groups.setdefault((row.duty, row.due_on, row.state, raised), []).append(row)
    return [_item(ctx, group, plans, names, key[3]) for key, group in groups.items()]


def _item(
    ctx: Context, rows: Sequence[DutyRow], plans: Mapping[UUID, Plan], names: Mapping[UUID, str], raised: bool
) -> Item:
    first = rows[0]
    plan = plans[first.version_id]
    duty, says = _duty(plan, first.duty)
    return Item(
        duty=first.duty,
        title=duty.title if duty else Words(first.duty, first.duty),
        plan=plan.title,
        clause=first.clause,
        says=says,
        due_on=first.due_on,
        days_left=(first.due_on - ctx.today).days,
        state=State(first.state),
        is_provisional=any(row.is_provisional for row in rows),
        is_raised=raised,
        measure=duty.requires[0].measure if duty else "",
        counted=first.counted,
        needed=first.needed,
        units=tuple((row.unit_id, names.get(row.unit_id, "")) for row in rows),
        rows=tuple(row.pk for row in rows),
    )


def _duty(plan: Plan, name: str) -> tuple[Duty | None, str]:
    for clause in plan.clauses:
        for duty in clause.duties:
            if duty.id == name:
                return duty, clause.says
    return None, ""
