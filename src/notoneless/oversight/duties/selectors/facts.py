"""Everything that duties are reckoned from, read for the whole county. By itself it shows nobody anything."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from notoneless.foundation.access.measures import Events, Flow, Happened, Level
from notoneless.foundation.access.models import Unit
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.plans.models import Adoption
from notoneless.foundation.plans.rules import standing_plans
from notoneless.foundation.plans.selectors import adopted_between
from notoneless.oversight.duties.measures import EVIDENCE, is_own
from notoneless.oversight.duties.models import Exemption
from notoneless.oversight.duties.rules.owing import AROUND, Place, Task, World, tasks
from notoneless.oversight.duties.rules.standing import Proof, Stands, series, standings, summed
from notoneless.oversight.duties.rules.terms import Binding
from notoneless.policy.measures import MEASURES, Nature

LONGEST = timedelta(days=400)
"""The longest period of a duty, and more: facts are looked for so far back."""


def places() -> dict[UUID, Place]:
    """Every unit with its path to the top."""
    rows = Unit._base_manager.order_by("sort_key", "id").values_list("pk", "kind", "parent_id", "from_on", "until_on")
    kept = {pk: (kind, parent, from_on, until_on) for pk, kind, parent, from_on, until_on in rows}

    def path(unit: UUID) -> tuple[UUID, ...]:
        steps = [unit]
        while (parent := kept[steps[-1]][1]) is not None:
            steps.append(parent)
        return tuple(steps)

    return {pk: Place(pk, row[0], path(pk), row[2], row[3]) for pk, row in kept.items()}


def bindings(first: date, last: date) -> list[Binding]:
    """The plans that bind between two days. Nothing is owed for days before a plan was adopted, whatever day it names."""
    return [
        Binding(each.version, each.unit, each.plan, each.binds_from, each.until_on, each.faults)
        for each in adopted_between(first, last)
        if each.until_on is None or each.binds_from < each.until_on
    ]


def first_adopted() -> date | None:
    """The day on which the first plan began to bind, whoever adopted it."""
    return min((max(row.from_on, day_of(row.adopted_at)) for row in Adoption._base_manager.all()), default=None)


def world(first: date, last: date, at: Mapping[UUID, Place] | None = None) -> World:
    """What duties of some days are reckoned from."""

    @cache
    def happened(code: str) -> Sequence[Happened]:
        found = EVIDENCE.get(code)
        return list(found.happened(first - LONGEST, last, None)) if isinstance(found, Events) else ()

    return World(
        places=at if at is not None else places(),
        bindings=bindings(first - AROUND, last + AROUND),
        laws=standing_plans(),
        calendar=load_calendar(first - AROUND, last + AROUND),
        happened=happened,
    )


def proof(asked: Iterable[Task], at: Mapping[UUID, Place], day: date, units: Collection[UUID] | None = None) -> Proof:
    """The facts that are needed to judge the rows of tasks: one query a measure, and for a level one for each day asked."""
    begins: dict[str, date] = {}
    kinds: dict[str, set[str]] = {}
    for task in asked:
        starts = task.starts
        if starts is None:
            continue
        for code in task.counted:
            begins[code] = min(begins.get(code, starts), starts)
            kinds.setdefault(code, set()).add(task.duty.each)
    flows = {
        code: series(found.done(begin, day, units), at, kinds[code], is_own(code))
        for code, begin in begins.items()
        if MEASURES[code].nature == Nature.FLOW and isinstance(found := EVIDENCE[code], Flow)
    }

    @cache
    def level(code: str, on: date) -> Mapping[UUID, int]:
        found = EVIDENCE[code]
        return summed(found.holds(on, units), at, is_own(code)) if isinstance(found, Level) else {}

    return Proof(flows, level)


def exempted() -> frozenset[tuple[str, UUID, str]]:
    """What is exempt, by the key of its row."""
    return frozenset(Exemption._base_manager.values_list("duty", "unit_id", "period"))


def judged(found: World, first: date, last: date, day: date) -> Iterator[Stands]:
    """Everything that is due from `first` to `last`, one after the other, as it stands on `day`."""
    due = tasks(found, first, last)
    proved, exempt = proof(due, found.places, day), exempted()
    for task in due:
        yield from standings(task.rows(found.places), proved, day, exempt)
