"""The statistics of dropouts: the register of leavers with who answers, joint visits, the cause and whereabouts found last."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.cases.rules.standing import State
from notoneless.casework.working_groups.models import WorkingGroup
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.groups import lines_of
from notoneless.casework.working_groups.selectors.outreach import joint_of_children
from notoneless.casework.working_groups.selectors.remedies import latest_causes, latest_destinations
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.reporting.rules.dropout_statistics import Statistic
from notoneless.oversight.reporting.rules.leavers import Column
from notoneless.oversight.reporting.selectors.leavers import list_leavers

_DROPOUTS = frozenset({State.VERIFIED, State.PROPOSED, State.CLOSED_OUT})
_BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class DropoutRow:
    """A dropout in the form: its values by column, days in ISO form, codes as in `rules.leavers.CODED`."""

    case: UUID
    child: UUID
    values: dict[Statistic, str]


def list_dropouts(ctx: Context, school: UUID | None = None) -> tuple[DropoutRow, ...]:
    """The form of a school, or of all in reach: those whose dropout was verified. The register behind it leaves an entry."""
    rows = [row for row in list_leavers(ctx, school) if row.values[Column.STATE] in _DROPOUTS]
    children = [row.child for row in rows]
    groups = visible_to(ctx, READ_GROUP, WorkingGroup).filter(child_id__in=children).select_related("child", "lead")
    answering = {
        line.child: _BETWEEN.join(line.accountable) for line in lines_of(ctx, groups.select_related("support"))
    }
    joint = joint_of_children(ctx, children)
    causes, where = latest_causes(ctx, children), latest_destinations(ctx, children)
    found = []
    for number, row in enumerate(rows, start=1):
        same = {each: row.values.get(Column(each.value), "") for each in Statistic if each.value in set(Column)}
        own = {
            Statistic.SERIAL: str(number),
            Statistic.REASON: causes.get(row.child) or row.values[Column.REASON],
            Statistic.DESTINATION: where.get(row.child) or row.values[Column.DESTINATION],
            Statistic.JOINT: str(joint.get(row.child, 0)),
            Statistic.ACCOUNTABLE: answering.get(row.child, ""),
        }
        values = {**same, **own}
        found.append(DropoutRow(row.case, row.child, {each: values[each] for each in Statistic}))
    return tuple(found)
