"""The map file: what a person may write in it, and what is refused with a sentence."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tabular_files import HEADERS, add_sheet, children, names, workbook

from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.tabular.column_map import ColumnMap, load_map
from notoneless.tabular.fields import Field
from notoneless.tabular.reading import Roster, read_roster


def _read(folder: Path, text: str, rows: list[list[object]] | None = None) -> Roster:
    path = workbook(folder / "a.xlsx", rows or [HEADERS, *children(3)])
    return read_roster(path, columns=ColumnMap.from_yaml(text))


def test_written_and_read_back_it_means_the_same(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["花名册"], HEADERS, *children(3)])
    first = read_roster(path)
    again = read_roster(path, columns=ColumnMap.from_yaml(first.columns.to_yaml()))
    assert again.data.equals(first.data)
    assert again.columns.positions() == first.columns.positions()
    assert again.columns.header_rows == first.columns.header_rows == (2,)


def test_a_headless_map_names_letters(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", children(30))
    first = read_roster(path)
    assert "id_no: D" in first.columns.to_yaml()
    again = read_roster(path, columns=ColumnMap.from_yaml(first.columns.to_yaml()))
    assert again.data.equals(first.data)


@pytest.mark.parametrize("reference", ["身份证号", "身份证 号", "D", "d", "4", "“身份证号”"])
def test_a_column_is_named_by_text_letter_or_number(reference: str, tmp_path: Path) -> None:
    roster = _read(tmp_path, f"complete: true\ncolumns:\n  name: 姓名\n  id_no: {reference}\n")
    assert roster.data["id_no"].to_pylist() == [row[3] for row in children(3)]
    assert set(roster.data.column_names) == {"name", "id_no", "row", "sheet", "sheet_row"}


def test_the_map_decides_a_contest(tmp_path: Path) -> None:
    rows = [["姓名", "姓名", "身份证号"], *([row[4], row[0], row[3]] for row in children(3))]
    roster = _read(tmp_path, "columns: {name: B, guardian_name: A, id_no: 身份证号}", rows)
    assert roster.data["name"].to_pylist() == names(3)


def test_the_map_names_sheet_and_header(tmp_path: Path) -> None:
    def more(book: object) -> None:
        add_sheet(book, "经费", [["项目", "金额"], ["校车", 300]])
        add_sheet(book, "外地", [["甲", "乙"], ["xm", "hm"], ["赵六", "510599201503010011"]])

    path = workbook(tmp_path / "a.xlsx", [HEADERS, *children(3)], more)
    chosen = ColumnMap.from_yaml("sheet: 外地\nheader_rows: 2\ncolumns: {name: xm, id_no: hm}")
    roster = read_roster(path, columns=chosen)
    assert roster.data["name"].to_pylist() == ["赵六"]
    assert [issue.sheet for issue in roster.issues] == ["花名册", "经费"]


def test_null_waives_the_id_column(tmp_path: Path) -> None:
    rows = [["姓名", "出生日期"], *([row[0], row[2]] for row in children(3))]
    roster = _read(tmp_path, "columns: {name: 姓名, dob: 出生日期, id_no: null}", rows)
    assert roster.columns.absent == {Field.ID_NO}
    assert "id_no: null" in roster.columns.to_yaml()
    with pytest.raises(NotonelessError) as caught:
        _read(tmp_path, "columns: {name: 姓名, id_no: null, dob: null}", rows)
    assert caught.value.problem.code == "tabular.no_number_column"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_what_the_map_leaves_open_is_recognised_as_usual(suffix: str, tmp_path: Path) -> None:
    rows = [
        ["姓名", "出生日期", "家长", "备注", "爱好"],
        *([row[0], row[2], row[4], "", "足球"] for row in children(3)),
    ]
    path = saved(tmp_path / f"a{suffix}", rows)
    (tmp_path / "map.yaml").write_text("columns: {id_no: null, remark: 爱好, guardian_name: null}", encoding="utf-8")
    roster = read_roster(path, columns=load_map(tmp_path / "map.yaml"))
    fields = [column.field for column in roster.columns.columns]
    assert fields == [Field.NAME, Field.DOB, None, None, Field.REMARK]
    assert roster.data["name"].to_pylist() == names(3)
    assert roster.columns.absent == {Field.ID_NO, Field.GUARDIAN_NAME}


def test_a_map_that_names_no_column_takes_the_sheets_as_usual(tmp_path: Path) -> None:
    def more(book: object) -> None:
        add_sheet(book, "经费", [["项目", "金额"], ["校车", 300]])

    path = workbook(tmp_path / "a.xlsx", [["姓名", "出生日期"], *([row[0], row[2]] for row in children(3))], more)
    roster = read_roster(path, columns=ColumnMap.from_yaml("columns: {id_no: null}"))
    assert roster.data["name"].to_pylist() == names(3)
    assert [(issue.problem.code, issue.sheet) for issue in roster.issues] == [("tabular.sheet_not_used", "经费")]


def test_a_map_settles_a_contest_by_one_line(tmp_path: Path) -> None:
    rows = [["姓名", "姓名", "身份证号"], *([row[4], row[0], row[3]] for row in children(3))]
    roster = _read(tmp_path, "columns: {name: B}", rows)
    assert roster.data["name"].to_pylist() == names(3)
    assert roster.data["id_no"].to_pylist() == [row[3] for row in children(3)]


def saved(path: Path, rows: list[list[str]]) -> Path:
    """`rows`, the first of them the header, as a file of the kind that the name says."""
    if path.suffix == ".xlsx":
        return workbook(path, rows)
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    else:
        pq.write_table(pa.table(dict(zip(rows[0], zip(*rows[1:], strict=True), strict=True))), path)
    return path


REFUSED: dict[str, list[list[str]]] = {
    "columns: {remark: 不存在}": [list(HEADERS), *children(3)],
    "columns: {name: 不存在}": [*children(3)],
    "columns: {dob: 出生日期}": [["姓名", "出生日期"], *([row[0], row[2]] for row in children(3))],
    "columns: {sex: 性别}": [["编号", "性别"], ["1", "男"], ["2", "女"]],
    "columns: {name: 姓名, id_no: 姓名}": [["姓名", "出生日期"], *([row[0], row[2]] for row in children(3))],
}


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_is_refused_names_the_file_and_no_child(text: str, suffix: str, tmp_path: Path) -> None:
    path = saved(tmp_path / f"户籍{suffix}", REFUSED[text])
    with pytest.raises(NotonelessError) as caught:
        read_roster(path, columns=ColumnMap.from_yaml(text))
    told = [sentence(caught.value.told, "zh"), sentence(caught.value.told, "en"), str(caught.value)]
    assert all(f"户籍{suffix}" in one for one in told)
    assert not [name for name in names(3) for one in told if name in one]


def test_a_faulty_map_names_itself(tmp_path: Path) -> None:
    (tmp_path / "学籍.yaml").write_text("columns: [", encoding="utf-8")
    with pytest.raises(NotonelessError, match=r"学籍\.yaml"):
        load_map(tmp_path / "学籍.yaml")


def test_a_column_headed_no_or_1_stays_text(tmp_path: Path) -> None:
    rows = [["NO", "1"], *([row[0], row[3]] for row in children(3))]
    roster = _read(tmp_path, "columns: {name: NO, id_no: 1}\nheader_rows: [1]", rows)
    assert roster.data["id_no"].to_pylist() == [row[3] for row in children(3)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("map_unreadable", "columns: ["),
        ("map_unreadable", "- a\n- b"),
        ("map_unreadable", "columns: {name: A, name: B}"),
        ("map_unreadable", "x" * 100_001),
        ("map_unreadable", "sheet: {a: b}\ncolumns: {name: A}"),
        ("map_unknown_entry", "colums: {name: A}"),
        ("map_without_columns", "sheet: 花名册"),
        ("map_without_columns", "columns: {}"),
        ("map_unknown_field", "columns: {surname: A}"),
        ("map_not_a_column", "columns: {name: [A, B]}"),
        ("map_header_rows", "header_rows: two\ncolumns: {name: A}"),
        ("map_header_rows", "header_rows: [1, 3]\ncolumns: {name: A}"),
        ("map_header_rows", "header_rows: [900]\ncolumns: {name: A}"),
        ("map_unknown_column", "columns: {name: 名字, id_no: D}"),
        ("map_unknown_column", "columns: {name: A, id_no: ZZ}"),
        ("map_unknown_column", "columns: {name: A, id_no: 0}"),
        ("map_same_column", "columns: {name: A, id_no: 姓名}"),
        ("map_unknown_sheet", "sheet: 二班\ncolumns: {name: A, id_no: D}"),
        ("map_complete", "complete: maybe\ncolumns: {name: A}"),
        ("no_id_column", "complete: true\ncolumns: {name: A}"),
        ("no_name_column", "complete: true\ncolumns: {id_no: D}"),
        ("no_name_column", "columns: {name: null}"),
    ],
)
def test_refused_with_a_sentence(code: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(NotonelessError) as caught:
        _read(tmp_path, text)
    assert caught.value.problem.code == f"tabular.{code}"
    assert "{" not in sentence(caught.value.problem, "zh") + sentence(caught.value.problem, "en")


def test_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotonelessError) as caught:
        _read(tmp_path, "columns: {name: 姓名, id_no: 身份证号}", [["姓名", "姓名", "身份证号"], ["王", "李", "1"]])
    assert caught.value.problem.code == "tabular.map_ambiguous"
    assert caught.value.problem.params["columns"] == "A, B"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_map_file_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("columns:\n  name: 姓名\n", encoding=encoding)
    assert load_map(path).columns[0].header == "姓名"


def test_a_missing_map_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotonelessError) as caught:
        load_map(tmp_path / "map.yaml")
    assert caught.value.problem.code == "tabular.missing_file"


def test_a_folder_is_no_map(tmp_path: Path) -> None:
    with pytest.raises(NotonelessError) as caught:
        load_map(tmp_path)
    assert caught.value.problem.code == "tabular.map_is_folder"
