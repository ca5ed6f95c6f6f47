"""What is found out of a child with an open case: why it has dropped out, and where it is now."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.refusing import why_not_for
from notoneless.casework.cases.rules.standing import OPEN, Step
from notoneless.casework.working_groups.models import CaseCause, DestinationEntry
from notoneless.casework.working_groups.rules.remedies import why_not_where
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.rules.kinds import TracedTo


def refuse_ended(case: Case) -> None:
    """Raise Refused for a case in which nothing is to be done any more."""
    if case.state not in OPEN:
        raise Refused(Problem("working_groups.case_ended"))


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise Refused(problem)


@action("case_cause.record", words="登记辍学原因", english="Record why a child has dropped out")
def record_cause(ctx: Context, *, case: Case, on: date, reason: str, note: Passage | None) -> UUID:
    """Record the cause as it was found, in place of what was known before; the row.

    reason: one of those with which a dropout is verified. One that is told by need only is sealed with its note. Raises
    Refused for a case that has ended, and for days before it or to come.
    """
    refuse_ended(case)
    _refuse(why_not_where(on, case.opened_on, ctx.today))
    reasons = reasons_on(on)
    _refuse(why_not_for(reasons, Step.VERIFY, reason, note or "", has_proof=True))
    row = CaseCause(id=ctx.ids.new(), case=case, child_id=case.child_id, on=on, at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    if reasons.table[reason].is_sensitive:
        row.confidential = Plain(f"{reason}\n{note or ''}")
    else:
        row.reason, row.note = reason, note or ""
    row.save(force_insert=True)
    return row.pk


@action("destination.record", words="登记学生动向", english="Record where a child is")
def record_destination(
    ctx: Context, *, case: Case, on: date, traced_to: TracedTo, place: Line | None, source: Line
) -> UUID:
    """Record where a child was on a day, and who says so; the row. Raises Refused as `record_cause` does."""
    refuse_ended(case)
    _refuse(why_not_where(on, case.opened_on, ctx.today))
    row = DestinationEntry(id=ctx.ids.new(), case=case, child_id=case.child_id, on=on, at=ctx.at)
    row.traced_to, row.place, row.source = traced_to, place or "", source
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk
