"""By when plans that bind a unit want reports of a dropout: read once for many units and days."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.rules import standing_plans
from notoneless.foundation.plans.selectors import InForce, adopted_between
from notoneless.kernel.calendar import Calendar, Deadline
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.delays import due
from notoneless.policy.model import Parameter
from notoneless.policy.resolving import Adopted, resolve

_FARTHEST = timedelta(days=200)
"""How far from the opening of a case a deadline may lie: school days stand still in the holidays."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a due day is asked of: a number of plans, the unit that they bind, and when the case was opened."""

    key: str
    unit: UUID
    opened_on: date


class DueDays:
    """The due days of cases that were opened on some days at some units; nothing is read where there are no days."""

    def __init__(self, units: Collection[UUID], days: Collection[date]) -> None:
        self._above: dict[UUID, dict[UUID, int]] = defaultdict(dict)
        if not days:
            return
        first, last = min(days), max(days)
        self._adopted = adopted_between(first, last)
        self._calendar = load_calendar(first, last + _FARTHEST)
        rows = UnitClosure.objects.filter(descendant_id__in=units).values_list("descendant_id", "ancestor_id", "depth")
        for unit, above, depth in rows:
            self._above[unit][above] = depth
        self._worked_out = cache(self._resolved)

    def of(self, key: str, unit: UUID, opened_on: date) -> date | None:
        """By when a number of the plans that bind a unit wants something done; None where no plan says so."""
        found = due(key, self._numbers(unit, opened_on), opened_on, self._calendar)
        return None if found is None else found.day

    def by(self, asked: Asked, calendar: Calendar) -> Deadline | None:
        """The same as another calendar than the one in force has it."""
        return due(asked.key, self._numbers(asked.unit, asked.opened_on), asked.opened_on, calendar)

    def _numbers(self, unit: UUID, day: date) -> Mapping[str, Parameter]:
        """The numbers that bind a unit on a day: worked out once for all units that the same plans bind alike."""
        above = self._above[unit]
        chain = ((number, above[each.unit]) for number, each in enumerate(self._adopted) if each.unit in above)
        return self._worked_out(tuple(chain), day)

    def _resolved(self, chain: tuple[tuple[int, int], ...], day: date) -> Mapping[str, Parameter]:
        """The numbers of some adoptions, each with its distance; none where they contradict each other, which plans tell."""
        held = {(each.unit, each.plan.key): (each, far) for each, far in reversed(self._held(chain, day))}
        bound = [Adopted(each.plan, far, each.unit_name) for each, far in held.values()]
        try:
            return {key: won.parameter for key, won in resolve(bound, standing_plans(), day).numbers.items()}
        except NotonelessError:
            return {}

    def _held(self, chain: tuple[tuple[int, int], ...], day: date) -> list[tuple[InForce, int]]:
        """Those in force on a day: of a version that was signed for days before it was adopted, and the one that bound until
        then, the latter comes first and counts.
        """
        known = [(self._adopted[number], far) for number, far in chain]
        return [
            (each, far) for each, far in known if each.from_on <= day and (each.until_on is None or day < each.until_on)
        ]
