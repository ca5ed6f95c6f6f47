"""One sheet a village, a group or a class: the name of the sheet says what no column says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tabular_files import HEADERS, add_sheet, children, names, workbook

from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.fields import Field
from notoneless.tabular.reading import read_roster
from notoneless.tabular.workbooks.sheet_names import told_by_names

VILLAGES = ["红星村", "3.前进村", "城北社区（21人）"]

SAID: list[tuple[str, dict[Field, str]]] = [
    ("红星村", {Field.VILLAGE: "红星村"}),
    ("01 红星村", {Field.VILLAGE: "红星村"}),
    ("1红星村", {Field.VILLAGE: "红星村"}),
    ("3村", {Field.VILLAGE: "3村"}),
    ("红星村（32人）", {Field.VILLAGE: "红星村"}),
    ("红星村适龄儿童花名册", {Field.VILLAGE: "红星村"}),
    ("清溪镇红星村", {Field.TOWNSHIP: "清溪镇", Field.VILLAGE: "红星村"}),
    ("红星村三组", {Field.VILLAGE: "红星村", Field.VILLAGE_GROUP: "三组"}),
    ("红星村2社", {Field.VILLAGE: "红星村", Field.VILLAGE_GROUP: "2社"}),
    ("镇南村", {Field.VILLAGE: "镇南村"}),
    ("水乡村", {Field.VILLAGE: "水乡村"}),
    ("北关居委会", {Field.VILLAGE: "北关居委会"}),
    ("查干嘎查", {Field.VILLAGE: "查干嘎查"}),
    ("上寨", {Field.VILLAGE: "上寨"}),
    ("李家屯", {Field.VILLAGE: "李家屯"}),
    ("1组", {Field.VILLAGE_GROUP: "1组"}),
    ("第二村民小组", {Field.VILLAGE_GROUP: "第二村民小组"}),
    ("杨家湾组", {Field.VILLAGE_GROUP: "杨家湾组"}),
    ("清溪镇", {Field.TOWNSHIP: "清溪镇"}),
    ("三年级1班", {Field.GRADE: "三年级", Field.CLASS_NAME: "1班"}),
    ("三（1）班", {Field.GRADE: "三年级", Field.CLASS_NAME: "(1)班"}),
    ("7(2)班", {Field.GRADE: "7年级", Field.CLASS_NAME: "(2)班"}),
    ("九年级", {Field.GRADE: "九年级"}),
    ("初一", {Field.GRADE: "初一"}),
]  # fmt: skip
SILENT = ["Sheet1", "花名册", "二班", "31班", "3", "农村", "全村", "五保户", "清溪小学", "2025", "汇总表", "合作社"]


@pytest.mark.parametrize(("name", "said"), SAID, ids=[name for name, _ in SAID])
def test_what_a_name_says(name: str, said: dict[Field, str]) -> None:
    assert told_by_names([name, name], ()) == {field: (text, text) for field, text in said.items()}


@pytest.mark.parametrize("name", SILENT)
def test_what_says_nothing(name: str) -> None:
    assert told_by_names([name, name], ()) == {}


def test_one_name_is_not_enough_nor_are_a_few_of_many() -> None:
    assert told_by_names(["红星村"], ()) == {}
    assert told_by_names(["红星村", "前进村", "Sheet3", "Sheet4"], ()) == {}
    assert told_by_names(["红星村", "前进村", "Sheet3"], ()) == {Field.VILLAGE: ("红星村", "前进村", None)}


def _book(path: Path, sheets: Sequence[str], without: str = "村") -> Path:
    """One sheet a name, two children in each, without one of the usual columns."""

    def cut(rows: list[list[Any]]) -> list[list[Any]]:
        at = HEADERS.index(without)
        return [[*row[:at], *row[at + 1 :]] for row in rows]

    def edit(book: Any) -> None:
        book.active.title = sheets[0]
        for number, name in enumerate(sheets[1:], 1):
            add_sheet(book, name, cut([HEADERS, *children(2, 2 * number)]))

    return workbook(path, cut([HEADERS, *children(2)]), edit)


def test_the_sheets_name_fills_the_village_of_its_rows(tmp_path: Path) -> None:
    roster = read_roster(_book(tmp_path / "a.xlsx", VILLAGES))
    assert roster.data["name"].to_pylist() == names(6)
    assert roster.data["village"].to_pylist() == ["红星村"] * 2 + ["前进村"] * 2 + ["城北社区"] * 2
    (column,) = roster.columns.from_sheets
    assert (column.index, column.field) == (None, Field.VILLAGE)
    assert [problem.code for problem in column.evidence] == ["tabular.by_sheet_name"]


def test_a_village_column_stands(tmp_path: Path) -> None:
    roster = read_roster(_book(tmp_path / "a.xlsx", VILLAGES, without="联系电话"))
    assert roster.data["village"].to_pylist() == [row[6] for row in children(6)]
    assert roster.columns.from_sheets == ()


def test_a_single_sheet_names_nothing(tmp_path: Path) -> None:
    assert "village" not in read_roster(_book(tmp_path / "a.xlsx", VILLAGES[:1])).data.column_names


def test_the_map_that_is_written_keeps_it_and_a_person_may_say_no(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", VILLAGES)
    written = read_roster(path).columns.to_yaml()
    again = read_roster(path, columns=ColumnMap.from_yaml(written))
    assert again.data["village"].to_pylist()[0] == "红星村"
    refused = read_roster(path, columns=ColumnMap.from_yaml(f"{written}  village: null\n"))
    assert "village" not in refused.data.column_names


def test_sheets_of_classes_fill_grade_and_class(tmp_path: Path) -> None:
    data = read_roster(_book(tmp_path / "a.xlsx", ["三年级1班", "三年级2班"])).data
    assert data["grade"].to_pylist() == ["三年级"] * 4
    assert data["class"].to_pylist() == ["1班", "1班", "2班", "2班"]
