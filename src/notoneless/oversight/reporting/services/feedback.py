"""A school or the bureau feeds back to townships and villages whom it knows of their children; each receives its own."""

import json
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import Feedback
from notoneless.oversight.reporting.rules.feeding import why_no_feedback
from notoneless.oversight.reporting.selectors.feedback import (
    ACKNOWLEDGE_FEEDBACK,
    ISSUERS,
    Place,
    gathered,
)


@action("feedback.issue", words="反馈辍学送教残疾学生信息", english="Feed back to townships and villages")
def issue_feedback(ctx: Context, *, unit: Unit, month: date, note: Line | None) -> None:
    """Feed back to each township and village where children of a school, or of the county, live who are out of school, taught
    at home, or have a disability: one row each, the last told by need. A school that knows of nobody says so to its township.

    Raises Unusable for another unit or month, Refused where the month is fed back already or nobody is to be told.
    """
    if unit.kind not in ISSUERS:
        raise Unusable(Problem("reporting.no_issuer"))
    wrong = why_no_feedback(month, ctx.today)
    if wrong:
        raise Unusable(wrong)
    if Feedback._base_manager.filter(unit=unit, month=month).exists():
        raise Refused(Problem("reporting.fed_back_already"))
    places = gathered(ctx, unit)
    if not places:
        raise Refused(Problem("reporting.nobody_to_tell"))
    for place, told in sorted(places.items()):
        _kept(ctx, unit, month, place, told, note or "")


def _kept(ctx: Context, unit: Unit, month: date, place: UUID, told: Place, note: str) -> None:
    row = Feedback(id=ctx.ids.new(), unit=unit, place_id=place, month=month, rows=told.rows(), note=note)
    row.by_need = Plain(json.dumps(told.by_need, ensure_ascii=False)) if told.by_need else None
    row.issued_on, row.by_id, row.at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)


@action("feedback.acknowledge", words="签收信息反馈", english="Acknowledge a feedback")
def acknowledge_feedback(ctx: Context, *, feedback: Feedback) -> None:
    """Say that a township or village has received what was fed back to it. Raises Unusable for another, Refused where done."""
    if feedback.place_id not in ctx.units_for(ACKNOWLEDGE_FEEDBACK):
        raise Unusable(Problem("reporting.not_for_unit", {"unit": feedback.place.name}))
    if feedback.received_on is not None:
        raise Refused(Problem("reporting.received_already", {"unit": feedback.place.name}))
    feedback.received_on, feedback.receiver_id = ctx.today, ctx.actor
    feedback.save(update_fields=["received_on", "receiver"])
