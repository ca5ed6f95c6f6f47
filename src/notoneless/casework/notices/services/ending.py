"""How the matter of a notice goes on without it: handed over to the township, or taken back."""

from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.refusing import why_not_handed_over, why_not_withdrawn
from notoneless.casework.notices.selectors.knowing import known_now
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.services import take_back
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.problems import Problem


@action("notice.hand_over", words="逾期未返校报乡镇", english="Hand an overdue child over to the township")
def hand_over(ctx: Context, *, return_notice: ReturnNotice) -> None:
    """Report to the township where the child lives that a school's notice ran out and the child is not back.

    Raises Refused before the notice has run out, where it was handed over, and for a child that lives in no township.
    """
    known = known_now(return_notice, ctx.today)
    refusal = why_not_handed_over(known, ctx.today)
    if refusal is not None:
        raise Refused(refusal)
    township = _township_of(return_notice, ctx)
    if township is None:
        raise Refused(Problem("notices.no_township"))
    return_notice.handed_on, return_notice.handed_to, return_notice.handed_by_id = ctx.today, township, ctx.actor
    return_notice.save(update_fields=["handed_on", "handed_to", "handed_by"])


def _township_of(row: ReturnNotice, ctx: Context) -> Unit | None:
    """Where the child lives; of one whose home is unknown, where its school lies."""
    places = ChildUnit._base_manager.filter(in_force(ctx.today), child_id=row.child_id).order_by("id")
    for track in (Track.HOUSEHOLD, Track.SCHOOL):
        for unit in places.filter(track=track).values_list("unit_id", flat=True):
            above = UnitClosure._base_manager.filter(descendant_id=unit).values("ancestor_id")
            found = Unit._base_manager.filter(pk__in=above, kind=UnitKind.TOWNSHIP).first()
            if found is not None:
                return found
    return None


@action("notice.withdraw", words="撤回返校通知书", english="Withdraw a return-to-school notice")
def withdraw(ctx: Context, *, return_notice: ReturnNotice, reason: Line) -> None:
    """Take a notice back, and its paper with it. Raises Refused for one that is withdrawn or handed over, and another's."""
    if return_notice.unit_id not in ctx.units_for("notice.withdraw"):
        raise Refused(Problem("notices.no_competence"))
    known = known_now(return_notice, ctx.today)
    refusal = why_not_withdrawn(known, ctx.today)
    if refusal is not None:
        raise Refused(refusal)
    if return_notice.paper.state != PaperState.WITHDRAWN:
        take_back(ctx, return_notice.paper, reason)
    return_notice.withdrawn_on, return_notice.because = ctx.today, reason
    return_notice.save(update_fields=["withdrawn_on", "because"])
