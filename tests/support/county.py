"""A small county, built by its own actions: two townships, their villages and schools, the cast, and children with markers.

Every child's name and numbers occur nowhere else, so that a page, file or log can be searched for what it must not hold.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.founding import found_county
from notoneless.foundation.access.models import Account, Grant, Waiting
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.services import found_unit, open_account
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.services import take_post
from notoneless.foundation.people.services import add_guardian, place_child, register_child
from notoneless.foundation.places.services import register_household
from notoneless.kernel.identifiers import IdSource
from notoneless.kernel.resident_id import check_digit

START = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
DAY = date(2026, 9, 1)

CAST = {
    "王老师": ("class_teacher", "class_a"),
    "李校长": ("school_head", "school_a"),
    "张镇长": ("township_leader", "town_a"),
    "周支书": ("village_secretary", "village_a"),
    "吴组长": ("group_head", "group_a"),
    "何老师": ("accountable_officer", "village_a"),
    "陈局长": ("county_officer", "county"),
    "赵老师": ("class_teacher", "class_z"),
    "系统管理员": ("system_administrator", "county"),
    "安全管理员": ("security_administrator", "county"),
    "审计管理员": ("audit_administrator", "county"),
}
"""Who there is: role, and the unit of the county below."""

TREE = (
    ("town_a", "county", UnitKind.TOWNSHIP, "清溪镇"),
    ("town_z", "county", UnitKind.TOWNSHIP, "高坪乡"),
    ("village_a", "town_a", UnitKind.VILLAGE, "柳树村"),
    ("group_a", "village_a", UnitKind.GROUP, "柳树村一组"),
    ("group_b", "village_a", UnitKind.GROUP, "柳树村二组"),
    ("village_b", "town_a", UnitKind.VILLAGE, "石桥村"),
    ("village_z", "town_z", UnitKind.VILLAGE, "远山村"),
    ("group_z", "village_z", UnitKind.GROUP, "远山村一组"),
    ("school_a", "town_a", UnitKind.SCHOOL, "清溪镇中心小学"),
    ("class_a", "school_a", UnitKind.CLASS, "三年级（1）班"),
    ("class_b", "school_a", UnitKind.CLASS, "三年级（2）班"),
    ("school_z", "town_z", UnitKind.SCHOOL, "高坪乡中心小学"),
    ("class_z", "school_z", UnitKind.CLASS, "四年级（1）班"),
)

CHILDREN = (
    ("both", "慕容甲乙", "class_a", "group_a"),
    ("class_only", "欧阳丙丁", "class_a", None),
    ("group_only", "司徒戊己", None, "group_a"),
    ("other_class", "诸葛庚辛", "class_b", "group_b"),
    ("far_school", "上官壬癸", "class_z", "group_a"),
    ("far", "夏侯子丑", "class_z", "group_z"),
    ("bare_village", "皇甫寅卯", None, "village_b"),
)
"""Key, name, class, place of living. Units None where the child is on one track only."""


class Instants:
    """Time that a test moves."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@dataclass
