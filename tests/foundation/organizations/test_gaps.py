"""What counts as missing, as tables: facts in, gaps out."""

from datetime import date
from uuid import UUID

import pytest

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.rules.gaps import AssignmentFact, Facts, GapKind, PostFact, UnitFact, find_gaps
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.organizations.rules.tiers import ending_days, tiers_on

TODAY = date(2026, 9, 1)
TIERS = {1: "校长包全校", 2: "主任包班级", 3: "教师包学生"}


def uid(number: int) -> UUID:
    return UUID(int=number)


COUNTY, TOWN, VILLAGE, SCHOOL, CLASS, DIRECT, DIRECT_CLASS = (uid(number) for number in range(1, 8))
UNITS = (
    UnitFact(COUNTY, UnitKind.COUNTY, "晴川县", None),
    UnitFact(TOWN, UnitKind.TOWNSHIP, "清溪镇", COUNTY),
    UnitFact(VILLAGE, UnitKind.VILLAGE, "柳树村", TOWN),
    UnitFact(SCHOOL, UnitKind.SCHOOL, "中心小学", TOWN),
    UnitFact(CLASS, UnitKind.CLASS, "一班", SCHOOL),
    UnitFact(DIRECT, UnitKind.SCHOOL, "一中", COUNTY),
    UnitFact(DIRECT_CLASS, UnitKind.CLASS, "七年级一班", DIRECT),
)


def post(unit: UUID, role: str, until_on: date | None = None) -> PostFact:
    return PostFact(uid(unit.int * 100 + len(role)), unit, role, "职务", "某人", until_on)


FULL = (
    post(COUNTY, "county_officer"),
    post(TOWN, "township_leader"),
    post(SCHOOL, "school_head"),
    post(SCHOOL, "school_director"),
    post(CLASS, "class_teacher"),
    post(DIRECT, "school_head"),
    post(DIRECT, "school_director"),
    post(DIRECT_CLASS, "class_teacher"),
)
TIES = (
    AssignmentFact(uid(901), AssignmentKind.VILLAGE, VILLAGE, SCHOOL),
    AssignmentFact(uid(902), AssignmentKind.LEADER, DIRECT),
)
GROUPS = frozenset({TOWN, SCHOOL, DIRECT})


def gaps(
    units: tuple[UnitFact, ...] = UNITS,
    posts: tuple[PostFact, ...] = FULL,
    groups: frozenset[UUID] = GROUPS,
    ties: tuple[AssignmentFact, ...] = TIES,
) -> list[tuple[GapKind, UUID]]:
    return [(gap.kind, gap.unit) for gap in find_gaps(Facts(units, posts, groups, ties, TIERS), TODAY, 30)]


def without(role: str, unit: UUID) -> tuple[PostFact, ...]:
    return tuple(each for each in FULL if (each.role, each.unit) != (role, unit))


def test_a_whole_county_has_no_gap() -> None:
    assert gaps() == []


@pytest.mark.parametrize(
    ("role", "unit", "found"),
    [
        ("class_teacher", CLASS, [(GapKind.CLASS, CLASS), (GapKind.CHAIN, CLASS)]),
        ("school_head", SCHOOL, [(GapKind.SCHOOL, SCHOOL), (GapKind.CHAIN, CLASS)]),
        ("school_director", SCHOOL, [(GapKind.CHAIN, CLASS)]),
        ("township_leader", TOWN, [(GapKind.TOWNSHIP, TOWN), (GapKind.CHAIN, CLASS)]),
        ("county_officer", COUNTY, [(GapKind.CHAIN, CLASS), (GapKind.CHAIN, DIRECT_CLASS)]),
    ],
)
def test_without_a_post(role: str, unit: UUID, found: list[tuple[GapKind, UUID]]) -> None:
    assert gaps(posts=without(role, unit)) == found


@pytest.mark.parametrize(
    ("tie", "role", "unit", "left"),
    [
        (AssignmentFact(uid(1), AssignmentKind.TIER, CLASS, tier=3), "class_teacher", CLASS, [(GapKind.CLASS, CLASS)]),
        (AssignmentFact(uid(1), AssignmentKind.TIER, CLASS, tier=2), "school_director", SCHOOL, []),
        (AssignmentFact(uid(1), AssignmentKind.TIER, SCHOOL, tier=2), "school_director", SCHOOL, []),
        (
            AssignmentFact(uid(1), AssignmentKind.TIER, SCHOOL, tier=1),
            "school_head",
            SCHOOL,
            [(GapKind.SCHOOL, SCHOOL)],
        ),
        (AssignmentFact(uid(1), AssignmentKind.LEADER, TOWN), "township_leader", TOWN, [(GapKind.TOWNSHIP, TOWN)]),
    ],
)
def test_an_assignment_mends_the_chain(tie: AssignmentFact, role: str, unit: UUID, left: list[object]) -> None:
    assert gaps(posts=without(role, unit), ties=(*TIES, tie)) == left


def test_a_school_of_the_bureau_needs_a_leader_who_answers_for_it() -> None:
    assert gaps(ties=TIES[:1]) == [(GapKind.CHAIN, DIRECT_CLASS)]


def test_a_village_without_a_school_and_units_without_a_group() -> None:
    assert gaps(ties=TIES[1:]) == [(GapKind.VILLAGE, VILLAGE)]
    assert gaps(groups=frozenset({SCHOOL})) == [(GapKind.GROUP, TOWN), (GapKind.GROUP, DIRECT)]


@pytest.mark.parametrize(("until_on", "ends"), [(date(2026, 10, 1), True), (date(2026, 10, 2), False), (None, False)])
def test_a_post_ends_soon_up_to_the_day_of_the_plan(until_on: date | None, ends: bool) -> None:
    posts = (*without("school_head", SCHOOL), post(SCHOOL, "school_head", until_on))
    assert gaps(posts=posts) == ([(GapKind.ENDING, SCHOOL)] if ends else [])


@pytest.mark.parametrize(("until_on", "is_closed"), [(date(2026, 9, 1), True), (date(2026, 9, 2), False)])
def test_an_assignment_of_a_closed_school(until_on: date, is_closed: bool) -> None:
    old = uid(50)
    units = (*UNITS, UnitFact(old, UnitKind.SCHOOL, "旧小学", TOWN, until_on))
    ties = (AssignmentFact(uid(903), AssignmentKind.VILLAGE, VILLAGE, old), TIES[1])
    found = gaps(units=units, ties=ties, posts=(*FULL, post(old, "school_head")), groups=GROUPS | {old})
    assert found == ([(GapKind.CLOSED, VILLAGE)] if is_closed else [])


def test_what_is_out_of_reach_is_not_missing() -> None:
    only = tuple(unit for unit in UNITS if unit.id == CLASS)
    assert gaps(units=only, posts=(post(CLASS, "class_teacher"),), groups=frozenset(), ties=()) == []


def test_the_tiers_are_named_by_the_plan() -> None:
    assert tiers_on(TODAY) == TIERS
    assert ending_days(TODAY) == 30
    assert tiers_on(date(2019, 1, 1)) == {}
