"""What a plan may count of home lessons: how many in a week, by how many, about what, and whether as planned."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.cases.measures import belonging
from notoneless.casework.special_education.measures.counting import done, weighed
from notoneless.casework.special_education.measures.homebound import lacking, pupils
from notoneless.casework.special_education.models import HomeboundNote, HomeLesson, PlannedLesson, standing_lessons
from notoneless.casework.special_education.rules.homebound import (
    HomeNumbers,
    NoteKind,
    Place,
    home_numbers,
    monday_of,
    owed,
)
from notoneless.casework.special_education.selectors.homebound import term_start, weeks_of
from notoneless.casework.special_education.selectors.knowing import answering, numbers_of, since_when
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units


def _by_unit(day: date, units: Units) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for child, unit in answering(pupils(day), day).items():
        if units is None or unit in units:
            found[unit].add(child)
    return found


def _numbers(unit: UUID, day: date) -> HomeNumbers:
    return home_numbers(numbers_of(unit, day))


def _visits(first: date, last: date, units: Units) -> Iterator[Done]:
    """How often the child was taught in a week who was taught least of a unit's: one for each time that all of them had.

    So no child is made up for by another. A child of whom somebody said why the week has fewer counts as taught often enough.
    """
    monday = monday_of(first)
    while monday <= last:
        sunday = monday + timedelta(days=6)
        day_of = min(sunday, last)
        since = since_when(pupils(day_of), day_of)
        for unit, children in _by_unit(day_of, units).items():
            norm = _numbers(unit, day_of).visits_per_week
            spared = {child: norm - owed(norm, monday, since.get(child, monday)) for child in children}
            for day in _least(spared, monday, sunday, norm):
                if first <= day <= last:
                    yield Done(unit, day)
        monday += timedelta(days=7)


def _least(spared: Mapping[UUID, int], monday: date, sunday: date, norm: int) -> list[date]:
    """The days on which the least taught child was at its first, second and further lesson. `spared`: of how many lessons the
    week was over before the child was taught at home."""
    weeks = {child: each.get(monday) for child, each in weeks_of(spared.keys(), monday, sunday).items()}
    open_ones = [
        [monday] * spared[child] + list(each.days if each else ())
        for child, each in weeks.items()
        if each is None or not each.is_excused
    ]
    if not open_ones:
        return [monday] * max(norm, 1)
    return [max(days) for days in zip(*open_ones, strict=False)]


def _fewest(column: str, norm: str) -> Callable[[date, Units], Mapping[UUID, int]]:
    """The fewest of something in the lessons of a day's week so far; the norm itself where every child was excused.

    Lessons at a teaching point are no visits, and nobody goes to a home for them.
    """

    def holds(day: date, units: Units) -> Mapping[UUID, int]:
        found = {}
        for unit, children in _by_unit(day, units).items():
            rows = standing_lessons().filter(child_id__in=children, on__gte=monday_of(day), on__lte=day)
            if column in ("teachers", "men"):
                rows = rows.exclude(place=Place.POINT)
            amounts = list(rows.values_list(column, flat=True))
            weeks = weeks_of(children, day, day)
            excused = all(each[monday_of(day)].is_excused for each in weeks.values() if monday_of(day) in each)
            if amounts:
                found[unit] = min(amounts)
            elif excused and all(monday_of(day) in each for each in weeks.values()):
                found[unit] = getattr(_numbers(unit, day), norm)
        return found

    return holds


def _first_visits(first: date, last: date, units: Units) -> Iterator[Happened]:
    """The first lesson of each child."""
    seen: dict[UUID, tuple[UUID, date]] = {}
    for pk, child, on in standing_lessons().order_by("on", "at", "id").values_list("pk", "child_id", "on"):
        seen.setdefault(child, (pk, on))
    kept = {child: (pk, on) for child, (pk, on) in seen.items() if first <= on <= last}
    belonged = belonging(kept.keys(), last, units)
    for child, (pk, on) in kept.items():
        for unit in belonged(child, on):
            yield Happened(pk, unit, on, about=child)


def _hours(first: date, last: date, units: Units) -> Iterator[Done]:
    """Class hours taught, at the unit that answers for the child."""
    rows = standing_lessons().filter(on__gte=first, on__lte=last).order_by("on", "id")
    found = list(rows.values_list("child_id", "on", "hours"))
    places = answering({child for child, _, _ in found}, last) if found else {}
    for child, on, hours in found:
        unit = places.get(child)
        if unit is not None and (units is None or unit in units):
            yield Done(unit, on, hours)


def _in_term(children: Collection[UUID], day: date) -> Mapping[UUID, list[HomeLesson]]:
    rows = standing_lessons().filter(child_id__in=children, on__gte=term_start(day), on__lte=day)
    found: dict[UUID, list[HomeLesson]] = {child: [] for child in children}
    for row in rows:
        found[row.child_id].append(row)
    return found


def _never(said: str) -> Callable[[set[UUID], date], Collection[UUID]]:
    """Children in none of whose lessons of the term something was said."""
    return lambda children, day: [
        child for child, rows in _in_term(children, day).items() if not any(getattr(row, said) for row in rows)
    ]


def _domains_missing(day: date, units: Units) -> Mapping[UUID, int]:
    """Domains of the plan that a child was not taught in this term, and of which nobody has said why."""
    found: dict[UUID, int] = {}
    for unit, children in _by_unit(day, units).items():
        wanted = set(_numbers(unit, day).domains)
        told: dict[UUID, set[str]] = defaultdict(set)
        notes = HomeboundNote._base_manager.filter(child_id__in=children, kind=NoteKind.DOMAIN, on__gte=term_start(day))
        for child, domain in notes.filter(on__lte=day).values_list("child_id", "value"):
            told[child].add(domain)
        for child, rows in _in_term(children, day).items():
            taught = {each for row in rows for each in row.domains.split()}
            found[child] = len(wanted - taught - told[child])
    return weighed(found, day, units)


def _planned(children: Collection[UUID], first: date, last: date) -> Counter[UUID]:
    rows = PlannedLesson._base_manager.filter(child_id__in=children, is_replaced=False, on__gte=first, on__lte=last)
    found: Counter[UUID] = Counter()
    for child, hours in rows.values_list("child_id", "hours"):
        found[child] += hours
    return found


_A_TERM = timedelta(days=180)


def _unscheduled(children: set[UUID], day: date) -> set[UUID]:
    """Children for whom nothing is planned in this term."""
    return children - _planned(children, term_start(day), term_start(day) + _A_TERM).keys()


def _hours_missing(day: date, units: Units) -> Mapping[UUID, int]:
    """Class hours that were planned until a day and not taught, child by child: one is not made up for by another."""
    children = pupils(day)
    taught = {child: sum(row.hours for row in rows) for child, rows in _in_term(children, day).items()}
    planned = _planned(children, term_start(day), day)
    return weighed({child: max(0, planned[child] - taught[child]) for child in children}, day, units)


def _fees(day: date, units: Units) -> Mapping[UUID, int]:
    """Yuan that families were asked for in the term so far: what was taken is not given back by a new month."""
    rows = standing_lessons().filter(fee__gt=0, on__gte=term_start(day), on__lte=day)
    found: Counter[UUID] = Counter()
    for child, fee in rows.values_list("child_id", "fee"):
        found[child] += fee
    return weighed(found, day, units)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("homebound.visits", _visits),
    Flow("homebound.hours", _hours),
    Level("homebound.least_teachers", _fewest("teachers", "teachers_per_visit")),
    Level("homebound.least_men", _fewest("men", "men_per_visit")),
    Level("homebound.least_hours", _fewest("hours", "hours_per_visit")),
    Events("homebound.first_visit", _first_visits),
    Flow("homebound.interviews", done(lambda: standing_lessons().filter(interview__isnull=False))),
    Level("homebound.domains_missing", _domains_missing),
    Level("homebound.parents_untrained", lacking(_never("training"))),
    Level("homebound.without_exercises", lacking(_never("exercises"))),
    Level("homebound.unagreed", lacking(_never("is_agreed"))),
    Level("homebound.without_materials", lacking(_never("materials"))),
    Level("homebound.unscheduled", lacking(_unscheduled)),
    Level("homebound.hours_missing", _hours_missing),
    Level("homebound.fees", _fees),
)
