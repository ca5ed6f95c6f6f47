"""A demonstration county: the invented children of `synthetic`, entered by the same actions that people use."""

import secrets
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
from notoneless.foundation.access.services import found_unit, open_account
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.organizations.services import take_post
from notoneless.foundation.people.services import add_guardian, place_child, register_child
from notoneless.foundation.places.services import register_household
from notoneless.interfaces.frame.clock import IDS, now
from notoneless.synthetic import Demonstration

FROM = date(2026, 9, 1)
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


@dataclass
class DemoCounty:
    """The county while it is built: contexts of those who act, units by path, and by kind in the order they came."""

    root: UUID
    officer: Context
    units: dict[tuple[str, ...], UUID] = field(default_factory=dict)
    of_kind: dict[UnitKind, list[tuple[str, UUID]]] = field(default_factory=dict)

    def ctx(self) -> Context:
        """The officer, with a request of its own."""
        return replace(self.officer, at=now(), request=IDS.new())

    def unit(self, kind: UnitKind, *path: str) -> UUID:
        """The unit at a path of names, founded when first asked for; what stands above it must be there."""
        if path not in self.units:
            parent = self.units.get(path[:-1], self.root)
            made = found_unit(self.ctx(), parent=parent, kind=kind, name=path[-1], from_on=FROM)
            self.units[path] = made
            self.of_kind.setdefault(kind, []).append((path[-1], made))
        return self.units[path]


def build(founded: Founded, demonstration: Demonstration, told: Callable[[int, int], None]) -> list[Person]:
    """Enter the cast and all children of the rosters; `told` hears how far it is. The cast, with its ways in."""
    people = _Appointing(founded)
    officer = people.open("chen", "陈局长", "county_officer", founded.county)
    county = DemoCounty(founded.county, people.context(officer))
    rows = list(_children(demonstration))
    for number, (home, school) in enumerate(rows):
        _enter(county, home, school)
        if number % 25 == 0 or number + 1 == len(rows):
            told(number + 1, len(rows))
    seats = list(_seats(county))
    opened = [
        officer if name == "chen" else people.open(name, person, role, unit) for name, person, role, unit, _ in seats
    ]
    ways = [people.way_in(account) for account in opened]
    found = [
        Person(name, person, role, unit, *way) for (name, person, role, _, unit), way in zip(seats, ways, strict=True)
    ]
    return [*found, *people.administrators()]


def _seats(county: DemoCounty) -> Iterator[tuple[str, str, str, UUID, str]]:
    """Who sits where: the first unit of a kind, 赵老师 in the last class."""
    for name, person, role, kind in CAST:
        if kind is UnitKind.COUNTY:
            yield name, person, role, county.root, ""
        else:
            title, unit = county.of_kind[kind][-1 if name == "zhao" else 0]
            yield name, person, role, unit, title


class _Appointing:
    """Opens accounts and gives posts, as the administrators do."""

    def __init__(self, founded: Founded) -> None:
        self.county = founded.county
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
        opened = open_account(self.context(system), unit=self.county, sign_in_name=sign_in_name, name=name)
        given = {"unit": unit, "account": opened, "title": name, "role": role, "from_on": FROM}
        take_post(self.context(security), **given)
        return opened

    def administrators(self) -> Iterator[Person]:
        """The three administrators."""
        for side in ("system", "security", "audit"):
            role = f"{side}_administrator"
            account = self.accounts[role]
            named = Account._base_manager.get(pk=account)
            yield Person(named.sign_in_name, named.name, role, "", *self.way_in(account))

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


def _children(demonstration: Demonstration) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
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


def _enter(county: DemoCounty, home: Mapping[str, Any], school: Mapping[str, Any] | None) -> None:
    """Enter one child with household and guardian, on the school track too where the roll has it."""
    village = (home["township"], home["village"])
    county.unit(UnitKind.TOWNSHIP, *village[:1])
    county.unit(UnitKind.VILLAGE, *village)
    group = county.unit(UnitKind.GROUP, *village, f"{len(home['address']) % 3 + 1}组")
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
        from_on=FROM,
    )
    if school is not None:
        place_child(county.ctx(), child=child, unit=_class_of(county, school), from_on=FROM)
    guardian = {"name": home["guardian_name"], "relation": home["guardian_rel"], "phone": home["phone"]}
    add_guardian(county.ctx(), child=child, **guardian)


def _class_of(county: DemoCounty, school: Mapping[str, Any]) -> UUID:
    """The class of a row of the roll; a school stands in the township that its name begins with, else under the county."""
    towns = [path for path in county.units if len(path) == 1 and school["school"].startswith(path[0])]
    path = (*(towns[0] if towns else ()), school["school"])
    county.unit(UnitKind.SCHOOL, *path)
    return county.unit(UnitKind.CLASS, *path, f"{school['grade']}{school['class']}")
