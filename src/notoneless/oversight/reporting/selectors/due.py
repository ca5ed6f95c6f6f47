"""By when plans that bind a unit want reports of a dropout: read once for many units and days."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.rules import standing_plans
from notoneless.foundation.plans.selectors import InForce, adopted_between
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.reporting.rules.delays import due_on
from notoneless.policy.model import Parameter
from notoneless.policy.resolving import Adopted, resolve

_FARTHEST = timedelta(days=200)
"""How far from the opening of a case a deadline may lie: school days stand still in the holidays."""


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
        self._numbers = cache(self._resolved)

    def of(self, key: str, unit: UUID, opened_on: date) -> date | None:
        """By when a number of the plans that bind a unit wants something done; None where no plan says so."""
        return due_on(key, self._numbers(unit, opened_on), opened_on, self._calendar)

    def _resolved(self, unit: UUID, day: date) -> Mapping[str, Parameter]:
        """The numbers that bind a unit on a day; none where plans contradict each other, which the page of plans tells."""
        above = self._above[unit]
        chain = [Adopted(each.plan, above[each.unit], each.unit_name) for each in self._on(day) if each.unit in above]
        try:
            return {key: won.parameter for key, won in resolve(chain, standing_plans(), day).numbers.items()}
        except NotonelessError:
            return {}

    def _on(self, day: date) -> Collection[InForce]:
        """Of a version that was signed for days before it was adopted, and the one that bound until then, the latter counts."""
        held = [
            each for each in self._adopted if each.from_on <= day and (each.until_on is None or day < each.until_on)
        ]
        return {(each.unit, each.plan.key): each for each in reversed(held)}.values()
