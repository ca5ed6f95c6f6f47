"""Which school sums the statistics forms of which: a township's central school those of its primary schools, a complete junior
school its own (clause 2.14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

_JUNIOR = 7
"""The first grade of junior middle school."""


@dataclass(frozen=True, slots=True)
class School:
    """A school as far as it matters who sums it up. `above`: the school under which it stands, if there is one; `township`: the
    unit above it that is none; `last_grade`: None where nobody has entered it."""

    id: UUID
    above: UUID | None
    township: UUID | None
    is_central: bool
    last_grade: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What one school sums up: how many schools, how many pupils, and the home lessons of a week as far as they are known."""

    by: UUID
    schools: int
    pupils: int
    times: int
    lessons: int


def summed_by(schools: Iterable[School]) -> dict[UUID, UUID]:
    """Of each school the one that sums it up: a school with junior grades itself, else the school above it, else the central
    school of its township, else itself."""
    known = {each.id: each for each in schools}
    central = {each.township: each.id for each in known.values() if each.is_central and each.township is not None}
    return {each.id: _of(each, known, central) for each in known.values()}


def _of(school: School, known: Mapping[UUID, School], central: Mapping[UUID, UUID]) -> UUID:
    if school.last_grade is not None and school.last_grade >= _JUNIOR:
        return school.id
    if school.above is not None and school.above in known:
        return _of(known[school.above], known, central)
    return central.get(school.township, school.id) if school.township is not None else school.id


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of a form, as far as sums go. `times`, `lessons`: of home teaching in a week, 0 where nobody has scheduled any."""

    school: UUID
    times: int = 0
    lessons: int = 0


def sums(rows: Sequence[Counted], by: Mapping[UUID, UUID]) -> list[Sum]:
    """The sums of a form in the order in which their schools come first in `by`; schools without rows count as well."""
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for school, summing in by.items():
        members[summing].append(school)
    found = []
    for summing, schools in members.items():
        own = [each for each in rows if each.school in schools]
        times, lessons = sum(each.times for each in own), sum(each.lessons for each in own)
        found.append(Sum(summing, len(schools), len(own), times, lessons))
    return found
