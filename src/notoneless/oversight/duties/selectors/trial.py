"""A draft tried on a month that is over: what would have been owed and done, beside what the plan in force says of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.plans.selectors import OpenVersion, adopted_on
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.duties.rules.owing import Owed, World, tasks
from notoneless.oversight.duties.rules.targets import TargetLine
from notoneless.oversight.duties.rules.terms import Binding
from notoneless.oversight.duties.rules.trying import Basis, Silence, changed_duties, months_due, silence
from notoneless.oversight.duties.selectors.facts import LONGEST, judged, world
from notoneless.oversight.duties.selectors.targets import targets_of
from notoneless.policy.judging import State
from notoneless.policy.model import Duty, Words


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A duty in the month: how many rows in which state as it is now and as it would be; `title` of the draft if it has it.

    `basis`: on what it would be reckoned, or where the draft has it no more, on what it is. `is_changed`: whether the draft
    has it otherwise, though the month may come to the same.
    """

    duty: str
    title: Words
    now: Mapping[State, int]
    then: Mapping[State, int]
    basis: Basis
    is_changed: bool

    @property
    def differs(self) -> bool:
        """Whether the month comes to something else with the draft."""
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class TriedTarget:
    """A target as the version in force has it and as the draft has it: None where it has none such."""

    now: TargetLine | None
    then: TargetLine | None

    @property
    def line(self) -> TargetLine:
        """That of the draft, or what it lets go. Raises ValueError where neither has it."""
        found = self.then or self.now
        if found is None:
            raise ValueError("a target is one of a version")
        return found

    @property
    def differs(self) -> bool:
        """Whether the draft wants another number, or it has it alone, or no more."""
        return (self.now and self.now.wanted.value) != (self.then and self.then.wanted.value)

    @property
    def turns(self) -> bool:
        """Whether it comes to something else with the draft: for the unit, or for any beneath it that the target binds."""
        return _concluded(self.now) != _concluded(self.then)


def _concluded(line: TargetLine | None) -> tuple[str, int, frozenset[UUID]] | None:
    """What a target comes to: its verdict, how many units beneath reach it, and which are behind."""
    if line is None:
        return None
    beneath = line.beneath
    behind = frozenset(unit.id for unit, _, _ in beneath.behind) if beneath is not None else frozenset[UUID]()
    return line.verdict, beneath.reached if beneath is not None else 0, behind


@dataclass(frozen=True, slots=True)
class TriedUnit:
    """A unit directly beneath, with all beneath it, or the unit itself: how many rows in which state now and then."""

    name: str
    now: Mapping[State, int]
    then: Mapping[State, int]

    @property
    def differs(self) -> bool:
        """Whether the month comes to something else there."""
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class Trial:
    """The month tried, each duty that binds before or after, each target, and on what all of the draft's side is reckoned.

    `units`: the same unit by unit. `silent`: the duties of the draft of which nothing falls due in the month, each with why.
    """

    month: date
    lines: tuple[TrialLine, ...]
    targets: tuple[TriedTarget, ...]
    basis: Basis
    units: tuple[TriedUnit, ...]
    silent: tuple[tuple[Duty, Silence], ...]


def try_version(ctx: Context, version: OpenVersion, month: date) -> Trial:
    """Try a draft on the month of a day, for its unit and all beneath, with all other plans that bind there as they are.

    Both sides are reckoned as if their plans had bound all the time: a month in which nothing was adopted yet can be tried too,
    and what follows something of the month before counts where its day comes in this one.
    """
    first = month.replace(day=1)
    last = last_day_of_month(first)
    since = first - LONGEST
    base = world(first, last)
    others = [
        Binding(each.version, each.unit, each.plan, since, None)
        for each in adopted_on(ctx.today)
        if (each.unit, each.plan.key) != (version.unit, version.plan.key)
    ]
    now = [Binding(version.id, version.unit, version.adopted, since, None)] if version.adopted else []
    then = [Binding(version.id, version.unit, version.plan, since, None)]
    inside = _beneath(base, version.unit)
    before = _states(replace(base, bindings=[*others, *now]), (first, last), ctx.today, inside, version.id)
    after = _states(replace(base, bindings=[*others, *then]), (first, last), ctx.today, inside, version.id)
    titles = {**before.titles, **after.titles}
    changed = changed_duties(version.adopted, version.plan)
    lines = [
        TrialLine(
            duty=duty,
            title=titles[duty],
            now=before.states.get(duty, {}),
            then=after.states.get(duty, {}),
            basis=(after.reckoned.get(duty) or before.reckoned[duty]).basis,
            is_changed=duty in changed,
        )
        for duty in sorted(titles)
    ]
    return Trial(
        first,
        tuple(lines),
        _targets(ctx, version, first),
        _joined(after.reckoned.values()).basis,
        _units(before, after),
        _silent(
            version, after, {place.kind for place in base.places.values() if place.id in inside and place.stands(last)}
        ),
    )


