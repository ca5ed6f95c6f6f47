"""What every step of an application asks first: who decides at which level, what the form showed, what may follow."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.records.roll_changes.models import ChangeRequest, ChangeStep
from notoneless.records.roll_changes.rules.kinds import Level
from notoneless.records.roll_changes.rules.refusing import Deciding, why_not_decided, why_not_moved
from notoneless.records.roll_changes.rules.standing import Move, State
from notoneless.records.roll_changes.selectors.knowing import levels_of, mark_of

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def decides(ctx: Context, code: str, row: ChangeRequest, move: Move, saw: str) -> Level:
    """The level at which somebody decides on an application now. Raises Refused: not yet or no longer, another level's, the
    own application, decided before by the same person, or changed since the form was opened."""
    refuse(why_not_moved(State(row.state), move))
    level = Level(row.waits_for)
    # who approved at another level decides nothing here in any round; at the own level only papers that came since change that
    done = ChangeStep._base_manager.filter(request=row, move=Move.APPROVE).exclude(level=level)
    deciding = Deciding(ctx.actor, levels_of(ctx, code, row), saw)
    refuse(why_not_decided(deciding, level, row.by_id, set(done.values_list("by_id", flat=True)), mark_of(row)))
    return level


def following(row: ChangeRequest, level: Level, levels: Sequence[Level]) -> tuple[Level, ...]:
    """The levels that are still to approve after one: those of today that have not, also where the county has changed them
    meanwhile. So nobody writes on the roll whose level is not the last."""
    done = ChangeStep._base_manager.filter(request=row, move=Move.APPROVE).values_list("level", flat=True)
    left = {*levels} - {Level(each) for each in done if each} - {level}
    return tuple(each for each in levels if each in left)


def step(ctx: Context, row: ChangeRequest, move: str, level: str = "", note: str = "", saw: str = "") -> UUID:
    """Write a step of an application's course; its id."""
    made = ChangeStep(id=ctx.ids.new(), request=row, unit_id=row.unit_id, also_unit_id=row.also_unit_id, move=move)
    made.number = ChangeStep._base_manager.filter(request=row).count() + 1
    made.level, made.note, made.saw, made.on = level, note, saw, ctx.today
    made.by_id, made.at = ctx.actor, ctx.at  # type: ignore[assignment]
    made.save(force_insert=True)
    return made.pk


def school_named(school: UUID, day: date) -> Unit:
    """A school of the county. Raises Unusable for what is none."""
    return _named(school, day, _TAUGHT, "roll_changes.no_such_school")


def class_named(room: UUID, school: UUID, day: date) -> Unit:
    """A class of a school. Raises Unusable for what is none."""
    found = _named(room, day, (UnitKind.CLASS,), "roll_changes.no_such_class")
    if found.parent_id != school:
        raise Unusable(Problem("enrolment.class_of_other_school", {"unit": found.name}))
    return found


def _named(unit: UUID, day: date, kinds: Iterable[UnitKind], refusal: str) -> Unit:
    found = Unit._base_manager.filter(in_force(day), pk=unit, kind__in=kinds).first()
    if found is None:
        raise Unusable(Problem(refusal))
    return found
