"""A demonstration county: the invented children of `synthetic`, entered by the same actions that people use."""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.db import transaction

from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.founding import Founded
from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.access.roles import ROLES, UnitKind
from notoneless.foundation.access.selectors import BETWEEN
from notoneless.foundation.access.services import found_unit, open_account
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.organizations.services import take_post
from notoneless.foundation.people.services import add_guardian, place_child, register_child
from notoneless.foundation.places.services import register_household
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.synthetic import COUNTY, Demonstration

FIRST_MONTH = 9
"""The month in which a school year begins."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODES_SHOWN = 3

CAST = (
    ("wang", "王老师", "class_teacher", UnitKind.CLASS),
    ("li", "李校长", "school_head", UnitKind.SCHOOL),
    ("zhang", "张镇长", "township_leader", UnitKind.TOWNSHIP),
    ("zhou", "周支书", "village_secretary", UnitKind.VILLAGE),
    ("wu", "吴组长", "group_head", UnitKind.GROUP),
    ("he", "何老师", "accountable_officer", UnitKind.VILLAGE),
    ("chen", "陈局长", "county_officer", UnitKind.COUNTY),
    ("zhao", "赵老师", "class_teacher", UnitKind.CLASS),
)
"""Sign-in name, name, role, and the kind of unit. 赵老师 has a class of another school."""


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration, with the ways in: a password, and codes where the role asks for a second factor."""

    sign_in_name: str
    name: str
    role: str
    unit: str
    password: str
    codes: tuple[str, ...]


Row = Mapping[str, Any]
Pair = tuple[Row, Row | None]
"""A child: its row of the household roster, and of the school roll if it has one."""


@dataclass
class DemoCounty:
    """The county while it is built: who enters, its townships by name, units by path, and how many children each holds."""

    root: UUID
    officer: Context
    from_on: date
    towns: frozenset[str]
    units: dict[tuple[str, ...], UUID] = field(default_factory=dict)
    kinds: dict[tuple[str, ...], UnitKind] = field(default_factory=dict)
    held: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def ctx(self) -> Context:
        """The officer, with a request of its own."""
        return replace(self.officer, at=now(), request=IDS.new())

    def unit(self, kind: UnitKind, *path: str) -> UUID:
        """The unit at a path of names, founded when first asked for; what stands above it must be there."""
        if path not in self.units:
            parent = self.units.get(path[:-1], self.root)
            self.units[path] = found_unit(
                self.ctx(), parent=parent, kind=kind, name=path[-1], from_on=self.from_on, code=None
            )
            self.kinds[path] = kind
        return self.units[path]

    def hold(self, path: tuple[str, ...]) -> None:
        """Count a child in a unit and in all above it."""
        self.held.update(path[:length] for length in range(1, len(path) + 1))

    def fullest(
        self, kind: UnitKind, beneath: tuple[str, ...] = (), without: tuple[str, ...] = ("",)
    ) -> tuple[str, ...]:
        """The unit of a kind with the most children, beneath one and outside another."""
        paths = [path for path in self.units if self.kinds[path] is kind and path[: len(beneath)] == beneath]
        others = [path for path in paths if path[: len(without)] != without]
        return max(others or paths, key=lambda path: (self.held[path], path))


def build(
    founded: Founded, demonstration: Demonstration, children: int, told: Callable[[int, int], None]
) -> list[Person]:
    """Enter the cast and so many children of the rosters; `told` hears how far it is. The cast, with its ways in."""
    from_on = school_year(day_of(now()))
    people = _Appointing(founded, from_on)
    officer = people.open("chen", "陈局长", "county_officer", founded.county)
    pairs = list(_children(demonstration))
    towns = frozenset(str(home["township"]) for home, _ in pairs)
    county = DemoCounty(founded.county, people.context(officer), from_on, towns)
    chosen = _neighbours(pairs, towns)[:children]
    for number, (home, school) in enumerate(chosen):
        _enter(county, home, school)
        if number % 25 == 0 or number + 1 == len(chosen):
            told(number + 1, len(chosen))
    seats = list(_seats(county))
    opened = [
        officer if name == "chen" else people.open(name, person, role, unit) for name, person, role, unit, _ in seats
    ]
    ways = [people.way_in(account) for account in opened]
    found = [
        Person(name, person, role, unit, *way) for (name, person, role, _, unit), way in zip(seats, ways, strict=True)
    ]
    return [*found, *people.administrators()]


