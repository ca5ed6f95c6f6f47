"""What migrant children ask of whoever looks: to apply for, to decide. Numbers name nobody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.records.migrants.models import MigrantApplication, MigrantChild
from notoneless.records.migrants.rules.kinds import OPEN
from notoneless.records.migrants.selectors.knowing import dues_of, placed_among

PLACE, APPLY = "migrant.place", "migrant.apply"


@dataclass(frozen=True, slots=True)
class MigrantErrands:
    """How many there are; `due_on`: the earliest day by which an application has an outcome."""

    to_decide: int = 0
    due_on: date | None = None
    to_apply: int = 0


def migrant_errands(ctx: Context) -> MigrantErrands:
    """What there is to do."""
    waiting = _waiting(sight(ctx, PLACE, MigrantApplication), ctx.actor) if ctx.may(PLACE) else []
    dues = dues_of(waiting, ctx.today)
    return MigrantErrands(len(waiting), min(dues.values(), default=None), _to_apply(ctx))


@prepared
def _waiting(seen: Sight, actor: UUID | None) -> QuerySet[MigrantApplication]:
    return seen.of(MigrantApplication).filter(state__in=OPEN).exclude(by_id=actor).order_by()


@prepared
def _known(seen: Sight) -> QuerySet[MigrantChild, UUID]:
    return seen.of(MigrantChild).filter(closed_on__isnull=True).order_by().values_list("child_id", flat=True)


def _to_apply(ctx: Context) -> int:
    """Children in no school for whom nobody has applied, or who were refused."""
    if not ctx.may(APPLY):
        return 0
    known = set(_known(sight(ctx, APPLY, MigrantChild)))
    if not known:
        return 0
    open_ones = MigrantApplication._base_manager.filter(child__in=known, state__in=[*OPEN, "nearest", "other"])
    return len(known - placed_among(known, ctx.today) - set(open_ones.values_list("child_id", flat=True)))
