"""The catalogue of faults: sixty kinds and more, each named at its cell, and nothing guessed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tabular_files import add_sheet, child, resident_id, workbook

from notoneless.kernel.problems import sentence
from notoneless.tabular.checking import checked
from notoneless.tabular.issues import CellIssue
from notoneless.tabular.reading import read_roster

HEAD = [
    "姓名", "性别", "出生日期", "身份证号", "家长姓名", "联系电话", "村",
    "民族", "监护人身份证号", "学籍号", "年级", "学校标识码", "入学时间", "备注",
]  # fmt: skip
LETTER = dict(zip(HEAD, "ABCDEFGHIJKLMN", strict=True))
Rows = list[list[Any]]


def sound(count: int = 4) -> Rows:
    """The header and children of whom nothing is amiss."""
    rows: Rows = [list(HEAD)]
    for n in range(count):
        number = child(n)[3]
        rows.append(
            [
                *child(n),
                "汉族",
                resident_id("19850302", 200 + n),
                f"G{number}",
                "三年级",
                "2151000123",
                "2021-09-01",
                "",
            ]
        )
    return rows


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how it is planted in the rows or the workbook, the code told, and the cell it is told at."""

    name: str
    code: str
    cell: str
    plant: Callable[[Rows], object] | None = None
    edit: Callable[[Any], object] | None = None


def at(heading: str, value: Any, name: str, code: str, row: int = 3) -> Kind:
    """A fault of one cell; `row` as a person sees it."""
    return Kind(
        name, code, f"{LETTER[heading]}{row}", lambda rows: rows[row - 1].__setitem__(HEAD.index(heading), value)
    )


def below(row: list[Any], name: str, code: str) -> Kind:
    """A row beneath the children that is none."""
    return Kind(name, code, "6", lambda rows: rows.append(row))


def between(row: list[Any], name: str, code: str) -> Kind:
    """A row among the children that is none."""
    return Kind(name, code, "3", lambda rows: rows.insert(2, row))


def _same(heading: str, row: int = 4) -> Callable[[Rows], None]:
    return lambda rows: rows[row - 1].__setitem__(HEAD.index(heading), rows[1][HEAD.index(heading)])


def _one_child_two_numbers(rows: Rows) -> None:
    rows[3] = list(rows[1])
    rows[3][3] = resident_id("20100101", 144)
    rows[3][9] = ""


def _again(rows: Rows) -> None:
    rows[3] = list(rows[1])


def _wrong_check(rows: Rows) -> None:
    number = rows[2][3]
    rows[2][3] = number[:-1] + ("1" if number[-1] != "1" else "2")


def _moved_by_one(rows: Rows) -> None:
    rows[2] = ["", *rows[2][:-1]]


def _merge_village(book: Any) -> None:
    book.active["G3"] = None
    book.active.merge_cells("G2:G3")


def _error(book: Any) -> None:
    cell = book.active["F3"]
    cell.value, cell.data_type = "#N/A", "e"


OWN, OTHER = child(1)[3], resident_id("20110202", 302)

