"""Headings and contents: which field a column is, and how sure that is."""

from collections.abc import Callable

import pytest
from tabular_files import children, resident_id

from notoneless.kernel.catalogue import WORDS
from notoneless.tabular.fields import Field
from notoneless.tabular.recognition.columns import ColumnMap, recognise
from notoneless.tabular.recognition.headers import match_header
from notoneless.tabular.recognition.spellings import LIKELY, NOT_USED, SURE

ENGLISH = (
    "name sex dob id_no guardian_name guardian_rel phone county township village address student_no school grade class"
)
NATIONAL_TEMPLATE = {
    "姓名★": Field.NAME, "性别★": Field.SEX, "出生日期★": Field.DOB, "出生地★": None, "籍贯": None,
    "民族★": Field.ETHNICITY,
    "国籍/地区★": None, "身份证件类型★": None, "身份证件号": Field.ID_NO, "港澳台侨外★": None, "健康状况★": None,
    "姓名拼音": None,
    "曾用名": Field.FORMER_NAME, "身份证件有效期": None, "户口所在地★": Field.HUKOU_ADDRESS, "户口性质★": None,
    "学籍辅号": None,
    "班内学号": None, "年级★": Field.GRADE, "班级★": Field.CLASS_NAME, "入学年月★": Field.ENROLLED_ON,
    "现住址★": Field.ADDRESS,
    "联系电话★": Field.PHONE, "邮政编码★": None, "是否留守儿童": None, "学校标识码★": Field.SCHOOL_CODE,
    "学校名称★": Field.SCHOOL,
    "成员1姓名": Field.GUARDIAN_NAME, "成员1关系": Field.GUARDIAN_REL, "成员1身份证件号": Field.GUARDIAN_ID,
    "成员1民族": None,
    "成员1工作单位": None, "成员1联系电话": Field.PHONE, "成员2姓名": Field.GUARDIAN2_NAME,
    "成员2关系": Field.GUARDIAN2_REL,
    "成员2身份证件号": Field.GUARDIAN2_ID, "成员2联系电话": Field.PHONE2,
}  # fmt: skip
POLICE_EXPORT = {
    "户号": Field.HOUSEHOLD_NO, "户主姓名": Field.GUARDIAN_NAME, "与户主关系": Field.GUARDIAN_REL, "姓名": Field.NAME,
    "公民身份号码": Field.ID_NO, "户籍地址": Field.HUKOU_ADDRESS, "所属派出所": None, "文化程度": None,
}  # fmt: skip
HAND_MADE = {
    "娃娃姓名": Field.NAME, "家长": Field.GUARDIAN_NAME, "联系方式": Field.PHONE, "出生年月": Field.DOB,
    "电话（家长）": Field.PHONE,
    "身份证号(监护人)": Field.GUARDIAN_ID, "与学生关系": Field.GUARDIAN_REL, "第二监护人姓名": Field.GUARDIAN2_NAME,
    "班主任": None, "联系电话(班主任)": None, "村民小组": Field.VILLAGE_GROUP, "家长签字": None,
    "学 籍 号": Field.STUDENT_NO, "跟孩子啥关系": Field.GUARDIAN_REL, "家长跟孩子是什么关系": Field.GUARDIAN_REL,
    "监护人|跟娃儿啥关系": Field.GUARDIAN_REL, "啥关系": Field.GUARDIAN_REL, "学生是否在读": Field.STATUS,
    "监护人|姓名": Field.GUARDIAN_NAME, "监护人|民族": None, "家庭住址|县": Field.COUNTY,
    "学生基本信息|姓名": Field.NAME,
    "父亲或母亲姓名": Field.GUARDIAN_NAME, "XM": Field.NAME, "SFZH": Field.ID_NO,
}  # fmt: skip


@pytest.mark.parametrize(("header", "field"), [*NATIONAL_TEMPLATE.items(), *POLICE_EXPORT.items(), *HAND_MADE.items()])
def test_a_known_heading(header: str, field: Field | None) -> None:
    match = match_header(header)
    assert match is not None
    assert match.field is field


