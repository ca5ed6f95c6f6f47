"""What several actions of campaigns look at."""

from uuid import UUID

from notoneless.casework.campaigns.models import EvidenceHold, Meeting
from notoneless.casework.campaigns.rules.meetings import MeetingKind, signs
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import Problem


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def must_be_open(meeting: Meeting) -> None:
    """Raise Refused for a meeting that was signed off, whose minutes stay as they are, and for one that was called off."""
    refuse(Problem("campaigns.signed_stands") if meeting.signed_on is not None else None)
    refuse(Problem("campaigns.was_called_off") if meeting.called_off_on is not None else None)


def must_lead(ctx: Context, code: str, *units: UUID) -> None:
    """Raise Refused where none of some units is this person's own: what others hold is seen, and not written into."""
    if ctx.units_for(code).isdisjoint(units):
        raise Refused(Problem("campaigns.others_hold"))


def must_be_own(ctx: Context, proof: Attachment) -> None:
    """Raise NotFound for a file that somebody else has attached: it was put in for something else, and not for all to see."""
    if proof.attached_by != ctx.actor:
        raise NotFound


def may_sign(ctx: Context, meeting: Meeting) -> bool:
    """Whether this person's post signs a meeting off."""
    roles = {each.role for each in ctx.holdings() if each.unit == meeting.unit_id}
    return signs(roles, MeetingKind(meeting.kind), UnitKind(meeting.unit.kind))


def must_not_be_held(hold: EvidenceHold | None) -> None:
    """Raise Refused while somebody inspects the unit: its evidence stays as it is."""
    if hold is not None:
        raise Refused(Problem("campaigns.held", {"day": hold.from_on.isoformat(), "why": hold.reason}))
