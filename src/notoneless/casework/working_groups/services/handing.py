"""That a case has come to another school with its child: noticed whenever somebody looks where the child is."""

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.working_groups.models import ArrivedCase, WorkingGroup
from notoneless.casework.working_groups.rules.arriving import Arrival, Coming, Course, course_of
from notoneless.casework.working_groups.rules.leading import Basis, Lead
from notoneless.casework.working_groups.rules.parties import Placed
from notoneless.casework.working_groups.selectors.knowing import leads
from notoneless.foundation.access.context import Context

FORM = "working_group.form"
_UNDECIDED = frozenset({Arrival.WAITS, Arrival.REFUSED})


def standing_arrival(group: WorkingGroup) -> ArrivedCase | None:
    """What says of a group now who leads it, where that is not the rule; locked."""
    return ArrivedCase._base_manager.select_for_update().filter(group=group, is_standing=True).first()


def arrived(ctx: Context, group: WorkingGroup, case: Case, placed: Placed, found: Lead) -> Course:
    """What becomes of the lead of a group whose child is somewhere now. A new arrival is entered, one that holds no more ends.

    Who does not see the new school enters none, and leaves the lead as it is: the program does within the minute.
    """
    row = standing_arrival(group)
    is_open, is_new = case.state in OPEN, case.times_reopened != group.episode
    given_to = row.also_unit_id if row is not None else None
    course = course_of(Coming(group.lead_id, placed.school, given_to, is_new=is_new or not is_open))
    if course is Course.STAYS:
        return course
    if course is Course.ARRIVES and placed.school is not None and not leads(ctx, FORM, placed.school):
        return Course.STAYS
    if row is not None:
        _ends(row, Arrival.OVER if is_new or not is_open else Arrival.SUPERSEDED)
    if course is Course.ARRIVES:
        _enter(ctx, group, case, placed)
        group.support_id, group.basis = found.support, Basis.HANDED
    return course


def _enter(ctx: Context, group: WorkingGroup, case: Case, placed: Placed) -> None:
    row = ArrivedCase(id=ctx.ids.new(), group=group, child_id=case.child_id, episode=case.times_reopened, at=ctx.at)
    row.unit_id, row.also_unit_id = group.lead_id, placed.school  # type: ignore[assignment]
    row.arrived_on, row.state, row.is_standing = ctx.today, Arrival.WAITS, True
    row.save(force_insert=True)


def _ends(row: ArrivedCase, state: Arrival) -> None:
    """Let an arrival say no more who leads; what was decided of it stays on record."""
    if row.state in _UNDECIDED:
        row.state = state
    row.is_standing = False
    row.save(update_fields=["state", "is_standing"])
