"""The roll in the national template: what is known stands in its column, what is not is marked; numbers for a reason."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from python_calamine import CalamineWorkbook

from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.kernel.codes.rolls import Movement
from notoneless.records.enrolment.rules.national_template import (
    COLUMNS,
    Guardian,
    Known,
    TemplatePupil,
    filled,
    row_of,
)
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import owners_eyes
from support.left_behind import filed
from support.rolls import on_roll, suspended
from support.special import placed


def path_of(county: County, unit: str = "school_a") -> str:
    """The page of a unit."""
    return f"/roll/units/{county.units[unit]}/national-template/"


def table(answer: Any) -> list[dict[str, str]]:
    """The rows of a workbook, by heading without its star."""
    assert answer.status_code == 200, answer.content.decode()[:2000]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    at = next(number for number, row in enumerate(rows) if row[0] == "姓名★")
    heads = [str(cell).rstrip("★") for cell in rows[at]]
    return [dict(zip(heads, (str(cell) for cell in row), strict=True)) for row in rows[at + 1 :]]


def download(visitor: Visitor, county: County, unit: str = "school_a", **sent: str) -> Any:
    """What the form gives."""
    assert visitor.get(path_of(county, unit)).status_code == 200
    return visitor.post(path_of(county, unit), sent)


def test_each_cell_is_as_the_template_writes_it() -> None:
    pupil = TemplatePupil(
        name="慕容甲乙",
        sex="女",
        born_on=date(2017, 1, 1),
        grade=3,
        room="三年级（1）班",
        entered_on=date(2023, 9, 1),
        movement=Movement.ENTRY,
        address="柳林村一组",
        guardians=(Guardian("慕容丙", "父亲"), Guardian("欧阳丁", "母亲")),
        told={Known.SPECIAL: "送教上门", Known.LEFT_BEHIND: "是"},
        id_number="529901201701010020",
        phone="13800000000",
    )
    row = dict(zip((each.heading for each in COLUMNS), row_of(pupil), strict=True))
    assert {head: cell for head, cell in row.items() if cell} == {
        "姓名": "慕容甲乙",
        "性别": "2",
        "出生日期": "20170101",
        "国籍/地区": "CHN",
        "身份证件类型": "1",
        "身份证件号": "529901201701010020",
        "年级": "3",
        "班级": "三年级（1）班",
        "入学年月": "202309",
        "就读方式": "送教上门",
        "现住址": "柳林村一组",
        "家庭地址": "柳林村一组",
        "联系电话": "13800000000",
        "是否留守儿童": "是",
        "特教就读类型": "送教上门",
        "成员1姓名": "慕容丙",
        "成员1关系": "父亲",
        "成员1联系电话": "13800000000",
        "成员1是否监护人": "是",
        "成员2姓名": "欧阳丁",
        "成员2关系": "母亲",
        "成员2是否监护人": "是",
    }
    assert [each.heading for each in COLUMNS[:3]] == ["姓名", "性别", "出生日期"]
    assert len(COLUMNS) == 48 + 1 + 2 * 12
    assert {column.heading: done for column, done in filled([row_of(pupil)])}["民族"] == 0


PUPIL = [
    "姓名★",
    "性别★",
    "出生日期★",
    "出生地★",
    "籍贯",
    "民族★",
    "国籍/地区★",
    "身份证件类型★",
    "身份证件号",
    "港澳台侨外★",
    "政治面貌",
    "健康状况★",
    "照片",
    "姓名拼音",
    "曾用名",
    "身份证件有效期",
    "户口所在地★",
    "户口性质★",
    "特长",
    "学籍辅号",
    "班内学号",
    "年级★",
    "班级★",
    "入学年月★",
    "入学方式★",
    "就读方式★",
    "学生来源",
    "现住址★",
    "通信地址★",
    "家庭地址★",
    "联系电话★",
    "邮政编码★",
    "电子信箱",
    "主页地址",
    "是否独生子女★",
    "是否受过学前教育★",
    "是否留守儿童",
    "是否进城务工人员随迁子女",
    "是否孤儿",
    "是否烈士或优抚子女",
    "随班就读",
    "残疾人类型",
    "是否由政府购买学位",
    "是否需要申请资助",
    "是否享受一补",
    "上下学距离",
    "上下学交通方式",
    "是否需要乘坐校车",
    "特教就读类型",
]
FAMILY = [
    "姓名",
    "关系",
    "关系说明",
    "民族",
    "工作单位",
    "现住址",
    "户口所在地",
    "联系电话",
    "是否监护人",
    "身份证件类型",
    "身份证件号",
    "职务",
]


def test_every_heading_stands_in_its_place_with_what_is_required(county: County) -> None:
    on_roll(county, "both")
    [row] = table(download(sign_in(county, "李校长"), county))
    wanted = [*PUPIL, *(f"成员{number}{each}" for number in (1, 2) for each in FAMILY)]
    assert [f"{each.heading}{'★' if each.is_required else ''}" for each in COLUMNS] == wanted
    assert list(row) == [each.removesuffix("★") for each in wanted]


@pytest.mark.parametrize(
    ("number", "kind"), [("", ""), ("810000201701010017", ""), ("932682201701010010", ""), ("529901201701010020", "1")]
)
def test_a_permit_of_residence_is_no_resident_id(number: str, kind: str) -> None:
    pupil = TemplatePupil("甲", "", None, None, "", date(2023, 9, 1), Movement.TRANSFER_IN, "", (), id_number=number)
    row = dict(zip((each.heading for each in COLUMNS), row_of(pupil), strict=True))
    assert (row["身份证件类型"], row["国籍/地区"]) == (kind, "CHN" if kind else "")
    assert row["入学年月"] == ""  # whoever came by a transfer began school on another day


def test_the_head_takes_the_school_with_numbers_for_a_reason(county: County) -> None:
    on_roll(county, "both")
    suspended(county, "class_only")
    placed(county, "both")
    head = sign_in(county, "李校长")
    rows = table(download(head, county, numbers="1", reason="报省级学籍系统"))
    assert [row["姓名"] for row in rows] == ["慕容甲乙", "欧阳丙丁"]
    assert [row["身份证件号"] for row in rows] == [county.markers[key][1] for key in ("both", "class_only")]
    assert rows[0]["特教就读类型"] == rows[0]["就读方式"] == "送教上门"
    assert rows[1]["特教就读类型"] == ""
    assert [row["随班就读"] for row in rows] == ["", ""]
    [entry] = Entry.objects.filter(action="child.export")
    assert (entry.count, entry.outcome) == (2, "read")


def test_what_rooms_above_the_roll_know_need_not_be_typed_again(county: County) -> None:
    on_roll(county, "both")
    on_roll(county, "class_only")
    placed(county, "both", "regular_class")
    filed(county, "class_only")
    rows = table(download(sign_in(county, "李校长"), county))
    assert [(row["随班就读"], row["特教就读类型"]) for row in rows] == [("是", "普通学校随班就读"), ("", "")]
    assert [row["是否留守儿童"] for row in rows] == ["", "是"]


def test_without_the_tick_no_number_goes_out(county: County) -> None:
    on_roll(county, "both")
    rows = table(download(sign_in(county, "李校长"), county))
    assert [(row["姓名"], row["身份证件号"], row["联系电话"]) for row in rows] == [("慕容甲乙", "", "")]
    assert not Entry.objects.filter(action="child.export").exists()


def test_numbers_without_a_reason_are_refused_and_what_was_asked_stays(county: County) -> None:
    on_roll(county, "both")
    answer = download(sign_in(county, "李校长"), county, numbers="1", reason="x")
    assert answer.status_code == 422
    assert "写明用途" in answer.content.decode()
    assert 'value="x"' in answer.content.decode()


def test_a_teacher_gets_the_class_and_no_number_whatever_is_sent(county: County) -> None:
    on_roll(county, "both")
    on_roll(county, "other_class")
    wang = sign_in(county, "王老师")
    page = wang.get(path_of(county, "class_a")).content.decode()
    assert "您没有成批导出号码的权限" in page
    answer = download(wang, county, "class_a", numbers="1", reason="报省级学籍系统")
    [row] = table(answer)
    assert (row["姓名"], row["身份证件号"]) == ("慕容甲乙", "")
    assert county.markers["both"][1].encode() not in answer.content


def test_a_fresh_proof_is_asked_for_before_anything_is_typed(county: County, settings: LazySettings) -> None:
    settings.REVEAL_PROOF = timedelta(0)
    answer = sign_in(county, "李校长").get(path_of(county))
    assert answer["Location"].startswith("/security/again/?next=")


def test_a_teacher_of_another_school_finds_nothing(county: County) -> None:
    on_roll(county, "both")
    zhao = sign_in(county, "赵老师")
    for unit in ("school_a", "class_a", "county", "village_a"):
        assert zhao.get(path_of(county, unit)).status_code == 404
        assert zhao.post(path_of(county, unit), {"numbers": "1", "reason": "报省级学籍系统"}).status_code == 404


def test_the_page_says_what_is_still_to_be_typed(county: County) -> None:
    on_roll(county, "both")
    page = sign_in(county, "李校长").get(path_of(county)).content.decode()
    row = page.split("民族 ★")[1].split("</tr>")[0]
    assert '<b class="lacking">1</b>' in row
    assert "政治面貌" not in page  # what is neither known nor required is left out


def test_the_heading_names_the_school_and_its_code(county: County) -> None:
    with owners_eyes():
        UnitProfile._base_manager.create(
            id=county.ids.new(), unit_id=county.units["school_a"], school_code="2153000001"
        )
    li = sign_in(county, "李校长")
    for unit in ("school_a", "class_a"):
        book = download(li, county, unit)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
        heading = " ".join(str(cell) for row in rows[:3] for cell in row)
        assert "学校名称★：清溪镇中心小学" in heading
        assert "学校标识码★：2153000001" in heading
