"""A county through a school year: pupils, a plan of many duties, facts that come by and by; what is owed, counted naively."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.organizations.models import LeadingGroup
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.plans.models import Adoption, PlanVersion
from notoneless.kernel.calendar import Calendar
from notoneless.records.enrolment.models import RollComparison
from notoneless.records.surveys.models import GridCell, Survey
from notoneless.synthetic.duties import many_duties
from support.county import County
from support.databases import owners_eyes

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
DUTIES = 12
DAY = timedelta(days=1)


@dataclass
class Year:
    """The county, its units by kind, and the facts that have come so far: by measure, unit and day."""

    county: County
    rng: random.Random
    duties: int = DUTIES
    units: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    above: dict[UUID, UUID | None] = field(default_factory=dict)
    children: list[tuple[UUID, UUID]] = field(default_factory=list)
    done: dict[str, list[tuple[UUID, date]]] = field(default_factory=lambda: defaultdict(list))
    happened: list[tuple[UUID, UUID, date]] = field(default_factory=list)

    def build(self, townships: int, schools: int, classes: int, pupils: int) -> None:
        """Found the units, enter the pupils, adopt the plan."""
        ctx, root = self.county.ctx, self.county.units["county"]

        def found(parent: UUID, kind: UnitKind, number: int) -> UUID:
            return found_unit(ctx("陈局长"), parent=parent, kind=kind, name=f"{kind.value}{number}", from_on=FIRST)

        for number in range(townships):
            township = found(root, UnitKind.TOWNSHIP, number)
            village = found(township, UnitKind.VILLAGE, number)
            for each in range(2):
                found(village, UnitKind.GROUP, each)
            for each in range(schools):
                school = found(township, UnitKind.SCHOOL, each)
                for one in range(classes):
                    found(school, UnitKind.CLASS, one)
        self.bind()
        with owners_eyes():
            self._pupils(pupils)

    def bind(self) -> None:
        """Adopt the plan for the county as it stands."""
        self._look()
        with owners_eyes():
            self._adopt()

    def _look(self) -> None:
        for pk, kind, parent in Unit._base_manager.order_by("id").values_list("pk", "kind", "parent_id"):
            self.units[kind].append(pk)
            self.above[pk] = parent

    def _pupils(self, number: int) -> None:
        at, children, places = self.county.time.at, [], []
        for one in range(number):
            child = Child(id=self.county.ids.new(), name="甲", sort_key="", sex="男", born_on=date(2016, 1, 1))
            child.registered_at = at
            unit = self.units["class"][one % len(self.units["class"])]
            children.append(child)
            places.append(ChildUnit(id=self.county.ids.new(), child=child, unit_id=unit, track="school", from_on=FIRST))
            self.children.append((child.id, unit))
        Child._base_manager.bulk_create(children, batch_size=500)
        ChildUnit._base_manager.bulk_create(places, batch_size=500)

    def _adopt(self) -> None:
        officer, at = self.county.accounts["陈局长"], self.county.time.at
        version = PlanVersion(
            id=self.county.ids.new(),
            unit_id=self.county.units["county"],
            key="own/many",
            text=many_duties(self.duties),
            drafted_by=officer,
            drafted_at=at,
            adopted_at=at,
        )
        version.save(force_insert=True)
        Adoption(
            id=self.county.ids.new(),
            unit_id=self.county.units["county"],
            version=version,
            key="own/many",
            from_on=FIRST,
            signer="陈局长",
            adopted_by=officer,
            adopted_at=at,
        ).save(force_insert=True)

    def live(self, day: date, share: float = 0.02) -> None:
        """Let some things be done on a day."""
        with owners_eyes():
            survey = self._survey(day)
            for kind in ("class", "group"):
                for unit in self.units[kind]:
                    if self.rng.random() < share:
                        self.done["survey.finished"].append((unit, day))
                        GridCell(
                            id=self.county.ids.new(), survey=survey, unit_id=unit, state="done", signed_on=day
                        ).save(force_insert=True)
            for unit in self.units["school"]:
                if self.rng.random() < share * 2:
                    self._compare(unit, day)
                if self.rng.random() < share / 4:
                    self._group(unit, day)
            if self.rng.random() < share * 4:
                self._case(day)

    def _survey(self, day: date) -> Survey:
        survey = Survey(
            id=self.county.ids.new(),
            unit_id=self.county.units["county"],
            name="摸排",
            kind="school",
            from_on=day,
            last_on=day,
            opened_by_id=self.county.accounts["陈局长"],
            opened_at=self.county.time.at,
        )
        survey.save(force_insert=True)
        return survey

    def _compare(self, unit: UUID, day: date) -> None:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
        self.done["roll.compared"].append((unit, day))
        RollComparison(
            id=self.county.ids.new(),
            unit_id=unit,
            month=day.replace(day=1),
            fingerprint=str(self.county.ids.new()),
            counts={},
            by=self.county.accounts["陈局长"],
            at=at,
        ).save(force_insert=True)

    def _group(self, unit: UUID, day: date) -> None:
        self.done["organization.leading_group"].append((unit, day))
        LeadingGroup(id=self.county.ids.new(), unit_id=unit, name=str(day), from_on=day).save(force_insert=True)

    def _case(self, day: date) -> None:
        child, unit = self.children.pop(self.rng.randrange(len(self.children)))
        case = Case(id=self.county.ids.new(), child_id=child, state="suspected", since=day, opened_on=day)
        case.opened_at = self.county.time.at
        case.save(force_insert=True)
        event = CaseEvent(
            id=self.county.ids.new(),
            case=case,
            child_id=child,
            number=1,
            step="suspect",
            on=day,
            channel="system",
            by=self.county.accounts["陈局长"],
            at=self.county.time.at,
        )
        event.save(force_insert=True)
        self.happened.append((event.id, unit, day))

    # what is owed, counted day by day and unit by unit

    def calendar(self) -> Calendar:
        """The calendar of the year."""
        return load_calendar(FIRST, LAST)

    def path(self, unit: UUID) -> Iterator[UUID]:
        """A unit and all above it."""
        step: UUID | None = unit
        while step is not None:
            yield step
            step = self.above[step]

    def expected(self, last: date) -> dict[tuple[str, UUID, date, date], int]:
        """Duty, unit, first and last day of all that is due until a day, with how often."""
        found: dict[tuple[str, UUID, date, date], int] = defaultdict(int)
        calendar = self.calendar()
        spans = _spans(calendar, last)
        for number in range(1, self.duties + 1):
            kind = kind_of(number)
            for start, due in spans[kind] if last >= FIRST else ():
                for unit in self.units[_EACH[kind]] if FIRST <= due <= last else ():
                    found[f"many_{number}", unit, start, due] += 1
        for number in (each for each in range(1, self.duties + 1) if kind_of(each) == 7):
            for _, unit, start in self.happened:
                due = _later(start, 3, calendar.is_working_day)
                township = next(each for each in self.path(unit) if each in self.units["township"])
                if due <= last:
                    found[f"many_{number}", township, start, due] += 1
        return found

    def state(self, duty: str, unit: UUID, start: date, due: date, on: date) -> str:
        """How a duty stands on a day, by the facts that have come until then."""
        measure = _MEASURES[kind_of(int(duty.removeprefix("many_")))]
        if measure == "organization.leading_group":
            days = [day for each, day in self.done[measure] if each == unit and day <= on]
            if on < start:
                return "coming"
            return "done" if days and min(days) <= min(due, on) else "late" if days else _open(start, due, on)
        if measure == "organization.unassigned":
            return "broken" if on > due else _open(start, due, on)
        days = [day for each, day in self.done[measure] if unit in self.path(each) and start <= day <= on]
        return ("done" if min(days) <= due else "late") if days else _open(start, due, on)


def kind_of(number: int) -> int:
    """Which of the twelve kinds a duty of the invented plan is: the first comes once, the others again and again."""
    return number if number <= 12 else 2 + (number - 13) % 11


def _spans(calendar: Calendar, last: date) -> dict[int, list[tuple[date, date]]]:
    """First and last day of each period of each kind, found by looking at every day."""
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    day = FIRST
    while day <= last + DAY * 7:
        if calendar.is_school_day(day):
            found[1].append((day, day))
        if (day + DAY).day == 1:
            _month(found, calendar, day)
        if day.weekday() == 6:
            taught = [each for each in (day - DAY * back for back in range(7)) if calendar.is_school_day(each)]
            found[5] += [(day - DAY * 6, max(taught))] if taught else []
        if (day.month, day.day) == (12, 31):
            found[10].append((date(2026, 9, 1), day))
            found[11].append((date(day.year, 1, 1), day))
        day += DAY
    for term in calendar.terms_between(FIRST, last):
        found[3].append((term.first_day, term.first_day + DAY * 4))
        found[6].append((term.first_day, _later(term.first_day - DAY, 2, calendar.is_school_day)))
        found[8].append((term.first_day, term.first_day + (term.last_day - term.first_day) // 2))
    return found


def _month(found: dict[int, list[tuple[date, date]]], calendar: Calendar, last: date) -> None:
    month = (last.replace(day=1), last)
    found[2].append(month)
    found[12].append(month)
    found[4] += [month] if last.month in (3, 9) else []
    found[9].append((month[0], _later(last, 3, calendar.is_working_day)))


def _open(start: date, due: date, on: date) -> str:
    return "coming" if on < start else "due" if on <= due else "broken"


def _later(day: date, number: int, counts) -> date:
    while number:
        day += DAY
        number -= counts(day)
    return day


_EACH = {
    1: "class",
    2: "school",
    3: "group",
    4: "village",
    5: "school",
    6: "school",
    8: "class",
    9: "group",
    10: "school",
    11: "county",
    12: "class",
}
_MEASURES = {
    1: "survey.finished",
    2: "roll.compared",
    3: "survey.finished",
    4: "organization.unassigned",
    5: "roll.compared",
    6: "organization.leading_group",
    7: "case.decided",
    8: "survey.finished",
    9: "survey.finished",
    10: "roll.compared",
    11: "finding.compared",
    12: "survey.finished",
}
