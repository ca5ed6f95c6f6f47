"""Inspections: by those above a school, and what a school checks by itself; what was found lacking."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.supervision.models import Inspection, Shortcoming
from notoneless.oversight.supervision.rules.kinds import OWN, InspectionKind, Matter, MendState
from notoneless.oversight.supervision.rules.refusing import marks_of, why_not_day, why_not_found
from notoneless.oversight.supervision.rules.teaching import is_excess
from notoneless.oversight.supervision.selectors.knowing import grade_of, most_minutes
from notoneless.oversight.supervision.services.checking import TAUGHT, authority_over, must_be_taught, refuse

RECORD, FIND = "inspection.record", "shortcoming.find"


@action("inspection.record", words="登记督查", english="Record an inspection", law="教育督导条例 12")
def record_inspection(
    ctx: Context, *, unit: Unit, inspection_kind: InspectionKind, on: date, checked: Passage, note: Passage | None
) -> UUID:
    """Record an inspection of a school or class by somebody above it; the inspection, which is under way until it is concluded.

    checked: a line for each item of the checklist, such as `fire=good`. Raises Refused for a day to come and for the own unit,
    Unusable for a checklist that is not whole.
    """
    must_be_taught(unit)
    above = authority_over(ctx, RECORD, unit.pk)
    if above is None:
        raise Refused(Problem("supervising.own_unit"))
    row = _begun(ctx, unit, inspection_kind, on, checked)
    row.by_unit_id, row.is_own, row.note = above, False, note or ""
    row.save(force_insert=True)
    return row.pk


@action("conduct.check", words="登记自查", english="Record a check of one's own school")
def check_conduct(  # noqa: PLR0913 (what a check of homework holds)
    ctx: Context,
    *,
    unit: Unit,
    inspection_kind: InspectionKind,
    on: date,
    checked: Passage,
    homework: int | None,
    is_excess_said: bool | None,
    mender: str | None,
    mend_by: date | None,
    note: Passage | None,
) -> UUID:
    """Record what a school has checked by itself: safety of the school, or homework of a class; the check.

    homework: minutes of it a day, as pupils say. Where it is more than is set, or who checks says so, the class has a
    shortcoming from then on, to be mended by `mend_by`. Raises Unusable for other kinds and units, without minutes, and for
    an excess without who mends it by when.
    """
    if inspection_kind not in OWN:
        raise Unusable(Problem("supervising.no_own_check"))
    is_homework = inspection_kind is InspectionKind.HOMEWORK
    must_be_taught(unit, *((UnitKind.CLASS,) if is_homework else TAUGHT))
    if is_homework != (homework is not None) or not 0 <= (homework or 0) <= _DAY:
        raise Unusable(Problem("supervising.no_minutes"))
    row = _begun(ctx, unit, inspection_kind, on, checked)
    row.by_unit_id, row.is_own, row.note, row.concluded_on = unit.pk, True, note or "", ctx.today
    row.minutes = homework
    row.excess = homework is not None and (
        is_excess(homework, most_minutes(grade_of(unit.pk, on), on)) or bool(is_excess_said)
    )
    row.save(force_insert=True)
    if row.excess:
        if not mender or mend_by is None:
            raise Unusable(Problem("supervising.no_mender"))
        told = Problem("supervising.excess", {"minutes": homework or 0})
        _found(ctx, row, Matter.HOMEWORK, note or sentence(told), mender, mend_by)
    return row.pk


_DAY = 24 * 60


def _begun(ctx: Context, unit: Unit, kind: InspectionKind, on: date, checked: str) -> Inspection:
    refuse(why_not_day(on, ctx.today))
    marks = marks_of(kind, checked)
    if isinstance(marks, Problem):
        raise Unusable(marks)
    same = Inspection._base_manager.filter(unit=unit, kind=kind, on=on, by_id=ctx.actor, withdrawn_on__isnull=True)
    if any(each == dict(marks) for each in same.values_list("checked", flat=True)):
        raise Refused(Problem("supervising.recorded_already", {"day": on.isoformat()}))
    row = Inspection(id=ctx.ids.new(), unit=unit, kind=kind, on=on, checked=dict(marks), at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    return row


@action(
    "shortcoming.find",
    words="登记督查发现的问题",
    english="Enter what an inspection found lacking",
    law="教育督导条例 17",
)
def find_shortcoming(
    ctx: Context, *, inspection: Inspection, matter: Matter, what: Passage, mender: str, mend_by: date
) -> UUID:
    """Enter what an inspection found lacking, who mends it and by when; the shortcoming.

    Raises Refused for an inspection that was taken back, a deadline before it, the same again, and of one from above by whoever
    is not above.
    """
    refuse(Problem("supervising.withdrawn") if inspection.withdrawn_on is not None else None)
    if not inspection.is_own and authority_over(ctx, FIND, inspection.unit_id) is None:
        raise Refused(Problem("supervising.own_unit"))
    refuse(why_not_found(inspection.on, mend_by))
    return _found(ctx, inspection, matter, what, mender, mend_by).pk


def _found(ctx: Context, inspection: Inspection, matter: Matter, what: str, mender: str, by_day: date) -> Shortcoming:
    refuse(why_not_found(inspection.on, by_day))
    if Shortcoming._base_manager.filter(inspection=inspection, matter=matter, what=what).exists():
        raise Refused(Problem("supervising.found_already"))
    row = Shortcoming(id=ctx.ids.new(), inspection=inspection, unit_id=inspection.unit_id, is_own=inspection.is_own)
    row.matter, row.what, row.mender, row.mend_by = matter, what, mender, by_day
    row.found_on, row.state, row.at = inspection.on, MendState.OPEN, ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row


@action("inspection.conclude", words="结束督查", english="Conclude an inspection")
def conclude_inspection(ctx: Context, *, inspection: Inspection) -> None:
    """Say that an inspection is over. Raises Refused where it is already, and by whoever is not above."""
    _may_be_ended(ctx, inspection, "inspection.conclude")
    refuse(Problem("supervising.concluded") if inspection.concluded_on is not None else None)
    inspection.concluded_on = ctx.today
    inspection.save(update_fields=["concluded_on"])


@action("inspection.withdraw", words="撤销督查登记", english="Take back an inspection entered by mistake")
def withdraw_inspection(ctx: Context, *, inspection: Inspection, reason: Line) -> None:
    """Take back an inspection that was entered by mistake; it stays, struck out. Raises Refused where it found something."""
    _may_be_ended(ctx, inspection, "inspection.withdraw")
    if Shortcoming._base_manager.filter(inspection=inspection).exists():
        raise Refused(Problem("supervising.has_shortcomings"))
    inspection.withdrawn_on, inspection.because = ctx.today, reason
    inspection.save(update_fields=["withdrawn_on", "because"])


def _may_be_ended(ctx: Context, inspection: Inspection, code: str) -> None:
    refuse(Problem("supervising.withdrawn") if inspection.withdrawn_on is not None else None)
    if not inspection.is_own and authority_over(ctx, code, inspection.unit_id) is None:
        raise Refused(Problem("supervising.own_unit"))
