"""A superior's form: what is understood of it, and that filling it changes nothing but the open rows."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from tabular_files import children, repacked

from notoneless.kernel.problems import NotonelessError
from notoneless.tabular.fields import Field
from notoneless.tabular.filling.filling import fill
from notoneless.tabular.filling.form import read_form
from notoneless.tabular.filling.references import moved_formula, reaches_out
from notoneless.tabular.reading import read_roster

LINE = Border(*[Side("thin")] * 4)
ROOM = 3


def blank(path: Path, edit: Any = None, room: int = ROOM) -> Path:
    """A form as a bureau sends it: title, unit, header of two lines, open rows with lines, total, signatures."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "摸底表"
    sheet.append(["2026年适龄儿童摸底表"])
    sheet.merge_cells("A1:I1")
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)
    sheet.append(["填报单位：", None, None, None, None, None, None, "2026年9月"])
    sheet.append(["序号", "学生姓名", "性别", "出生日期", "身份证号", "监护人", None, "血型", "岁数"])
    sheet.append([None, None, None, None, None, "姓名", "联系电话", None, None])
    for column in "ABCDEHI":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("F3:G3")
    for number in range(room):
        sheet.append([number + 1, *[None] * 7, f"=2026-YEAR(D{5 + number})"])
        sheet.row_dimensions[5 + number].height = 27
        for cell in sheet[5 + number]:
            cell.border, cell.alignment = LINE, Alignment(horizontal="center")
    end = 5 + room
    sheet.append(["合计", f"=COUNTA(B5:B{end - 1})", None, None, None, None, None, None, f"=SUM(I5:I{end - 1})"])
    sheet.append(["填表人：", None, None, "审核人：", None, None, "填表日期："])
    sheet.merge_cells(f"A{end + 1}:C{end + 1}")
    sheet.row_dimensions[end + 1].height = 40
    sheet[f"A{end + 1}"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["E"].width = 31.5
    sheet.print_area, sheet.print_title_rows = f"A1:I{end + 1}", "1:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.freeze_panes = "A5"
    choice = DataValidation("list", formula1='"男,女"')
    choice.add(f"C5:C{end - 1}")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add(
        f"I5:I{end - 1}", CellIsRule("greaterThan", ["15"], fill=PatternFill("solid", bgColor="FF0000"))
    )
    other = book.create_sheet("汇总")
    other["A1"] = f"=摸底表!B{end}"
    book.defined_names["人数"] = DefinedName("人数", attr_text=f"摸底表!$B${end}")
    if edit is not None:
        edit(book)
    book.save(path)
    return path


def rows(count: int) -> list[dict[Field, str]]:
    keys = (Field.NAME, Field.SEX, Field.DOB, Field.ID_NO, Field.GUARDIAN_NAME, Field.PHONE)
    return [dict(zip(keys, map(str, row), strict=False)) for row in children(count)]


def chosen(path: Path) -> dict[int, Field]:
    return {column.index: column.field for column in read_form(path).columns if column.field}


def filled(path: Path, count: int) -> Any:
    done = fill(path, read_form(path), chosen(path), rows(count))
    path.with_name("done.xlsx").write_bytes(done.content)
    return openpyxl.load_workbook(io.BytesIO(done.content))


def test_the_form_is_understood(tmp_path: Path) -> None:
    form = read_form(blank(tmp_path / "a.xlsx"))
    assert (form.sheet, form.header, form.first, form.room) == ("摸底表", (3, 4), 5, ROOM)
    known = {column.index: column.field for column in form.columns if column.field and column.is_sure}
    assert known == {1: Field.NAME, 2: Field.SEX, 3: Field.DOB, 4: Field.ID_NO, 5: Field.GUARDIAN_NAME, 6: Field.PHONE}
    assert [column.index for column in form.columns if column.is_serial] == [0]
    assert [column.index for column in form.columns if column.is_formula] == [8]
    assert [column.heading for column in form.columns if column.field is None] == ["序号", "血型", "岁数"]


def test_the_fingerprint_is_of_the_headings_alone(tmp_path: Path) -> None:
    first, longer = read_form(blank(tmp_path / "a.xlsx")), read_form(blank(tmp_path / "b.xlsx", room=9))
    other = read_form(blank(tmp_path / "c.xlsx", lambda book: setattr(book.active["H3"], "value", "备注")))
    assert first.fingerprint == longer.fingerprint != other.fingerprint


@pytest.mark.parametrize("count", [0, 1, 3, 4, 40])
def test_what_was_filled_in_reads_back_and_all_else_stays(count: int, tmp_path: Path) -> None:
    book = filled(blank(tmp_path / "a.xlsx"), count)
    sheet, more = book["摸底表"], max(count - ROOM, 0)
    end = 5 + ROOM + more
    assert [sheet.cell(5 + n, 1).value for n in range(max(count, ROOM))] == list(range(1, max(count, ROOM) + 1))
    assert sheet.cell(end, 1).value == "合计"
    assert (sheet.cell(end, 2).value, sheet.cell(end, 9).value) == (f"=COUNTA(B5:B{end - 1})", f"=SUM(I5:I{end - 1})")
    assert [sheet.cell(5 + n, 9).value for n in range(end - 5)] == [f"=2026-YEAR(D{5 + n})" for n in range(end - 5)]
    assert sheet.cell(end + 1, 1).value == "填表人："
    assert sheet.cell(end + 1, 1).fill.fgColor.rgb == "00FFFF00"
    assert {str(each) for each in sheet.merged_cells.ranges} == {
        "A1:I1",
        "F3:G3",
        f"A{end + 1}:C{end + 1}",
        *(f"{c}3:{c}4" for c in "ABCDEHI"),
    }
    assert {sheet.row_dimensions[row].height for row in range(5, end)} == {27}
    assert (sheet.row_dimensions[end].height, sheet.row_dimensions[end + 1].height) == (None, 40)
    assert all(sheet.cell(row, column).border.left.style == "thin" for row in range(5, end) for column in range(1, 10))
    assert sheet.column_dimensions["E"].width == 31.5
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert (sheet.print_area, sheet.print_title_rows, sheet.freeze_panes) == (
        f"'摸底表'!$A$1:$I${end + 1}",
        "$1:$4",
        "A5",
    )
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"C5:C{end - 1}"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == [f"I5:I{end - 1}"]
    assert book["汇总"]["A1"].value == f"=摸底表!B{end}"
    assert book.defined_names["人数"].attr_text == f"摸底表!$B${end}"
    if count:
        back = read_roster(tmp_path / "done.xlsx")
        for field in (Field.NAME, Field.SEX, Field.DOB, Field.ID_NO, Field.GUARDIAN_NAME, Field.PHONE):
            assert back.data[field.value].to_pylist()[:count] == [row[field] for row in rows(count)]


def test_numbers_are_text(tmp_path: Path) -> None:
    sheet = filled(blank(tmp_path / "a.xlsx"), 2)["摸底表"]
    assert [(sheet[place].data_type, sheet[place].number_format) for place in ("E5", "G5", "D5")] == [("s", "@")] * 3
    assert sheet["A5"].data_type == "n"


def test_a_form_without_a_footer_goes_on(tmp_path: Path) -> None:
    def cut(book: Any) -> None:
        sheet = book["摸底表"]
        sheet.merged_cells.ranges = {each for each in sheet.merged_cells.ranges if each.min_row < 9}
        sheet.delete_rows(8, 2)

    path = blank(tmp_path / "a.xlsx", cut)
    assert read_form(path).room == ROOM
    assert read_roster(_done(path, 6)).data.num_rows == 6


def _done(path: Path, count: int) -> Path:
    filled(path, count)
    return path.with_name("done.xlsx")


def test_cells_merged_across_an_open_row_are_merged_in_each_new_one(tmp_path: Path) -> None:
    def across(book: Any) -> None:
        sheet = book.active
        for row in range(5, 5 + ROOM):
            sheet.merge_cells(f"G{row}:H{row}")

    sheet = filled(blank(tmp_path / "a.xlsx", across), 5)["摸底表"]
    assert {f"G{row}:H{row}" for row in range(5, 10)} <= {str(each) for each in sheet.merged_cells.ranges}
    assert sheet["G9"].value == rows(5)[4][Field.PHONE]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff"), max_size=20)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from([*"=+-@\t", *"＝＋－＠", "=cmd|'/C calc'!A0", "#N/A", "{=1}", ""]), text=TEXT)
def test_no_text_becomes_anything_else(start: str, text: str, tmp_path: Path) -> None:
    path = blank(tmp_path / "a.xlsx")
    done = fill(path, read_form(path), {1: Field.NAME}, [{Field.NAME: start + text}])
    cell = openpyxl.load_workbook(io.BytesIO(done.content))["摸底表"]["B5"]
    assert cell.data_type == "s" or not start + text
    assert cell.quotePrefix == (start + text).startswith(tuple("=+-@\t＝＋－＠"))


FORMULAS = [
    "=[1]表!A1",
    "='[别的.xlsx]表'!A1",
    "=cmd|'/C calc'!A0",
    '=WEBSERVICE("x")',
    '=HYPERLINK("x","y")',
    '=CALL("a","b")',
    '=IMPORTXML("http://x/"&B2,"a")',
    '=_xlfn.TRANSLATE(B2,"zh","en")',
    '=_xlfn.COPILOT("x",B2)',
    '=SQL.REQUEST("x")',
    '=CUBEVALUE("x","y")',
    "='\\\\evil\\s\\[a.csv]S'!A1",
    "='file:///x'#$S.A1",
    "=[a.ods]S!A1",
    '="abc',
    "=A1 B1}",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_reaches_outside_is_taken_out(formula: str, tmp_path: Path) -> None:
    path = blank(tmp_path / "a.xlsx", lambda book: book["汇总"].__setitem__("B2", formula))
    done = fill(path, read_form(path), chosen(path), rows(5))
    assert done.removed == 1
    assert openpyxl.load_workbook(io.BytesIO(done.content))["汇总"]["B2"].value is None


def test_macros_links_and_names_that_start_something_do_not_come_along(tmp_path: Path) -> None:
    def plant(book: Any) -> None:
        book["汇总"]["C1"].hyperlink = "file:///x"
        book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="汇总!$A$1")
        book.defined_names["外"] = DefinedName("外", attr_text="[1]表!$A$1")

    path = blank(tmp_path / "a.xlsx", plant)
    repacked(
        path,
        lambda _, content: content,
        {"xl/vbaProject.bin": b"x" * 99, "xl/externalLinks/externalLink1.xml": b"<x/>"},
    )
    done = fill(path, read_form(path), chosen(path), rows(2))
    assert done.removed == 3
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        names = " ".join(archive.namelist())
        assert "vba" not in names
        assert "external" not in names
        assert not any(b"External" in archive.read(name) for name in archive.namelist() if name.endswith(".rels"))


def _bomb(**parts: bytes) -> Any:
    return lambda path: repacked(
        path, lambda name, content: parts.get(name.rpartition("/")[2].partition(".")[0], content)
    )


def _merged_whole(path: Path) -> None:
    repacked(
        path, lambda name, content: content.replace(b'ref="A1:I1"', b'ref="A1:XFD2"') if "sheet1" in name else content
    )


STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    + b'<xf numFmtId="0"/>' * 80_000
)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.7"), "foreign_kind"),
        (lambda path: path.write_text("姓名,身份证号\n", encoding="utf-8"), "save_as_xlsx"),
        (lambda path: path.write_bytes(path.read_bytes()[:900]), "damaged_workbook"),
        (_bomb(styles=STYLES), "zip_bomb"),
        (_bomb(theme1=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "dtd"),
        (lambda path: blank(path, lambda book: book.active.merge_cells("A20:Z6000")), "too_much"),
        (
            lambda path: blank(path, lambda book: [book["汇总"].cell(r, 200, 1) for r in range(1, 20_000, 3)]),
            "sheet_too_sparse",
        ),
        (lambda path: blank(path, lambda book: book.active.delete_rows(3, 2)), "no_form_header"),
    ],
)
def test_a_hostile_form_is_refused_in_one_sentence(harm: Any, code: str, tmp_path: Path) -> None:
    path = blank(tmp_path / "a.xlsx")
    harm(path)
    with pytest.raises(NotonelessError) as caught:
        read_form(path)
    assert caught.value.problem.code == f"tabular.{code}"


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=SUM(D5:D7)", "=SUM(D5:D17)"), ("=$B$8+C4", "=$B$18+C4"), ("=SUM(D5:D5)", "=SUM(D5:D5)"), ("=别的!A9", "=别的!A9"),
        ("=摸底表!A9&\"A9\"", "=摸底表!A19&\"A9\""), ("=COUNTA(B:B)", "=COUNTA(B:B)"), ("=IF(I7>3,LOG10(7),D8)", "=IF(I7>3,LOG10(7),D18)"),
    ],
)  # fmt: skip
def test_references_move(formula: str, moved: str) -> None:
    assert moved_formula(formula, "摸底表", "摸底表", 7, 10) == moved


def test_plain_formulas_reach_nowhere() -> None:
    assert not any(map(reaches_out, ["=SUM(A1:A9)", "=2026-YEAR(D5)", '=IF(A1="x",1,0)', "=摸底表!B8", "=表[列]"]))
