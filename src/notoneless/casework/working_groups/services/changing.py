"""How a place of a group is given to another post; what was before stays on record."""

from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.working_groups.models import GroupPlace
from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.rules.refusing import Changing, why_not_changed
from notoneless.casework.working_groups.selectors import CHANGE_GROUP, READ_GROUP
from notoneless.casework.working_groups.selectors.knowing import leads, posts_for
from notoneless.casework.working_groups.services.forming import sit
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem


@action("working_group.change", words="更换工作小组成员", english="Change a member of a working group")
def change_place(ctx: Context, *, group_place: GroupPlace, member_unit: UUID, member_role: str, reason: Line) -> UUID:
    """Let another post stand for a party from today on, and say why; the new place. The earlier one stays on record.

    member_unit, member_role: a post that is held by somebody and answers for the child. Raises Refused for who does not lead
    the group, for a post of another party, and where the case has ended.
    """
    row = group_place
    if row.until_on is not None:
        raise Refused(Problem("working_groups.left_already"))
    unit = Unit._base_manager.filter(pk=member_unit).first()
    if unit is None:
        raise Unusable(Problem("working_groups.nobody_there"))
    asked = Changing(
        party=Party(row.party),
        now=(row.unit_id, row.role) if row.unit_id else None,
        wanted=(unit.pk, member_role),
        kind=UnitKind(unit.kind),
        is_open=Case._base_manager.filter(child_id=row.child_id, state__in=OPEN).exists(),
        leads=leads(ctx, CHANGE_GROUP, row.group.lead_id),
        held=posts_for(row.child_id, ctx.roles.allowing(READ_GROUP), ctx.today),
    )
    refusal = why_not_changed(asked)
    if refusal is not None:
        raise Refused(refusal)
    row.until_on = ctx.today
    row.save(update_fields=["until_on"])
    return sit(ctx, row.group, Party(row.party), asked.wanted, reason)
