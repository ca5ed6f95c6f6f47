"""A row of the elsewhere roster takes a child off the list only where it names a school, or at least denies none."""

import pytest

from notoneless.records.reconciliation.rules.elsewhere import names_no_school
from records.reconciliation.small_county import child, compare

NO_SCHOOL = [
    "",
    None,
    "无",
    "/",
    "——",
    "打工",
    "在家",
    "不详",
    "未入学",
    "辍学在家",
    "没上学",
    "未就读",
    "随父母在广东务工",
    "N/A",
]
SCHOOLS = [
    "东莞市未来小学",
    "无锡市第一中学",
    "昆明市明德学校",
    "外国语学校",
    "无为县二中",
    "Hope Primary",
    "贵阳读书郎学校",
]


@pytest.mark.parametrize("text", NO_SCHOOL)
def test_these_are_no_schools(text: str | None) -> None:
    assert names_no_school(text)


@pytest.mark.parametrize("text", SCHOOLS)
def test_these_are(text: str) -> None:
    assert not names_no_school(text)


def away(**known: str | None) -> dict[str, str | None]:
    return child(**known)


def test_a_row_without_a_school_among_rows_with_one_leaves_the_child_listed() -> None:
    others = [away(name=f"李小{word}", id_no=None, school="外地小学") for word in "甲乙丙"]
    found = compare([child()], [], [away(school=None), *others]).not_in_school.to_pylist()
    assert [(row["household_row"], row["why"]) for row in found] == [(61, "no_school")]


def test_a_mere_list_of_names_is_believed() -> None:
    assert compare([child()], [], [away()]).not_in_school.num_rows == 0
    others = [away(name=f"李小{word}", id_no=None, school=None) for word in "甲乙丙"]
    assert (
        compare(
            [child()], [], [away(school=None), away(name="李小丁", id_no=None, school="一小"), *others]
        ).not_in_school.num_rows
        == 0
    )
