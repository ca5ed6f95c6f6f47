"""What a spreadsheet asks for, as tables: one row in, what is founded or what is wrong with it out."""

from uuid import UUID

import pytest

from notoneless.foundation.access.unit_kinds import PARENTS, UnitKind
from notoneless.foundation.organizations.rules.classes import class_name, plan_classes
from notoneless.foundation.organizations.rules.divisions import plan_divisions
from notoneless.foundation.organizations.rules.kinds import GRADES, SchoolType
from notoneless.foundation.organizations.rules.planning import KnownUnit
from notoneless.foundation.organizations.rules.schools import TYPES, plan_schools
from notoneless.foundation.organizations.rules.staff import KnownPerson, KnownPlace, Staff, made_up, plan_staff
from notoneless.kernel.problems import sentence
from notoneless.tabular.tables import Table, TableRow

COUNTY, TOWN, VILLAGE, SCHOOL = (UUID(int=number) for number in range(1, 5))
UNITS = (
    KnownUnit(COUNTY, UnitKind.COUNTY, "晴川县", "", None),
    KnownUnit(TOWN, UnitKind.TOWNSHIP, "清溪镇", "529901100000", COUNTY),
    KnownUnit(VILLAGE, UnitKind.VILLAGE, "柳树村", "529901100201", TOWN),
    KnownUnit(SCHOOL, UnitKind.SCHOOL, "中心小学", "2153000009", TOWN),
)


def table(*rows: dict[str, str]) -> Table:
    letters = {key: chr(ord("A") + number) for number, key in enumerate(rows[0])}
    return Table(tuple(TableRow("表", number, row) for number, row in enumerate(rows, start=2)), letters, ())


def told(plan: object) -> list[str]:
    return [sentence(fault.problem) for fault in plan.faults]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"township": "", "village": "甲村"}, "这一格没有填"),
        ({"township": "清溪镇", "village": "", "group": "一组"}, "没有写村"),
        ({"township": "清溪镇", "village": "甲村", "code": "529901100000"}, "级别"),
        ({"township": "清溪镇", "village": "甲村", "code": "529901200201"}, "不属于清溪镇"),
        ({"township": "清溪镇", "village": "甲村", "code": "529901100201"}, "已属于柳树村"),
        ({"township": "清溪镇", "village": "柳树村", "code": "529901100209"}, "柳树村的代码是 529901100201"),
        ({"township": "清溪镇", "village": "甲村", "urban": "也许"}, "看不出是或否"),
        ({"township": "镇" * 101, "village": "甲村"}, "名称太长"),
        ({"township": "新乡", "village": "甲村", "code": "529901100201"}, "已属于柳树村"),
    ],
)
def test_a_division_that_cannot_be_is_told_and_founds_nothing(row: dict[str, str], fault: str) -> None:
    plan = plan_divisions(table(row), COUNTY, UNITS)
    assert fault in told(plan)[0]
    assert told(plan)[0].startswith("工作表“表”第 2 行 ")
    assert plan.founded == ()


@pytest.mark.parametrize("text", ["城镇", "111", "是"])
def test_a_place_is_urban_in_words_or_by_class(text: str) -> None:
    plan = plan_divisions(table({"township": "清溪镇", "village": "柳树村", "urban": text}), COUNTY, UNITS)
    assert plan.described[VILLAGE] == {"is_urban": True}
    assert (plan.founded, plan.known) == ((), 2)


@pytest.mark.parametrize("text", sorted(TYPES))
def test_every_type_of_school_has_its_grades(text: str) -> None:
    above = "中心小学" if TYPES[text] is SchoolType.TEACHING_POINT else "清溪镇"
    plan = plan_schools(table({"name": "新学校", "type": text, "above": above}), COUNTY, UNITS)
    (founding,) = plan.founded
    assert (plan.described[0]["first_grade"], plan.described[0]["last_grade"]) == GRADES[TYPES[text]]
    assert founding.kind in (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"name": "甲校", "type": "小学", "above": "清溪镇", "code": "12"}, "不是学校标识码"),
        ({"name": "甲校", "type": "小学", "above": "清溪镇", "code": "2153000009"}, "已属于中心小学"),
        ({"name": "甲校", "type": "小学", "above": ""}, "请写上级单位"),
        ({"name": "甲点", "type": "教学点", "above": "清溪镇"}, "不能设在清溪镇下面"),
        ({"name": "甲校", "type": "小学", "above": "清溪镇", "first_grade": "7"}, "与办学类型不符"),
        ({"name": "甲校", "type": "小学", "above": "清溪镇", "last_grade": "许多"}, "看不出是几年级"),
        ({"name": "甲校", "type": "小学", "above": "甲校"}, "没有名为“甲校”"),
    ],
)
def test_a_school_that_cannot_be_is_told(row: dict[str, str], fault: str) -> None:
    plan = plan_schools(table(row), COUNTY, UNITS)
    assert fault in told(plan)[0]


