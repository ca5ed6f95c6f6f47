"""Sealing a month: from then on its verdicts stand, with the version of the plan that each was judged by."""

import hashlib
import json
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.audit.rules import day_of
from notoneless.kernel.calendar import month_after
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.models import DutyRow, Exemption, SealedMonth
from notoneless.oversight.duties.rules.settings import sealed_from
from notoneless.oversight.duties.selectors.due import last_reckoned
from notoneless.oversight.duties.selectors.facts import first_adopted
from notoneless.oversight.duties.selectors.following import following
from notoneless.policy.judging import State

_HASHED = ("duty", "period", "unit_id", "bearer_id", "role", "version_id", "clause", "start_on", "due_on", "state")
_ALSO = ("done_on", "counted", "needed")


@action("duty.seal", words="封存月度任务结论", english="Seal the verdicts of a month")
def seal_month(ctx: Context, *, unit: Unit, month: date) -> UUID:
    """Seal the verdicts of a month of the county, by its first day.

    Raises Unusable for another unit, a day that begins no month, a month that has not been over for the days that the county
    leaves for late entries, one that is sealed, one before which another with duties is not, one before any plan was adopted,
    or one that was not reckoned since it may be sealed, or since somebody was let off a duty of it.
    """
    if unit.parent_id is not None:
        raise Unusable(Problem("duties.county_only"))
    named = {"month": f"{month:%Y-%m}"}
    # a month to come is not asked when it may be sealed: the last month of all has none after it
    if month.day != 1 or month >= ctx.today or ctx.today < sealed_from(month, following(ctx.today)):
        raise Unusable(Problem("duties.too_early_to_seal", named))
    begun = first_adopted()
    if begun is None or month < begun.replace(day=1):
        raise Unusable(Problem("duties.nothing_adopted", named))
    if SealedMonth._base_manager.filter(unit=unit, month=month).exists():
        raise Unusable(Problem("duties.sealed_already", named))
    earlier = DutyRow._base_manager.filter(due_on__lt=month, sealed__isnull=True).order_by("due_on").first()
    if earlier is not None:
        raise Unusable(Problem("duties.earlier_first", {"month": f"{earlier.due_on:%Y-%m}"}))
    reckoned = last_reckoned(ctx)
    if reckoned is None or day_of(reckoned) < sealed_from(month, following(ctx.today)):
        raise Unusable(Problem("duties.reckon_first", named))
    rows = DutyRow._base_manager.filter(due_on__gte=month, due_on__lt=month_after(month), sealed__isnull=True)
    if any(_is_passed_over(each, rows) for each in Exemption._base_manager.filter(approved_at__gt=reckoned)):
        raise Unusable(Problem("duties.reckon_first", named))
    sealed = SealedMonth(
        id=ctx.ids.new(), unit=unit, month=month, rows=rows.count(), sha256=hashed(month), sealed_at=ctx.at
    )
    sealed.save(force_insert=True)
    rows.update(sealed=sealed)
    return sealed.id


def _is_passed_over(exemption: Exemption, rows: QuerySet[DutyRow]) -> bool:
    """Whether a row says nothing yet of its exemption: sealed so it would be broken for good."""
    row = rows.filter(duty=exemption.duty, unit_id=exemption.unit_id, period=exemption.period)
    return row.exclude(state=State.EXEMPT).exists()


def hashed(month: date) -> str:
    """The SHA-256 of the verdicts of a month, in order of their keys: the same for the same verdicts."""
    rows = DutyRow._base_manager.filter(due_on__gte=month, due_on__lt=month_after(month))
    found = hashlib.sha256()
    for row in rows.order_by("duty", "unit_id", "period").values_list(*_HASHED, *_ALSO).iterator(chunk_size=2000):
        found.update(json.dumps([str(each) for each in row]).encode())
    return found.hexdigest()
