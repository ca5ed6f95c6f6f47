"""What supervision asks of whoever looks: to mend, to look at what is mended, to follow up interviews; complaints."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.supervision.models import (
    Complaint,
    Inquiry,
    InquiryPerson,
    Interview,
    InterviewFollowUp,
    Shortcoming,
)
from notoneless.oversight.supervision.rules.complaining import ComplaintState
from notoneless.oversight.supervision.rules.kinds import MendState
from notoneless.oversight.supervision.selectors.complaints import READ_COMPLAINT, not_accused

TAKE_UP, DECIDE, DECIDE_INQUIRY = "complaint.take_up", "complaint.decide", "inquiry.decide"
MEND, ACCEPT, FOLLOW = "shortcoming.mend", "shortcoming.accept", "interview.follow"


@dataclass(frozen=True, slots=True)
class SupervisionErrands:
    """How many there are; `mend_by`: the earliest day."""

    to_mend: int = 0
    mend_by: date | None = None
    to_look_at: int = 0
    to_follow: int = 0


def supervision_errands(ctx: Context) -> SupervisionErrands:
    """What there is to do. Of what those above found, its mending is theirs to look at; of its own, the school's."""
    to_mend, mend_by, to_look_at, to_follow = 0, None, 0, 0
    if ctx.may(MEND):
        rows = visible_to(ctx, MEND, Shortcoming).filter(state=MendState.OPEN)
        to_mend, mend_by = rows.count(), rows.aggregate(least=Min("mend_by"))["least"]
    if ctx.may(ACCEPT):
        mended = visible_to(ctx, ACCEPT, Shortcoming).filter(state=MendState.MENDED).exclude(mended_by_id=ctx.actor)
        to_look_at = mended.filter(is_own=ctx.may(MEND)).count()
    if ctx.may(FOLLOW):
        done = InterviewFollowUp._base_manager.values("interview_id")
        to_follow = visible_to(ctx, FOLLOW, Interview).exclude(pk__in=done).count()
    return SupervisionErrands(to_mend, mend_by, to_look_at, to_follow)


@dataclass(frozen=True, slots=True)
class ComplaintErrands:
    """How many complaints there are to give to somebody, to look into oneself, and to decide, and how many inquiries are
    open: by when each is due, the first first."""

    take_up: tuple[date, ...] = ()
    look_into: tuple[date, ...] = ()
    decide: tuple[date, ...] = ()
    inquire: tuple[date, ...] = ()


def complaint_errands(ctx: Context) -> ComplaintErrands:
    """What waits for whoever looks: what the own unit decides, and what one was asked to look into. Nobody learns of a
    complaint of oneself, nor of an inquiry into oneself."""
    rows = visible_to(ctx, READ_COMPLAINT, Complaint).filter(not_accused(ctx)).exclude(state=ComplaintState.DECIDED)
    told = list(rows.order_by("due_on", "id").values_list("state", "unit_id", "looker_id", "due_on"))
    giving, deciding = ctx.units_for(TAKE_UP), ctx.units_for(DECIDE)
    return ComplaintErrands(
        tuple(due for state, unit, _, due in told if state == ComplaintState.RECEIVED and unit in giving),
        tuple(due for state, _, looker, due in told if state == ComplaintState.LOOKING and looker == ctx.actor),
        tuple(
            due
            for state, unit, looker, due in told
            if state == ComplaintState.FOUND and unit in deciding and looker != ctx.actor
        ),
        _inquiries(ctx),
    )


def _inquiries(ctx: Context) -> tuple[date, ...]:
    if not ctx.may(DECIDE_INQUIRY):
        return ()
    into = InquiryPerson._base_manager.filter(account_id=str(ctx.actor)).values("inquiry_id")
    mine = Q(by_id=ctx.actor) | Q(unit_id__in=ctx.units_for(DECIDE_INQUIRY))
    rows = visible_to(ctx, DECIDE_INQUIRY, Inquiry).filter(mine, closed_on__isnull=True).exclude(pk__in=into)
    return tuple(rows.order_by("due_on", "id").values_list("due_on", flat=True))
