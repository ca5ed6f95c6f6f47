"""What is owed on a day: duties whose period runs and those overdue, as far as they are not done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.plans.selectors import plans_of
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.rules.again import is_still_open
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.policy.judging import State
from notoneless.policy.model import Words

MOST = 1000


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A duty of a unit, as it stood when it was reckoned last."""

    duty: str
    title: Words
    clause: str
    unit: str
    bearer: str
    role: str
    start_on: date
    due_on: date
    state: State
    is_provisional: bool


def owed_on(ctx: Context, day: date, unit: UUID | None = None) -> list[OwedLine]:
    """What is owed on a day in reach, or beneath a unit, the first due first; 1000 at most. Leaves an entry.

    As the list of today has it: without what was done by that day, what is exempt, and what of sealed months is over.
    """
    runs = Q(start_on__lte=day, due_on__gte=day) & ~Q(state=State.EXEMPT) & ~Q(state=State.DONE, done_on__lte=day)
    overdue = Q(due_on__lt=day) & (Q(state=State.BROKEN) | Q(state=State.LATE, done_on__gt=day))
    rows = visible_to(ctx, READ_DUTY, DutyRow).filter(runs | overdue)
    if unit is not None:
        rows = rows.filter(unit_id__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    found = list(rows.select_related("unit", "bearer").order_by("due_on", "unit__sort_key", "duty")[:MOST])
    plans = plans_of(sorted({row.version_id for row in found}))
    duties = {row.pk: duty for row in found for duty in plans[row.version_id].duties if duty.id == row.duty}
    done = done_since_reckoned(found, duties, day) if day == ctx.today else frozenset()
    kept = [
        row
        for row in found
        if row.pk not in done and is_still_open(row.sealed_id is not None, duties.get(row.pk), row.pk in done)
    ]
    listed(ctx, READ_DUTY, [row.pk for row in kept], {"day": day.isoformat()})
    return [
        OwedLine(
            duty=row.duty,
            title=duties[row.pk].title if row.pk in duties else Words(row.duty, row.duty),
            clause=row.clause,
            unit=row.unit.name,
            bearer=row.bearer.name,
            role=row.role,
            start_on=row.start_on,
            due_on=row.due_on,
            state=State(row.state),
            is_provisional=row.is_provisional,
        )
        for row in kept
    ]
