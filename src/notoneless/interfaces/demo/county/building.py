"""A demonstration county: the invented children of `synthetic` with half a year of history, by the actions that people use."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import Founded
from notoneless.foundation.access.scope import looking
from notoneless.foundation.access.selectors import BETWEEN
from notoneless.foundation.access.services import slips_withheld
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.audit.rules import day_of
from notoneless.interfaces.demo.county.adjudicating import adjudicate
from notoneless.interfaces.demo.county.aiding import Aiding
from notoneless.interfaces.demo.county.attending import Attending
from notoneless.interfaces.demo.county.away import Away
from notoneless.interfaces.demo.county.bringing_back import BringingBack
from notoneless.interfaces.demo.county.campaigning import Campaigning
from notoneless.interfaces.demo.county.caring import Caring
from notoneless.interfaces.demo.county.cast import Cast
from notoneless.interfaces.demo.county.deciding import decide
from notoneless.interfaces.demo.county.doubtful import doubtful
from notoneless.interfaces.demo.county.enrolling import Roll
from notoneless.interfaces.demo.county.ground import Ground, group_of, lay, seats, staff
from notoneless.interfaces.demo.county.helping import Helping
from notoneless.interfaces.demo.county.months import finishers, roll_of, waverers
from notoneless.interfaces.demo.county.offices import lists_of
from notoneless.interfaces.demo.county.people import CAST, Appointing, Person
from notoneless.interfaces.demo.county.planning import Planning
from notoneless.interfaces.demo.county.promising import Promising
from notoneless.interfaces.demo.county.sheets import sheet_of
from notoneless.interfaces.demo.county.supervising import Supervising
from notoneless.interfaces.demo.county.surveying import Surveying
from notoneless.interfaces.demo.county.times import Times, summer_before
from notoneless.interfaces.demo.county.visiting import Visiting
from notoneless.interfaces.demo.county.watching import Watching
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.indicators.services import count_units
from notoneless.records.findings.services import compare_rosters_in_force, compared_before
from notoneless.records.golden.services import work_out
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.services import adopt_roster, receive_roster
from notoneless.synthetic import COUNTY, Demonstration

Told = Callable[[Problem], None]
"""Hears of each stage as it begins."""

Row = Mapping[str, Any]

_UNSURE_MONTHS = 2


def build(
    founded: Founded,
    demonstration: Demonstration,
    times: Times,
    days: Sequence[date],
    told: Told,
    until: datetime | None = None,
) -> list[Person]:
    """Enter units, people, and the rosters of each of `days`; `told` hears of each stage. The cast, with its ways in.

    `until`: the instant at which duties are reckoned at last, the end of the history if None.
    """
    told(Problem("synthetic.stage_units"))
    from_on = times.at.date()
    appointing = Appointing(founded, from_on, times)
    officer = appointing.open("chen", "陈局长", "county_officer", founded.county)
    homes, rolls = (demonstration.rosters[kind].to_pylist() for kind in ("household", "school"))
    towns = frozenset(str(home["township"]) for home in homes if home["township"])
    ground = Ground(founded.county, appointing.context(officer), from_on, times, towns)
    with transaction.atomic():
        lay(ground, homes, rolls)
    told(Problem("synthetic.stage_people"))
    with looking():  # from here on the tree stays as it was laid
        people = _cast(ground, appointing, officer)
        with transaction.atomic(), slips_withheld():
            other = appointing.open("lin", "林科长", "county_officer", founded.county)
            staff(ground, appointing, [home["guardian_name"] for home in homes[::97] if home["guardian_name"]])
        seed = int(demonstration.meta["seed"])
        running = Running(ground, appointing, appointing.context(other), days, seed)
        _history(running, demonstration, days, told)
        told(Problem("synthetic.stage_attendance"))
        running.attend(until or times.at)
        told(Problem("synthetic.stage_duties"))
        running.planning.close(until or times.at)
    return people


def _cast(ground: Ground, appointing: Appointing, officer: Any) -> list[Person]:
    found = []
    for name, person, role, path in seats(ground, CAST):
        unit = ground.units.get(path, ground.root)
        account = officer if name == "chen" else appointing.open(name, person, role, unit)
        where = BETWEEN.join(reversed(path[-2:])) if path else COUNTY
        found.append(Person(name, person, role, where, *appointing.way_in(account)))
    return [*found, *appointing.administrators()]


class Running:
    """What people do month by month, once the rosters are compared. `other`: who decides with the county's officer."""

    def __init__(self, ground: Ground, appointing: Appointing, other: Context, days: Sequence[date], seed: int) -> None:
        self.ground, self._appointing, self._other = ground, appointing, other
        self._term = [day for day in days if summer_before(day) == summer_before(days[-1])]
        self._seats = {name: path for name, _, _, path in seats(ground, CAST)}
        self.planning = Planning(ground, appointing, self._seats)
        self._roll = Roll(ground, appointing, self._seats["wang"], self._seats["zhao"])
        self._draws = Random(seed)
        cast = Cast(ground, appointing, self._seats, other)
        self._back, self._promising = BringingBack(cast), Promising(cast)
        self._caring, self._away, self._campaigning = Caring(cast), Away(cast), Campaigning(cast)
        self._supervising, self._aiding = Supervising(cast), Aiding(cast)
        self._helping = Helping(cast)

    def attend(self, until: datetime) -> None:
        """The last school days, in the school of the cast, and what is done then for those who do not come."""
        attending = Attending(self.ground, self._appointing, self._seats["wang"], self._draws, self._back.away)
        days = attending.report(day_of(until))
        self._back.close(days)
        self._promising.close()
        self._campaigning.begin()
        self._aiding.begin()
        self._helping.begin()
        self._helping.appraise()
        self._caring.close()

    def month(self, day: date, rolls: Sequence[Row]) -> None:
        """Cases and doubts are decided; a term begins with the roll, plans and surveys; its last month confirms transfers."""
        decide(self.ground, self._other, day, self._back.cases.values())
        adjudicate(self.ground, self._appointing, self._other)
        if day == self._term[0]:
            self._roll.begin()
            self.planning.adopt()
            Surveying(self.ground, self._appointing, self._seats, self._term[-1], self._draws).begin()
            self.planning.act()
        elif day in self._term:
            self.planning.catch_up()
        if day in self._term[:-1]:  # what is due this month is still to be done
            self.planning.compare(rolls)
        if day == self._term[-1]:
            self._roll.confirm()
            self._away.begin()
            self._supervising.begin()
            Watching(self.ground, self._appointing, self._seats).look_after()
            Visiting(self.ground, self._appointing, self._seats).go()
        if day == self._term[-_UNSURE_MONTHS:][0]:
            self._promising.begin()
            self._back.begin()
            self._caring.begin()