def month_to_try(version: OpenVersion, months: Sequence[date]) -> date | None:
    """Of some months, the latest first, the last in which a duty falls due that the draft changes; None in none of them.

    By itself it shows nobody anything.
    """
    changed = changed_duties(version.adopted, version.plan)
    if not changed:
        return None
    first, last = months[-1], last_day_of_month(months[0])
    base = world(first, last)
    inside = _beneath(base, version.unit)
    due: set[date] = set()
    for plan in (version.plan, version.adopted):
        if plan is not None:
            alone = replace(base, bindings=[Binding(version.id, version.unit, plan, first - LONGEST, None)])
            due |= months_due(tasks(alone, first, last), changed, inside)
    return next((month for month in months if month in due), None)


def _targets(ctx: Context, version: OpenVersion, month: date) -> tuple[TriedTarget, ...]:
    """The targets of both versions, those of the draft in its order and then those that it lets go."""
    unit = Unit._base_manager.get(pk=version.unit)
    plans = [(version.unit, plan) for plan in (version.plan, version.adopted) if plan is not None]
    then, *now = [{line.target.id: line for _, line in some} for some in targets_of(ctx, plans, unit, month)]
    before = now[0] if now else {}
    return tuple(TriedTarget(before.get(name), then.get(name)) for name in {**then, **before})


@dataclass(slots=True)
class _Reckoned:
    """Of what rows are made, each once."""

    rows: int = 0
    units: set[UUID] = field(default_factory=set)
    bearers: set[UUID] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)

    @property
    def basis(self) -> Basis:
        return Basis(self.rows, len(self.units), len(self.bearers), len(self.periods))

    def add(self, owed: Owed) -> None:
        self.rows += 1
        self.units.add(owed.unit)
        self.bearers.add(owed.bearer)
        self.periods.add(owed.occurrence.period)


def _joined(every: Iterable[_Reckoned]) -> _Reckoned:
    found = _Reckoned()
    for each in every:
        found.rows += each.rows
        found.units |= each.units
        found.bearers |= each.bearers
        found.periods |= each.periods
    return found


@dataclass(frozen=True, slots=True)
class _States:
    states: Mapping[str, Counter[State]]
    titles: Mapping[str, Words]
    reckoned: Mapping[str, _Reckoned]
    units: Mapping[UUID, Counter[State]]
    """By the unit directly beneath that which is tried, or by itself."""


def _units(before: _States, after: _States) -> tuple[TriedUnit, ...]:
    """What the month comes to for each unit directly beneath, with all beneath it, and for the unit itself."""
    here = before.units.keys() | after.units.keys()
    rows = Unit._base_manager.filter(pk__in=here).order_by("sort_key", "id").values_list("pk", "name")
    return tuple(TriedUnit(name, before.units.get(pk, {}), after.units.get(pk, {})) for pk, name in rows)


def _silent(version: OpenVersion, after: _States, kinds: set[str]) -> tuple[tuple[Duty, Silence], ...]:
    return tuple(
        (duty, silence(clause, duty, kinds))
        for clause in version.plan.clauses
        for duty in clause.duties
        if duty.id not in after.titles
    )


def _states(tried: World, span: tuple[date, date], day: date, inside: Mapping[UUID, UUID], version: UUID) -> _States:
    """The states of each duty. One that other plans have too is called as the version tried calls it."""
    states: dict[str, Counter[State]] = {}
    titles: dict[str, Words] = {}
    reckoned: dict[str, _Reckoned] = {}
    units: dict[UUID, Counter[State]] = {}
    for stands in judged(tried, *span, day):
        if stands.owed.unit in inside:
            units.setdefault(inside[stands.owed.unit], Counter())[stands.verdict.state] += 1
            states.setdefault(stands.owed.duty.id, Counter())[stands.verdict.state] += 1
            reckoned.setdefault(stands.owed.duty.id, _Reckoned()).add(stands.owed)
            if stands.owed.version == version:
                titles[stands.owed.duty.id] = stands.owed.duty.title
            else:
                titles.setdefault(stands.owed.duty.id, stands.owed.duty.title)
    return _States(states, titles, reckoned, units)


def _beneath(tried: World, unit: UUID) -> Mapping[UUID, UUID]:
    """Every unit at and beneath one, with the unit directly beneath that one in which it lies."""
    return {
        place.id: place.path[max(place.path.index(unit) - 1, 0)]
        for place in tried.places.values()
        if unit in place.path
    }
