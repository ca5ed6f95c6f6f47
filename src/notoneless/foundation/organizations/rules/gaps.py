"""What is missing: for each kind of gap, the units where it gapes, from plain facts and a date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.rules.groups import GROUPED
from notoneless.foundation.organizations.rules.kinds import SCHOOLS, AssignmentKind
from notoneless.kernel.problems import Problem


class GapKind(StrEnum):
    """The kinds of gaps, those of places first."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    GROUP = "group"
    SCHOOL = "school"
    CLASS = "class"
    CHAIN = "chain"
    ENDING = "ending"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit in reach."""

    id: UUID
    kind: UnitKind
    name: str
    parent: UUID | None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post that is held."""

    id: UUID
    unit: UUID
    role: str
    title: str
    holder: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class AssignmentFact:
    """An assignment in force."""

    id: UUID
    kind: AssignmentKind
    to_unit: UUID
    from_unit: UUID | None = None
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing at a unit. `post`, `assignment`: the row that it is about, if it is about one."""

    kind: GapKind
    unit: UUID
    what: Problem
    post: UUID | None = None
    assignment: UUID | None = None


@dataclass(frozen=True)
class Facts:
    """What is known in reach on a day. Posts and assignments are those in force; `groups`: units with a leading group."""

    units: Sequence[UnitFact]
    posts: Sequence[PostFact] = ()
    groups: frozenset[UUID] = frozenset()
    assignments: Sequence[AssignmentFact] = ()
    tiers: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[UUID, UnitFact]:
        """The units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def held(self) -> frozenset[tuple[UUID, str]]:
        """Unit and role of every post."""
        return frozenset((post.unit, post.role) for post in self.posts)

    @cached_property
    def assigned(self) -> frozenset[tuple[UUID, AssignmentKind, int | None]]:
        """Unit, kind and tier of every assignment to it."""
        return frozenset((each.to_unit, each.kind, each.tier) for each in self.assignments)

    def path(self, unit: UnitFact) -> Iterator[UnitFact]:
        """A unit and what stands above it, as far as it is in reach."""
        step: UnitFact | None = unit
        while step is not None:
            yield step
            step = self.by_id.get(step.parent) if step.parent else None


def find_gaps(facts: Facts, today: date, soon_days: int) -> list[Gap]:
    """All gaps, by kind and then in the order of the units."""
    standing = [unit for unit in facts.units if unit.until_on is None or unit.until_on > today]
    found = [gap for unit in standing for gap in _of_unit(facts, unit)]
    found += [gap for unit in standing if unit.kind is UnitKind.CLASS for gap in _chain(facts, unit)]
    found += _ending(facts, today + timedelta(days=soon_days))
    found += _closed(facts, today)
    order = list(GapKind)
    return sorted(found, key=lambda gap: order.index(gap.kind))


def _of_unit(facts: Facts, unit: UnitFact) -> Iterator[Gap]:
    if unit.kind is UnitKind.VILLAGE and (unit.id, AssignmentKind.VILLAGE, None) not in facts.assigned:
        yield Gap(GapKind.VILLAGE, unit.id, Problem("organizations.gap_village"))
    if unit.kind is UnitKind.CLASS and (unit.id, "class_teacher") not in facts.held:
        yield Gap(GapKind.CLASS, unit.id, Problem("organizations.gap_class"))
    if unit.kind is UnitKind.SCHOOL and (unit.id, "school_head") not in facts.held:
        yield Gap(GapKind.SCHOOL, unit.id, Problem("organizations.gap_school"))
    if unit.kind is UnitKind.TOWNSHIP and (unit.id, "township_leader") not in facts.held:
        yield Gap(GapKind.TOWNSHIP, unit.id, Problem("organizations.gap_township"))
    if unit.kind in GROUPED and unit.id not in facts.groups:
        yield Gap(GapKind.GROUP, unit.id, Problem("organizations.gap_group"))


def _chain(facts: Facts, unit: UnitFact) -> Iterator[Gap]:
    """One gap for each class whose chain up to the county lacks a named person, naming the first link that lacks one."""
    path = list(facts.path(unit))
    schools = [each for each in path if each.kind in SCHOOLS]
    for number, name in sorted(facts.tiers.items(), reverse=True):
        if not _has_tier(facts, unit, schools, number):
            yield Gap(GapKind.CHAIN, unit.id, Problem("organizations.gap_tier", {"tier": name}))
            return
    for each in path:
        if not _answered(facts, each, schools):
            yield Gap(GapKind.CHAIN, unit.id, Problem("organizations.gap_above", {"unit": each.name}))
            return


def _has_tier(facts: Facts, unit: UnitFact, schools: Sequence[UnitFact], number: int) -> bool:
    """Whether somebody is named for a tier: by assignment, or by the post that goes with it. Out of reach nothing lacks."""
    if number == max(facts.tiers):
        return (unit.id, "class_teacher") in facts.held or (unit.id, AssignmentKind.TIER, number) in facts.assigned
    if not schools:
        return True
    role = "school_head" if number == min(facts.tiers) else "school_director"
    return any(
        (each.id, AssignmentKind.TIER, number) in facts.assigned or (each.id, role) in facts.held
        for each in (unit, *schools)
    )


def _answered(facts: Facts, unit: UnitFact, schools: Sequence[UnitFact]) -> bool:
    """Whether somebody answers for a unit above the schools, as far as that is in reach."""
    led = (AssignmentKind.LEADER, None)
    if unit.kind is UnitKind.TOWNSHIP:
        return (unit.id, "township_leader") in facts.held or (unit.id, *led) in facts.assigned
    if unit.kind is UnitKind.TUTORING_GROUP:
        return (unit.id, "tutoring_leader") in facts.held or (unit.id, *led) in facts.assigned
    if unit.kind is UnitKind.COUNTY:
        direct = next((each for each in schools if each.parent == unit.id), None)
        by_leader = direct is None or (direct.id, *led) in facts.assigned
        return (unit.id, "county_officer") in facts.held and by_leader
    return True


def _ending(facts: Facts, soon: date) -> Iterator[Gap]:
    for post in facts.posts:
        if post.until_on is not None and post.until_on <= soon:
            told = {"title": post.title, "name": post.holder, "day": post.until_on.isoformat()}
            yield Gap(GapKind.ENDING, post.unit, Problem("organizations.gap_ending", told), post=post.id)


def _closed(facts: Facts, today: date) -> Iterator[Gap]:
    for each in facts.assignments:
        ends = [facts.by_id.get(unit) for unit in (each.to_unit, each.from_unit) if unit]
        gone = next((unit for unit in ends if unit and unit.until_on is not None and unit.until_on <= today), None)
        if gone is not None:
            told = Problem("organizations.gap_closed", {"unit": gone.name})
            yield Gap(GapKind.CLOSED, each.to_unit, told, assignment=each.id)