def school_year(today: date) -> date:
    """The first day of the school year that runs."""
    return date(today.year if today.month >= FIRST_MONTH else today.year - 1, FIRST_MONTH, 1)


def _neighbours(pairs: list[Pair], towns: frozenset[str]) -> list[Pair]:
    """The children in the order in which they are entered: two whole classes of two schools, then the first one's township.

    Of the many that the rosters hold few are wanted, and few from everywhere would make classes of one.
    """
    sizes = Counter(_room(school) for _, school in pairs if school and _town_of(towns, school["school"]))
    ranked = [room for room, _ in sizes.most_common()]
    rooms = ranked[:1] + [room for room in ranked if room[0] != ranked[0][0]][:1]
    town = _town_of(towns, rooms[0][0]) if rooms else ""

    def near(pair: Pair) -> tuple[int, str, str]:
        home, school = pair
        room = _room(school) if school else None
        place = rooms.index(room) if room in rooms else 2 if home["township"] == town else 3
        return place, str(home["township"]), str(home["village"])

    return sorted(pairs, key=near)


def _room(school: Row) -> tuple[str, str]:
    return str(school["school"]), f"{school['grade']}{school['class']}"


def _town_of(towns: frozenset[str], school: str) -> str:
    """The township that a school's name begins with, if it does."""
    return next((town for town in sorted(towns) if school.startswith(town)), "")


def _seats(county: DemoCounty) -> Iterator[tuple[str, str, str, UUID, str]]:
    """Who sits where: each at the fullest unit, one above another, and 赵老师 in the fullest class of another school."""
    room = max(
        (path for path, kind in county.kinds.items() if kind is UnitKind.CLASS and path[0] in county.towns),
        key=lambda path: (county.held[path], path),
        default=county.fullest(UnitKind.CLASS),
    )
    village = county.fullest(UnitKind.VILLAGE, room[:1] if room[0] in county.towns else ())
    at = {
        UnitKind.CLASS: room,
        UnitKind.SCHOOL: room[:-1],
        UnitKind.TOWNSHIP: village[:1],
        UnitKind.VILLAGE: village,
        UnitKind.GROUP: county.fullest(UnitKind.GROUP, village),
    }
    for name, person, role, kind in CAST:
        if kind is UnitKind.COUNTY:
            yield name, person, role, county.root, COUNTY
            continue
        path = county.fullest(kind, without=room[:-1]) if name == "zhao" else at[kind]
        yield name, person, role, county.units[path], BETWEEN.join(reversed(path[-2:]))


