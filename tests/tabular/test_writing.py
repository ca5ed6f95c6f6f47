"""Official workbooks: how they look, and that no cell of a roster can do anything in them."""

import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from notoneless.kernel.problems import NotonelessError
from notoneless.tabular import writing
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec, WorkbookSpec, write_workbook_file

COLUMNS = (ColumnSpec("姓名", 10), ColumnSpec("村", 14), ColumnSpec("人数", 8, "number"))


def _written(folder: Path, rows: Any, **more: Any) -> Any:
    path = folder / "结果.xlsx"
    write_workbook_file(path, WorkbookSpec([SheetSpec("名单", "未入学适龄儿童名单", COLUMNS, rows, **more)]))
    return openpyxl.load_workbook(path)["名单"]


def _values(folder: Path) -> list[list[Any]]:
    """The cells below title and header as a spreadsheet program reads them, escapes undone."""
    return CalamineWorkbook.from_path(folder / "结果.xlsx").get_sheet_by_index(0).to_python()[2:]


def test_title_note_header_panes_filter_and_widths(tmp_path: Path) -> None:
    sheet = _written(tmp_path, [["王小明", "清溪村", 3]], note="截至 8 月 31 日", frozen=1)
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "未入学适龄儿童名单",
        "截至 8 月 31 日",
        "姓名",
        "王小明",
    ]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2"}
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:C4"
    assert sheet.dimensions == "A1:C4"
    assert sheet.column_dimensions["B"].width == pytest.approx(14.7, abs=0.1)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["A3"].font.bold


def test_what_may_be_picked_and_what_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    columns = (ColumnSpec("姓名", 10), ColumnSpec("核查结果", 10, choices=("在读", "失学")), ColumnSpec("住址", 200))
    rows = [["王小明", "", "杉树村"], ["李小红", "另写的", "石桥村"]]
    write_workbook_file(path, WorkbookSpec([SheetSpec("名单", "题", columns, rows, "注", printed=2)]))
    sheet = openpyxl.load_workbook(path)["名单"]
    [offer] = sheet.data_validations.dataValidation
    assert (str(offer.sqref), offer.formula1, offer.showErrorMessage) == ("B4:B5", '"在读,失学"', False)
    assert sheet.print_area == "'名单'!$A$1:$B$5"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:B1", "A2:B2"}
    assert sheet.page_setup.paperSize == 9


def test_a_sheet_without_rows_offers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    columns = (ColumnSpec("核查结果", 10, choices=("在读",)),)
    write_workbook_file(path, WorkbookSpec([SheetSpec("名单", "题", columns, [], printed=1)]))
    assert openpyxl.load_workbook(path)["名单"].data_validations.dataValidation == []


def test_numbers_are_numbers_only_in_number_columns(tmp_path: Path) -> None:
    sheet = _written(tmp_path, [[510599, "007", 3], ["a", 1.5, 2.25], [None, "", "4"], [True]])
    cells = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert cells[0] == [("510599", "s"), ("007", "s"), (3, "n")]
    assert cells[1] == [("a", "s"), ("1.5", "s"), (2.25, "n")]
    assert cells[2] == [(None, "n"), (None, "n"), ("4", "s")]
    assert cells[3][0] == ("True", "s")
    assert sheet["A3"].number_format == "@"


def test_tones_colour_cells(tmp_path: Path) -> None:
    tones = ("differs", "missing", "warn", "good", None)
    sheet = _written(tmp_path, [[Cell("王小明", tone), "清溪村", 1] for tone in tones])
    colours = [sheet.cell(row, 1).fill.fgColor.rgb for row in range(3, 8)]
    assert len(set(colours)) == 5
    assert {sheet.cell(row, 2).fill.fgColor.rgb for row in range(3, 8)} == {colours[-1]}


DANGEROUS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "http://x.y", "<r>x</r>",
    "<r><t>x</t></r>", "</t></is></c>", "&amp;", "a\nb", " a ", "_x0041_", "'1", '"', "]]>", "<!--",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_anything_else(text: str, tmp_path: Path) -> None:
    sheet = _written(tmp_path, [[text, Cell(text, "warn"), text]])
    for cell in sheet[3]:
        assert cell.data_type == "s"
        assert cell.hyperlink is None
    assert _values(tmp_path) == [[text, text, text]]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff"), min_size=1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, max_size=5))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    _written(tmp_path, [[text, "x", None] for text in texts])
    assert [row[0] for row in _values(tmp_path)] == texts


