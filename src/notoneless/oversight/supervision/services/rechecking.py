"""Re-checks: drawn by risk and by lot for a quarter, entered twice by different people, compared."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.cases.services import suspect
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import beneath, in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.supervision.models import Recheck, RecheckedPupil, Shortcoming
from notoneless.oversight.supervision.rules.kinds import Matter, MendState
from notoneless.oversight.supervision.rules.rechecking import (
    MOST_PUPILS,
    MOST_SCHOOLS,
    SEEDS,
    Seen,
    differs,
    is_hidden,
    pupils_drawn,
    schools_drawn,
)
from notoneless.oversight.supervision.selectors.complaints import due_within
from notoneless.oversight.supervision.services.checking import authority_over, must_be_taught, refuse

DRAW, ENTER = "recheck.draw", "recheck.enter"
MEND_WITHIN = "supervision.rectify_within"
_AGAINST = (Matter.CONCEALED, Matter.ATTENDANCE, Matter.LATE)
_A_YEAR = timedelta(days=365)


@action("recheck.draw", words="抽取复查学校和学生", english="Draw a re-check")
def draw_recheck(ctx: Context, *, unit: Unit, schools: int, pupils: int, seed: int | None) -> None:
    """Draw the schools of this quarter's re-check, the riskier half by what is known against them, the rest by lot, and pupils
    of each by lot. The same seed draws the same again. Without one it is made of the request.

    Raises Unusable for a unit that is no county and numbers that cannot be, Refused where this quarter was drawn already.
    """
    must_be_taught(unit, UnitKind.COUNTY)
    if not (0 < schools <= MOST_SCHOOLS and 0 < pupils <= MOST_PUPILS and (seed is None or 0 <= seed < SEEDS)):
        raise Unusable(Problem("rechecking.no_numbers", {"schools": MOST_SCHOOLS, "pupils": MOST_PUPILS}))
    year, quarter = ctx.today.year, (ctx.today.month + 2) // 3
    if visible_to(ctx, DRAW, Recheck).filter(year=year, quarter=quarter).exists():
        raise Refused(Problem("rechecking.drawn_already"))
    lot = ctx.ids.new().int % SEEDS if seed is None else seed
    risks = _risks(ctx, unit)
    for school, by_lot in schools_drawn(risks, schools, lot):
        row = Recheck(id=ctx.ids.new(), unit_id=school, year=year, quarter=quarter, seed=lot, by_lot=by_lot)
        row.risk, row.drawn_on, row.at = risks[school], ctx.today, ctx.at
        row.by_id = ctx.actor  # type: ignore[assignment]
        row.save(force_insert=True)
        _draw_pupils(ctx, row, pupils)


def _risks(ctx: Context, county: Unit) -> dict[UUID, int]:
    """What was found against each school within a year: concealment, untrue attendance, late mending."""
    kinds = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
    schools = visible_to(ctx, DRAW, Unit).filter(in_force(ctx.today), beneath([county.pk]).holds("id"), kind__in=kinds)
    rows = visible_to(ctx, DRAW, Shortcoming).filter(matter__in=_AGAINST, is_own=False)
    found = rows.filter(found_on__gte=ctx.today - _A_YEAR).select_related("unit")
    against = Counter(row.unit.parent_id if row.unit.kind == UnitKind.CLASS else row.unit_id for row in found)
    return {school: against[school] for school in schools.values_list("pk", flat=True)}


def _draw_pupils(ctx: Context, row: Recheck, count: int) -> None:
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), beneath([row.unit_id]).holds("unit_id"))
    homes = dict(rows.filter(track=Track.SCHOOL).values_list("child_id", "unit_id"))
    for child in pupils_drawn(list(homes), count, row.seed, row.unit_id):
        RecheckedPupil(id=ctx.ids.new(), recheck=row, child_id=child, room_id=homes[child]).save(force_insert=True)


@action("recheck.enter", words="登记复查", english="Enter what a re-check saw")
def enter_recheck(ctx: Context, *, rechecked_pupil: RecheckedPupil, seen_as: Seen) -> None:
    """Enter what somebody found of a pupil; after the second entry, by another person, both are compared.

    Entries that differ are a shortcoming of the school. A pupil who is gone while no open case tells of it is a hidden dropout:
    the school has concealed it, and the case opens at once. Raises Refused by the same person twice, for a third entry, and by
    whoever is not above the school.
    """
    row = rechecked_pupil
    if authority_over(ctx, ENTER, row.recheck.unit_id) is None:
        raise Refused(Problem("supervising.own_unit"))
    refuse(Problem("rechecking.entered_twice") if row.second else None)
    refuse(Problem("rechecking.same_person") if row.first_by_id == ctx.actor else None)
    if not row.first:
        row.first, row.first_on, row.first_by_id = seen_as, ctx.today, ctx.actor
        row.save(update_fields=["first", "first_on", "first_by"])
        return
    row.second, row.second_on, row.second_by_id = seen_as, ctx.today, ctx.actor
    row.found = _compared(ctx, row)
    row.save(update_fields=["second", "second_on", "second_by", "found"])


def _compared(ctx: Context, row: RecheckedPupil) -> Shortcoming | None:
    """What two entries come to. Of a pupil who has changed to another school since the draw the school has nothing to tell."""
    places = ChildUnit._base_manager.filter(in_force(ctx.today), beneath([row.recheck.unit_id]).holds("unit_id"))
    if not places.filter(child_id=row.child_id, track=Track.SCHOOL).exists():
        return None
    first, second = Seen(row.first), Seen(row.second)
    is_known = Case._base_manager.filter(child_id=row.child_id, state__in=OPEN).exists()
    if is_hidden(first, second, is_known):
        told = sentence(Problem("rechecking.hidden"))
        given = {"child": row.child_id, "finding": None, "answer": None, "seen": told, "on": None}
        suspect(ctx.within("suspect"), **given)
        return _lacking(ctx, row, Matter.CONCEALED, told)
    if differs(first, second):
        return _lacking(ctx, row, Matter.ATTENDANCE, sentence(Problem("rechecking.differs")))
    return None


def _lacking(ctx: Context, row: RecheckedPupil, matter: Matter, what: str) -> Shortcoming:
    """A shortcoming of the school; no child is named in it, because all who mend there see it."""
    made = Shortcoming(id=ctx.ids.new(), unit_id=row.recheck.unit_id, is_own=False, matter=matter, what=what)
    made.mender, made.state, made.at = sentence(Problem("role.school_head")), MendState.OPEN, ctx.at
    made.found_on, made.mend_by = ctx.today, due_within(MEND_WITHIN, ctx.today)
    made.by_id = ctx.actor  # type: ignore[assignment]
    made.save(force_insert=True)
    return made
