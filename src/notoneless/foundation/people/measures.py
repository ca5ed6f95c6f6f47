"""How many children of compulsory age each unit knows, where they stand, and how many of them are in a class."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from notoneless.foundation.access.measures import added_up, lineage
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.roles import Track, UnitKind
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.ages import CompulsoryAge, stands
from notoneless.kernel.codes.grades import parse_grade
from notoneless.policy.measures import Counted, Measured
from notoneless.policy.parameters import load_parameters

LAST_PRIMARY_GRADE = 6
"""The six years of primary school; what follows until grade nine is junior secondary."""
LAST_JUNIOR_GRADE = 9


@dataclass(frozen=True, slots=True)
class Ages:
    """Compulsory age, and the day on which ages are counted."""

    rule: CompulsoryAge
    as_of: date

    def hold(self, born: date | None) -> bool:
        """Whether somebody born then is of compulsory age."""
        return born is not None and stands(born, self.as_of, self.rule) == "within"


def ages_on(day: date) -> Ages:
    """What the plan says on a day: ages are counted on the latest of its dates that has come."""
    plan = load_parameters("national/school_age", day)
    month, of_month = (int(part) for part in plan["as_of_month_day"].value.split("-"))
    as_of = date(day.year, month, of_month)
    rule = CompulsoryAge(int(plan["school_age_from"].value), int(plan["school_age_until"].value))
    return Ages(rule, as_of if as_of <= day else date(day.year - 1, month, of_month))


@dataclass(slots=True)
class Standing:
    """A child on a day: birth, sex, and the units it belongs to; those of the school track also by themselves."""

    born_on: date | None
    sex: str
    units: list[UUID] = field(default_factory=list)
    rooms: list[UUID] = field(default_factory=list)


def children_on(day: date) -> Mapping[UUID, Standing]:
    """Every child that belongs to a unit on a day. For what counts them: it shows nothing to anybody by itself."""
    found: dict[UUID, Standing] = {}
    columns = ("child_id", "child__born_on", "child__sex", "unit_id", "track")
    for child, born, sex, unit, track in ChildUnit._base_manager.filter(in_force(day)).values_list(*columns):
        standing = found.get(child)
        if standing is None:
            standing = found[child] = Standing(born, sex)
        standing.units.append(unit)
        if track == Track.SCHOOL:
            standing.rooms.append(unit)
    return found


def of_school_age(everybody: Mapping[UUID, Standing], day: date) -> Mapping[UUID, Standing]:
    """Those of them who are of compulsory age on a day."""
    ages = ages_on(day)
    held = {born for born in {each.born_on for each in everybody.values()} if ages.hold(born)}
    return {child: each for child, each in everybody.items() if each.born_on in held}


def count(day: date) -> Counted:
    """All of them on a day."""
    above, grades = lineage(), grades_of_classes()
    everybody = children_on(day)
    known = of_school_age(everybody, day).values()
    kinds: Mapping[str, Iterable[Standing]] = {
        "child.school_age": known,
        "child.boys": (each for each in known if each.sex == "男"),
        "child.girls": (each for each in known if each.sex == "女"),
        "child.in_class": (each for each in known if each.rooms),
        "child.primary": (each for each in known if _is_in(each.rooms, grades, 1, LAST_PRIMARY_GRADE)),
        "child.junior": (
            each for each in known if _is_in(each.rooms, grades, LAST_PRIMARY_GRADE + 1, LAST_JUNIOR_GRADE)
        ),
        "child.age_unknown": (each for each in everybody.values() if each.born_on is None),
    }
    return {code: added_up((each.units for each in rows), above) for code, rows in kinds.items()}


def grades_of_classes() -> Mapping[UUID, int]:
    """The grade of each class, as it is described or else as it is called."""
    described = UnitProfile._base_manager.filter(grade__isnull=False).values_list("unit_id", "grade")
    called = ((pk, parse_grade(name)) for pk, name in Unit._base_manager.filter(kind=UnitKind.CLASS).values_list("pk", "name"))
    return {pk: grade for pk, grade in called if grade is not None} | dict(described)


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