class County:
    """The county as tests use it: ids by key, and contexts of the cast."""

    time: Instants = field(default_factory=Instants)
    units: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    children: dict[str, UUID] = field(default_factory=dict)
    guardians: dict[str, UUID] = field(default_factory=dict)
    markers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By child: name, ID number, student number, guardian's name and phone."""

    drawn: int = 0
    """How many ids have been given."""

    def __post_init__(self) -> None:
        self.ids = IdSource(lambda: int(self.time.at.timestamp() * 1000), self._draw)

    def _draw(self, size: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(size, "big")

    def again(self) -> "County":
        """The same county for another test."""
        known = {name: dict(getattr(self, name)) for name in ("units", "accounts", "children", "guardians", "markers")}
        another = County(time=Instants(self.time.at), **known)
        for _ in range(self.drawn):  # its ids go on where these ended
            another.ids.new()
        return another

    def ctx(self, who: str, request: UUID | None = None, **changes: object) -> Context:
        """The context of one of the cast, signed in with a second factor, freshly proved, with a request of its own."""
        account = self.accounts[who]
        held = tuple(
            Holding(row.role, row.unit_id, row.from_on, row.until_on)
            for row in Grant._base_manager.filter(account_id=account)
        )
        ctx = Context(actor=account, held=held, at=self.time.at, channel="web", ids=self.ids, strong=True)
        return replace(ctx, confirmed_at=self.time.at, request=request or uuid4(), **changes)

    def nobody(self) -> Context:
        """The context of somebody who is not signed in."""
        return Context(actor=None, at=self.time.at, channel="web", ids=self.ids)


def build_county() -> County:
    """The county with all its cast and children."""
    county = County()
    founded = found_county(county.ids, county.time.at, "晴川县", DAY)
    county.units["county"] = founded.county
    for role, who in (("system_administrator", "系统管理员"), ("security_administrator", "安全管理员")):
        county.accounts[who] = Grant._base_manager.get(role=role).account_id
    county.accounts["审计管理员"] = Grant._base_manager.get(role="audit_administrator").account_id
    _first_officer(county)
    for key, parent, kind, name in TREE:
        county.units[key] = found_unit(
            county.ctx("陈局长"), parent=county.units[parent], kind=kind, name=name, from_on=DAY
        )
    for number, (who, (role, unit)) in enumerate(CAST.items()):
        if who not in county.accounts:
            appoint(county, who, role, unit, f"1390000{number:04}")
    for number, (key, name, school_unit, home_unit) in enumerate(CHILDREN):
        enter_child(county, key, name, school_unit, home_unit, number)
    county.accounts["本系统"] = Grant._base_manager.get(role="system").account_id
    Waiting.objects.all().delete()  # the minute after is over: of children without a case nothing follows from where they are
    return county


def _first_officer(county: County) -> None:
    appoint(county, "陈局长", "county_officer", "county", "13900009999")


def appoint(county: County, who: str, role: str, unit: str, phone: str) -> UUID:
    """Open an account, and let it hold a post with a role at a unit."""
    home = county.units["county"]
    name = f"cast{len(county.accounts)}"
    opened = open_account(county.ctx("系统管理员"), unit=home, sign_in_name=name, name=who, phone=phone)
    county.accounts[who] = opened
    take_post(county.ctx("安全管理员"), unit=county.units[unit], account=opened, title=who, role=role, from_on=DAY)
    return opened


def made_up_id(number: int) -> str:
    """A sound ID number of a place that does not exist, different for each number."""
    first = f"529901201701{number % 28 + 1:02}{number:03}"
    return first + check_digit(first)


def enter_child(
    county: County, key: str, name: str, school_unit: str | None, home_unit: str | None, number: int
) -> UUID:
    """Register a child on one track or both, with a guardian, each with markers of its own."""
    officer = "陈局长"
    id_number, phone, guardian = made_up_id(number + 1), f"1380013{number:04}", f"家长{name}"
    household = home_unit and register_household(
        county.ctx(officer), unit=county.units[home_unit], head_name=guardian, address=f"{name}家老屋"
    )
    first, *others = [unit for unit in (home_unit, school_unit) if unit]
    child = register_child(
        county.ctx(officer),
        unit=county.units[first],
        name=name,
        sex="女" if number % 2 else "男",
        born_on=date(2017, 1, number % 28 + 1),
        id_number=id_number,
        student_number=f"G{id_number}",
        household=household,
        from_on=DAY,
    )
    for other in others:
        place_child(county.ctx(officer), child=child, unit=county.units[other], from_on=DAY)
    county.guardians[key] = add_guardian(county.ctx(officer), child=child, name=guardian, relation="母亲", phone=phone)
    county.children[key], county.markers[key] = child, (name, id_number, f"G{id_number}", guardian, phone)
    return child


def everybody() -> list[str]:
    """The whole cast."""
    return list(CAST)


__all__ = ["CAST", "CHILDREN", "DAY", "ROLES", "START", "TREE", "Account", "County", "build_county"]
