"""What is known of homebound instruction, for this room's own actions, counts and pages. It shows nothing by itself."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from notoneless.casework.special_education.models import (
    EducationProgramme,
    HomeboundMoney,
    HomeboundNote,
    HomeTeaching,
    NeedsAssessment,
    standing_lessons,
)
from notoneless.casework.special_education.rules.homebound import HomeNumbers, MoneyFlow, NoteKind, monday_of
from notoneless.foundation.access.models import Grant, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)
ASSESSED, PROGRAMME, RECORDS, PHOTOS = "评估", "个别化教育计划", "送教记录", "照片"
CONTENTS = (ASSESSED, PROGRAMME, RECORDS, PHOTOS)
"""What a file of homebound instruction holds (clause 2.15), by the names of the plan."""


def senders_of(child: UUID, numbers: HomeNumbers, day: date) -> set[UUID]:
    """The units that may send teachers to a child: the school of its roll (clause 2.24), the units of the household line with
    the schools of that township (5.08), or both, as the plans that bind say."""
    return senders_to([child], {child: numbers}, day)[child]


def senders_to(children: Collection[UUID], numbers: Mapping[UUID, HomeNumbers], day: date) -> dict[UUID, set[UUID]]:
    """The same of many children, each with what the plans say of it: what units have in common is asked once."""
    found: dict[UUID, set[UUID]] = {child: set() for child in children}
    known: dict[tuple[UUID, bool], set[UUID]] = {}
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children)
    for child, unit, track in rows.values_list("child_id", "unit_id", "track"):
        is_school = track == Track.SCHOOL
        if ("school" if is_school else "home") in numbers[child].sends:
            if (unit, is_school) not in known:
                known[unit, is_school] = _senders_at(unit, is_school)
            found[child] |= known[unit, is_school]
    return found


def _senders_at(unit: UUID, is_school: bool) -> set[UUID]:
    above = UnitClosure._base_manager.filter(descendant_id=unit).exclude(ancestor__kind=UnitKind.COUNTY)
    if is_school:
        return set(above.filter(ancestor__kind__in=_TAUGHT).values_list("ancestor_id", flat=True))
    line = set(above.values_list("ancestor_id", flat=True))
    beneath = UnitClosure._base_manager.filter(ancestor_id__in=line, descendant__kind__in=_TAUGHT)
    return line | set(beneath.values_list("descendant_id", flat=True))


def balance_of(unit: UUID) -> Decimal:
    """What a unit has left, in yuan."""
    return balances([unit]).get(unit, Decimal(0))


def least_left(unit: UUID, day: date) -> Decimal:
    """The least that a unit has left on any day from one on, in yuan: what can be spent then without owing later."""
    left = balances([unit], day).get(unit, Decimal(0))
    later: dict[date, Decimal] = defaultdict(Decimal)
    rows = HomeboundMoney._base_manager.filter(unit=unit, on__gt=day).order_by("on")
    for on, flow, yuan in rows.values_list("on", "flow", "yuan"):
        later[on] += yuan if flow == MoneyFlow.RECEIVED else -yuan
    least = left
    for change in later.values():
        left += change
        least = min(least, left)
    return least


def balances(units: Collection[UUID] | None, day: date | None = None) -> dict[UUID, Decimal]:
    """What some units, or all, have left, in yuan; on a day where one is named."""
    rows = HomeboundMoney._base_manager.all()
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    if day is not None:
        rows = rows.filter(on__lte=day)
    found: dict[UUID, Decimal] = defaultdict(Decimal)
    for unit, flow, yuan in (
        rows.order_by().values("unit_id", "flow").annotate(s=Sum("yuan")).values_list("unit_id", "flow", "s")
    ):
        found[unit] += yuan if flow == MoneyFlow.RECEIVED else -yuan
    return dict(found)


def term_start(day: date) -> date:
    """The first day of the term of a day, or of the one before it."""
    calendar = load_calendar(day - timedelta(days=200), day)
    begun = [each.first_day for each in calendar.terms_between(day - timedelta(days=200), day) if each.first_day <= day]
    return max(begun, default=day)


def taught_by(day: date) -> dict[UUID, set[UUID]]:
    """Each child with the home teachers who are sent to it on a day, and still have a post at the unit that sent them."""
    rows = HomeTeaching._base_manager.filter(on__lte=day).exclude(until_on__lte=day)
    sent = list(rows.values_list("child_id", "teacher_id", "account_id", "unit_id"))
    posted = with_posts({(account, unit) for _, _, account, unit in sent}, day)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for child, teacher, account, unit in sent:
        if (account, unit) in posted:
            found[child].add(teacher)
    return found


def with_posts(people: Collection[tuple[UUID, UUID]], day: date) -> set[tuple[UUID, UUID]]:
    """Of some accounts with a unit those who hold a post at it or beneath on a day: whoever has handed theirs over does not."""
    accounts, units = {account for account, _ in people}, {unit for _, unit in people}
    if not people:
        return set()
    posts = Grant._base_manager.filter(in_force(day), account_id__in=accounts, account__is_active=True)
    held = list(posts.values_list("account_id", "unit_id"))
    above = UnitClosure._base_manager.filter(ancestor_id__in=units, descendant_id__in={unit for _, unit in held})
    within = set(above.values_list("descendant_id", "ancestor_id"))
    return {
        (account, unit) for account, unit in people if any(who == account and (at, unit) in within for who, at in held)
    }


@dataclass(frozen=True, slots=True)
class Week:
    """A child's week of home lessons: on which days, and whether somebody said why they were too few."""

    monday: date
    days: tuple[date, ...]
    hours: int
    is_excused: bool


