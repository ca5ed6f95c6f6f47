"""The rows of duties in a month: who owes each, how it stands and by what evidence, those behind first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import READ as READ_CHILD
from notoneless.foundation.plans.selectors import plans_of
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.oversight.duties.rules.progress import Part, parts_of
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.compliance import rows_of, unit_in_reach
from notoneless.oversight.duties.selectors.holding import holders_when_due
from notoneless.oversight.duties.selectors.reminding import (
    Reminded,
    is_to_remind,
    may_remind_today,
    reminders_of,
)
from notoneless.policy.judging import State
from notoneless.policy.model import Clause, Duty, Plan

ORDER = (State.BROKEN, State.UNKNOWN, State.DUE, State.LATE, State.COMING, State.EXEMPT, State.DONE)
"""States as they are listed: what is behind first."""
NOT_DONE = (State.BROKEN, State.UNKNOWN, State.LATE, State.DUE, State.EXEMPT)
"""What a sheet lists by name: all else is done, or to come."""
MOST, MOST_LISTED = 500, 20_000
_TOGETHER = 5000
"""Children of one question: a database takes only so many ids at a time."""
EXEMPT = "duty.exempt"


@dataclass(frozen=True, slots=True)
class Behind:
    """A row of a duty: for which unit, who owes it and holds the post, how it stands, with its evidence.

    `parts`: counted and needed of each thing that it asks for. `child`: whom it is about, and `child_name`, where whoever asks
    may see the child. `is_own`: one's own post owes it. `over_on`: since when nobody can do it any more, as the child is back.
    `may_exempt`: whether whoever asks is a post further up, and nothing is sealed or done. `is_done_since`: what was not done
    when it was reckoned last, or when its month was sealed, is done today. `reminders`: who reminded of it, the latest first;
    `may_remind`: whether it has come up to whoever asks, can still be done, and that post has not reminded of it today.
    """

    id: UUID
    unit: UUID
    unit_name: str
    bearer: UUID
    bearer_name: str
    holders: tuple[str, ...]
    role: str
    due_on: date
    state: State
    done_on: date | None
    parts: tuple[Part, ...]
    is_provisional: bool
    exempt_because: str
    exemption: UUID | None
    may_exempt: bool
    is_sealed: bool
    is_done_since: bool
    reminders: tuple[Reminded, ...]
    may_remind: bool
    child: UUID | None = None
    child_name: str = ""
    is_own: bool = False
    over_on: date | None = None


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty of one month: what it asks, and its rows, those behind first; `total` of all, shown or not."""

    duty: Duty
    clause: Clause
    plan: Plan
    rows: tuple[Behind, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet of those behind, with what it comes from."""

    plan: Plan
    clause: Clause
    duty: Duty
    row: Behind


def duty_page(
    ctx: Context, duty: str, month: date, unit: UUID | None = None, version: UUID | None = None
) -> DutyPage | None:
    """The rows of a duty in reach, or beneath a unit in reach, due in the month of a day; None without any. Leaves an entry.

    `version`: of a plan, where several have a duty of one name. What others have of it is of another clause.

    Raises NotFound for a unit out of reach.
    """
    if unit is not None:
        unit_in_reach(ctx, unit)
    rows = rows_of(ctx, month, unit).filter(duty=duty).select_related("unit", "bearer")
    kept = _sorted(rows.filter(version_id=version) if version is not None else rows)
    if not kept:
        return None
    plan = plans_of([kept[0].version_id])[kept[0].version_id]
    found = _rule(plan, duty)
    if found is None:
        return None
    shown = kept[:MOST]
    listed(ctx, READ_DUTY, [row.pk for row in shown], {"duty": duty})
    return DutyPage(found[1], found[0], plan, tuple(_behind(ctx, shown)), len(kept))


def row_to_exempt(ctx: Context, row: UUID) -> SheetRow:
    """A row from which somebody may exempt, to show the form. Raises NotFound out of reach."""
    rows = visible_to(ctx, EXEMPT, DutyRow).select_related("unit", "bearer").filter(pk=row)
    found = rows.first()
    if found is None:
        raise NotFound
    plan = plans_of([found.version_id])[found.version_id]
    rule = _rule(plan, found.duty)
    if rule is None:
        raise NotFound
    return SheetRow(plan, *rule, _behind(ctx, [found])[0])


def list_behind(ctx: Context, month: date, unit: UUID | None = None) -> list[SheetRow]:
    """Every row of a month that is not done, clause by clause. Leaves an entry. Raises NotFound for a unit out of reach."""
    if unit is not None:
        unit_in_reach(ctx, unit)
    rows = rows_of(ctx, month, unit).filter(state__in=NOT_DONE).select_related("unit", "bearer")
    kept = sorted(_sorted(rows)[:MOST_LISTED], key=lambda row: (str(row.version_id), row.clause, row.duty))
    plans = plans_of(sorted({row.version_id for row in kept}))
    listed(ctx, READ_DUTY, [row.pk for row in kept], {"month": month.isoformat()})
    found = []
    for row, behind in zip(kept, _behind(ctx, kept), strict=True):
        rule = _rule(plans[row.version_id], row.duty)
        if rule is not None:
            found.append(SheetRow(plans[row.version_id], *rule, behind))
    return found


def _sorted(rows: Iterable[DutyRow]) -> list[DutyRow]:
    return sorted(rows, key=lambda row: (ORDER.index(State(row.state)), row.due_on, row.unit.sort_key))


def _rule(plan: Plan, duty: str) -> tuple[Clause, Duty] | None:
    """A duty with its clause; None where the plan cannot be read so far any more."""
    found = ((clause, each) for clause in plan.clauses for each in clause.duties if each.id == duty)
    return next(found, None)


def _behind(ctx: Context, rows: Sequence[DutyRow]) -> list[Behind]:
    holders = holders_when_due(ctx, rows)
    reasons = {
        (each.duty, each.unit_id, each.period): each
        for each in Exemption._base_manager.filter(duty__in={row.duty for row in rows})
    }
    plans = plans_of(sorted({row.version_id for row in rows}))
    behind = [row for row in rows if row.state == State.BROKEN]
    rules = {row.pk: _rule(plans[row.version_id], row.duty) for row in behind}
    duties = {pk: rule[1] for pk, rule in rules.items() if rule is not None}
    done = done_since_reckoned(behind, duties, ctx.today)
    further_up = _beneath_me(ctx, {row.bearer_id for row in rows})
    reminders = reminders_of(ctx, behind)
    open_rows = [row for row in behind if row.pk not in done and (row.duty, row.unit_id, row.period) not in reasons]
    to_remind = [row for row in open_rows if is_to_remind(row, duties.get(row.pk))]
    mine = may_remind_today(ctx, to_remind, reminders)
    names, held = _names(ctx, rows), {(each.unit, each.role) for each in ctx.holdings()}
    lines = [
        _line(
            row,
            holders.get((row.bearer_id, row.role, row.due_on), ()),
            reasons.get((row.duty, row.unit_id, row.period)),
            row.bearer_id in further_up,
            row.pk in done,
            reminders.get(row.pk, ()),
            row.pk in mine,
        )
        for row in rows
    ]
    return [_about(each, row, names, (row.bearer_id, row.role) in held) for each, row in zip(lines, rows, strict=True)]


def _about(line: Behind, row: DutyRow, names: Mapping[UUID, str], is_own: bool) -> Behind:
    known = row.child if row.child in names else None
    return replace(line, child=known, child_name=names[known] if known else "", is_own=is_own, over_on=row.over_on)


def _names(ctx: Context, rows: Sequence[DutyRow]) -> dict[UUID, str]:
    """The names of the children that duties are about, as far as whoever asks may see them."""
    wanted = sorted({row.child for row in rows if row.child is not None})
    found: dict[UUID, str] = {}
    for start in range(0, len(wanted), _TOGETHER):
        children = visible_to(ctx, READ_CHILD, Child).filter(pk__in=wanted[start : start + _TOGETHER])
        found |= dict(children.values_list("pk", "name"))
    return found


def _beneath_me(ctx: Context, bearers: set[UUID]) -> set[UUID]:
    """Of some units those above which somebody may exempt: oneself never."""
    mine = ctx.units_for(EXEMPT)
    if not mine:
        return set()
    rows = UnitClosure.objects.filter(ancestor_id__in=mine, descendant_id__in=bearers, depth__gt=0)
    return set(rows.values_list("descendant_id", flat=True))


_OPEN = frozenset({State.BROKEN, State.UNKNOWN, State.DUE, State.COMING})


def _line(
    row: DutyRow,
    holders: tuple[str, ...],
    exemption: Exemption | None,
    is_above: bool,
    is_done_since: bool,
    reminders: tuple[Reminded, ...],
    may_remind: bool,
) -> Behind:
    state = State(row.state)
    return Behind(
        id=row.pk,
        unit=row.unit_id,
        unit_name=row.unit.name,
        bearer=row.bearer_id,
        bearer_name=row.bearer.name,
        holders=holders,
        role=row.role,
        due_on=row.due_on,
        state=State.EXEMPT if exemption is not None and row.sealed_id is None else state,
        done_on=row.done_on,
        parts=parts_of(row.progress, (row.counted, row.needed)),
        is_provisional=row.is_provisional,
        exempt_because=exemption.reason if exemption else "",
        exemption=exemption.pk if exemption else None,
        may_exempt=is_above and row.sealed_id is None and exemption is None and state in _OPEN,
        is_sealed=row.sealed_id is not None,
        is_done_since=is_done_since,
        reminders=reminders,
        may_remind=may_remind,
    )
