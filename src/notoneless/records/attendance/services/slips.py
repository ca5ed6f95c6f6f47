"""The slip of a leave: a paper numbered by the school, as the leave stands."""

from datetime import datetime
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue, take_back
from notoneless.kernel.problems import Problem
from notoneless.records.attendance.models import Leave, LeaveStep
from notoneless.records.attendance.rules.kinds import LeaveState, LeaveStepKind
from notoneless.records.attendance.rules.leaving import days_of, why_no_slip
from notoneless.records.attendance.selectors.numbers import attendance_numbers
from notoneless.records.attendance.selectors.rooms import rooms_on
from notoneless.typesetting.paper import written_day

ISSUE_SLIP, WITHDRAW = "leave.issue_slip", "leave.withdraw"
KIND = "leave_slip"
"""The paper that a leave becomes."""


@action("leave.issue_slip", words="出具请假条", english="Issue the slip of a leave")
def issue_slip(ctx: Context, *, leave: Leave) -> UUID:
    """Set a leave that was granted on paper as it stands, numbered by the school; the paper. The sealed note stays out.

    The slip that is there serves as long as nothing has happened to the leave since; a later one takes its place.
    Raises Refused for a leave that was not granted and for a school without a prefix, Unusable for a class of no school.
    """
    wrong = why_no_slip(LeaveState(leave.state))
    if wrong:
        raise Refused(wrong)
    steps = list(LeaveStep._base_manager.filter(leave=leave).select_related("by").order_by("number"))
    before = leave.paper
    if before is not None and before.state == PaperState.ISSUED and before.issued_at >= steps[-1].at:
        return before.pk
    room = rooms_on(ctx.today, [leave.child_id]).get(leave.child_id)
    school = room.parent if room is not None else None
    if room is None or school is None:
        raise Unusable(Problem("arrivals.leave_without_class"))
    data = _data(ctx, leave, room, steps)
    before = before if before is not None and before.issuer_id == school.pk else None
    given = {"unit": school, "belongs_to": room}
    leave.paper = issue(ctx, ISSUE_SLIP, **given, kind=KIND, data=data, supersedes=before)
    leave.save(update_fields=["paper"])
    return leave.paper.pk


def take_slip_back(ctx: Context, leave: Leave, reason: str) -> None:
    """Withdraw every slip of a leave that was a mistake. One that another class has issued is its own head's to withdraw."""
    reached = visible_to(ctx, WITHDRAW, Paper)
    for paper in reached.filter(pk__in=_slips_of(leave), state=PaperState.ISSUED).order_by("issued_at", "id"):
        take_back(ctx, paper, reason)


def _slips_of(leave: Leave) -> list[UUID]:
    """The slip of a leave and those whose place it took: a slip is good again where the one after it is withdrawn."""
    found: list[UUID] = []
    paper = leave.paper
    while paper is not None:
        found.append(paper.pk)
        paper = paper.supersedes
    return found


def _data(ctx: Context, leave: Leave, room: Unit, steps: list[LeaveStep]) -> Data:
    """What the slip is filled in with. Papers are Chinese, whoever issues them."""
    taught = load_calendar(leave.first_on, leave.last_on).school_days(leave.first_on, leave.last_on)
    reason = attendance_numbers(ctx.today).reasons.get(leave.reason)
    granted = next(each for each in steps if each.step == LeaveStepKind.GRANT)
    return {
        "school": room.parent.name if room.parent is not None else "",
        "room": room.name,
        "name": leave.child.name,
        "first_on": written_day(leave.first_on),
        "last_on": written_day(leave.last_on),
        "days": str(days_of(leave.first_on, leave.last_on)),
        "school_days": str(len(taught)),
        "reason": reason.zh if reason is not None else leave.reason,
        "asked_by": leave.asked_by or "未登记",
        "granted_by": granted.by.name,
        "granted_on": _day(granted.at),
        "extended": "\n".join(_extension(each) for each in steps if each.step == LeaveStepKind.EXTEND),
        "closed": _closing(leave),
    }


def _extension(step: LeaveStep) -> str:
    until = written_day(step.until_on) if step.until_on is not None else ""
    return f"续假：续到{until}，原因：{step.why}；{step.by.name}准，{_day(step.at)}。"


def _closing(leave: Leave) -> str:
    if leave.closed_on is None:
        return "返校日期____________（返校当天填写）。"
    return f"{written_day(leave.closed_on)}已返校。"


def _day(at: datetime) -> str:
    return written_day(at.astimezone(CHINA).date())
