"""Reporting who came: the first report of a session, its correction, and what the head amends however long ago it was."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Longest
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import looking
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark
from notoneless.records.attendance.rules.kinds import MarkKind
from notoneless.records.attendance.rules.merging import is_among, joined
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session
from notoneless.records.attendance.rules.reporting import (
    EXCEPTIONS,
    Noted,
    read_exceptions,
    unpacked,
    why_not_in_time,
    why_not_of_class,
    why_not_the_day,
)
from notoneless.records.attendance.selectors.classes import asked_and_skipped, current_report
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.permitting import AMEND, BESIDE, CORRECT, REPORT, class_in_reach, is_open
from notoneless.records.attendance.services.recording import Reported, write_report

BESIDE_WHY = "两台手机分别报了不同的情况，先按较重的记，等人核对"
"""Why a report takes the place of another that a second phone contradicts."""

ADDED_NOTE = "补备注"
"""Why a report takes the place of one that says the same without a note."""

Exceptions = Annotated[str, Longest(EXCEPTIONS)]
"""Who was not simply there: a line each of child, mark, reason and note, with tabs between; empty where all came."""


@action("attendance.report", words="报到校情况", english="Report who came to school")
def report(ctx: Context, *, unit: Unit, on: date, session: str, exceptions: Exceptions | None) -> UUID:
    """Report a class for a session of a day: everybody was there but the exceptions; the report.

    The same from the same person again is the same report. Raises Refused where it is reported already, Unusable for a day
    to come, without lessons or too long ago, for a class that is closed, and for pupils who are not of it.
    """
    with looking():
        return _report(ctx, unit, on, session, exceptions)


@action("attendance.correct", words="更正到校情况", english="Correct who came to school")
def correct(ctx: Context, *, report: ArrivalReport, exceptions: Exceptions | None, reason: Line) -> UUID:
    """Supersede a report by another of the same pupils, with the reason; both are kept. The new report.

    Raises Refused where it was superseded already, Unusable where it is too long ago: then the head amends it.
    """
    if not report.is_current:
        raise Refused(Problem("arrivals.corrected_already"))
    unit = class_in_reach(ctx, report.unit_id, CORRECT)
    numbers = attendance_numbers(report.on)
    noted = _noted(exceptions, numbers)
    calendar, part = _expect_day(ctx, unit, report.on, report.session, numbers)
    wrong = why_not_in_time(calendar, report.on, ctx.today, numbers.correct_within, "too_late_to_correct")
    if wrong:
        raise Unusable(wrong)
    return write_report(ctx, _superseding(ctx, report, _About(CORRECT, unit, part, numbers), noted, reason))


@action("attendance.amend", words="校长更正到校情况", english="Amend, as head, who came to school")
def amend(
    ctx: Context,
    *,
    unit: Unit,
    on: date,
    session: str,
    exceptions: Exceptions | None,
    reason: Line,
    report: ArrivalReport | None,
) -> UUID:
    """Report or correct a session however long ago it was, with the reason; the report that counts from now on.

    `report`: the one that was looked at. Raises Refused where it was superseded meanwhile.
    """
    about = (unit.pk, on, session)
    if report is not None and (not report.is_current or (report.unit_id, report.on, report.session) != about):
        raise Refused(Problem("arrivals.corrected_already"))
    numbers = attendance_numbers(on)
    noted = _noted(exceptions, numbers)
    _, part = _expect_day(ctx, unit, on, session, numbers)
    former = current_report(ctx, AMEND, unit.pk, on, session)
    if former is not None:
        return write_report(ctx, _superseding(ctx, former, _About(AMEND, unit, part, numbers), noted, reason))
    asked = _asked(ctx, AMEND, unit, on, noted)
    return write_report(ctx, Reported(unit, on, part, asked, noted, numbers, why=reason))


@action(
    "attendance.report_beside", words="与已有报告并存报到校情况", english="Report who came beside a report that stands"
)
def report_beside(ctx: Context, *, unit: Unit, on: date, session: str, exceptions: Exceptions | None) -> UUID:
    """Report a class that has been reported from elsewhere: of each pupil the graver word counts; the report that does.

    For what two phones wrote down without a line. Raises Unusable as `report` does, Refused where nothing was reported yet.
    """
    numbers = attendance_numbers(on)
    noted = _noted(exceptions, numbers)
    calendar, part = _expect_day(ctx, unit, on, session, numbers)
    wrong = why_not_in_time(calendar, on, ctx.today, numbers.report_within, "too_late")
    if wrong:
        raise Unusable(wrong)
    former = current_report(ctx, BESIDE, unit.pk, on, session)
    if former is None:
        raise Refused(Problem("arrivals.nothing_beside"))
    said = _said_in(former)
    if is_among(noted, said):
        return former.pk
    return write_report(
        ctx, _superseding(ctx, former, _About(BESIDE, unit, part, numbers), joined(said, noted), BESIDE_WHY)
    )


def _said_in(report: ArrivalReport) -> list[Noted]:
    """What a report says of those who were not simply there, with the notes."""
    rows = AttendanceMark._base_manager.filter(report=report).select_related("same_as").order_by("child_id")
    return [Noted(row.child_id, MarkKind(row.kind), row.reason, _note_of(row)) for row in rows]


def _report(ctx: Context, unit: Unit, on: date, session: str, exceptions: str | None) -> UUID:
    numbers = attendance_numbers(on)
    noted = _noted(exceptions, numbers)
    calendar, part = _expect_day(ctx, unit, on, session, numbers)
    wrong = why_not_in_time(calendar, on, ctx.today, numbers.report_within, "too_late")
    if wrong:
        raise Unusable(wrong)
    former = current_report(ctx, REPORT, unit.pk, on, session)
    if former is not None:
        return _again(ctx, former, _About(REPORT, unit, part, numbers), noted)
    return write_report(ctx, Reported(unit, on, part, _asked(ctx, REPORT, unit, on, noted), noted, numbers))


def _noted(exceptions: str | None, numbers: AttendanceParameters) -> list[Noted]:
    found = read_exceptions(exceptions or "", numbers)
    if isinstance(found, Problem):
        raise Unusable(found)
    return found


def _expect_day(
    ctx: Context, unit: Unit, on: date, session: str, numbers: AttendanceParameters
) -> tuple[Calendar, Session]:
    """The calendar and the session. Raises Unusable for a day, a session or a unit of which nothing is reported."""
    part = numbers.session(session)
    if part is None:
        raise Unusable(Problem("arrivals.no_session"))
    if unit.kind != UnitKind.CLASS:
        raise Unusable(Problem("arrivals.no_class"))
    calendar = load_calendar(min(on, ctx.today), max(on, ctx.today))
    wrong = why_not_the_day(calendar, on, ctx.today)
    if wrong is None and not is_open(unit, on):
        wrong = Problem("arrivals.class_closed", {"unit": unit.name, "day": on.isoformat()})
    if wrong:
        raise Unusable(wrong)
    return calendar, part


def _asked(ctx: Context, code: str, unit: Unit, on: date, noted: list[Noted]) -> tuple[UUID, ...]:
    asked, skipped = asked_and_skipped(ctx, code, unit.pk, on)
    wrong = why_not_of_class(noted, frozenset(asked), skipped)
    if not asked:
        wrong = Problem("arrivals.nobody", {"unit": unit.name})
    if wrong:
        raise Unusable(wrong)
    return asked


@dataclass(frozen=True, slots=True)
class _About:
    """By what permission, of which class and session, by which numbers."""

    code: str
    unit: Unit
    part: Session
    numbers: AttendanceParameters


def _superseding(ctx: Context, former: ArrivalReport, about: _About, noted: list[Noted], reason: str) -> Reported:
    """A report of the same pupils, whoever of them has left the class since: what was said of those stands."""
    asked = unpacked(bytes(former.asked))
    wrong = why_not_of_class(noted, frozenset(asked), frozenset())
    if wrong:
        raise Unusable(wrong)
    stands = _out_of_sight(ctx, about.code, former, set(asked) - {each.child for each in noted})
    return Reported(about.unit, former.on, about.part, asked, [*noted, *stands], about.numbers, former, reason)


def _out_of_sight(ctx: Context, code: str, former: ArrivalReport, others: set[UUID]) -> list[Noted]:
    """What a report noted of pupils whom this person does not find in the class any more, and so says nothing of."""
    asked, skipped = asked_and_skipped(ctx, code, former.unit_id, former.on)
    gone = others.difference(asked, skipped)
    rows = AttendanceMark._base_manager.filter(report=former, child_id__in=gone) if gone else ()
    return [Noted(row.child_id, MarkKind(row.kind), row.reason) for row in rows]


def _again(ctx: Context, former: ArrivalReport, about: _About, noted: list[Noted]) -> UUID:
    """The report that is there, if the same person says the same again; one more where a note comes with it that was not there.

    Raises Refused, with who reported when.
    """
    rows = AttendanceMark._base_manager.filter(report=former).values_list("child_id", "kind", "reason")
    if former.by_id == ctx.actor and set(rows) == {(each.child, each.kind.value, each.reason) for each in noted}:
        return _with_notes(ctx, former, about, noted)
    raise Refused(Problem("arrivals.reported_already", {"by": former.by.name, "day": former.on.isoformat()}))


def _with_notes(ctx: Context, former: ArrivalReport, about: _About, noted: list[Noted]) -> UUID:
    marks = AttendanceMark._base_manager.filter(report=former).select_related("same_as")
    known = {each.child_id: _note_of(each) for each in marks}
    if all(not each.note or each.note == known[each.child] for each in noted):
        return former.pk
    return write_report(ctx, _superseding(ctx, former, about, noted, ADDED_NOTE))


def _note_of(mark: AttendanceMark) -> str:
    holding = mark if mark.note is not None or mark.same_as is None else mark.same_as
    return opened(holding, "note") or "" if holding.note is not None else ""
