"""What several actions look at."""

from typing import TypeVar
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import Protected
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.kernel.problems import Problem

M = TypeVar("M", bound=Protected)
TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
AUTHORITIES = (UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP)


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def check_proof(ctx: Context, proof: Attachment | None) -> None:
    """Raise Unusable for what is neither a photo nor a PDF, NotFound for what somebody else has attached."""
    if proof is not None and proof.attached_by != ctx.actor:
        raise NotFound
    if proof is not None and proof.kind not in PAPERS:
        raise Unusable(Problem("supervising.no_proof"))


def locked_with(model: type[M], pk: UUID) -> M:
    """A row beside the target of an action, as it is now, locked until the transaction ends."""
    return model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=pk)


def authority_over(ctx: Context, code: str, unit: UUID) -> UUID | None:
    """The highest authority above a unit for which who acts may do `code`; None where nobody of any stands above.

    Authorities are bureau, township and tutoring group: a head stands above a class, and is none.
    """
    rows = UnitClosure.objects.filter(descendant_id=unit, ancestor_id__in=ctx.units_for(code) - {unit})
    rows = rows.filter(ancestor__kind__in=AUTHORITIES).order_by("-depth", "ancestor_id")
    return rows.values_list("ancestor_id", flat=True).first()


def must_be_taught(unit: Unit, *kinds: UnitKind) -> None:
    """Raise Unusable for a unit of another kind."""
    if UnitKind(unit.kind) not in (kinds or (*TAUGHT, UnitKind.CLASS)):
        raise Unusable(Problem("supervising.other_unit", {"unit": unit.name}))
