"""Who reminded whoever owes an overdue duty, and which duties somebody may remind of today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.oversight.duties.models import DutyRow, Reminder
from notoneless.oversight.duties.rules.again import is_still_open
from notoneless.oversight.duties.rules.raising import LEADS, who_reminds
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.holding import led_by
from notoneless.oversight.duties.selectors.listing import ListedRow
from notoneless.policy.judging import State
from notoneless.policy.model import Duty

REMIND = "duty.remind"


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder: at which unit the post that reminded is, in which role and held by whom, and on which day."""

    by_unit: UUID
    unit_name: str
    role: str
    name: str
    on: date


def reminders_of(ctx: Context, rows: Iterable[DutyRow | ListedRow]) -> Mapping[UUID, tuple[Reminded, ...]]:
    """The reminders of overdue duties by the id of the row, the latest first. One query, none where nothing is overdue."""
    asked = {(row.duty, row.unit_id, row.period): row.pk for row in rows if row.state == State.BROKEN}
    if not asked:
        return {}
    duties, periods = sorted({duty for duty, _, _ in asked}), sorted({period for _, _, period in asked})
    found: dict[UUID, list[Reminded]] = defaultdict(list)
    for each in _kept(sight(ctx, READ_DUTY, Reminder), duties, periods):
        row = asked.get((each.duty, each.unit_id, each.period))
        if row is not None:
            by = each.by_unit
            found[row].append(Reminded(by.pk, by.name, LEADS.get(by.kind, ""), each.by.name, each.on))
    return {row: tuple(some) for row, some in found.items()}


@prepared
def _kept(seen: Sight, duties: Sequence[str], periods: Sequence[str]) -> QuerySet[Reminder]:
    rows = seen.of(Reminder).filter(duty__in=duties, period__in=periods).select_related("by_unit", "by")
    return rows.order_by("-on", "-reminded_at", "id")


def is_to_remind(row: DutyRow, duty: Duty | None) -> bool:
    """Whether somebody may remind of a row that is neither exempt nor done since: overdue, come up, and still to be done."""
    is_raised = row.state == State.BROKEN and row.raised_to_id is not None
    return is_raised and is_still_open(row.sealed_id is not None, duty, is_done=False)


def reminding_from(ctx: Context, rows: Sequence[DutyRow]) -> Mapping[UUID, UUID]:
    """From which unit's post somebody may remind of rows that have come up to it, by the id of the row."""
    led = set(led_by(ctx)) & set(ctx.units_for(REMIND)) if rows and ctx.may(REMIND) else set()
    if not led:
        return {}
    paths = _paths({row.bearer_id for row in rows})
    found = {row.pk: who_reminds(paths[row.bearer_id], row.raised_to_id, led) for row in rows}
    return {row: unit for row, unit in found.items() if unit is not None}


def may_remind_today(
    ctx: Context, rows: Sequence[DutyRow], reminders: Mapping[UUID, Sequence[Reminded]]
) -> frozenset[UUID]:
    """Of rows that are to be reminded those of which the post of whoever asks has not reminded today."""
    mine = reminding_from(ctx, rows)
    return frozenset(row for row, unit in mine.items() if not is_reminded(reminders.get(row, ()), unit, ctx.today))


def is_reminded(reminders: Iterable[Reminded], by_unit: UUID, day: date) -> bool:
    """Whether the post of a unit has reminded on a day."""
    return any((each.by_unit, each.on) == (by_unit, day) for each in reminders)


def _paths(bearers: set[UUID]) -> Mapping[UUID, list[UUID]]:
    """From each unit the way to the top, itself first."""
    above = UnitClosure.objects.filter(descendant_id__in=bearers).order_by("depth")
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for lower, upper in above.values_list("descendant_id", "ancestor_id"):
        found[lower].append(upper)
    return found
