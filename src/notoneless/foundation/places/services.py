"""Households: how they come."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import TRACK_OF, Track, UnitKind
from notoneless.foundation.places.models import Household
from notoneless.kernel.problems import Problem


@action("household.register", words="登记家庭", english="Register a household")
def register_household(ctx: Context, *, unit: Unit, head_name: str, address: Line | None) -> UUID:
    """Enter a household in a village or group. Raises Unusable at a unit where nobody lives."""
    if TRACK_OF[UnitKind(unit.kind)] is not Track.HOUSEHOLD:
        raise Unusable(Problem("access.nobody_lives_there", {"unit": unit.name}))
    household = Household(id=ctx.ids.new(), unit=unit, head_name=head_name, address=address or "")
    household.save(force_insert=True)
    return household.id
