"""Where a case stands between identification and compulsion by law: each step with its day, who took it, and its paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.reporting.models import DropoutPaper, DropoutReport
from notoneless.oversight.reporting.rules.course import CourseStep, missing_before, too_early
from notoneless.oversight.reporting.selectors.dropouts import READ_REPORT
from notoneless.oversight.reporting.selectors.openings import opening_of

_MOVES = {
    Move.RECORD_EFFORT: CourseStep.MOBILISE,
    Move.ISSUE_ORDER: CourseStep.ORDER,
    Move.APPLY_TO_COURT: CourseStep.COURT,
}
"""Which move of a procedure takes which step."""


@dataclass(frozen=True, slots=True)
class Taken:
    """That a step was taken: on which day, by whom, and with which paper (id and number), if with one."""

    on: date
    by: str
    paper: UUID | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A step of a case. `missing`: what has to be taken before; `is_early`: it was taken before what comes first."""

    step: CourseStep
    taken: Taken | None
    missing: tuple[CourseStep, ...]
    is_early: bool


def open_course(ctx: Context, case: UUID) -> tuple[Case, tuple[CourseLine, ...]]:
    """A case with its steps. Opening it leaves an entry. Raises NotFound out of reach."""
    row = case_in_reach(ctx, case, READ_CASE)
    opened_row(ctx, READ_CASE, row)
    return row, course_of(ctx, row)


def course_of(ctx: Context, case: Case) -> tuple[CourseLine, ...]:
    """The steps of a case in reach, in their order, as far as the reader sees them; for a page whose opening is recorded."""
    reports = visible_to(ctx, READ_REPORT, DropoutReport).filter(child_id=case.child_id, opened_on__gte=case.opened_on)
    report = reports.select_related("by").order_by("sent_on", "id").first()
    events = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(child_id=case.child_id, on__gte=case.opened_on)
    moves = list(events.filter(move__in=_MOVES).select_related("paper").order_by("on", "number"))
    opening = opening_of(case)
    opener = CaseEvent._base_manager.filter(pk=opening.id).values_list("by", flat=True).first() if opening else None
    actors = {row.by for row in moves} | ({opener} if opener is not None else set())
    names = dict(Account._base_manager.filter(pk__in=actors).values_list("pk", "name"))
    taken: dict[CourseStep, Taken] = {}
    if opener is not None:
        taken[CourseStep.IDENTIFY] = Taken(case.opened_on, names.get(opener, ""))
    if report is not None:
        taken[CourseStep.REPORT] = _reported(ctx, report)
    for row in moves:
        paper = (row.paper.pk, row.paper.number) if row.paper is not None else (None, "")
        taken.setdefault(_MOVES[Move(row.move)], Taken(row.on, names.get(row.by, ""), *paper))
    days = {step: each.on for step, each in taken.items()}
    early = too_early(days)
    return tuple(
        CourseLine(step, taken.get(step), () if step in taken else missing_before(step, days), step in early)
        for step in CourseStep
    )


def _reported(ctx: Context, report: DropoutReport) -> Taken:
    papers = visible_to(ctx, READ_REPORT, DropoutPaper).filter(dropout_report=report).select_related("paper")
    paper = papers.order_by("issued_on", "id").first()
    told = (paper.paper_id, paper.paper.number) if paper is not None else (None, "")
    return Taken(report.sent_on, report.by.name, *told)


def days_of(since: Mapping[UUID, date], last: date) -> Mapping[UUID, dict[CourseStep, date]]:
    """The first day until one on which each step was taken for each child, since the day on which its case was opened.

    It shows nothing to anybody by itself.
    """
    found = {child: {CourseStep.IDENTIFY: day} for child, day in since.items()}
    reports = DropoutReport._base_manager.filter(child_id__in=since, sent_on__lte=last).order_by("sent_on", "id")
    for child, opened, sent in reports.values_list("child_id", "opened_on", "sent_on"):
        if opened >= since[child]:
            found[child].setdefault(CourseStep.REPORT, sent)
    events = ProcedureEvent._base_manager.filter(child_id__in=since, on__lte=last, move__in=_MOVES)
    for child, move, on in events.order_by("on", "number").values_list("child_id", "move", "on"):
        if on >= since[child]:
            found[child].setdefault(_MOVES[Move(move)], on)
    return found
