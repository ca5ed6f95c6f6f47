"""What schools keep of their conduct: the timetable of a class, its activities, measures for teachers' ethics."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.kernel.problems import Problem
from notoneless.oversight.supervision.models import ClassTimetable, ConductRecord
from notoneless.oversight.supervision.rules.kinds import ACTIVITIES, ETHICS, ConductKind
from notoneless.oversight.supervision.rules.refusing import why_not_day, why_not_near
from notoneless.oversight.supervision.rules.teaching import hours_of
from notoneless.oversight.supervision.selectors.knowing import inspected_since
from notoneless.oversight.supervision.services.checking import TAUGHT, check_proof, must_be_taught, refuse


@action("conduct.set_timetable", words="登记课表", english="Enter the timetable of a class", law="义务教育法 37")
def set_timetable(ctx: Context, *, unit: Unit, grade: int, from_on: date, hours: Passage) -> UUID:
    """Enter how many lessons of each subject a class has a week, from a day on; the timetable. One before it stays.

    hours: a line for each subject, such as `语文=7`. Raises Unusable for lines that say nothing and for no grade,
    Refused for a day that is too far from today.
    """
    must_be_taught(unit, UnitKind.CLASS)
    if not 1 <= grade <= LAST_COMPULSORY_GRADE:
        raise Unusable(Problem("enrolment.no_grade", {"grade": grade}))
    refuse(why_not_near(from_on, ctx.today))
    found = hours_of(hours)
    if isinstance(found, Problem):
        raise Unusable(found)
    row = ClassTimetable(id=ctx.ids.new(), unit=unit, grade=grade, from_on=from_on, hours=dict(found), at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("conduct.note_activity", words="登记班级活动", english="Enter an activity of a class")
def note_activity(
    ctx: Context, *, unit: Unit, activity: ConductKind, on: date, what: Line, people: int, proof: Attachment | None
) -> UUID:
    """Enter an activity of a class: League, Pioneers, sports, arts, practice; the record. Raises Unusable for other kinds."""
    must_be_taught(unit, UnitKind.CLASS)
    if activity not in ACTIVITIES or not 0 < people <= _MOST:
        raise Unusable(Problem("supervising.no_activity"))
    return _noted(ctx, unit, activity, on, what, proof, people)


_MOST = 9999


@action("conduct.note_ethics", words="登记师德师风措施", english="Enter a measure for teachers' ethics")
def note_ethics(
    ctx: Context, *, unit: Unit, ethics: ConductKind, on: date, what: Line, proof: Attachment | None
) -> UUID:
    """Enter what a school has done for its teachers' ethics; the record. Raises Unusable for other kinds."""
    must_be_taught(unit, *TAUGHT)
    if ethics not in ETHICS:
        raise Unusable(Problem("supervising.no_ethics"))
    return _noted(ctx, unit, ethics, on, what, proof)


def _noted(
    ctx: Context,
    unit: Unit,
    kind: ConductKind,
    on: date,
    what: str,
    proof: Attachment | None,
    people: int | None = None,
) -> UUID:
    refuse(why_not_day(on, ctx.today))
    check_proof(ctx, proof)
    same = ConductRecord._base_manager.filter(unit=unit, kind=kind, on=on, what=what, withdrawn_on__isnull=True)
    refuse(Problem("supervising.recorded_already", {"day": on.isoformat()}) if same.exists() else None)
    row = ConductRecord(id=ctx.ids.new(), unit=unit, kind=kind, on=on, what=what, people=people, proof=proof)
    row.at, row.by_id = ctx.at, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("conduct.withdraw", words="撤销活动或措施登记", english="Take back a record of conduct")
def withdraw_record(ctx: Context, *, conduct_record: ConductRecord, reason: Line) -> None:
    """Take back a record that was entered by mistake; it stays, struck out.

    Raises Refused for one that is taken back already, and while those above inspect the school or have done so since: nothing
    that an inspection may have looked at is taken away.
    """
    row = conduct_record
    refuse(Problem("supervising.withdrawn") if row.withdrawn_on is not None else None)
    if inspected_since(row.unit_id, row.on):
        raise Refused(Problem("supervising.under_inspection"))
    row.withdrawn_on, row.because = ctx.today, reason
    row.save(update_fields=["withdrawn_on", "because"])
