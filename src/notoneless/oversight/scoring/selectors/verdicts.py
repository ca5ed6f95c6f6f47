"""Verdicts of duties by bearer, and what the sanctions of plans count in the appraisal."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from notoneless.foundation.access.measures import Lineage
from notoneless.foundation.plans.selectors import adopted_between
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.scoring.selectors.bearers import Bearer
from notoneless.oversight.scoring.selectors.counting import Amounts
from notoneless.policy.judging import State
from notoneless.policy.model import Duty, Plan, SanctionKind

_JUDGED = (State.DONE, State.LATE, State.BROKEN)
_OF_GROUP = ("organization.leading_group", "organization.group_posts", "campaign.special_meetings")
"""The measures by which the work of a leading group is judged."""


@dataclass(slots=True)
class Verdicts:
    """How many duties stand how: by whoever bears them, and of broken ones by duty and the unit that they are about."""

    of_post: dict[tuple[UUID, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    of_unit: dict[UUID, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    broken: dict[str, Counter[UUID]] = field(default_factory=lambda: defaultdict(Counter))

    def of(self, bearer: Bearer) -> Counter[str]:
        """Those of a person's post, or of a unit and all beneath it."""
        if bearer.role:
            return self.of_post.get((bearer.unit, bearer.role), Counter())
        return sum((self.of_unit.get(unit, Counter()) for unit in bearer.units), Counter[str]())


def verdicts(first: date, last: date, above: Lineage) -> Verdicts:
    """All verdicts on duties due between two days, in one query."""
    rows = DutyRow._base_manager.filter(due_on__range=(first, last), state__in=_JUDGED).order_by()
    counted = rows.values_list("bearer_id", "role", "unit_id", "duty", "state").annotate(times=Count("id"))
    found = Verdicts()
    for bearer, role, unit, duty, state, times in counted:
        found.of_post[bearer, role][state] += times
        for upper in above.get(bearer, ()):
            found.of_unit[upper][state] += times
        if state == State.BROKEN:
            found.broken[duty][unit] += times
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """What a plan says counts in the appraisal of a role: a duty that was not done, or a measure of what happened."""

    title: str
    clause: str
    on: str
    role: str
    adopter: UUID


def counting(first: date, last: date) -> tuple[Counts, ...]:
    """The sanctions of kind appraisal of the plans that bound between two days; of one id the first adopter's."""
    found: dict[tuple[str, UUID], Counts] = {}
    for each in adopted_between(first, last):
        for clause in each.plan.clauses:
            for one in clause.sanctions:
                if one.kind == SanctionKind.APPRAISAL:
                    told = Counts(one.title.zh, f"{each.plan.title.zh}{clause.id}", one.on, one.whom.role, each.unit)
                    found.setdefault((one.id, each.unit), told)
    return tuple(found.values())


def counts_of(
    bearer: Bearer, every: Sequence[Counts], broken: Verdicts, happened: Mapping[str, Amounts], above: Lineage
) -> Iterator[tuple[Counts, int]]:
    """What of it has come about for a bearer, and how often. A duty about the school falls on those within it too."""
    path = above.get(bearer.unit, (bearer.unit,))
    seen: set[tuple[str, str]] = set()
    for each in every:
        if each.role != bearer.role or each.adopter not in path or (each.title, each.on) in seen:
            continue
        seen.add((each.title, each.on))
        if "." in each.on:
            times = int(happened.get(each.on, {}).get(bearer.unit, Decimal(0)))
        else:
            rows = broken.broken.get(each.on, Counter[UUID]())
            times = sum(count for unit, count in rows.items() if unit in path or bearer.unit in above.get(unit, ()))
        if times:
            yield each, times


def group_duties(plans: Sequence[Plan]) -> frozenset[str]:
    """The ids of the duties by which the work of leading groups is judged."""
    return frozenset(
        duty.id
        for plan in plans
        for clause in plan.clauses
        for duty in clause.duties
        if isinstance(duty, Duty) and any(each.measure in _OF_GROUP for each in duty.requires)
    )
