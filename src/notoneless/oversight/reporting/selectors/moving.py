"""Which due days of reports another calendar moves, or makes firm: asked when a term, a day or a notice changes it."""

from collections.abc import Iterator
from datetime import date

from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.cases.selectors.cases import in_reach
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.calendar import Calendar, MovedDay, moved_days
from notoneless.oversight.reporting.models import DropoutReport, JointCheck, TeacherReport
from notoneless.oversight.reporting.rules.checking import JOINT_WITHIN
from notoneless.oversight.reporting.rules.delays import READ_WITHIN, SAME_DAY, TEACHER
from notoneless.oversight.reporting.selectors.dropouts import READ_REPORT
from notoneless.oversight.reporting.selectors.due import Asked, DueDays
from notoneless.oversight.reporting.selectors.openings import openings_of, taught_at

_GROUP = "reporting.moved_report"
_KINDS = {
    TEACHER: "reporting.due_teacher",
    READ_WITHIN: "reporting.due_acknowledged",
    SAME_DAY: "reporting.due_dropout",
    JOINT_WITHIN: "reporting.due_joint_check",
}


def moved_reports(ctx: Context, before: Calendar, after: Calendar, last: date) -> tuple[MovedDay, ...]:
    """The due days of what of open cases in reach is still to be reported, acknowledged or checked, from today to a last one,
    that one calendar has otherwise than another. It names no child.
    """
    if not ctx.may(READ_REPORT):
        return ()
    asked = list(_asked(ctx))
    due = DueDays({each.unit for each in asked}, [each.opened_on for each in asked])
    found = (
        (_KINDS[each.key], was, now)
        for each in asked
        if (was := due.by(each, before)) is not None and (now := due.by(each, after)) is not None
    )
    return moved_days(_GROUP, found, ctx.today, last)


def _asked(ctx: Context) -> Iterator[Asked]:
    """What is still to be done of each open case of a pupil taught here, with the unit whose plans say by when."""
    cases = list(in_reach(ctx).filter(state__in=OPEN).values_list("pk", "child_id"))
    openings = openings_of([case for case, _ in cases])
    keys = [opening.id for opening in openings.values()]
    told = {row.opening: row for row in visible_to(ctx, READ_REPORT, TeacherReport).filter(opening__in=keys)}
    reports, checks = visible_to(ctx, READ_REPORT, DropoutReport), visible_to(ctx, READ_REPORT, JointCheck)
    sent = set(reports.filter(opening__in=keys).values_list("opening", flat=True))
    checked = set(checks.filter(opening__in=keys).values_list("opening", flat=True))
    places = taught_at([child for _, child in cases], ctx.today)
    for case, child in cases:
        opening, place = openings.get(case), places.get(child)
        if opening is None or place is None:
            continue
        room, school = place
        report = told.get(opening.id)
        if report is None:
            yield Asked(TEACHER, room.pk, opening.on)
        elif report.read_on is None:
            yield Asked(READ_WITHIN, report.room_id, opening.on)
        if opening.id not in sent:
            yield Asked(SAME_DAY, school.pk, opening.on)
        if opening.id not in checked:
            yield Asked(JOINT_WITHIN, school.pk, opening.on)
