"""A visit is a contact too: what early warning asked to be done by one is done by it, and nobody enters it twice."""

from uuid import UUID

from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.rules.following import OPEN, Answered, How, Whom
from notoneless.casework.early_warning.services import contact, take_contact_back
from notoneless.casework.visits.models import HomeVisit
from notoneless.casework.visits.rules.kinds import REACHED, Met, VisitKind
from notoneless.casework.visits.rules.recording import Said
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to

_WHOM = {Met.CHILD_ONLY: Whom.CHILD, Met.GRANDPARENT: Whom.RELATIVE, Met.NEIGHBOUR: Whom.VILLAGE}


def tell_early_warning(ctx: Context, child: UUID, said: Said) -> None:
    """Record a visit as a contact of the child's open tasks, for whoever may; what was said stays with the visit."""
    if said.kind is not VisitKind.HOME or not ctx.may(contact.code):
        return
    rows = visible_to(ctx, contact.code, FollowUp).filter(child_id=child, state__in=OPEN, since__lte=said.on)
    task = rows.order_by("since", "id").values_list("pk", flat=True).first()
    if task is None:
        return
    answered = Answered.OTHER if said.met in REACHED else Answered.UNREACHED
    told = {"whom": _WHOM.get(said.met, Whom.GUARDIAN), "answered": answered, "note": None, "next_on": said.promised_on}
    contact(ctx.within("contact"), follow_up=task, on=said.on, manner=How.VISIT, **told)


def tell_anew(ctx: Context, visit: HomeVisit, said: Said) -> None:
    """Record what a corrected record says as the contact, in place of that as which it was recorded before."""
    if _told_of(Said(VisitKind(visit.kind), visit.on, Met(visit.met), promised_on=visit.promised_on)) != _told_of(said):
        take_back(ctx, visit)
        tell_early_warning(ctx, visit.child_id, said)


def _told_of(said: Said) -> tuple[object, ...]:
    """What of a record stands in its contact."""
    return said.kind, said.on, said.met, said.promised_on


def take_back(ctx: Context, visit: HomeVisit) -> None:
    """Let the contact never have been as which a record, or one that it corrected, was recorded."""
    record: HomeVisit | None = visit
    while record is not None:
        take_contact_back(ctx, record.child_id, record.by, record.at)
        record = record.supersedes