KINDS = [
    at("身份证号", 5.10599201102022e17, "ID as a number that lost its digits", "tabular.number_lost_digits"),
    at("身份证号", "5.10599E+17", "ID as text of a number", "tabular.number_lost_digits"),
    at("身份证号", OWN[:6] + OWN[8:17], "ID of fifteen digits", "resident_id.fifteen"),
    at("身份证号", OWN[:-1], "ID a digit short", "resident_id.wrong_length"),
    at("身份证号", OWN + "1", "ID a digit long", "resident_id.wrong_length"),
    at("身份证号", OWN[:6] + "********" + OWN[14:], "ID masked", "resident_id.masked"),
    at("身份证号", "99" + OWN[2:], "ID of no place", "resident_id.bad_check"),
    at("身份证号", "510599201113401021", "ID of no day", "resident_id.bad_check"),
    at("身份证号", "000000000000000000", "ID of zeros", "resident_id.placeholder"),
    at("身份证号", "正在办理", "ID in words", "resident_id.placeholder"),
    at("身份证号", f"{OWN} {OTHER}", "two IDs in one cell", "resident_id.unreadable"),
    Kind("ID with a wrong check digit", "resident_id.bad_check", "D3", _wrong_check),
    at("监护人身份证号", "123", "guardian's ID too short", "resident_id.unreadable"),
    at("监护人身份证号", OWN, "guardian's ID is the child's", "tabular.guardian_id_is_childs"),
    Kind("two children with one ID", "tabular.number_of_two", "D4", _same("身份证号")),
    Kind("one child with two IDs", "tabular.two_numbers", "D4", _one_child_two_numbers),
    Kind("a child entered again", "tabular.row_again", "D4", _again),
    at("学籍号", "G123", "student number too short", "student_number.not_national"),
    at("出生日期", "不知道哪天", "birth date in words", "dates.unreadable"),
    at("出生日期", "2011-02-30", "birth date of no calendar", "dates.impossible"),
    at("出生日期", "农历二〇一一年二月初二", "birth date by the moon", "tabular.lunar_date"),
    at("出生日期", 40576, "birth date as a serial number", "tabular.serial_date"),
    at("出生日期", "2011年2月", "birth date without a day", "tabular.incomplete_date"),
    at("出生日期", "2011", "birth year alone", "tabular.incomplete_date"),
    at("出生日期", "2011-03-02", "birth date against the ID", "tabular.dob_not_id"),
    at("出生日期", dt.date(2011, 3, 2), "birth date as a date, against the ID", "tabular.dob_not_id"),
    at("出生日期", "2011年3月", "birth month against the ID", "tabular.dob_not_id"),
    at("性别", "女", "sex against the ID", "tabular.sex_not_id"),
    at("性别", "男孩子", "sex in words", "tabular.sex_unread"),
    at("性别", "0", "sex unknown by code", "tabular.sex_unread"),
    at("性别", "男/女", "both sexes", "tabular.sex_unread"),
    at("姓名", "李\ue863静", "name with a private character", "tabular.private_character"),
    at("姓名", "李\ufffd静", "name with a lost character", "tabular.unreadable_characters"),
    at("姓名", "李 静", "name with a blank", "tabular.blank_in_name"),
    at("姓名", "李\n静", "name over two lines", "tabular.blank_in_name"),
    at("姓名", "李文静（转走）", "name with a remark", "tabular.name_with_marks"),
    at("姓名", "李文静1", "name with a number", "tabular.name_with_marks"),
    at("姓名", "李", "name of one character", "tabular.name_of_one_character"),
    at("家长姓名", "李大山、赵秀英", "two guardians in one cell", "tabular.name_with_marks"),
    at("家长姓名", "李文静", "guardian of the child's name", "tabular.guardian_is_child"),
    at("联系电话", "1391000000", "telephone a digit short", "tabular.phone_unread"),
    at("联系电话", "13910000001（父）", "telephone with a word", "tabular.phone_unread"),
    at("联系电话", "13910000001/13910000002", "two telephones in one cell", "tabular.phone_unread"),
    at("联系电话", "无", "telephone in words", "tabular.phone_unread"),
    at("民族", "汗族", "people of no name", "tabular.ethnicity_unread"),
    at("年级", "三或四年级", "two grades", "tabular.grade_unread"),
    at("年级", "11", "grade that may be two", "tabular.grade_unread"),
    at("年级", "重读", "grade in words", "tabular.grade_unread"),
    at("学校标识码", "12", "school code too short", "tabular.school_code_unread"),
    at("入学时间", "2009-09-01", "enrolled before birth", "tabular.enrolled_before_birth"),
    at("入学时间", "去年秋季", "enrolled in words", "dates.unreadable"),
    Kind("error value", "tabular.error_value", "F3", edit=_error),
    Kind("formula nobody computed", "tabular.formula_without_value", "G3", edit=lambda book: book.active.__setitem__("G3", "=A1")),
    below(["合计", None, None, None, None, None, "4人"], "total at the end", "tabular.total_row"),
    below(["共", 4, "人"], "total over three cells", "tabular.total_row"),
    below(["填表人：周老师", None, None, "审核人：吴校长"], "signatures", "tabular.note_row"),
    below(["注：本表一式两份"], "note", "tabular.note_row"),
    below(["单位（盖章）"], "place of a seal", "tabular.note_row"),
    between(["清溪村小计", 1], "subtotal", "tabular.total_row"),
    between(list(HEAD), "header again", "tabular.header_again"),
    between(["二、清溪村"], "heading of a section", "tabular.section_row"),
    between([None] * 4 + ["李四", None, "清溪2村"], "parent without a child", "tabular.row_without_child"),
    Kind("line of column numbers", "tabular.numbering_row", "2", lambda rows: rows.insert(1, list(range(1, 15)))),
    Kind("example", "tabular.example_row", "2", lambda rows: rows.insert(1, ["示例", *rows[1][1:]])),
    Kind("row moved by one column", "tabular.sex_unread", "B3", _moved_by_one),
    at("姓名", "", "child without a name", "tabular.name_missing"),
    Kind("hidden row", "tabular.hidden_rows", "3", edit=lambda book: setattr(book.active.row_dimensions[3], "hidden", True)),
    Kind("hidden column", "tabular.hidden_columns", "", edit=lambda book: setattr(book.active.column_dimensions["D"], "hidden", True)),
    Kind("merged villages", "tabular.merged_filled", "", edit=_merge_village),
    Kind("second sheet of another kind", "tabular.sheet_not_used", "", edit=lambda book: add_sheet(book, "经费", [["项目", "金额"], ["校车", 300]])),
    Kind("stray cell", "tabular.stray_cell", "XFD9", edit=lambda book: book.active.cell(9, 16_384, "x")),
    Kind("stray row", "tabular.stray_cell", "C1048576", edit=lambda book: book.active.cell(1_048_576, 3, "x")),
]  # fmt: skip