STARTS = st.sampled_from([*"=+-@\t\r", *"＝＋－＠", "\u200b=", " =", "\ufeff=", "'="])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=STARTS, text=TEXT)
def test_what_begins_like_a_formula_stays_text(tmp_path: Path, start: str, text: str) -> None:
    sheet = _written(tmp_path, [[start + text, Cell(start + text, "warn"), start + text]])
    assert [cell.data_type for cell in sheet[3]] == ["s"] * 3
    with zipfile.ZipFile(tmp_path / "结果.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not re.search(rb"<f\b|<hyperlink", parts["xl/worksheets/sheet1.xml"])
    assert not [name for name in parts if "external" in name or "vba" in name or "connections" in name]
    assert _values(tmp_path) == [[start + text] * 3]


def test_what_xml_cannot_hold_is_replaced_and_what_is_too_long_is_cut(tmp_path: Path) -> None:
    sheet = _written(tmp_path, [["\ud800\uffff", "x" * 40_000, 1]])
    assert sheet["A3"].value == "\ufffd\ufffd"
    assert len(sheet["B3"].value) == 32_767
    assert sheet["B3"].value.endswith("x…")


def test_equal_content_makes_equal_files(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook_file(tmp_path / name, WorkbookSpec([SheetSpec("名单", "", COLUMNS, [["王", "村", 1]])]))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_several_sheets_empty_ones_too(tmp_path: Path) -> None:
    sheets = [SheetSpec("甲", "甲表", COLUMNS, []), SheetSpec("乙", "", COLUMNS[:1], [["王"]])]
    write_workbook_file(tmp_path / "a.xlsx", WorkbookSpec(sheets))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["甲", "乙"]
    assert [row[0].value for row in book["乙"].iter_rows()] == ["姓名", "王"]
    assert book["甲"].max_row == 2


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_LAST_ROW", 10)
    seen: list[int] = []
    spec = WorkbookSpec([SheetSpec("名单", "题", COLUMNS, ([f"王{n}", "村", n] for n in range(20)))])
    write_workbook_file(tmp_path / "a.xlsx", spec, lambda stage, done, total: seen.append(done))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["名单", "名单 2", "名单 3"]
    assert [row[0].value for sheet in book for row in sheet.iter_rows(min_row=3)] == [f"王{n}" for n in range(20)]
    assert seen[-1] == 20


def test_after_an_error_nothing_is_left_and_the_former_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"former")

    def rows() -> Iterator[list[str]]:
        yield ["王小明"]
        raise ValueError("broken source")

    with pytest.raises(ValueError, match="broken source"):
        write_workbook_file(path, WorkbookSpec([SheetSpec("名单", "", COLUMNS, rows())]))
    assert [(made.name, made.read_bytes()) for made in tmp_path.iterdir()] == [("a.xlsx", b"former")]


@pytest.mark.parametrize("name", ["missing/a.xlsx", "folder"])
def test_where_nothing_can_be_written_a_sentence_says_so(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").touch()
    with pytest.raises(NotonelessError) as caught:
        write_workbook_file(tmp_path / name, WorkbookSpec([SheetSpec("名单", "", COLUMNS, [])]))
    assert caught.value.problem.code == "tabular.cannot_write"


def test_a_sheet_name_no_workbook_can_bear_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotonelessError):
        write_workbook_file(tmp_path / "a.xlsx", WorkbookSpec([SheetSpec("a/b", "", COLUMNS, [])]))


def test_rows_do_not_pile_up_in_memory(tmp_path: Path) -> None:
    rows = ([f"王{n}", "清溪村" * 5, n] for n in range(8_000))
    tracemalloc.start()
    write_workbook_file(tmp_path / "a.xlsx", WorkbookSpec([SheetSpec("名单", "", COLUMNS, rows)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 << 20
