"""A returned pupil moves: its case, plan and follow-up go with it once the other school has accepted them."""

from uuid import UUID

from notoneless.casework.reintegration.models import CaseHandover, Return
from notoneless.casework.reintegration.selectors.knowing import pending_handovers, schools_of
from notoneless.casework.reintegration.services.checking import own_school, still_open
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem

HAND_OVER, ACCEPT = "return.hand_over", "return.accept"
_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


@action("return.hand_over", words="移交复学学生个案", english="Hand a returned pupil over to another school")
def hand_over_pupil(ctx: Context, *, returned: Return, to_school: UUID, note: Line | None) -> UUID:
    """Give a returned pupil, with case, plan and follow-up, to the school where it goes on (`to_school`); the hand-over. Until
    that school has accepted it, this one answers.

    Raises Refused for a return that has ended, another school's, one that is given already, and for what is no other school.
    """
    still_open(ctx, returned)
    own_school(ctx, returned, HAND_OVER)
    if pending_handovers([returned.pk]):
        raise Refused(Problem("reintegration.handed_already"))
    school = Unit._base_manager.filter(pk=to_school, kind__in=_TAUGHT, until_on__isnull=True).first()
    if school is None or school.pk == returned.unit_id:
        raise Refused(Problem("reintegration.no_other_school"))
    row = CaseHandover(id=ctx.ids.new(), returned=returned, unit_id=returned.unit_id, also_unit=school)
    row.note, row.handed_on, row.handed_by_id, row.at = note or "", ctx.today, ctx.actor, ctx.at
    row.save(force_insert=True)
    return row.pk


@action("return.accept", words="接收复学学生个案", english="Accept a returned pupil from another school")
def accept_pupil(ctx: Context, *, returned: Return) -> UUID:
    """Accept a returned pupil who is at one's school by now, whether the school before has given it or not; the receipt. From
    then on this school answers. Raises Refused for a pupil who is not at one's school, and for one's own already."""
    still_open(ctx, returned)
    school = schools_of([returned.child_id], ctx.today).get(returned.child_id)
    if school is None or school == returned.unit_id or school not in ctx.units_for(ACCEPT):
        raise Refused(Problem("reintegration.not_here"))
    row = pending_handovers([returned.pk]).get(returned.pk)
    if row is None:
        row = CaseHandover(id=ctx.ids.new(), returned=returned, unit_id=returned.unit_id, at=ctx.at)
        row.handed_on = ctx.today
    row.also_unit_id, row.accepted_on, row.accepted_by_id = school, ctx.today, ctx.actor
    row.save()
    returned.unit_id = school
    returned.save(update_fields=["unit"])
    return row.pk
