"""Small tables: the header wherever it stands, columns by any of their names, rows with their place."""

from pathlib import Path

import pytest
import xlsxwriter

from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.tabular.limits import DEFAULT_LIMITS
from notoneless.tabular.tables import Heading, place_of, read_table

HEADINGS = (Heading("name", ("姓名", "name"), required=True), Heading("unit", ("单位", "工作单位")))


def book(path: Path, sheets: dict[str, list[list[str]]], merge: str = "", hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if merge:
                sheet.merge_range(merge, rows[2][1])
            if name == hidden:
                sheet.hide()
    return path


def test_the_header_is_found_beneath_a_title_and_its_columns_by_other_names(tmp_path: Path) -> None:
    rows = [
        ["某县教职工名单", ""],
        ["工作单位", " 姓 名 ", "备注"],
        ["甲校", "王老师", "x"],
        ["", "", ""],
        ["乙校", "李老师"],
    ]
    found = read_table(book(tmp_path / "a.xlsx", {"一": rows}), HEADINGS, DEFAULT_LIMITS)
    assert [(row.number, dict(row.cells)) for row in found.rows] == [
        (3, {"unit": "甲校", "name": "王老师"}),
        (5, {"unit": "乙校", "name": "李老师"}),
    ]
    assert (found.letters, found.unknown) == ({"unit": "A", "name": "B"}, ("备注",))
    assert sentence(place_of(found.rows[1], "name", found.letters)) == "工作表“一”第 5 行 B 列"


def test_all_sheets_with_the_header_are_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    head, sheets = ["姓名", "单位"], ("一", "二", "藏")
    path = book(tmp_path / "a.xlsx", {name: [head, [name, name]] for name in sheets} | {"说明": [["无"]]}, hidden="藏")
    assert [row.cells["name"] for row in read_table(path, HEADINGS, DEFAULT_LIMITS).rows] == ["一", "二"]


def test_a_cell_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    rows = [["姓名", "单位"], ["甲", "早校"], ["乙", "同校"], ["丙", ""]]
    found = read_table(book(tmp_path / "a.xlsx", {"一": rows}, merge="B3:B4"), HEADINGS, DEFAULT_LIMITS)
    assert [row.cells["unit"] for row in found.rows] == ["早校", "同校", "同校"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_text_file_of_any_usual_encoding_and_division(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{mark}单位\n王老师{mark}甲校\n姓名{mark}单位\n".encode(encoding))
    found = read_table(path, HEADINGS, DEFAULT_LIMITS)
    assert [dict(row.cells) for row in found.rows] == [{"name": "王老师", "unit": "甲校"}], (
        "a repeated header is no row"
    )


def test_without_the_header_the_sentence_says_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(NotonelessError) as refused:
        read_table(path, HEADINGS, DEFAULT_LIMITS)
    assert "须有“姓名”" in str(refused.value)
