"""A draft tried on a month that is over: what would have been owed and done, beside what the plan in force says of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.plans.selectors import OpenVersion, adopted_on
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.duties.rules.owing import World
from notoneless.oversight.duties.rules.terms import Binding
from notoneless.oversight.duties.selectors.facts import judged, world
from notoneless.policy.judging import State
from notoneless.policy.model import Words


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A duty in the month: how many rows in which state as it is now and as it would be; `title` of the draft if it has it."""

    duty: str
    title: Words
    now: Mapping[State, int]
    then: Mapping[State, int]

    @property
    def differs(self) -> bool:
        """Whether the draft changes anything about it."""
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class Trial:
    """The month tried, and each duty that binds before or after."""

    month: date
    lines: tuple[TrialLine, ...]


def try_version(ctx: Context, version: OpenVersion, month: date) -> Trial:
    """Try a draft on the month of a day, for its unit and all beneath, with all other plans that bind there as they are.

    Both sides are reckoned as if their plans had bound all month: a month in which nothing was adopted yet can be tried too.
    """
    first = month.replace(day=1)
    last = last_day_of_month(first)
    base = world(first, last)
    others = [
        Binding(each.version, each.unit, each.plan, first, None)
        for each in adopted_on(ctx.today)
        if (each.unit, each.plan.key) != (version.unit, version.plan.key)
    ]
    now = [Binding(version.id, version.unit, version.adopted, first, None)] if version.adopted else []
    then = [Binding(version.id, version.unit, version.plan, first, None)]
    inside = _beneath(base, version.unit)
    before = _states(replace(base, bindings=[*others, *now]), (first, last), ctx.today, inside, version.id)
    after = _states(replace(base, bindings=[*others, *then]), (first, last), ctx.today, inside, version.id)
    titles = {**before.titles, **after.titles}
    return Trial(
        first,
        tuple(
            TrialLine(duty, titles[duty], before.states.get(duty, {}), after.states.get(duty, {}))
            for duty in sorted(titles)
        ),
    )


@dataclass(frozen=True, slots=True)
class _States:
    states: Mapping[str, Counter[State]]
    titles: Mapping[str, Words]


def _states(tried: World, span: tuple[date, date], day: date, inside: frozenset[UUID], version: UUID) -> _States:
    """The states of each duty. One that other plans have too is called as the version tried calls it."""
    states: dict[str, Counter[State]] = {}
    titles: dict[str, Words] = {}
    for stands in judged(tried, *span, day):
        if stands.owed.unit in inside:
            states.setdefault(stands.owed.duty.id, Counter())[stands.verdict.state] += 1
            if stands.owed.version == version:
                titles[stands.owed.duty.id] = stands.owed.duty.title
            else:
                titles.setdefault(stands.owed.duty.id, stands.owed.duty.title)
    return _States(states, titles)


def _beneath(tried: World, unit: UUID) -> frozenset[UUID]:
    return frozenset(place.id for place in tried.places.values() if unit in place.path)
