"""What is counted: the census of a day, which every room's measures count on, and the measures of this room.

How many children of compulsory age each unit knows, and how many of them are in a class.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from notoneless.foundation.access.bulk import Ids, as_text
from notoneless.foundation.access.measures import Lineage, added_up, lineage
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.ages import CompulsoryAge, stands
from notoneless.kernel.codes.grades import parse_grade
from notoneless.policy.parameters import load_parameters

LAST_PRIMARY_GRADE = 6
"""The six years of primary school; what follows until grade nine is junior secondary."""
LAST_JUNIOR_GRADE = 9

Counted = Mapping[str, Mapping[UUID, int]]
"""By measure, the value of each unit together with all beneath it; a unit that is left out has nought."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Compulsory age, and the day on which ages are counted."""

    rule: CompulsoryAge
    as_of: date

    def hold(self, born: date | None) -> bool:
        """Whether somebody born then is of compulsory age."""
        return born is not None and stands(born, self.as_of, self.rule) == "within"

    def born(self) -> tuple[date, date]:
        """The first and the last day of birth of those who are of compulsory age."""
        return _years_before(self.as_of, self.rule.until_years) + timedelta(days=1), _years_before(
            self.as_of, self.rule.from_years
        )


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, day.day)


def ages_on(day: date) -> Ages:
    """What the plan says on a day: ages are counted on the latest of its dates that has come."""
    plan = load_parameters("national/school_age", day)
    month, of_month = (int(part) for part in plan["as_of_month_day"].value.split("-"))
    as_of = date(day.year, month, of_month)
    rule = CompulsoryAge(int(plan["school_age_from"].value), int(plan["school_age_until"].value))
    return Ages(rule, as_of if as_of <= day else date(day.year - 1, month, of_month))


@dataclass(slots=True)
class Known:
    """A child on a day: birth, sex, and the units it belongs to; those of the school track and those at home by themselves."""

    born_on: date | None
    sex: str
    units: list[UUID] = field(default_factory=list)
    rooms: list[UUID] = field(default_factory=list)
    homes: list[UUID] = field(default_factory=list)


class Census:
    """What all rooms count on, on one day, read once: the tree, and who belongs where. By itself it shows nobody anything.

    `rows`: the memberships to go by, such as those that somebody reaches; all where None.
    """

    def __init__(self, day: date, rows: QuerySet[ChildUnit] | None = None) -> None:
        self.day, self._rows = day, rows

    @cached_property
    def above(self) -> Lineage:
        """Every unit with itself and all above it."""
        return lineage()

    @cached_property
    def everybody(self) -> Mapping[UUID, Known]:
        """Every child that belongs to a unit."""
        found: dict[str, Known] = {}
        units = Ids(self.above)
        columns = (as_text("child_id"), "child__born_on", "child__sex", as_text("unit_id"), "track")
        rows = ChildUnit._base_manager.all() if self._rows is None else self._rows
        for child, born, sex, text, track in rows.filter(in_force(self.day)).values_list(*columns):
            known = found.get(child)
            if known is None:
                known = found[child] = Known(born, sex)
            unit = units[text]
            known.units.append(unit)
            (known.rooms if track == Track.SCHOOL else known.homes).append(unit)
        return {UUID(child): known for child, known in found.items()}

    @cached_property
    def of_age(self) -> Mapping[UUID, Known]:
        """Those of them who are of compulsory age."""
        ages = ages_on(self.day)
        held = {born for born in {each.born_on for each in self.everybody.values()} if ages.hold(born)}
        return {child: each for child, each in self.everybody.items() if each.born_on in held}

    def children(self, known: Iterable[Known]) -> dict[UUID, int]:
        """How many of some children each unit has, with all beneath it."""
        return added_up((each.units for each in known), self.above)

    def places(self, places: Iterable[Iterable[UUID]]) -> dict[UUID, int]:
        """The same of what lies in units itself, each in one or several of them."""
        return added_up(places, self.above)


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a room, each `subject.what`, and how all of them are counted on the day of a census."""

    codes: tuple[str, ...]
    count: Callable[[Census], Counted]


def count(census: Census) -> Counted:
    """The measures of this room."""
    known, grades = list(census.of_age.values()), grades_of_classes()
    kinds: Mapping[str, Iterable[Known]] = {
        "child.school_age": known,
        "child.boys": (each for each in known if each.sex == "男"),
        "child.girls": (each for each in known if each.sex == "女"),
        "child.in_class": (each for each in known if each.rooms),
        "child.primary": (each for each in known if _is_in(each.rooms, grades, 1, LAST_PRIMARY_GRADE)),
        "child.junior": (
            each for each in known if _is_in(each.rooms, grades, LAST_PRIMARY_GRADE + 1, LAST_JUNIOR_GRADE)
        ),
        "child.age_unknown": (each for each in census.everybody.values() if each.born_on is None),
    }
    return {code: census.children(rows) for code, rows in kinds.items()}


def grades_of_classes(
    rows: QuerySet[UnitProfile] | None = None, classes: QuerySet[Unit] | None = None
) -> Mapping[UUID, int]:
    """The grade of each class, as it is described or else as it is called. `rows`, `classes`: those to go by, or all."""
    profiles = UnitProfile._base_manager.all() if rows is None else rows
    described = Subquery(profiles.filter(unit_id=OuterRef("pk")).values("grade")[:1])
    units = Unit._base_manager.all() if classes is None else classes
    told = units.filter(kind=UnitKind.CLASS).annotate(described=described).values_list("pk", "name", "described")
    known = ((pk, parse_grade(name) if grade is None else grade) for pk, name, grade in told)
    return {pk: grade for pk, grade in known if grade is not None}


def _is_in(rooms: Sequence[UUID], grades: Mapping[UUID, int], first: int, last: int) -> bool:
    return any(first <= grades.get(room, 0) <= last for room in rooms)


MEASURES = Measured(
    (
        "child.school_age",
        "child.boys",
        "child.girls",
        "child.in_class",
        "child.primary",
        "child.junior",
        "child.age_unknown",
    ),
    count,
)
