"""A class teacher tells the head of a pupil who may be dropping out; the head acknowledges it."""

from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import TeacherReport
from notoneless.oversight.reporting.rules.delays import READ_WITHIN, TEACHER
from notoneless.oversight.reporting.selectors.dropouts import ACKNOWLEDGE, TELL
from notoneless.oversight.reporting.selectors.due import DueDays
from notoneless.oversight.reporting.selectors.openings import (
    NOTHING,
    Opening,
    missed_by,
    opening_of,
    taught_at,
)


@action("teacher_report.send", words="向校长报告疑似辍学", english="Report a suspected dropout to the head")
def send_teacher_report(ctx: Context, *, case: Case, note: Line | None) -> UUID:
    """Report a pupil of one's own class to the head, as the case and the register have it; the report. `note`: what they do not
    say. Raises Refused where this run of the case is reported already, Unusable for a pupil of no class of one's own.
    """
    opening, room, school = taught_case(ctx, case)
    if not _is_mine(ctx, TELL, room.pk):
        raise Unusable(Problem("reporting.not_my_class"))
    if TeacherReport._base_manager.filter(opening=opening.id).exists():
        raise Refused(Problem("reporting.told_already"))
    due = DueDays([room.pk], [opening.on]).of(TEACHER, room.pk, opening.on)
    missed = missed_by([case.child_id], ctx.today).get(case.child_id, NOTHING)
    row = TeacherReport(id=ctx.ids.new(), child_id=case.child_id, opening=opening.id, opened_on=opening.on)
    row.room, row.school, row.note = room, school, note or ""
    row.missed_since, row.missed_days = missed.since, missed.days
    row.sent_on, row.due_on = ctx.today, due
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _is_mine(ctx: Context, code: str, unit: UUID) -> bool:
    """Whether a unit is one of those on which somebody may do something, or lies beneath."""
    return UnitClosure.objects.filter(ancestor_id__in=ctx.units_for(code), descendant_id=unit).exists()


def taught_case(ctx: Context, case: Case) -> tuple[Opening, Unit, Unit]:
    """How a case began, and class and school of its pupil. Raises Unusable for one opened by mistake or of no school here."""
    opening = opening_of(case)
    if opening is None:
        raise Unusable(Problem("reporting.no_case"))
    place = taught_at([case.child_id], ctx.today).get(case.child_id)
    if place is None:
        raise Unusable(Problem("reporting.in_no_school"))
    return opening, *place


@action(
    "teacher_report.acknowledge",
    words="签收班主任辍学报告",
    english="Acknowledge a class teacher's report of a dropout",
)
def acknowledge_report(ctx: Context, *, teacher_report: TeacherReport) -> None:
    """Say that the head has read a class teacher's report. Raises Refused where that is done, Unusable for a report that was
    made to another head, before the pupil changed schools.
    """
    if not _is_mine(ctx, ACKNOWLEDGE, teacher_report.school_id):
        raise Unusable(Problem("reporting.not_my_school"))
    if teacher_report.read_on is not None:
        raise Refused(Problem("reporting.read_already"))
    room, opened_on = teacher_report.room_id, teacher_report.opened_on
    teacher_report.read_by_on = DueDays([room], [opened_on]).of(READ_WITHIN, room, opened_on)
    teacher_report.read_on, teacher_report.read_at = ctx.today, ctx.at
    teacher_report.reader_id = ctx.actor
    teacher_report.save(update_fields=["read_by_on", "read_on", "read_at", "reader"])
