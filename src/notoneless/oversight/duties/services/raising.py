"""Overdue duties of sealed months: their verdicts stand, and whoever is told of them goes on further up."""

from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.selectors import plans_of
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.rules.again import to_judge_again
from notoneless.oversight.duties.rules.raising import raised_to
from notoneless.oversight.duties.selectors.again import done_since_reckoned
from notoneless.oversight.duties.selectors.facts import places
from notoneless.oversight.duties.selectors.following import following
from notoneless.policy.judging import State
from notoneless.policy.model import Duty

_UP = timedelta(days=200)
"""Days after which what is overdue has come to the top."""


def raise_sealed(day: date) -> None:
    """Say of broken duties of sealed months that can still be done who is told of them today. It is no part of the verdict."""
    rows = list(DutyRow._base_manager.filter(sealed__isnull=False, state=State.BROKEN, due_on__gte=day - _UP))
    if not rows:
        return
    duties = _duties(rows)
    open_rows = [row for row in rows if row.pk in duties]
    done = done_since_reckoned(open_rows, duties, day)
    at, calendar, after = places(), load_calendar(day - _UP, day + _UP), following(day).raised_after
    for row in open_rows:
        told = raised_to(at[row.bearer_id].path, row.due_on, day, after, calendar)
        if row.pk not in done and told != row.raised_to_id:
            DutyRow._base_manager.filter(pk=row.pk).update(raised_to=told)


def _duties(rows: list[DutyRow]) -> dict[UUID, Duty]:
    """The duty of each row that can still be done."""
    plans = plans_of(sorted({row.version_id for row in rows}))
    known = {(version, duty.id): duty for version, plan in plans.items() for duty in plan.duties}
    found = {row.pk: known.get((row.version_id, row.duty)) for row in rows}
    return {pk: duty for pk, duty in found.items() if duty is not None and to_judge_again(duty) is not None}
