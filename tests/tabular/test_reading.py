"""What holds of every roster read, whatever the format."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tabular_files import HEADERS, add_sheet, child, children, compound, in_sheet, names, repacked, workbook, xls_stream

from notoneless.kernel.problems import NotonelessError
from notoneless.tabular.fields import Field
from notoneless.tabular.limits import Limits
from notoneless.tabular.reading import read_roster

CANONICAL = ["name", "sex", "dob", "id_no", "guardian_name", "phone", "village"]


def _in_every_format(folder: Path, count: int) -> list[Path]:
    rows = children(count)
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADERS, *rows])
    pq.write_table(
        pa.table({header: [row[at] for row in rows] for at, header in enumerate(HEADERS)}), folder / "a.parquet"
    )
    (folder / "a.xls").write_bytes(compound({"Workbook": xls_stream([HEADERS, *rows])}))
    (folder / "b.xls").write_bytes(compound({"Book": xls_stream([HEADERS, *rows])}))
    workbook(folder / "a.xlsx", [HEADERS, *rows])
    (folder / "a.xlsm").write_bytes((folder / "a.xlsx").read_bytes())
    _open_document(folder / "a.ods", [HEADERS, *rows])
    return sorted(folder.iterdir())


def _open_document(
    path: Path, rows: list[list[object]], attributes: dict[int, str] | None = None, around: str = "{}"
) -> None:
    """`attributes`: those of some rows, 0-based; `around`: what stands before and after all rows."""
    import zipfile

    def row(number: int, cells: list[object]) -> str:
        texts = (
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f"<table:table-row {(attributes or {}).get(number, '')}>{''.join(texts)}</table:table-row>"

    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = around.format("".join(row(*numbered) for numbered in enumerate(rows)))
    table = f'<table:table table:name="花名册&amp;">{content}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")


def test_every_format_gives_the_same_table(tmp_path: Path) -> None:
    paths = _in_every_format(tmp_path, 20)
    assert [path.suffix for path in paths] == [".csv", ".ods", ".parquet", ".xls", ".xlsm", ".xlsx", ".xls"]
    for path in paths:
        roster = read_roster(path)
        assert [roster.data[name].to_pylist() for name in CANONICAL] == [
            list(column) for column in zip(*children(20), strict=True)
        ]
        assert roster.data["row"].to_pylist() == list(range(1, 21))
        assert all(roster.data.schema.field(name).type == pa.string() for name in CANONICAL)
        assert roster.issues == ()
        assert roster.source == path


def test_what_an_old_workbook_hides_and_breaks_is_told(tmp_path: Path) -> None:
    rows = [HEADERS, *children(5)]
    rows[3] = [*rows[3][:5], "#N/A", rows[3][6]]
    for small in (False, True):
        path = tmp_path / "a.xls"
        path.write_bytes(compound({"Workbook": xls_stream(rows, hidden_rows=[2], hidden_columns=[6])}, small))
        roster = read_roster(path)
        assert roster.data["phone"].to_pylist()[2] is None
        told = {(issue.problem.code, issue.row, issue.column) for issue in roster.issues}
        assert told == {
            ("tabular.error_value", 4, "F"),
            ("tabular.hidden_rows", 3, None),
            ("tabular.hidden_columns", None, None),
        }


def test_what_an_open_document_hides_is_told(tmp_path: Path) -> None:
    blank = "<table:table-row><table:table-cell/></table:table-row>"
    folded = '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    endless = folded.replace('"2"', '"1048000"')
    columns = '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
    around = f"{columns}{blank}<table:table-row-group>{{}}</table:table-row-group>{blank}{endless}"
    rows = [HEADERS, *children(5)]
    _open_document(tmp_path / "a.ods", rows, {2: 'table:visibility="collapse"', 3: 'table:visibility="filter"'}, around)
    roster = read_roster(tmp_path / "a.ods")
    assert roster.data["name"].to_pylist() == names(5)
    assert roster.data["sheet_row"].to_pylist() == [3, 4, 5, 6, 7]
    assert [(issue.problem.code, issue.problem.params, issue.sheet, issue.row) for issue in roster.issues] == [
        ("tabular.hidden_rows", {"count": 2, "first": 4}, "花名册&", 4),
        ("tabular.hidden_columns", {"columns": "B、C"}, "花名册&", None),
    ]


def test_the_fingerprint_is_the_content(tmp_path: Path) -> None:
    first = workbook(tmp_path / "a.xlsx", [HEADERS, *children(3)])
    second = tmp_path / "b.xlsx"
    second.write_bytes(first.read_bytes())
    third = workbook(tmp_path / "c.xlsx", [HEADERS, *children(4)])
    assert read_roster(first).fingerprint == read_roster(second).fingerprint != read_roster(third).fingerprint


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [HEADERS, *children(30)], lambda book: add_sheet(book, "二班", [HEADERS, *children(9, 30)])
    )
    seen: list[tuple[str, int, int]] = []
    read_roster(path, progress=lambda stage, done, total: seen.append((stage, done, total)))
    assert [step[1] for step in seen] == sorted(step[1] for step in seen)
    assert seen[-1] == ("tabular.stage_reading", 41, 41)


def test_a_required_column_is_asked_for(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADERS, *children(3)])
    assert read_roster(path, required=frozenset({Field.NAME, Field.VILLAGE})).data.num_rows == 3
    with pytest.raises(NotonelessError) as caught:
        read_roster(path, required=frozenset({Field.NAME, Field.SCHOOL}))
    assert caught.value.problem.code == "tabular.no_required_column"
    assert "学校" in str(caught.value)


def test_serial_numbers_are_a_key_only_where_each_stands_once(tmp_path: Path) -> None:
    rows = children(6)
    unique = workbook(tmp_path / "a.xlsx", [["序号", *HEADERS], *([n, *row] for n, row in enumerate(rows, 1))])
    repeating = workbook(tmp_path / "b.xlsx", [["序号", *HEADERS], *([n % 3, *row] for n, row in enumerate(rows, 1))])
    assert read_roster(unique).data["key"].to_pylist() == ["1", "2", "3", "4", "5", "6"]
    roster = read_roster(repeating)
    assert "key" not in roster.data.column_names
    assert [problem.code for problem in roster.columns.columns[0].evidence] == ["tabular.serial_repeats"]


def test_alike_findings_are_counted_beyond_a_number(tmp_path: Path) -> None:
    rows = [[*row[:2], "看不清", *row[3:]] for row in children(30)]
    roster = read_roster(workbook(tmp_path / "a.xlsx", [HEADERS, *rows]), limits=Limits(max_issues_alike=5))
    assert [issue.problem.code for issue in roster.issues] == ["dates.unreadable"] * 5 + ["tabular.more_alike"]
    assert roster.issues[-1].problem.params["count"] == 25


def test_sheets_with_other_columns_are_filled_with_nothing(tmp_path: Path) -> None:
    narrow = [[row[0], row[1], row[2], row[3], row[5]] for row in [HEADERS, *children(2, 3)]]
    path = workbook(tmp_path / "a.xlsx", [HEADERS, *children(3)], lambda book: add_sheet(book, "二班", narrow))
    data = read_roster(path).data
    assert data["name"].to_pylist() == names(5)
    assert data["village"].to_pylist()[3:] == [None, None]


def test_a_namespace_prefix_changes_nothing(tmp_path: Path) -> None:
    """Some exporters write <x:row> and <x:c>."""

    def prefixed(xml: bytes) -> bytes:
        import re

        xml = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml)
        return xml.replace(b"xmlns=", b"xmlns:x=").replace(b'<x:row r="3"', b'<x:row r="3" hidden="1"')

    path = repacked(workbook(tmp_path / "a.xlsx", [HEADERS, *children(3)]), in_sheet(prefixed))
    roster = read_roster(path)
    assert roster.data["name"].to_pylist() == names(3)
    assert [(issue.problem.code, issue.row) for issue in roster.issues] == [("tabular.hidden_rows", 3)]


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_text_comes_back_as_it_was_but_for_blanks_at_its_ends(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    """Whatever stands in 村 and 备注 of a child's row, no child is lost and no cell is changed inside."""
    rows = [[f"王小{'明' * (n % 2 + 1)}", child(n)[3], *pair] for n, pair in enumerate(cells)]
    header = ["姓名", "身份证号", "村", "备注"]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({name: [row[at] for row in rows] for at, name in enumerate(header)}), path)
    expected = read_roster(path).data
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    found = read_roster(tmp_path / "a.csv").data
    assert found.num_rows == len(cells)
    assert found.select(expected.column_names).equals(expected)
