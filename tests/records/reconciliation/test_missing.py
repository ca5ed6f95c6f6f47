"""Why a child is listed, in both languages, and what to check next."""

import pytest

from notoneless.kernel.catalogue import WORDS
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.missing import Why
from notoneless.records.reconciliation.rules.status import has_left
from records.reconciliation.small_county import Row, child, compare, pupil, resident_id, table

WRONG = resident_id("20130517", 124)[:-1] + "0"
TWIN = resident_id("20130517", 347)

LISTED: dict[Why, tuple[Row, list[Row], str, str]] = {
    Why.LEFT: (child(), [pupil(status="辍学")], "学籍名册第61行有此人，但学籍状态为“辍学”", "row 61 of the school roll"),
    Why.DOUBTFUL: (
        child(id_no=None, guardian_name=None, phone=None),
        [pupil(id_no=None, guardian_name=None, phone=None, dob="2013-06-20")],
        "可能是同一人", "may be the child of row 61",
    ),
    Why.AGE_UNKNOWN: (child(dob=None, id_no=None), [], "无法判断年龄", "the age is unknown"),
    Why.AGE_UNSURE: (child(dob="2005-05-17"), [], "出生日期与身份证号不符", "birth date and ID number disagree"),
    Why.ID_MISSING: (child(id_no=None), [], "户籍名册缺身份证号", "no ID number here"),
    Why.ID_UNSOUND: (child(id_no=WRONG), [], "户籍名册中的身份证号有误", "the ID number here is wrong"),
    Why.FIRST_YEAR: (
        child(dob="2019-05-17", id_no=resident_id("20190517", 124)), [], "今年满入学年龄", "reaches the age of entry",
    ),
    Why.NO_TRACE: (child(), [], "各名册中均无此人", "in no roster"),
}  # fmt: skip


def test_every_reason_is_acted_out() -> None:
    assert set(LISTED) == set(Why)


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_child_is_listed_with_reason_and_next_check(why: Why, lang: str) -> None:
    household, school, chinese, english = LISTED[why]
    found = compare([household], school, lang=lang).not_in_school.to_pylist()
    assert [(row["household_row"], row["child"], row["why"]) for row in found] == [(61, 61, why.value)]
    assert (chinese if lang == "zh" else english) in found[0]["reason"]
    assert found[0]["next_check"] == WORDS[f"reconciliation.next.{why.value}"][lang == "en"]


def test_who_came_nearest_is_named() -> None:
    namesake = pupil(id_no=TWIN, guardian_name="钱有福", phone="13700009999", township="白水乡", village="石桥村")
    row = compare([child()], [namesake]).not_in_school.to_pylist()[0]
    assert (row["near_roster"], row["near_row"]) == ("school", 61)
    assert "身份证号" in row["near_reason"]
    assert row["reason"].endswith(f"：{row['near_reason']}")
    assert "学籍名册第61行" in row["reason"]


@pytest.mark.parametrize("standing", ["流失", "03-退学", "转学（转出）", "疑似辍学", " 辍学 "])
def test_a_status_that_says_gone(standing: str) -> None:
    assert has_left(table([pupil(status="在读"), pupil(status=standing)])).tolist() == [False, True]


@pytest.mark.parametrize("standing", ["在读", "01-在读", "毕业", "", None, "休学"])
def test_any_other_status_does_not(standing: str | None) -> None:
    assert has_left(table([pupil(status="退学"), pupil(status=standing)])).tolist() == [True, False]


def test_who_left_here_and_learns_elsewhere_is_not_listed() -> None:
    assert whys(compare([child()], [pupil(status="转出")], [pupil()])) == {}


def test_who_left_one_entry_and_has_another_is_not_listed() -> None:
    assert whys(compare([child()], [pupil(status="转出"), pupil(status="在读", school="白水小学")])) == {}


def test_who_left_elsewhere_is_listed_with_that_status() -> None:
    row = compare([child()], [], [pupil(status="退学")]).not_in_school.to_pylist()[0]
    assert row["why"] == "left"
    assert row["reason"].startswith("外地就读名册第1行有此人，但学籍状态为“退学”")


def test_every_row_of_a_child_who_left_says_so() -> None:
    again = child(village="松林村", id_no=resident_id("20130517", 124))
    found = compare([again, child()], [pupil(status="辍学")]).not_in_school.to_pylist()
    assert [(row["household_row"], row["child"], row["why"]) for row in found] == [(61, 61, "left"), (62, 61, "left")]


def test_two_rows_of_one_child_share_the_child() -> None:
    found = compare([child(), child(village="松林村")], []).not_in_school.to_pylist()
    assert [(row["household_row"], row["child"]) for row in found] == [(61, 61), (62, 61)]


BARE = dict.fromkeys(("guardian_name", "phone", "township", "village"))


def test_a_copy_without_an_id_is_not_listed_beside_its_original() -> None:
    found = compare([child(), child(id_no=None)], [pupil(**BARE)])
    assert 62 not in found.school_links.links["left_row"].to_pylist(), "the copy itself has nothing to be linked by"
    assert found.not_in_school.num_rows == 0
    assert found.household.group[61] == 60


def test_a_second_registration_of_a_child_in_school_is_not_listed() -> None:
    found = compare([child(), child(id_no=resident_id("20130517", 208, "520123"))], [pupil(**BARE)])
    assert found.not_in_school.num_rows == 0
    assert found.household.group[61] == 60


def test_a_twin_whose_name_contains_the_others_is_listed() -> None:
    at_home = child(name="王筱轩", id_no=resident_id("20130517", 146))
    found = compare(
        [child(name="王筱宇"), at_home], [pupil(name="王筱", student_no="G" + child()["id_no"], id_no=None)]
    )
    assert found.not_in_school["household_row"].to_pylist() == [62]


def test_a_copy_of_a_row_linked_on_thin_evidence_is_not_listed() -> None:
    thin = pupil(id_no=None, guardian_name=None, phone=None)
    result = compare([child(), child()], [thin])
    assert result.school_links.links.num_rows >= 61
    assert whys(result) == {}
    assert result.household.group[60:].tolist() == [60, 60]


@pytest.mark.parametrize("born", ["2019-09-01", "2009-08-31"])
def test_who_is_out_of_age_is_not_listed(born: str) -> None:
    number = resident_id(born.replace("-", ""), 124)
    assert whys(compare([child(dob=born, id_no=number)], [])) == {}


def test_a_birth_date_mistyped_into_the_future_does_not_hide_a_child() -> None:
    assert whys(compare([child(dob="2105-05-17", id_no=None)], [])) == {61: "age_unknown"}
    assert whys(compare([child(dob="2105-05-17")], [])) == {61: "no_trace"}


def whys(result: Reconciliation) -> dict[int, str]:
    return {row["household_row"]: row["why"] for row in result.not_in_school.to_pylist()}
