"""What a list of staff asks for: which accounts are opened, which posts are proposed, and what each is called at sign-in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.rules import is_sign_in_name
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.rules.planning import CellFault, Fault, check_name, faulty, told
from notoneless.kernel.names.readings import syllables
from notoneless.tabular.tables import Heading, Table, TableRow

HEADINGS = (
    Heading("name", ("姓名", "name"), required=True),
    Heading("unit", ("单位", "工作单位", "所在单位", "unit"), required=True),
    Heading("title", ("职务", "职务名称", "title"), required=True),
    Heading("role", ("角色", "系统角色", "role")),
    Heading("phone", ("手机号", "手机", "联系电话", "电话", "手机号码", "phone")),
    Heading("sign_in_name", ("登录名", "账号", "用户名", "sign-in name")),
)

_ROLES: Mapping[str, str] = {
    "班主任": "class_teacher",
    "校长": "school_head",
    "园长": "school_head",
    "副校长": "school_director",
    "教导主任": "school_director",
    "德育主任": "school_director",
    "政教主任": "school_director",
    "主任": "school_director",
    "心理教师": "counsellor",
    "心理老师": "counsellor",
    "心理辅导教师": "counsellor",
    "心理辅导员": "counsellor",
    "镇长": "township_leader",
    "乡长": "township_leader",
    "乡镇负责人": "township_leader",
    "街道办主任": "township_leader",
    "分管副镇长": "township_leader",
    "分管副乡长": "township_leader",
    "村支书": "village_secretary",
    "支书": "village_secretary",
    "社区书记": "village_secretary",
    "村主任": "village_secretary",
    "村民小组长": "group_head",
    "小组长": "group_head",
    "包保责任人": "accountable_officer",
    "城区辅导组组长": "tutoring_leader",
    "辅导组组长": "tutoring_leader",
    "县教育局控辍保学专班": "county_officer",
    "专班": "county_officer",
}
"""Roles as people write them, of title or role. Administrators are never made by a list."""

_SIGN_IN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}").fullmatch
_MOBILE = re.compile(r"1[3-9]\d{9}").fullmatch
_SHORT = 60


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """An account that is there. `posts`: role and unit of each post held or proposed."""

    id: UUID
    name: str
    unit: UUID
    sign_in_name: str
    posts: frozenset[tuple[str, UUID]]


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A unit where somebody may work: its kind, its names as people write it, its code."""

    id: UUID
    kind: UnitKind
    name: str
    above: str
    code: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An account to open."""

    sign_in_name: str
    name: str
    phone: str
    unit: UUID


@dataclass(frozen=True, slots=True)
class Proposal:
    """A post to propose, for an account that is there or the newcomer of a number."""

    holder: UUID | int
    unit: UUID
    title: str
    role: str
    row: TableRow


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """What one list asks for."""

    table: Table
    newcomers: tuple[Newcomer, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    known: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass
class Staff:
    """Who is there, and who comes while the plan is made. `phones`: those of the list that have an account, with its id."""

    places: Sequence[KnownPlace]
    people: Sequence[KnownPerson]
    names: set[str]
    phones: Mapping[str, UUID]
    newcomers: list[Newcomer] = field(default_factory=list)
    posts: set[tuple[UUID | int, str, UUID]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_id = {each.id: each for each in self.people}
        self.by_sign_in = {each.sign_in_name: each for each in self.people}
        self.by_name: dict[tuple[str, UUID], list[KnownPerson]] = {}
        for each in self.people:
            self.by_name.setdefault((each.name, each.unit), []).append(each)
        self.posts |= {(each.id, role, unit) for each in self.people for role, unit in each.posts}
        self.by_place: dict[str, list[KnownPlace]] = {}
        for place in self.places:
            for written in {place.name, place.above + place.name, place.code} - {""}:
                self.by_place.setdefault(written, []).append(place)


def plan_staff(table: Table, staff: Staff) -> StaffPlan:
    """Accounts and proposals of a list: those that are there already are known, so that twice is once."""
    proposals, faults, known = list[Proposal](), list[Fault](), 0
    for row in table.rows:
        try:
            found = _row(row, staff)
        except CellFault as fault:
            faults.append(told(row, fault, table))
            continue
        if found is None:
            known += 1
        else:
            proposals.append(found)
    return StaffPlan(table, tuple(staff.newcomers), tuple(proposals), known, tuple(faults))


def _row(row: TableRow, staff: Staff) -> Proposal | None:
    name, title = row.cells.get("name", ""), row.cells.get("title", "")
    for key, text in (("name", name), ("title", title)):
        check_name(key, text)
        if len(text) > _SHORT:
            raise faulty(key, "bad_name", most=_SHORT)
    place = _place(row, staff)
    role = _role(row, place)
    holder = _holder(row, name, place, staff)
    if (holder, role, place.id) in staff.posts:
        return None
    staff.posts.add((holder, role, place.id))
    return Proposal(holder, place.id, title, role, row)


def _place(row: TableRow, staff: Staff) -> KnownPlace:
    text = "".join(row.cells.get("unit", "").split())
    check_name("unit", text)
    found = staff.by_place.get(text, [])
    if len(found) != 1:
        raise faulty("unit", "several_units" if found else "no_such_unit", name=text)
    return found[0]


def _role(row: TableRow, place: KnownPlace) -> str:
    """The role of a row. A title says it where the column of roles is empty."""
    text = row.cells.get("role", "") or row.cells.get("title", "")
    code = _ROLES.get(text, text)
    role = ROLES.table.get(code)
    if role is None or role.alone:
        raise faulty("role" if row.cells.get("role") else "title", "no_role", text=text[:20])
    if place.kind not in role.kinds:
        raise faulty("unit", "role_elsewhere", text=text[:20], name=place.name)
    return code


def _holder(row: TableRow, name: str, place: KnownPlace, staff: Staff) -> UUID | int:
    """Who it is: known by sign-in name, phone, or name and unit; else a newcomer, once for all rows that name the same."""
    phone, sign_in = row.cells.get("phone", "").replace(" ", "").replace("-", ""), row.cells.get("sign_in_name", "")
    if phone and not _MOBILE(phone):
        raise faulty("phone", "no_mobile")
    if sign_in and not (_SIGN_IN(sign_in) and is_sign_in_name(sign_in)):
        raise faulty("sign_in_name", "no_sign_in_name", text=sign_in[:20])
    known = _known(name, phone, sign_in, place, staff)
    if known is not None:
        return known
    for number, each in enumerate(staff.newcomers):
        same = phone == each.phone if phone and each.phone else each.unit == place.id
        if each.name == name and same:
            return number
        if phone and phone == each.phone:
            raise faulty("phone", "phone_twice", name=each.name)
    if sign_in in staff.names:
        raise faulty("sign_in_name", "sign_in_name_twice", text=sign_in)
    chosen = sign_in or made_up(name, staff.names)
    staff.names.add(chosen)
    staff.newcomers.append(Newcomer(chosen, name, phone, place.id))
    return len(staff.newcomers) - 1


def _known(name: str, phone: str, sign_in: str, place: KnownPlace, staff: Staff) -> UUID | None:
    for key, found in (
        ("sign_in_name", staff.by_sign_in.get(sign_in)),
        ("phone", staff.by_id.get(staff.phones[phone]) if phone in staff.phones else None),
    ):
        if found is not None and found.name != name:
            raise faulty(key, "of_somebody_else", name=found.name)
        if found is not None:
            return found.id
    alike = staff.by_name.get((name, place.id), [])
    return alike[0].id if len(alike) == 1 and not sign_in else None


def made_up(name: str, taken: Iterable[str]) -> str:
    """A sign-in name from pinyin, with a number where it is taken: zhangwei, zhangwei2."""
    plain = re.sub(r"[^a-z0-9]", "", "".join(syllables(name)).lower())[:36] or "user"
    used = set(taken)
    if plain not in used and len(plain) > 1:
        return plain
    return next(f"{plain}{number}" for number in range(2, len(used) + 3) if f"{plain}{number}" not in used)
