"""What the page of a case offers: the help that fits its cause, without what stands already."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.casework.support.models import HelpScheme
from notoneless.casework.support.rules.fitting import Offer, is_fitted, offers_for
from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.remedies import doing_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to

OPEN_HELP = "help.open"


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be opened with one tap. `is_fitted`: it fits the recorded cause; `is_hidden`: the cause is told by need only."""

    offers: tuple[Offer, ...]
    is_fitted: bool
    is_hidden: bool


def offered_for(ctx: Context, child: UUID) -> Offered | None:
    """The help that fits the cause of a child's case; None for whoever may open none, and while no cause is recorded."""
    if not (ctx.may(OPEN_HELP) and ctx.may(READ_HELP) and ctx.may(READ_GROUP)):
        return None
    doing = doing_of(ctx, child)
    if doing is None or doing.cause is None or not doing.is_open:
        return None
    stands = visible_to(ctx, READ_HELP, HelpScheme).filter(child_id=child, closed_on__isnull=True)
    known = set(stands.values_list("trouble", flat=True))
    # by which help is offered nobody may tell a cause that is told by need only: then all kinds are
    reason = "" if doing.cause.reason == HIDDEN else doing.cause.reason
    offers = tuple(each for each in offers_for(reason) if each[0] not in known)
    return Offered(offers, is_fitted(reason), doing.cause.reason == HIDDEN)
