"""Who has finished primary school is handed over by name to a junior school, so that nobody is lost between the two."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.people.measures import LAST_PRIMARY_GRADE
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State as RollState
from notoneless.records.enrolment.selectors import standing_of
from notoneless.records.enrolment.services.recording import not_on_the_roll
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind, Level
from notoneless.records.roll_changes.rules.standing import OPEN, State
from notoneless.records.roll_changes.services.checking import refuse, school_named, step


@action("roll_change.hand_over", words="移交小学毕业生", english="Hand a graduate of primary school over")
def hand_over(ctx: Context, *, entry: RollEntry, receiving_school: UUID) -> UUID:
    """Hand a child who has completed grade six over to the school where it goes on; what waits there. That school says on which
    day the child came, or refuses.

    Raises Refused for who has not completed grade six, is on a roll again or handed over already, and for the own school.
    """
    standing = standing_of(entry)
    if standing.state is not RollState.COMPLETED or standing.grade != LAST_PRIMARY_GRADE:
        raise Refused(Problem("roll_changes.no_graduate", {"grade": LAST_PRIMARY_GRADE}))
    school = school_named(receiving_school, ctx.today)
    refuse(Problem("enrolment.same_school", {"school": school.name}) if school.pk == entry.unit_id else None)
    not_on_the_roll(entry.child_id)
    if ChangeRequest._base_manager.filter(child_id=entry.child_id, state__in=OPEN).exists():
        refuse(Problem("roll_changes.open_already"))
    row = ChangeRequest(id=ctx.ids.new(), kind=ChangeKind.GRADUATE, child_id=entry.child_id, entry=entry)
    row.name, row.on, row.grade = entry.child.name, standing.last_on or ctx.today, LAST_PRIMARY_GRADE + 1
    row.unit_id, row.also_unit_id, row.destination = entry.unit_id, school.pk, school.name
    row.state, row.waits_for, row.asked_on = State.WAITING, Level.RECEIVING, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    step(ctx, row, "hand_over")
    return row.pk
