"""What waits for those who fill posts: places of standing groups in which nobody sits, and cases that nobody leads."""

from dataclasses import dataclass

from notoneless.casework.working_groups.rules.parties import Party
from notoneless.casework.working_groups.selectors import CHANGE_GROUP
from notoneless.casework.working_groups.selectors.groups import lines_of, standing_groups
from notoneless.foundation.access.context import Context


@dataclass(frozen=True, slots=True)
class GroupErrands:
    """Places in which nobody sits and that a unit of this person fills, and cases of its township without a unit that leads."""

    gaps: int
    leaderless: int


def group_errands(ctx: Context) -> GroupErrands:
    """What is missing in standing groups and is this person's to find."""
    units = ctx.units_for(CHANGE_GROUP)
    lines = lines_of(ctx, standing_groups(ctx))
    gaps = sum(each.filler in units for line in lines for each in line.gaps)
    townships = [
        next((each.unit for each in line.places if each.party is Party.TOWNSHIP), None)
        for line in lines
        if line.lead is None
    ]
    return GroupErrands(gaps, sum(each in units for each in townships))
