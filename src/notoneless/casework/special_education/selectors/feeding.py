"""What files tell rooms above of children who learn so, for statistics forms. It takes no context, and shows nothing itself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.special_education.models import (
    EducationProgramme,
    HomeTeaching,
    LearningAgreement,
    PlannedLesson,
)
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors.knowing import answering, learning, placed_children


@dataclass(frozen=True, slots=True)
class FiledChild:
    """What a file tells: the programme's version, 0 without one; when the agreement was signed, and the placement decided.

    Of home-taught children: the names of the home teachers and their units, how many lessons the schedule has in the next seven
    days, and the class hours of one.
    """

    programme: int = 0
    agreed_on: date | None = None
    placed_on: date | None = None
    teachers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    times: int = 0
    hours: int = 0


def placed_at(learns: Learns, day: date, schools: Collection[UUID] | None) -> list[tuple[UUID, UUID]]:
    """The unit that answers, and the child, of all placed so on a day; of some units or of all."""
    units = answering(learning(day, learns), day)
    rows = [(unit, child) for child, unit in units.items() if schools is None or unit in schools]
    return sorted(rows, key=lambda each: (str(each[0]), str(each[1])))


def told_of(children: Collection[UUID], learns: Learns, day: date) -> dict[UUID, FiledChild]:
    """What files tell of some children who are placed so; those who are not are left out."""
    placed = {
        child: each for child, each in placed_children(day).items() if child in children and each.learns is learns
    }
    programmes = EducationProgramme._base_manager.filter(child_id__in=placed, on__lte=day).order_by("number")
    versions = dict(programmes.values_list("child_id", "number"))
    rows = LearningAgreement._base_manager.filter(child_id__in=placed, learns=learns, on__lte=day, until_on__gte=day)
    signed = dict(rows.order_by("on", "id").values_list("child_id", "on"))
    teachers, planned = _teachers(placed, day), _planned(placed, day)
    return {
        child: FiledChild(
            versions.get(child, 0),
            signed.get(child),
            each.decided_on,
            tuple(name for name, _ in teachers[child]),
            tuple(dict.fromkeys(unit for _, unit in teachers[child])),
            len(planned[child]),
            max(planned[child], default=0),
        )
        for child, each in placed.items()
    }


def _teachers(children: Collection[UUID], day: date) -> dict[UUID, list[tuple[str, str]]]:
    rows = HomeTeaching._base_manager.filter(child_id__in=children, on__lte=day).exclude(until_on__lte=day)
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    named = rows.order_by("on", "id").values_list("child_id", "account__name", "unit__name")
    for child, name, unit in named:
        found[child].append((name, unit))
    return found


def _planned(children: Collection[UUID], day: date) -> dict[UUID, list[int]]:
    rows = PlannedLesson._base_manager.filter(child_id__in=children, is_replaced=False)
    found: dict[UUID, list[int]] = defaultdict(list)
    for child, hours in rows.filter(on__gte=day, on__lt=day + timedelta(days=7)).values_list("child_id", "hours"):
        found[child].append(hours)
    return found
