"""Why a child is listed, in both languages, and what to check next."""

import pyarrow as pa
import pytest

from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import sentence
from notoneless.records.reconciliation.rules.comparison import Reconciliation, reconcile
from notoneless.records.reconciliation.rules.missing import Why
from notoneless.records.reconciliation.rules.parameters import parameters_on
from notoneless.records.reconciliation.rules.quality import row_problems
from notoneless.records.reconciliation.rules.summary import totals
from records.reconciliation.small_county import (
    AS_OF,
    BACKGROUND,
    Row,
    child,
    compare,
    neighbours,
    pupil,
    resident_id,
    table,
)

WRONG = resident_id("20130517", 124)[:-1] + "0"
TWIN = resident_id("20130517", 347)

AWAY = {Why.NO_SCHOOL: [child(school="在家")]}
"""Rows of the elsewhere roster, for the reasons that take one."""

LISTED: dict[Why, tuple[Row, list[Row], str, str]] = {
    Why.NOT_ATTENDING: (
        child(), [pupil(status="长期请假")], "学籍名册第61行有此人，学籍在册，但状态为“长期请假”", "not in class now",
    ),
    Why.STATUS_UNCLEAR: (
        child(), [pupil(status="待定")], "学籍名册第61行有此人，但学籍状态“待定”含义不明", "what the status “待定” means",
    ),
    Why.NO_SCHOOL: (child(), [], "外地就读名册第1行有此人，但没有写明在哪所学校就读", "without a school"),
    Why.PRIMARY_ONLY: (
        child(), [pupil(status="小学毕业", grade="六年级")], "看不出已读完九年级", "nothing shows that grade nine was finished",
    ),
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
    found = compare([household], school, AWAY.get(why), lang=lang).not_in_school.to_pylist()
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


@pytest.mark.parametrize(
    ("status", "dob", "known"),
    [
        ("毕业", "2010-05-17", (0, 1, 0)),
        ("初中毕业", "2010-05-17", (0, 1, 0)),
        ("死亡", "2013-05-17", (0, 0, 1)),
        ("在读", "2013-05-17", (1, 0, 0)),
    ],
)
def test_who_finished_or_died_is_neither_listed_nor_in_school(status: str, dob: str, known: tuple[int, ...]) -> None:
    of = {"dob": dob, "id_no": resident_id(dob.replace("-", ""), 124)}
    result = compare([child(**of)], [pupil(status=status, grade="九年级", **of)])
    assert whys(result) == {}
    figures = totals(result)
    names = ("children_here", "children_finished", "children_deceased")
    assert tuple(figures[name] for name in names) == (BACKGROUND + known[0], *known[1:])


@pytest.mark.parametrize(
    ("status", "grade", "dob"),
    [
        ("毕业", "六年级", "2013-05-17"),
        ("初中毕业", "六年级", "2013-05-17"),
        ("初中毕业", "九年级", "2014-05-17"),
        ("毕业", None, "2010-05-17"),
    ],
)
def test_who_is_not_shown_to_have_finished_grade_nine_is_listed(status: str, grade: str | None, dob: str) -> None:
    of = {"dob": dob, "id_no": resident_id(dob.replace("-", ""), 124)}
    assert whys(compare([child(**of)], [pupil(status=status, grade=grade, **of)])) == {61: "primary_only"}


def test_death_counts_only_where_no_entry_says_otherwise() -> None:
    assert whys(compare([child()], [pupil(status="死亡"), pupil(status="辍学", school="白水小学")])) == {61: "left"}
    assert whys(compare([child()], [pupil(status="死亡")], [pupil(status="在读")])) == {}


BESIDE = pupil(guardian_name=None, phone=None, village=None, school="白水中学", grade="七年级")


@pytest.mark.parametrize(
    ("first", "beside", "why"),
    [
        ("小学毕业", "在读", {}),
        ("转出", "休学", {61: "not_attending"}),
        ("死亡", "辍学", {61: "left"}),
        ("小学毕业", "转出", {61: "left"}),
    ],
)
def test_an_entry_of_the_same_pupil_that_is_not_linked_itself_counts(
    first: str, beside: str, why: dict[int, str]
) -> None:
    result = compare([child(id_no=None)], [pupil(status=first), BESIDE | {"status": beside}])
    assert 62 not in result.school_links.links["right_row"].to_pylist()
    assert result.school.group[61] == 60
    assert whys(result) == why


def test_no_change_in_most_of_the_roll_is_no_unknown_status() -> None:
    """A column 变动情况 is filled with 无; a single 无 among other words may mean that there is no entry."""
    columns = [row | {"school": "中心小学", "status": "无"} for row in neighbours()]
    homes = table([*neighbours(), child()])
    usual = reconcile(homes, table([*columns, pupil(status="转出")]), None, parameters_on(AS_OF))
    assert whys(usual) == {61: "left"}
    assert ["共 60 行" in sentence(one.problem) for one in row_problems(usual) if one.field == "status"] == [True]
    assert whys(compare([child()], [pupil(status="无")])) == {61: "status_unclear"}


def test_the_entry_that_says_most_is_told() -> None:
    found = compare(
        [child()], [pupil(status="小学毕业"), pupil(status="休学", school="白水中学")], [pupil(status="转出")]
    )
    row = found.not_in_school.to_pylist()[0]
    assert (row["why"], row["entry_roster"], row["entry_row"]) == ("not_attending", "school", 62)


SHEETS = pa.array(["一班"] * 40 + ["二班"] * 21)


@pytest.mark.parametrize(
    ("sheets", "told"),
    [(SHEETS, "学籍名册“二班”第23行有此人"), (pa.array(["一班"] * 61), "学籍名册第23行有此人")],
)
def test_a_row_is_told_as_the_person_sees_it(sheets: pa.Array, told: str) -> None:
    roll = table([*neighbours(), pupil(status="辍学")]).append_column("sheet", sheets)
    roll = roll.append_column("sheet_row", pa.array([*range(3, 43), *range(3, 24)], pa.int32()))
    found = reconcile(table([*neighbours(), child()]), roll, None, parameters_on(AS_OF)).not_in_school.to_pylist()
    assert found[0]["reason"].startswith(told)
    assert found[0]["entry_row"] == 61


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


def test_an_id_with_a_wrong_digit_proves_no_age() -> None:
    wrong = resident_id("20030517", 124)[:-1]
    wrong += "0" if resident_id("20030517", 124)[-1] != "0" else "1"
    assert whys(compare([child(dob=None, id_no=wrong)], [])) == {61: "age_unknown"}


def test_the_grown_ups_of_a_whole_village_are_not_sought() -> None:
    assert whys(compare([child(dob=None, id_no=resident_id("19500517", 124)[:-1] + "0", name="王老大")], [])) == {}


def test_a_number_that_became_a_date_hides_nobody() -> None:
    assert whys(compare([child(dob="1905-07-05", id_no=None)], [])) == {61: "age_unknown"}


@pytest.mark.parametrize("answer", ["是", "Y", "√", "疑似辍学", "已失学"])
def test_who_dropped_out_by_a_column_of_its_own_is_listed(answer: str) -> None:
    row = compare([child()], [pupil(dropped_out=answer)]).not_in_school.to_pylist()[0]
    assert row["why"] == "left"
    assert f"辍学：{answer}" in row["reason"]


def test_what_both_columns_say_is_told_in_either_language() -> None:
    entry = pupil(status="在读", dropped_out="是")
    told = [compare([child()], [entry], lang=lang).not_in_school["reason"].to_pylist()[0] for lang in ("zh", "en")]
    assert "“在读；辍学：是”" in told[0]
    assert "“在读; dropped out: 是”" in told[1]


@pytest.mark.parametrize("answer", ["否", "N", "无", "未辍学", None])
def test_who_did_not_is_not(answer: str | None) -> None:
    assert (
        whys(compare([child()], [pupil(dropped_out=answer), pupil(dropped_out="是", name="李小甲", id_no=None)])) == {}
    )