def _history(running: Running, demonstration: Demonstration, days: Sequence[date], told: Told) -> None:
    """Month by month: rosters come, children are worked out, the tracks are compared, people act, all units are counted."""
    ground, as_of = running.ground, date.fromisoformat(demonstration.meta["as_of"])
    homes, away = (demonstration.rosters[kind].to_pylist() for kind in ("household", "elsewhere"))
    homes = [{**home, "village_group": group_of(home["address"] or "")} for home in homes]
    rolls = _rolls(demonstration, days, as_of)
    summer = None
    for number, day in enumerate(days, 1):
        told(Problem("synthetic.stage_month", {"month": f"{day:%Y-%m}", "number": number, "all": len(days)}))
        ground.times.go_to(day)
        if summer_before(day) != summer:
            summer = summer_before(day)
            bring(ground, RosterKind.HOUSEHOLD, homes, day)
            bring(ground, RosterKind.ELSEWHERE, away, day)
            for kind, rows in lists_of(demonstration, int(demonstration.meta["seed"]), day):
                bring(ground, kind, rows, day)
        roll = list(next(rolls))
        bring(ground, RosterKind.SCHOOL, roll, day)
        work_out(ground.ctx(), ground.root)
        ground.times.pass_by(hours=1)
        with compared_before(ground.ctx(), ground.root):
            compare_rosters_in_force(ground.ctx(), unit=ground.root)
        ground.times.pass_by(hours=1)
        running.month(day, roll)
        count_units(ground.ctx(), unit=ground.root)


def _rolls(demonstration: Demonstration, days: Sequence[date], as_of: date) -> Iterator[Iterable[Row]]:
    """The school roster of each day. In the last two months some rows are taken down so that nobody can be sure of them."""
    rows: list[Row] = demonstration.rosters["school"].to_pylist()
    wavering = waverers(demonstration, len(days), int(demonstration.meta["seed"]))
    finished, unsure = finishers(demonstration, as_of), doubtful(demonstration)
    for month, day in enumerate(days):
        left = len(days) - month
        for at, row in unsure[::left] if left <= _UNSURE_MONTHS else ():
            rows[at] = row
        yield roll_of(rows, wavering, finished, month, day, as_of)


def bring(ground: Ground, kind: RosterKind, rows: Iterable[Mapping[str, Any]], day: date) -> None:
    """Bring a roster in as an office does: a spreadsheet with Chinese headings, received and adopted."""
    content = sheet_of(list(rows))
    given = {"unit": ground.root, "kind": "csv", "content": put(content), "size": len(content)}
    file = add_attachment(ground.ctx(), **given)
    words = sentence(Problem(f"rosters.kind.{kind.value}"))
    title = f"{COUNTY}{day.year}年{day.month}月{words}"
    named = {"unit": ground.root, "kind": kind, "as_of": day, "title": title, "file": file, "columns": None}
    adopt_roster(ground.ctx(), roster=receive_roster(ground.ctx(), **named))
    ground.times.pass_by(minutes=10)