def _issues(kind: Kind, folder: Path) -> tuple[CellIssue, ...]:
    rows = sound()
    if kind.plant is not None:
        kind.plant(rows)
    return checked(read_roster(workbook(folder / "花名册.xlsx", rows, kind.edit))).issues


def test_there_are_sixty_kinds_and_more() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 60


def test_of_a_sound_roster_nothing_is_told(tmp_path: Path) -> None:
    assert checked(read_roster(workbook(tmp_path / "花名册.xlsx", sound()))).issues == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_fault_is_named_at_its_cell(kind: Kind, tmp_path: Path) -> None:
    issues = _issues(kind, tmp_path)
    assert (kind.code, kind.cell) in {
        (issue.problem.code, f"{issue.column or ''}{issue.row or ''}") for issue in issues
    }
    for issue in issues:
        told = sentence(issue.problem, "zh") + sentence(issue.problem, "en") + str(issue.value)
        assert "{" not in told
        assert OWN not in told


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("身份证号", OWN.lower()), ("身份证号", f"{OWN}（补办）"), ("身份证号", f" {OWN}　"), ("身份证号", "'" + OWN), ("姓名", " 李文静 "), ("姓名", "买买提·艾力"),
        ("身份证号", OWN.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))), ("出生日期", "2011.2.2"),
        ("出生日期", "二〇一一年二月二日"), ("出生日期", dt.date(2011, 2, 2)), ("性别", "1"), ("年级", "小三"), ("年级", "三(2)班"),
        ("联系电话", 13910000001), ("联系电话", "139 1000 0001"), ("联系电话", "0855-1234567"), ("民族", "汉"), ("村", "清溪\n2村"),
    ],
)  # fmt: skip
def test_another_spelling_is_no_fault(heading: str, value: Any, tmp_path: Path) -> None:
    kind = at(heading, value, "", "")
    assert _issues(kind, tmp_path) == ()
