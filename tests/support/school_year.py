"""A county through a school year: its units, posts, pupils and plan, made in bulk, and what is done by and by.

Whatever is written is told to the ledger and the facts of `school_year_owed` too, which say what is owed.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.foundation.access.models import Account, Grant, UnitClosure
from notoneless.foundation.access.models import Unit as UnitRow
from notoneless.foundation.access.rules import unit_sort_key
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.audit.rules import CHINA
from notoneless.foundation.organizations.models import Assignment, LeadingGroup, Post
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.plans.models import PlanVersion
from notoneless.foundation.plans.services import adopt_plan
from notoneless.oversight.duties.rules.raising import LEADS
from notoneless.records.enrolment.models import RollComparison
from notoneless.records.surveys.models import GridCell, Survey
from notoneless.synthetic.duties import many_duties
from support.county import County
from support.databases import owners_eyes
from support.school_year_owed import FIRST, Event, Facts, Ledger, Unit, Version

DUTIES, ADDED = 12, 9
"""Duties of the plan at the beginning, and those that its next version adds."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Size:
    """How large the county is."""

    townships: int
    villages: int
    schools: int
    classes: int
    pupils: int
    posts: int
    duties: int


@dataclass
class Year:
    """The county, its units by kind, where each child belongs since when, and what is owed by a naive count."""

    county: County
    rng: random.Random
    duties: int = DUTIES + ADDED
    units: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    children: dict[UUID, list[tuple[date, Track, UUID]]] = field(default_factory=dict)
    unasked: list[UUID] = field(default_factory=list)
    suspected: list[tuple[UUID, UUID]] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    ledger: Ledger = field(default_factory=lambda: Ledger({}))
    made: dict[type[models.Model], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def bind(self) -> None:
        """Adopt the plan for the county as it stands."""
        self.look()
        self.adopt(FIRST, frozenset(range(1, self.duties - ADDED + 1)))

    def build(self, size: Size) -> None:
        """Found the units, fill the posts, enter the pupils, adopt the plan."""
        self.look()
        with owners_eyes():
            self._found_all(size)
            self.write()
            self._fill_posts(size.posts)
            self._enter(size.pupils)
            self.write()
        self.adopt(FIRST, frozenset(range(1, self.duties - ADDED + 1)))

    def look(self) -> None:
        """Learn which units there are."""
        rows = UnitRow._base_manager.order_by("id").values_list("pk", "kind", "parent_id", "from_on", "until_on")
        for pk, kind, above, begin, end in rows:
            if pk not in self.ledger.units:
                self.units[kind].append(pk)
            self.ledger.units[pk] = Unit(kind, above, begin, end or date.max)

    def new(self, model: type[models.Model], **values: Any) -> Any:
        """A row that is written with the others."""
        self.made[model].append(row := model(id=self.county.ids.new(), **values))
        return row

    def write(self) -> None:
        """Write all rows that wait, those of each table together."""
        for model, rows in self.made.items():
            model._base_manager.bulk_create(rows, batch_size=500)
        self.made.clear()

    def _found_all(self, size: Size) -> None:
        def found(parent: UUID, kind: UnitKind, number: int) -> UUID:
            placed = {"parent_id": parent, "from_on": FIRST, "name": f"{kind.value}{number}"}
            row = self.new(UnitRow, kind=kind, sort_key=unit_sort_key(placed["name"]), **placed)
            self.units[kind].append(row.id)
            self.ledger.units[row.id] = Unit(kind, parent, FIRST)
            for depth, each in enumerate(self.ledger.path(row.id)):
                self.made[UnitClosure].append(UnitClosure(ancestor_id=each, descendant_id=row.id, depth=depth))
            return row.id

        for number in range(size.townships):
            township = found(self.county.units["county"], UnitKind.TOWNSHIP, number)
            for one in range(size.villages):
                village = found(township, UnitKind.VILLAGE, one)
                for each in range(2):
                    found(village, UnitKind.GROUP, each)
            for one in range(size.schools):
                school = found(township, UnitKind.SCHOOL, one)
                for each in range(size.classes):
                    found(school, UnitKind.CLASS, each)

    def _fill_posts(self, number: int) -> None:
        """A post of each unit's own, and directors of schools up to a number."""
        asked = [(LEADS[kind], pk) for kind, units in self.units.items() if kind != "county" for pk in units]
        schools, at = self.units["school"], self.county.time.at
        asked += [("school_director", schools[one % len(schools)]) for one in range(max(0, number - len(asked)))]
        for count, (role, unit) in enumerate(asked):
            name = f"post{count}"
            account = self.new(Account, sign_in_name=name, name=name, unit_id=unit, opened_at=at, password="!")
            grant = self.new(Grant, account=account, role=role, unit_id=unit, from_on=FIRST)
            self.new(Post, unit_id=unit, title=name, holder=account, grant=grant, from_on=FIRST)

    def _enter(self, number: int) -> None:
        at = self.county.time.at
        for one in range(number):
            child = self.new(Child, name="甲", sort_key="", sex="男", born_on=date(2016, 1, 1), registered_at=at)
            homes = {Track.SCHOOL: self.units["class"], Track.HOUSEHOLD: self.units["group"]}
            self.children[child.id] = []
            for track, units in homes.items():
                unit = units[(one * (3 if track == Track.HOUSEHOLD else 1)) % len(units)]
                self.new(ChildUnit, child=child, unit_id=unit, track=track, from_on=FIRST)
                self.children[child.id].append((FIRST, track, unit))
        self.unasked = list(self.children)
        self.rng.shuffle(self.unasked)

    def adopt(self, begin: date, numbers: frozenset[int], working: int = 3, comparisons: int = 1) -> None:
        """Adopt a version of the plan: of some duties, with some numbers."""
        text = _without(many_duties(self.duties), set(range(1, self.duties + 1)) - numbers)
        text = text.replace("value: '3', unit: working_day", f"value: '{working}', unit: working_day")
        text = text.replace("value: '1', unit: comparison", f"value: '{comparisons}', unit: comparison")
        officer, at = self.county.accounts["陈局长"], self.county.time.at
        given = {"unit_id": self.county.units["county"], "key": "own/many", "text": text}
        with owners_eyes():
            version = self.new(PlanVersion, **given, drafted_by=officer, drafted_at=at)
            self.write()
        adopt_plan(self.county.ctx("陈局长"), version=version.id, from_on=begin, signer="陈局长")
        self.ledger.versions.append(Version(begin, numbers, working, comparisons))

    def live(self, day: date, share: float = 0.02) -> None:
        """Let some things be done on a day; some are entered days after they were."""
        self._sign(day, share)
        for unit in self._standing("school", day):
            if self.rng.random() < share * 2:
                self._compare(unit, day)
            if self.rng.random() < share / 4:
                self.facts.add("organization.leading_group", unit, day)
                self.new(LeadingGroup, unit_id=unit, name=str(day), from_on=day)
        self._answer(day, share / 4)
        if self.unasked and self.rng.random() < share * 6:
            self.suspect(day)
        if self.suspected and self.rng.random() < share * 6:
            self._clear(day)
        with owners_eyes():
            self.write()

    def _sign(self, day: date, share: float) -> None:
        survey = self._survey(day)
        for unit in (*self._standing("class", day), *self._standing("group", day)):
            if self.rng.random() < share:
                done = max(FIRST, day - DAY * self.rng.choice((0, 0, 0, 4, 25)))
                self.facts.add("survey.finished", unit, done, day)
                self.new(GridCell, survey=survey, unit_id=unit, state="done", signed_on=done)

    def _answer(self, day: date, share: float) -> None:
        """Schools begin to answer for villages, each once."""
        for unit in self.units["village"]:
            if self.rng.random() < share and ("organization.unassigned", unit) not in self.facts.done:
                self.facts.add("organization.unassigned", unit, day)
                answers = {"kind": "village", "from_unit_id": self.units["school"][0], "to_unit_id": unit}
                self.new(Assignment, **answers, from_on=day)

    def _standing(self, kind: str, day: date) -> Sequence[UUID]:
        known = self.ledger.units
        return [each for each in self.units[kind] if known[each].begin <= day < known[each].end]

    def _survey(self, day: date) -> Survey:
        given = {"unit_id": self.county.units["county"], "name": "摸排", "kind": "school", "from_on": day}
        opened = {"opened_by_id": self.county.accounts["陈局长"], "opened_at": self.county.time.at}
        found: Survey = self.new(Survey, **given, last_on=day, **opened)
        return found

    def _compare(self, unit: UUID, day: date) -> None:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
        self.facts.add("roll.compared", unit, day)
        given = {"unit_id": unit, "month": day.replace(day=1), "fingerprint": str(self.county.ids.new()), "counts": {}}
        self.new(RollComparison, **given, by=self.county.accounts["陈局长"], at=at)

    def suspect(self, day: date) -> None:
        """Open the case of a child."""
        child, at = self.unasked.pop(), self.county.time.at
        case = self.new(Case, child_id=child, state="suspected", since=day, opened_on=day, opened_at=at)
        event = self._step(case.id, child, 1, "suspect", day)
        self.suspected.append((case.id, child))
        self.ledger.events.append(Event(event, child, day, self.belongs(child, day)))

    def _clear(self, day: date) -> None:
        """Decide on one of the cases: it counts where the child belongs by then."""
        case, child = self.suspected.pop(self.rng.randrange(len(self.suspected)))
        self._step(case, child, 2, "clear", day)
        townships = {self.ledger.nearest(each, "township") for each in self.belongs(child, day)}
        for unit in townships:
            self.facts.add("case.decided", unit, day, child=child)

    def _step(self, case: UUID, child: UUID, number: int, step: str, day: date) -> UUID:
        given = {"case_id": case, "child_id": child, "number": number, "step": step, "on": day, "channel": "system"}
        made = self.new(CaseEvent, **given, by=self.county.accounts["陈局长"], at=self.county.time.at)
        found: UUID = made.id
        return found

    def belongs(self, child: UUID, day: date) -> tuple[UUID, ...]:
        """The units where a child belongs on a day."""
        return tuple({track: unit for begin, track, unit in self.children[child] if begin <= day}.values())


def _without(text: str, numbers: set[int]) -> str:
    """The text of the plan without some of its duties."""
    parts = re.split(r"(?m)^(?=  - id: ')", text)
    return "".join(
        each for each in parts if not any(each.startswith(f"  - id: '0.{number:02d}'") for number in numbers)
    )