@pytest.mark.parametrize(
    ("grade", "text", "name"),
    [
        (3, "2", "三年级（2）班"),
        (1, "（1）班", "一年级（1）班"),
        (9, "九（3）班", "九（3）班"),
        (0, "01", "学前（1）班"),
    ],
)
def test_a_class_is_named_in_full(grade: int, text: str, name: str) -> None:
    assert class_name(grade, text) == name


def test_a_school_is_named_by_its_code_too() -> None:
    plan = plan_classes(table({"school": "2153000009", "grade": "一年级", "class": "1"}), COUNTY, UNITS)
    assert [(each.parent, each.name) for each in plan.founded] == [(SCHOOL, "一年级（1）班")]


def staff(*people: KnownPerson, phones: dict[str, UUID] | None = None) -> Staff:
    places = [KnownPlace(each.id, each.kind, each.name, "", each.code) for each in UNITS]
    return Staff(places, people, {each.sign_in_name for each in people}, phones or {})


ZHANG = KnownPerson(UUID(int=77), "张伟", SCHOOL, "zhangwei", frozenset({("school_head", SCHOOL)}))


@pytest.mark.parametrize(
    ("row", "new", "posts", "known", "fault"),
    [
        ({"name": "张伟", "unit": "中心小学", "title": "校长"}, 0, 0, 1, ""),
        ({"name": "张伟", "unit": "中心小学", "title": "副校长"}, 0, 1, 0, ""),
        ({"name": "李娜", "unit": "中心小学", "title": "校长"}, 1, 1, 0, ""),
        ({"name": "李娜", "unit": "中心小学", "title": "班长"}, 0, 0, 0, "认不出"),
        ({"name": "李娜", "unit": "中心小学", "title": "校长", "role": "security_administrator"}, 0, 0, 0, "认不出"),
        ({"name": "李娜", "unit": "中心小学", "title": "校长", "role": "system"}, 0, 0, 0, "认不出"),
        ({"name": "李娜", "unit": "中心小学", "title": "校长", "sign_in_name": "zhangwei"}, 0, 0, 0, "已有账号的张伟"),
        ({"name": "李娜", "unit": "中心小学", "title": "校长", "sign_in_name": "A b"}, 0, 0, 0, "小写字母"),
        ({"name": "李娜", "unit": "中心小学", "title": "校长", "sign_in_name": "13700000009"}, 0, 0, 0, "小写字母"),
        ({"name": "李娜", "unit": "中心小学", "title": "校长", "phone": "13700000001"}, 0, 0, 0, "已有账号的张伟"),
        ({"name": "李娜", "unit": "柳树村", "title": "村支书"}, 1, 1, 0, ""),
    ],
)
def test_a_row_of_staff(row: dict[str, str], new: int, posts: int, known: int, fault: str) -> None:
    plan = plan_staff(table(row), staff(ZHANG, phones={"13700000001": ZHANG.id}))
    assert (len(plan.newcomers), len(plan.proposals), plan.known) == (new, posts, known)
    assert [fault in each for each in told(plan)] == ([True] if fault else [])


def test_one_person_in_two_rows_is_one_account_with_two_posts() -> None:
    rows = [
        {"name": "李娜", "unit": "中心小学", "title": title, "phone": "13700000002"} for title in ("校长", "副校长")
    ]
    plan = plan_staff(table(*rows), staff())
    assert (len(plan.newcomers), len(plan.proposals)) == (1, 2)


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [("王小明", (), "wangxiaoming"), ("张伟", ("zhangwei", "zhangwei2"), "zhangwei3")],
)
def test_a_sign_in_name_is_made_of_pinyin_and_is_unique(name: str, taken: tuple[str, ...], made: str) -> None:
    found = made_up(name, taken)
    assert found not in taken
    assert found == made


def test_a_real_county_fits_the_tree() -> None:
    assert UnitKind.SCHOOL in PARENTS[UnitKind.TEACHING_POINT]
    assert PARENTS[UnitKind.TUTORING_GROUP] == {UnitKind.COUNTY}
    assert {UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP, UnitKind.SCHOOL} == PARENTS[UnitKind.SCHOOL]
    assert UnitKind.TEACHING_POINT in PARENTS[UnitKind.CLASS]