def weeks_of(children: Collection[UUID], first: date, last: date) -> dict[UUID, dict[date, Week]]:
    """The weeks between two days in which something was taught or excused, by child and Monday."""
    rows = standing_lessons().filter(child_id__in=children, on__gte=monday_of(first), on__lte=last)
    days: dict[tuple[UUID, date], list[date]] = defaultdict(list)
    hours: Counter[tuple[UUID, date]] = Counter()
    for child, on, length in rows.order_by("on", "id").values_list("child_id", "on", "hours"):
        days[child, monday_of(on)].append(on)
        hours[child, monday_of(on)] += length
    excused = {
        (child, monday_of(on))
        for child, on in _notes(children, NoteKind.WEEK, monday_of(first), last + timedelta(days=6))
    }
    found: dict[UUID, dict[date, Week]] = {child: {} for child in children}
    for child, monday in {*days, *excused}:
        taught = tuple(days[child, monday])
        found[child][monday] = Week(monday, taught, hours[child, monday], (child, monday) in excused)
    return found


def _notes(children: Collection[UUID], kind: NoteKind, first: date, last: date) -> Iterable[tuple[UUID, date]]:
    rows = HomeboundNote._base_manager.filter(child_id__in=children, kind=kind, on__gte=first, on__lte=last)
    return rows.values_list("child_id", "on")


def noted(children: Collection[UUID], kind: NoteKind, first: date, last: date) -> set[UUID]:
    """The children of whom something of a kind was noted between two days."""
    return {child for child, _ in _notes(children, kind, first, last)}


def contents_missing(children: Collection[UUID], day: date) -> dict[UUID, tuple[str, ...]]:
    """What the file of each home-taught child still lacks of what a plan may ask for."""
    lessons = standing_lessons().filter(child_id__in=children, on__lte=day)
    pictured = lessons.filter(photo__isnull=False)
    held = {
        ASSESSED: _children(NeedsAssessment._base_manager.filter(child_id__in=children, on__lte=day)),
        PROGRAMME: _children(EducationProgramme._base_manager.filter(child_id__in=children, on__lte=day)),
        RECORDS: _children(lessons),
        PHOTOS: _children(pictured),
    }
    return {child: tuple(each for each in CONTENTS if child not in held[each]) for child in children}


def _children(rows: object) -> set[UUID]:
    return set(rows.values_list("child_id", flat=True))  # type: ignore[attr-defined]
