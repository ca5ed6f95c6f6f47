"""All facts of all bearers that a rubric asks for, and what beside it is told of the work of each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from uuid import UUID

from notoneless.foundation.access.measures import Lineage, lineage
from notoneless.foundation.organizations.models import GroupSeat
from notoneless.foundation.plans.selectors import adopted_between
from notoneless.oversight.appraisal.models import OwnTarget
from notoneless.oversight.appraisal.rules.appraising import TargetLevel
from notoneless.oversight.appraisal.rules.facts import OF_LOSS, RATES
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.rules.scoring import Facts, Mark, Side
from notoneless.oversight.scoring.selectors.bearers import Bearer
from notoneless.oversight.scoring.selectors.counting import Amounts, found_children, measured, rated
from notoneless.oversight.scoring.selectors.verdicts import (
    Counts,
    Verdicts,
    counting,
    counts_of,
    group_duties,
    verdicts,
)
from notoneless.oversight.supervision.rules.complaining import Outcome
from notoneless.oversight.supervision.selectors.inquiries import outcomes_between
from notoneless.policy.judging import State

NOUGHT, WHOLE = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Gathered:
    """What was read for a school year, all bearers at once: `measures` and `rates` by code and unit."""

    school_year: int
    first: date
    last: date
    above: Lineage
    measures: Mapping[str, Amounts]
    rates: Mapping[str, Amounts]
    counts: tuple[Counts, ...]
    targets: tuple[OwnTarget, ...]

    @cached_property
    def judged(self) -> Verdicts:
        """Verdicts on duties."""
        return verdicts(self.first, self.last, self.above)

    @cached_property
    def found(self) -> Amounts:
        """Children that the people of units have found."""
        return found_children(self.first, self.last, self.above)

    @cached_property
    def outcomes(self) -> Mapping[UUID, int]:
        """How often an inquiry had a consequence for somebody."""
        found: dict[UUID, int] = defaultdict(int)
        for each in outcomes_between(self.first, self.last):
            found[each.account] += each.outcome != Outcome.NONE
        return found

    @cached_property
    def seats(self) -> Mapping[UUID, list[tuple[UUID, str, str]]]:
        """The seats that people hold in leading groups on the last day: the unit of the group, its name, which seat."""
        rows = GroupSeat._base_manager.filter(from_on__lte=self.last).exclude(until_on__lte=self.first)
        found: dict[UUID, list[tuple[UUID, str, str]]] = defaultdict(list)
        told = rows.order_by("from_on", "id").values_list("holder_id", "group__unit_id", "group__name", "seat")
        for holder, unit, name, seat in told:
            found[holder].append((unit, name, seat))
        return found

    @cached_property
    def of_groups(self) -> frozenset[str]:
        """The duties by which leading groups are judged."""
        return group_duties([each.plan for each in adopted_between(self.first, self.last)])


def gathered(asked: Collection[str], bearers: Sequence[Bearer], school_year: int, days: tuple[date, date]) -> Gathered:
    """Everything that the facts of some bearers are made of: one query for each measure."""
    first, last = days
    above = lineage()
    targets = tuple(OwnTarget._base_manager.filter(school_year=school_year, withdrawn_on__isnull=True).order_by("id"))
    counts = counting(first, last)
    wanted = {*asked, *(each.fact for each in targets), *(each.on for each in counts if "." in each.on)}
    units = {unit for bearer in bearers for unit in bearer.units}
    measures = measured(wanted, first, last, above)
    return Gathered(school_year, first, last, above, measures, rated(wanted, units, first, last), counts, targets)


def facts_of(bearer: Bearer, subject: Subject, asked: Collection[str], all_: Gathered) -> Facts:
    """The facts of one bearer."""
    return {code: _fact(code, bearer, subject, all_) for code in sorted(asked)}


def _fact(code: str, bearer: Bearer, subject: Subject, all_: Gathered) -> Decimal | None:
    if code in RATES:
        known = [all_.rates[code][unit] for unit in bearer.units if unit in all_.rates[code]]
        worst = (
            max if code in OF_LOSS else min
        )  # of several classes the one that is furthest from what is wanted counts
        return worst(known) if known else None
    if code in all_.measures:
        return sum((all_.measures[code].get(unit, NOUGHT) for unit in bearer.units), NOUGHT)
    if code.startswith("verdict."):
        return _verdict(code, all_.judged.of(bearer))
    if code.startswith("target."):
        own = targets_of(bearer, subject, all_)
        return Decimal(len(own) if code == "target.split" else sum(not reached for _, reached in own))
    return Decimal(_personal(code, bearer, all_))


def _verdict(code: str, found: Mapping[str, int]) -> Decimal | None:
    done, late, broken = (found.get(state, 0) for state in (State.DONE, State.LATE, State.BROKEN))
    if code == "verdict.done_share":
        every = done + late + broken
        return (WHOLE * done / every).quantize(Decimal("0.01"), ROUND_DOWN) if every else None
    return Decimal(broken if code == "verdict.broken" else late)


def _personal(code: str, bearer: Bearer, all_: Gathered) -> int:
    seats = all_.seats.get(bearer.person, []) if bearer.person else []
    if code == "group.seats":
        return len(seats)
    if code == "group.broken":
        units = {unit for unit, _, _ in seats}
        return sum(all_.judged.broken[duty][unit] for duty in all_.of_groups for unit in units)
    if code == "plan.counts":
        return sum(times for _, times in counts_of(bearer, all_.counts, all_.judged, all_.measures, all_.above))
    if code == "inquiry.outcomes":
        return all_.outcomes.get(bearer.person, 0) if bearer.person else 0
    return int(sum(all_.found.get(unit, NOUGHT) for unit in bearer.units))


def targets_of(bearer: Bearer, subject: Subject, all_: Gathered) -> list[tuple[OwnTarget, bool]]:
    """The targets of a bearer's own, and whether each is reached: of a teaching group by all its classes together."""
    if bearer.person is not None:
        own = [row for row in all_.targets if row.holder_id == bearer.person]
    elif subject is Subject.TEACHING_GROUP:
        level = TargetLevel.TEACHING_GROUP
        own = [row for row in all_.targets if (row.unit_id, row.group, row.level) == (bearer.unit, bearer.name, level)]
    elif subject is Subject.CLASS:
        own = [row for row in all_.targets if row.unit_id == bearer.unit and row.level == TargetLevel.CLASS]
    else:
        own = [row for row in all_.targets if bearer.unit in all_.above.get(row.unit_id, ())]
    return [(row, _is_reached(row, bearer, subject, all_)) for row in own]


def _is_reached(row: OwnTarget, bearer: Bearer, subject: Subject, all_: Gathered) -> bool:
    units = bearer.units if subject is Subject.TEACHING_GROUP else (row.unit_id,)
    value = sum((all_.measures[row.fact].get(unit, NOUGHT) for unit in units), NOUGHT)
    return not Mark(row.fact, Side(row.side), Decimal(row.wanted)).lacking(value)


def notes_of(bearer: Bearer, subject: Subject, all_: Gathered) -> Iterator[list[str]]:
    """What beside the rubric is told of a bearer: own targets, seats in leading groups, what plans count in the appraisal."""
    for row, reached in targets_of(bearer, subject, all_):
        yield ["target", row.fact, row.side, row.wanted, "reached" if reached else "missed"]
    for _, name, seat in all_.seats.get(bearer.person, []) if bearer.person else []:
        yield ["seat", name, seat]
    for each, times in counts_of(bearer, all_.counts, all_.judged, all_.measures, all_.above):
        yield ["counts", each.title, each.clause, str(times)]
