"""Text tables: encodings, delimiters, and lines that are not what the header promises."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from tabular_files import HEADERS, child, children, names

from notoneless.tabular.fields import Field
from notoneless.tabular.reading import Roster, read_roster

ROWS = [HEADERS, *children(30)]


def _as_text(rows: Sequence[Sequence[Any]], delimiter: str = ",", line_end: str = "\r\n") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return stream.getvalue()


def _read(folder: Path, content: str | bytes, name: str = "a.csv") -> Roster:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_roster(path)


def _codes(roster: Roster) -> list[tuple[str, int | None]]:
    return [(issue.problem.code, issue.row) for issue in roster.issues]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gbk", b""),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_every_usual_encoding_is_found(encoding: str, mark: bytes, tmp_path: Path) -> None:
    roster = _read(tmp_path, mark + _as_text(ROWS).encode(encoding))
    assert roster.data["name"].to_pylist() == names(30)
    assert roster.data["row"].to_pylist() == list(range(1, 31))
    assert roster.issues == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_usual_delimiter_is_found(delimiter: str, line_end: str, tmp_path: Path) -> None:
    roster = _read(tmp_path, _as_text(ROWS, delimiter, line_end), "a.txt")
    assert roster.data["id_no"].to_pylist() == [row[3] for row in children(30)]
    assert roster.issues == ()


def test_words_that_other_programs_take_for_nothing_stay(tmp_path: Path) -> None:
    rows = [
        ["name", "sex", "id_no", "village", "remark"],
        ["NA", "无", child(1)[3], "null", "N/A"],
        ["王", "1", "", "-", "NaN"],
    ]
    data = _read(tmp_path, _as_text(rows)).data
    assert data["name"].to_pylist() == ["NA", "王"]
    assert data["sex"].to_pylist() == ["无", "1"]
    assert data["id_no"].to_pylist() == [child(1)[3], None]
    assert data["remark"].to_pylist() == ["N/A", "NaN"]


def test_leading_zeros_and_long_numbers_stay_text(tmp_path: Path) -> None:
    rows = [["name", "id_no", "phone", "class"], ["王小明", child(1)[3], "08301234567", "01"]]
    data = _read(tmp_path, _as_text(rows)).data
    assert data["phone"].to_pylist() == ["08301234567"]
    assert data["class"].to_pylist() == ["01"]
    assert data["id_no"].to_pylist() == [child(1)[3]]


def test_marks_that_excel_leaves_are_taken_off(tmp_path: Path) -> None:
    text = (
        '姓名,身份证号,电话\n王小明,="510599201001011001",\'13910000000\n李文静,\t510599201001011001\t,"13910000001 "\n'
    )
    data = _read(tmp_path, text).data
    assert data["id_no"].to_pylist() == ["510599201001011001"] * 2
    assert data["phone"].to_pylist() == ["13910000000", "13910000001"]


def test_titles_totals_and_notes_around_the_table(tmp_path: Path) -> None:
    text = "清溪乡花名册,,\n\n" + _as_text(ROWS) + "合计,30\n填表人：周老师\n"
    roster = _read(tmp_path, text)
    assert roster.data["name"].to_pylist() == names(30)
    assert roster.columns.header_rows == (3,)
    assert _codes(roster) == [("tabular.total_row", 34), ("tabular.note_row", 35)]


def test_a_header_of_two_lines(tmp_path: Path) -> None:
    text = "姓名,身份证号,监护人,,村\n,,姓名,电话,\n" + _as_text(
        [[row[0], row[3], row[4], row[5], row[6]] for row in children(3)]
    )
    data = _read(tmp_path, text).data
    assert data["guardian_name"].to_pylist() == [row[4] for row in children(3)]
    assert data["phone"].to_pylist() == [row[5] for row in children(3)]
    assert data["village"].to_pylist() == [row[6] for row in children(3)]


def test_blank_lines_count_for_nothing(tmp_path: Path) -> None:
    lines = _as_text(ROWS).splitlines()
    text = "\n".join([*lines[:3], "", ",,,,,,", "  ", *lines[3:]])
    roster = _read(tmp_path, text)
    assert roster.data["name"].to_pylist() == names(30)
    assert roster.data["row"].to_pylist() == list(range(1, 31))


def test_rows_of_uneven_length_are_kept_and_told(tmp_path: Path) -> None:
    lines = _as_text(ROWS, line_end="\n").splitlines()
    lines[2] = lines[2].rpartition(",")[0]
    lines[4] += ",多出来的13912345678"
    lines[6] += ",,"
    roster = _read(tmp_path, "\n".join(lines))
    assert roster.data["name"].to_pylist() == names(30)
    assert roster.data["village"].to_pylist()[1] is None
    assert _codes(roster) == [("tabular.short_row", 3), ("tabular.long_row", 5)]
    assert "13912345678" not in str(roster.issues[1].value)


def test_line_breaks_inside_quotes(tmp_path: Path) -> None:
    rows = [
        ["姓名\n(必填)", "身份证号", "家庭住址"],
        *([row[0], row[3], f"清溪村\n{n}组"] for n, row in enumerate(children(3))),
    ]
    roster = _read(tmp_path, _as_text(rows))
    assert roster.data["name"].to_pylist() == names(3)
    assert roster.data["address"].to_pylist() == ["清溪村\n0组", "清溪村\n1组", "清溪村\n2组"]


def test_a_quote_that_never_closes_swallows_nobody(tmp_path: Path) -> None:
    lines = _as_text([HEADERS, *children(100)], line_end="\n").splitlines()
    lines[10] = '"' + lines[10]
    roster = _read(tmp_path, "\n".join(lines))
    assert roster.data["name"].to_pylist() == names(100)
    assert _codes(roster) == [("tabular.stray_quote", 11)]


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ({0: '"{}'}, [1]),
        ({5: '"{}', 15: '"{}'}, [6, 16]),
        ({5: '"{}', 15: '{}"'}, [6]),
        ({5: '"{}', 6: '"{}'}, [6, 7]),
        ({5: '{}"', 15: '{}"'}, []),
    ],
    ids=["in the header", "two openings", "opened and closed", "on lines that touch", "two closings"],
)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_stray_quotes_swallow_nobody(
    marks: dict[int, str], told: list[int], quoting: Literal[0, 1], tmp_path: Path
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=quoting, lineterminator="\n").writerows([HEADERS, *children(30)])
    lines = stream.getvalue().splitlines()
    for number, form in marks.items():
        lines[number] = form.format(lines[number])
    roster = _read(tmp_path, "\n".join(lines))
    assert roster.data["row"].to_pylist() == list(range(1, 31))
    if quoting == csv.QUOTE_MINIMAL:
        assert roster.data["id_no"].to_pylist() == [row[3] for row in children(30)]
        assert _codes(roster) == [("tabular.stray_quote", line) for line in told]


def test_a_line_break_after_a_stray_quote_loses_nobody(tmp_path: Path) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in [HEADERS, *children(30)]]
    lines.insert(4, '"周"小明","男')
    roster = _read(tmp_path, "\n".join(lines))
    assert roster.data.num_rows == 31
    assert ("tabular.stray_quote", 5) in _codes(roster)


def test_remarks_of_many_lines_stay_beside_stray_quotes(tmp_path: Path) -> None:
    remark = "随父母外出\n\n寒假回家,已联系\n" + "待核\n" * 60
    rows = [[*HEADERS, "备注"], *([*row, remark if number % 3 else ""] for number, row in enumerate(children(30)))]
    lines = _as_text(rows, line_end="\n").split("\n")
    first = lines.index(",".join(rows[1]))
    lines[first] = lines[first].replace("王小明", '"王小明')
    roster = _read(tmp_path, "\n".join(lines))
    assert roster.data["name"].to_pylist() == names(30)
    assert [text == remark.strip() for text in roster.data["remark"].to_pylist()] == [n % 3 > 0 for n in range(30)]
    assert _codes(roster) == [("tabular.stray_quote", first + 1)]


def test_a_cell_of_any_length_is_read(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "备注"], *([row[0], row[3], "长\n" * 100_000] for row in children(2))]
    assert _read(tmp_path, _as_text(rows, line_end="\n").replace("长\n", "长")).data.num_rows == 2
    ragged = _as_text([*rows, [*child(3)[:1], child(3)[3]]], line_end="\n").replace("长\n", "长长")
    assert _read(tmp_path, ragged).data.num_rows == 3


def test_bytes_in_no_encoding_are_told_at_the_cell(tmp_path: Path) -> None:
    content = _as_text(ROWS).encode("utf-8")
    broken = content.replace("李文静".encode(), "李".encode() + b"\xff\xff", 1)
    roster = _read(tmp_path, broken)
    assert roster.data.num_rows == 30
    issue = roster.issues[0]
    assert (issue.problem.code, issue.row, issue.column, issue.field) == (
        "tabular.unreadable_characters",
        3,
        "A",
        Field.NAME,
    )


def test_a_text_table_under_another_name_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, _as_text(ROWS, "\t"), "a.xls").data["name"].to_pylist() == names(30)


def test_without_a_header_the_cells_tell(tmp_path: Path) -> None:
    roster = _read(tmp_path, _as_text(children(30)))
    assert roster.columns.header_rows == ()
    assert {"name", "sex", "dob", "id_no", "phone", "village"} <= set(roster.data.column_names)
    assert roster.data.num_rows == 30


def test_the_quick_way_and_the_careful_way_agree(tmp_path: Path) -> None:
    rows = [HEADERS, *children(700), ["合计", 700], *children(100, 700)]
    text = _as_text(rows, line_end="\n")
    quick = _read(tmp_path, text)
    careful = _read(tmp_path, text.replace("\n合计", "\n\n合计"))
    assert quick.data.drop_columns(["sheet_row"]).equals(careful.data.drop_columns(["sheet_row"]))
    assert [roster.data["sheet_row"].to_pylist()[-1] for roster in (quick, careful)] == [802, 803]
    assert [code for code, _ in _codes(quick)] == [code for code, _ in _codes(careful)]


@pytest.mark.parametrize("shown", ["5.10599E+17", "5.1059920150302E+17", "5.10599201503021E+17", "5.1059920150302e17"])
def test_damaged_numbers_are_told_with_line_and_column(shown: str, tmp_path: Path) -> None:
    rows = [HEADERS, *children(3)]
    rows[2] = [*rows[2][:3], shown, *rows[2][4:]]
    roster = _read(tmp_path, _as_text(rows))
    issue = roster.issues[0]
    assert (issue.problem.code, issue.sheet, issue.row, issue.column) == ("tabular.number_lost_digits", None, 3, "D")
    assert "20150302" not in str(issue.problem.params)