@pytest.mark.parametrize("separator", ["_", " ", "", "-"])
@pytest.mark.parametrize("style", [str.lower, str.upper, str.title])
def test_english_headings_in_any_style(style: Callable[[str], str], separator: str) -> None:
    for header in ENGLISH.split():
        match = match_header(style(header.replace("_", separator)))
        assert match is not None
        assert match.field is not None
        assert match.field.value == header


def test_no_spelling_means_two_things() -> None:
    sure = [word for words in SURE.values() for word in words.split()]
    likely = [word for words in LIKELY.values() for word in words.split()]
    assert len(sure) == len(set(sure))
    assert not set(sure) & (set(likely) | NOT_USED)
    assert not set(likely) & NOT_USED


def test_every_field_has_a_name_for_people() -> None:
    assert all(f"tabular.field.{field.value}" in WORDS for field in Field)


def _recognised(headers: list[str], rows: list[list[str]]) -> ColumnMap:
    return recognise(headers, {index: [row[index] for row in rows] for index in range(len(headers))})


def _fields(columns: ColumnMap) -> list[Field | None]:
    return [column.field for column in columns.columns]


def test_content_confirms_a_heading() -> None:
    columns = _recognised(["姓名", "身份证号"], [[row[0], row[3]] for row in children(30)])
    assert min(column.confidence for column in columns.columns) > 0.9
    assert [problem.code for problem in columns.columns[0].evidence] == ["tabular.by_header", "tabular.by_content"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("家长签字", "tabular.known_unused"),
        ("监护人民族", "tabular.known_unused"),
        ("班主任意见", "tabular.known_unused"),
        ("监护人搞啥子的", "tabular.unknown_of_guardian"),
    ],
)
def test_only_a_heading_that_is_known_is_said_to_be(header: str, told: str) -> None:
    columns = _recognised(["姓名", "身份证号", header], [[row[0], row[3], row[4]] for row in children(30)])
    assert columns.columns[2].field is None
    assert [problem.code for problem in columns.columns[2].evidence] == [told]


def test_content_doubts_a_heading() -> None:
    columns = _recognised(["姓名", "身份证号"], [[row[0], "看不清"] for row in children(30)])
    assert columns.columns[1].field is Field.ID_NO
    assert columns.columns[1].confidence == pytest.approx(0.5)
    assert [problem.code for problem in columns.columns[1].evidence] == ["tabular.by_header", "tabular.content_differs"]


def test_headings_over_each_others_content_are_set_right() -> None:
    columns = _recognised(["身份证号", "姓名"], [[row[0], row[3]] for row in children(30)])
    assert _fields(columns) == [Field.NAME, Field.ID_NO]
    assert max(column.confidence for column in columns.columns) <= 0.7


def test_unknown_headings_are_recognised_by_content() -> None:
    headers = ["甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方"]
    columns = _recognised(headers, children(40))
    assert _fields(columns) == [
        Field.NAME, Field.SEX, Field.DOB, Field.ID_NO, Field.GUARDIAN_NAME, Field.PHONE, Field.VILLAGE,
    ]  # fmt: skip
    assert all(0.45 <= column.confidence < 0.8 for column in columns.columns if column.field)


def test_a_likely_heading_gives_way_to_a_sure_one() -> None:
    rows = [[row[0], row[0], row[3]] for row in children(30)]
    assert _fields(_recognised(["学生", "姓名", "身份证号"], rows)) == [None, Field.NAME, Field.ID_NO]


def test_a_likely_heading_over_foreign_content_is_not_believed() -> None:
    rows = [[row[0], row[3], "爱跑步"] for row in children(30)]
    assert _fields(_recognised(["姓名", "身份证号", "学生"], rows))[2] is None


def test_two_even_claims_are_a_contest() -> None:
    columns = _recognised(["姓名", "姓名", "身份证号"], [[row[0], row[4], row[3]] for row in children(30)])
    assert [(contest.field, contest.first, contest.second) for contest in columns.contests] == [(Field.NAME, 0, 1)]


