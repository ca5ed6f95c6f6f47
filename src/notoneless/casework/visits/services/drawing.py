"""Drawing the list of whom to visit in a week."""

from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.visits.models import ListedChild, VisitList
from notoneless.casework.visits.rules.choosing import Shares, choose
from notoneless.casework.visits.rules.recording import too_far
from notoneless.casework.visits.rules.settings import settings_on
from notoneless.casework.visits.selectors.candidates import candidates_of, under_served_in
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import Problem

MOST = 500
"""Children on one list: what people of a county can visit in a week."""

_SEEDS = 1_000_000
"""A seed of six figures can be read out and drawn again."""

_WEEK = timedelta(days=7)


@action("visit.draw_list", words="开列家访名单", english="Draw up a list of whom to visit")
def draw_list(ctx: Context, *, unit: Unit, from_on: date, capacity: int, seed: int | None) -> UUID:
    """Choose whom to visit in the week from a day on, as many as can be visited; the list. The same seed draws the same lot.

    Without a seed the list makes one of its own. Raises Unusable for no capacity, or more than a county can have,
    and for a week that is over or too far ahead.
    """
    if not 0 < capacity <= MOST:
        raise Unusable(Problem("visits.no_capacity", {"most": MOST}))
    if seed is not None and not 0 <= seed < _SEEDS:
        raise Unusable(Problem("visits.no_seed", {"most": _SEEDS - 1}))
    if from_on <= ctx.today - _WEEK:
        raise Unusable(Problem("visits.week_over", {"day": from_on.isoformat()}))
    if (problem := too_far(from_on, ctx.today)) is not None:
        raise Unusable(problem)
    row = VisitList(id=ctx.ids.new(), unit=unit, from_on=from_on, capacity=capacity, drawn_at=ctx.at)
    row.drawn_by_id = ctx.actor  # type: ignore[assignment]
    row.seed = row.id.int % _SEEDS if seed is None else seed
    known = candidates_of(ctx, unit.pk, from_on)
    row.candidates = len(known)
    row.save(force_insert=True)
    numbers = settings_on(from_on)
    shares = Shares(numbers.under_served_percent, numbers.random_percent)
    places = choose(known, capacity, from_on, row.seed, shares, under_served_in(known, from_on))
    for number, place in enumerate(places, start=1):
        listed = ListedChild(id=ctx.ids.new(), visit_list=row, child_id=place.child, number=number, trip=place.trip)
        listed.ground, listed.days = place.ground, place.days
        listed.save(force_insert=True)
    return row.id