class _Appointing:
    """Opens accounts and gives posts, as the administrators do."""

    def __init__(self, founded: Founded, from_on: date) -> None:
        self.county, self.from_on = founded.county, from_on
        self.accounts = {row.role: row.account_id for row in Grant._base_manager.all()}

    def context(self, account: UUID) -> Context:
        """The context of an account, signed in with a second factor."""
        held = tuple(
            Holding(row.role, row.unit_id, row.from_on, row.until_on)
            for row in Grant._base_manager.filter(account_id=account)
        )
        return Context(actor=account, held=held, at=now(), channel="cli", ids=IDS, request=IDS.new(), strong=True)

    def open(self, sign_in_name: str, name: str, role: str, unit: UUID) -> UUID:
        """Open an account, and let it hold a post."""
        system, security = (self.accounts[f"{side}_administrator"] for side in ("system", "security"))
        opened = open_account(self.context(system), unit=unit, sign_in_name=sign_in_name, name=name)
        given = {"unit": unit, "account": opened, "title": name, "role": role, "from_on": self.from_on}
        take_post(self.context(security), **given)
        return opened

    def administrators(self) -> Iterator[Person]:
        """The three administrators."""
        for side in ("system", "security", "audit"):
            role = f"{side}_administrator"
            account = self.accounts[role]
            named = Account._base_manager.get(pk=account)
            yield Person(named.sign_in_name, named.name, role, COUNTY, *self.way_in(account))

    @transaction.atomic
    def way_in(self, account_id: UUID) -> tuple[str, tuple[str, ...]]:
        """A random password, and recovery codes where the role needs a second factor; recorded like any way in."""
        account = Account._base_manager.get(pk=account_id)
        password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        account.password, account.must_change_password, account.password_until = make_password(password), False, None
        account.password_set_at = now()
        account.save()
        recorded(self.context(account_id), "demo.way_in", Outcome.DONE, {}, [account])
        grants = Grant._base_manager.filter(account=account)
        if not any(ROLES.table[row.role].second_factor for row in grants):
            return password, ()
        TOTP.activate(account, generate_totp_secret())
        return password, tuple(RecoveryCodes.activate(account).generate_codes()[:CODES_SHOWN])


def _children(demonstration: Demonstration) -> Iterator[Pair]:
    """Every child of the household roster, once, with its row of the school roll, as the truth links them."""
    people = demonstration.truth["people"].to_pylist()
    persons = {row["row"]: row["person"] for row in people if row["roster"] == "household"}
    met: set[int] = set()
    school = demonstration.rosters["school"].to_pylist()
    links = {row["household_row"]: row["school_row"] for row in demonstration.truth["links"].to_pylist()}
    for number, row in enumerate(demonstration.rosters["household"].to_pylist(), start=1):
        if persons[number] not in met:
            met.add(persons[number])
            yield row, school[links[number] - 1] if number in links else None


def _enter(county: DemoCounty, home: Row, school: Row | None) -> None:
    """Enter one child with household and guardian, on the school track too where the roll has it."""
    village = (home["township"], home["village"])
    county.unit(UnitKind.TOWNSHIP, *village[:1])
    county.unit(UnitKind.VILLAGE, *village)
    path = (*village, _group_of(home["address"]))
    group = county.unit(UnitKind.GROUP, *path)
    county.hold(path)
    family = {"unit": group, "head_name": home["guardian_name"], "address": home["address"]}
    household = register_household(county.ctx(), **family)
    child = register_child(
        county.ctx(),
        unit=group,
        name=home["name"],
        sex=home["sex"],
        born_on=home["dob"],
        id_number=home["id_no"],
        student_number=school and school["student_no"],
        household=household,
        from_on=county.from_on,
    )
    if school is not None:
        place_child(county.ctx(), child=child, unit=_class_of(county, school), from_on=county.from_on)
    guardian = {"name": home["guardian_name"], "relation": home["guardian_rel"], "phone": home["phone"]}
    add_guardian(county.ctx(), child=child, **guardian)


_GROUP = re.compile(r"(\d+|[一二三四五六七八九十]+)[组社]")
_DIGITS = "零一二三四五六七八九"


def _group_of(address: str) -> str:
    """The village group that an address names, its number in figures: 柳树村十二组12号 and 柳树村12社 are the same."""
    found = _GROUP.search(address)
    text = found[1] if found else "1"
    if text.isdecimal():
        return f"{int(text)}组"
    tens, ten, ones = text.rpartition("十")
    return f"{(_DIGITS.index(tens) if tens else bool(ten)) * 10 + (_DIGITS.index(ones) if ones else 0)}组"


def _class_of(county: DemoCounty, school: Row) -> UUID:
    """The class of a row of the roll; a school stands in the township that its name begins with, else under the county."""
    name, room = _room(school)
    town = _town_of(county.towns, name)
    if town:
        county.unit(UnitKind.TOWNSHIP, town)
    path = (town, name, room) if town else (name, room)
    county.unit(UnitKind.SCHOOL, *path[:-1])
    county.hold(path)
    return county.unit(UnitKind.CLASS, *path)