def test_two_columns_with_the_same_content_are_none() -> None:
    columns = _recognised(["姓名", "姓名", "身份证号"], [[row[0], row[0], row[3]] for row in children(30)])
    assert not columns.contests
    assert _fields(columns) == [Field.NAME, None, Field.ID_NO]


def test_the_older_generation_is_the_guardians() -> None:
    rows = [[row[4], resident_id("19820304", 100 + n), row[0], row[3]] for n, row in enumerate(children(30))]
    columns = _recognised(["姓名", "身份证号", "姓名", "身份证号"], rows)
    assert _fields(columns) == [Field.GUARDIAN_NAME, Field.GUARDIAN_ID, Field.NAME, Field.ID_NO]


def test_a_name_before_a_kinship_is_the_guardians() -> None:
    rows = [[row[0], row[3], row[4], "父亲", row[5]] for row in children(30)]
    columns = _recognised(["姓名", "身份证号", "姓名", "关系", "电话"], rows)
    assert _fields(columns) == [Field.NAME, Field.ID_NO, Field.GUARDIAN_NAME, Field.GUARDIAN_REL, Field.PHONE]


def test_two_telephones_and_two_guardians_both_count() -> None:
    rows = [[row[0], row[3], row[4], "13800000000", "赵秀英", row[5]] for row in children(30)]
    columns = _recognised(["姓名", "身份证号", "父亲姓名", "电话", "母亲姓名", "联系电话"], rows)
    expected = [Field.NAME, Field.ID_NO, Field.GUARDIAN_NAME, Field.PHONE, Field.GUARDIAN2_NAME, Field.PHONE2]
    assert _fields(columns) == expected


def test_the_fuller_birth_date_counts() -> None:
    rows = [[row[0], row[3], "2015年3月", "2015-03-02"] for row in children(30)]
    assert _fields(_recognised(["姓名", "身份证号", "出生年月", "出生日期"], rows))[2:] == [None, Field.DOB]


def test_examples_are_masked() -> None:
    columns = _recognised(
        ["姓名", "身份证号", "电话", "说不清"], [[row[0], row[3], row[5], f"卡号{row[3]}"] for row in children(5)]
    )
    shown = " ".join(example for column in columns.columns for example in column.examples)
    assert "510***********" in shown
    for row in children(5):
        assert all(str(secret) not in shown for secret in (row[0], row[3], row[5]))


def test_an_empty_column_is_recognised_by_its_heading() -> None:
    columns = _recognised(["姓名", "身份证号", "民族"], [[row[0], row[3], ""] for row in children(3)])
    assert columns.columns[2].field is Field.ETHNICITY
    assert columns.columns[2].confidence == pytest.approx(0.8)


def test_a_household_list_names_the_child_as_a_member() -> None:
    rows = [[row[4], row[0], row[3], "长子"] for row in children(30)]
    columns = _recognised(["户主姓名", "家庭成员姓名", "身份证号", "与户主关系"], rows)
    assert _fields(columns) == [Field.GUARDIAN_NAME, Field.NAME, Field.ID_NO, Field.GUARDIAN_REL]


def test_a_pupil_list_names_the_parent_as_a_member() -> None:
    rows = [[row[0], row[3], row[4], "父亲"] for row in children(30)]
    columns = _recognised(["学生姓名", "身份证号", "家庭成员|姓名", "家庭成员|关系"], rows)
    assert _fields(columns) == [Field.NAME, Field.ID_NO, Field.GUARDIAN_NAME, Field.GUARDIAN_REL]


def test_the_solar_birth_date_counts_before_the_lunar_one() -> None:
    rows = [[row[0], row[3], "2015-01-11", "2015-03-02"] for row in children(30)]
    columns = _recognised(["姓名", "身份证号", "出生日期（农历）", "出生日期（公历）"], rows)
    assert _fields(columns)[2:] == [None, Field.DOB]
