"""What supervision asks of whoever looks: to mend, to look at what is mended, to follow up interviews."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.supervision.models import Interview, InterviewFollowUp, Shortcoming
from notoneless.oversight.supervision.rules.kinds import MendState

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
