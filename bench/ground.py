"""Reads of the ground floor with a whole county in the database: `python -m bench.ground --children 100000`.

Rows are written in bulk, not by actions; what is measured are the selectors as pages call them, with scope and audit entry.
Beside them stands the floor: the same row fetched by its key in bare SQL. With DATABASE_URL and DATABASE_OWNER_URL it is a
PostgreSQL database, empty before, filled by its owner and read as the application, with row-level policies.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

DAY = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 1, tzinfo=UTC)
TOWNSHIPS, VILLAGES, GROUPS, SCHOOLS, CLASSES = 12, 20, 4, 5, 38
RUNS = 200
CAST = (("county_officer", "county"), ("township_leader", "township"), ("class_teacher", "class"))


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    children = parser.parse_args().children
    with tempfile.TemporaryDirectory(prefix="notoneless-bench-") as home:
        os.environ["NOTONELESS_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "notoneless.settings"
        _set_up(Path(home))
        county = County(children)
        _fill(county)
        _measure(county)


def _set_up(home: Path) -> None:
    from notoneless.foundation.sealing.keys import write_ring
    from notoneless.kernel.sealing import fresh_ring

    write_ring(fresh_ring(), home / "keys" / "ring.json")
    from notoneless.interfaces.frame.standing import make_tables, set_up

    set_up()
    make_tables()


def _fill(county: "County") -> None:
    """Filling is the owner's work: no policy is asked for each of a million rows.

    PostgreSQL gathers its statistics by itself; a SQLite file has none, here as in an installation.
    """
    from django.db import connection

    from notoneless.interfaces.frame.standing import as_owner

    with as_owner():
        county.fill()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


class County:
    """A county of so many children, spread evenly over classes and village groups."""

    def __init__(self, children: int) -> None:
        from notoneless.kernel.identifiers import IdSource

        self.children = children
        self.rng = random.Random(1)
        self.ids = IdSource(lambda: int(AT.timestamp() * 1000), os.urandom)
        self.groups: list[UUID] = []
        self.classes: list[UUID] = []
        self.units: dict[str, UUID] = {}
        self.accounts: dict[str, UUID] = {}
        self.samples: list[tuple[UUID, str, str]] = []

    def fill(self) -> None:
        """Write units and children."""
        from django.db import transaction

        from notoneless.foundation.access.founding import found_county

        with transaction.atomic():
            self.units["county"] = found_county(self.ids, AT, "晴川县", DAY).county
            self._units()
            self._cast()
            self._posts()
            for start in range(0, self.children, 10_000):
                self._children(start, min(start + 10_000, self.children))
            self._casework()

    def _units(self) -> None:
        from notoneless.foundation.access.unit_kinds import UnitKind

        county = self.units["county"]
        for _ in range(TOWNSHIPS):
            township = self.units["township"] = self._unit(county, UnitKind.TOWNSHIP)
            for _ in range(VILLAGES):
                village = self.units["village"] = self._unit(township, UnitKind.VILLAGE)
                self.groups += [self._unit(village, UnitKind.GROUP) for _ in range(GROUPS)]
            for _ in range(SCHOOLS):
                school = self.units["school"] = self._unit(township, UnitKind.SCHOOL)
                self.classes += [self._unit(school, UnitKind.CLASS) for _ in range(CLASSES)]
        self.units["class"] = self.classes[-1]

    def _unit(self, parent: "UUID", kind: Any) -> "UUID":
        from notoneless.foundation.access.models import Unit
        from notoneless.foundation.access.services import place_in_tree

        unit = Unit(id=self.ids.new(), kind=kind, name=kind.value, parent_id=parent, sort_key="", from_on=DAY)
        unit.save(force_insert=True)
        place_in_tree(unit)
        return unit.id

    def _children(self, start: int, end: int) -> None:
        from notoneless.foundation.people.models import Child, ChildUnit, SearchedName
        from notoneless.foundation.people.rules import beginnings, sort_key
        from notoneless.foundation.sealing.models import Plain
        from notoneless.kernel.resident_id import check_digit

        rows, periods, tokens = [], [], []
        for number in range(start, end):
            name = "".join(self.rng.choice(part) for part in NAMES)
            first = f"529901{2011 + number % 9}01{number % 28 + 1:02}{number // 252 % 1000:03}"
            id_number = first + check_digit(first)
            born = date(2011 + number % 9, 1, number % 28 + 1)
            child = Child(
                id=self.ids.new(), name=name, sort_key=sort_key(name), sex="男", born_on=born, registered_at=AT
            )
            if number < 252_000:
                child.id_number = Plain(id_number)
            rows.append(child)
            for units, track in ((self.groups, "household"), (self.classes, "school")):
                period = ChildUnit(id=self.ids.new(), child=child, unit_id=units[number % len(units)], track=track)
                period.from_on = DAY
                periods.append(period)
            tokens.append(SearchedName(child=child, beginnings=beginnings(name)))
            if number % 97 == 0:
                self.samples.append((child.id, id_number, name))
        for model, made in ((Child, rows), (ChildUnit, periods), (SearchedName, tokens)):
            model.objects.bulk_create(made, batch_size=500)

    def _casework(self) -> None:
        """An entry of the roll for most children, of whom a few are suspended or let go; a case for one child in fifty."""
        from notoneless.foundation.access.models import UnitClosure
        from notoneless.foundation.people.models import ChildUnit

        self.above = dict(UnitClosure._base_manager.filter(depth=1).values_list("descendant_id", "ancestor_id"))
        periods = ChildUnit._base_manager.order_by("child_id", "track").values_list("child_id", "unit_id")
        homes, classes = periods.filter(track="household"), periods.filter(track="school")
        rows: dict[Any, list[Any]] = {}
        for number, ((child, home), (_, room)) in enumerate(zip(homes, classes, strict=True)):
            if number % 20:
                self._on_roll(number, child, room, rows)
            if number % 50 == 0:
                self._case(number // 50, child, home, room, rows)
        for model, made in rows.items():
            model.objects.bulk_create(made, batch_size=500)

    def _on_roll(self, number: int, child: "UUID", room: "UUID", rows: dict[Any, list[Any]]) -> None:
        """One entry in six hundred is suspended, another one let go to a school that has not confirmed it."""
        from notoneless.records.enrolment.models import RollEntry, RollEvent

        step, state = {1: ("suspend", "suspended"), 2: ("transfer_out", "not_confirmed")}.get(
            number % 600, ("", "on_roll")
        )
        place: dict[str, Any] = {"child_id": child, "place_id": room}
        entry = RollEntry(id=self.ids.new(), unit_id=self.above[room], entered_on=DAY, state=state, **place)
        rows.setdefault(RollEntry, []).append(entry)
        told = {"by": self.accounts["county_officer"], "at": AT, "on": DAY, "entry": entry, **place}
        first = RollEvent(id=self.ids.new(), number=1, step="enter", grade=number % 9 + 1, **told)
        rows.setdefault(RollEvent, []).append(first)
        if step:
            until = date(DAY.year + 1, 8, 31) if step == "suspend" else None
            rows[RollEvent].append(RollEvent(id=self.ids.new(), number=2, step=step, until_on=until, **told))

    def _case(self, number: int, child: "UUID", home: "UUID", room: "UUID", rows: dict[Any, list[Any]]) -> None:
        """A case, and while it is open its working group: the township, the village and the school."""
        from notoneless.casework.cases.models import Case, CaseEvent
        from notoneless.casework.working_groups.models import GroupPlace, WorkingGroup

        state = ("suspected", "verified", "cleared", "closed_out")[number % 4]
        case = Case(id=self.ids.new(), child_id=child, state=state, since=DAY, opened_on=DAY, opened_at=AT)
        case.verified_on = DAY if state == "verified" else None
        rows.setdefault(Case, []).append(case)
        told: dict[str, Any] = {"child_id": child, "by": self.accounts["county_officer"], "at": AT}
        rows.setdefault(CaseEvent, []).append(
            CaseEvent(id=self.ids.new(), case=case, number=1, step="suspect", on=DAY, **told)
        )
        if state not in ("suspected", "verified"):
            return
        village, school = self.above[home], self.above[room]
        posts = (
            ("township", self.above[village], "township_leader"),
            ("village", village, "village_secretary"),
            ("school", school, "school_head"),
        )
        group = WorkingGroup(id=self.ids.new(), child_id=child, formed_on=DAY, lead_id=school, basis="enrolled")
        rows.setdefault(WorkingGroup, []).append(group)
        for party, unit, role in posts:
            place = GroupPlace(id=self.ids.new(), group=group, child_id=child, party=party, unit_id=unit, role=role)
            place.from_on, place.at = DAY, AT
            rows.setdefault(GroupPlace, []).append(place)

    def _cast(self) -> None:
        from notoneless.foundation.access.models import Account, Grant

        for role, unit in CAST:
            account = Account(
                id=self.ids.new(), sign_in_name=role, name=role, unit_id=self.units["county"], opened_at=AT
            )
            account.save(force_insert=True)
            grant = Grant(id=self.ids.new(), account=account, role=role, unit_id=self.units[unit], from_on=DAY)
            grant.save(force_insert=True)
            self.accounts[role] = account.id

    def _posts(self) -> None:
        """A post that answers for each unit but those of the cast, and who holds it."""
        from notoneless.foundation.access.models import Account, Grant, Unit
        from notoneless.foundation.organizations.models import Post

        told = {"class": "class_teacher", "school": "school_head", "group": "group_head"}
        told |= {"village": "village_secretary", "township": "township_leader"}
        taken = {self.units[unit] for _, unit in CAST}
        accounts, grants, posts = [], [], []
        for unit, kind in Unit._base_manager.filter(kind__in=told).order_by("id").values_list("id", "kind"):
            if unit in taken:
                continue
            account = Account(id=self.ids.new(), sign_in_name=str(unit), name="某人", unit_id=unit, opened_at=AT)
            grant = Grant(id=self.ids.new(), account=account, role=told[kind], unit_id=unit, from_on=DAY)
            accounts.append(account)
            grants.append(grant)
            posts.append(
                Post(id=self.ids.new(), unit_id=unit, title="负责人", holder=account, grant=grant, from_on=DAY)
            )
        for model, made in ((Account, accounts), (Grant, grants), (Post, posts)):
            model._base_manager.bulk_create(made, batch_size=500)

    def ctx(self, role: str, unit: str) -> Any:
        """The context of somebody with a role."""
        from notoneless.foundation.access.context import Context, Holding

        held = (Holding(role, self.units[unit], DAY),)
        return Context(actor=self.accounts[role], held=held, at=AT, channel="web", ids=self.ids, strong=True)


NAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜",
    "子梓雨浩宇欣佳文明俊思晓志建国海永",
    "轩涵宇怡琪杰豪婷萱妍博辰泽强丽芳娜",
)


def _measure(county: County) -> None:
    from django.db import connection, transaction

    from notoneless.casework.cases.rules.ledgers import Ledger
    from notoneless.casework.cases.selectors.cases import case_counts, list_cases, units_to_choose
    from notoneless.casework.cases.selectors.ledgers import NOT_ON_ROLL, LedgerFilter, open_ledger
    from notoneless.foundation.people.selectors import list_children, open_child

    home, village = county.units["county"], county.units["village"]

    def bare(sample: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM people_child WHERE id = %s",
                [sample[0] if connection.vendor == "postgresql" else sample[0].hex],
            )
            cursor.fetchone()

    reads: dict[str, Callable[[Any, Any], object]] = {
        "bare row by key (floor)": bare,
        "exact ID, list and entry": lambda sample, ctx: list_children(ctx, search=sample[1]),
        "child's page and entry": lambda sample, ctx: open_child(ctx, sample[0]),
        "name search": lambda sample, ctx: list_children(ctx, search=sample[2][:2]),
        "pinyin initials": lambda _, ctx: list_children(ctx, search="zy"),
        "first page of all": lambda _, ctx: list_children(ctx),
        "ledger, school age": lambda _, ctx: open_ledger(ctx, Ledger.SCHOOL_AGE),
        "ledger, page after a child": lambda sample, ctx: open_ledger(
            ctx, Ledger.SCHOOL_AGE, LedgerFilter(after=sample[0])
        ),
        "ledger, one village": lambda _, ctx: open_ledger(ctx, Ledger.SCHOOL_AGE, LedgerFilter(unit=village)),
        "ledger, on no roll": lambda _, ctx: open_ledger(ctx, Ledger.SCHOOL_AGE, LedgerFilter(roll=NOT_ON_ROLL)),
        "ledger, suspected": lambda _, ctx: open_ledger(ctx, Ledger.SUSPECTED),
        "ledger, dropouts": lambda _, ctx: open_ledger(ctx, Ledger.DROPOUTS),
        "cases, first page": lambda _, ctx: list_cases(ctx),
        "cases, counts": lambda _, ctx: case_counts(ctx, home),
        "units to choose": lambda _, ctx: units_to_choose(ctx),
    }
    _say(f"{county.children} children, milliseconds: median, p90")
    for role, unit in CAST:
        ctx = county.ctx(role, unit)
        for words, read in reads.items():
            times = []
            for sample in county.rng.sample(county.samples, min(RUNS, len(county.samples))):
                begun = time.perf_counter()
                try:
                    with transaction.atomic():
                        read(sample, ctx)
                except Exception as error:  # a child out of reach costs as much
                    if type(error).__name__ != "NotFound":
                        raise
                times.append((time.perf_counter() - begun) * 1000)
            _say(f"{role:18} {words:28} {statistics.median(times):8.2f} {statistics.quantiles(times, n=10)[-1]:8.2f}")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
