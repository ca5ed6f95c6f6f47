"""Files that are no roster, or that mean harm: each is refused with one sentence, soon, and in little memory."""

import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tabular_files import HEADERS, child, children, compound, in_sheet, repacked, workbook, xls_stream

from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.tabular.limits import Limits
from notoneless.tabular.reading import read_roster

SMALL = Limits(max_file_bytes=1 << 22, max_uncompressed_bytes=1 << 22, max_ratio=20, ratio_floor=1 << 19, max_rows=50)


def _whole(path: Path) -> Path:
    return workbook(path, [HEADERS, *children(3)])


def _write(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _text_table(*rows: list[str]) -> Callable[[Path], Path]:
    return _write("\n".join(",".join(row) for row in rows).encode())


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _truncated(path: Path) -> Path:
    path.write_bytes(_whole(path).read_bytes()[:-200])
    return path


def _word_file(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return path


def _plain_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("花名册.csv", "姓名")
    return path


def _binary_workbook(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    return path


def _without_sheets(path: Path) -> Path:
    return repacked(_whole(path), lambda name, content: None if name.startswith("xl/worksheets") else content)


def _bomb_by_ratio(path: Path) -> Path:
    return repacked(_whole(path), lambda _, content: content, {"xl/media/x.bin": b"\x00" * (1 << 21)})


def _bomb_by_size(path: Path) -> Path:
    stuffing = {f"xl/media/{number}.bin": bytes(range(256)) * 4096 for number in range(5)}
    return repacked(_whole(path), lambda _, content: content, stuffing)


def _bomb_that_lies(path: Path) -> Path:
    """The directory says 2,000 bytes; the sheet goes on for a megabyte."""
    repacked(_whole(path), in_sheet(lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + b" " * (1 << 20))))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 2000)))
    return path


def _entities(path: Path) -> Path:
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    return repacked(_whole(path), in_sheet(lambda xml: doctype + xml))


def _announces_texts(path: Path) -> Path:
    """Without the check the reader sets 100 GB aside and ends the process."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADERS, *children(3)]):
        sheet.write_row(number, 0, row)
    book.close()
    return repacked(path, lambda _, content: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', content))


def _sheet_under_another_name(path: Path) -> Path:
    """The stray cells lie in an entry that does not look like a worksheet by its name."""
    repacked(_cells_everywhere(path), lambda _, content: content.replace(b"worksheets/sheet1.xml", b"data/list.bin"))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    return repacked(path, lambda name, content: None if "sheet1" in name else content, {"xl/data/list.bin": sheet})


def _mixed_prefixes(path: Path) -> Path:
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<row r="9"><y:c xmlns:y="' + namespace + b'" r="A9"><v>1</v></y:c></row>'
    return repacked(_whole(path), in_sheet(lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")))


def _endless_row(path: Path) -> Path:
    return repacked(_whole(path), in_sheet(lambda xml: xml.replace(b"</row>", b"").replace(b"</sheetData>", b"")))


def _cells_everywhere(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [HEADERS, *children(3)]:
        book.active.append(row)
    for number in range(40):
        book.active.cell(20_000 * (number + 2), 300 + number, "x")
    book.save(path)
    return path


def _cells_without_places(path: Path) -> Path:
    """Cells that do not say where they stand, in rows far apart: counted wrongly, they would fill the memory."""
    row = b'<row r="%d">' + b"<c><v>1</v></c>" * 390 + b"</row>"
    rows = b"".join(row % (20_000 * number) for number in range(1, 52))
    return repacked(_whole(path), in_sheet(lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")))


def _open_document(cell: str, row: str = "") -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        body = (
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="a"><table:table-row {row}><table:table-cell office:value-type="string" {cell}>'
            "<text:p>姓名</text:p></table:table-cell></table:table-row></table:table>"
            "</office:spreadsheet></office:body></office:document-content>"
        )
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", body)
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
        return path

    return make


def _protected_document(path: Path) -> Path:
    _open_document("")(path)
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    return repacked(path, lambda name, content: manifest if name.endswith("manifest.xml") else content)


def _parquet(table: pa.Table) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        pq.write_table(table, path)
        return path

    return make


def _broken_parquet(path: Path) -> Path:
    pq.write_table(pa.table({"name": ["王小明"] * 40, "id_no": [child(n)[3] for n in range(40)]}), path)
    content = bytearray(path.read_bytes())
    content[4:400] = b"\xff" * 396
    path.write_bytes(bytes(content))
    return path


def _garbled(path: Path) -> Path:
    text = "\n".join(",".join(map(str, row)) for row in [HEADERS, *children(2)])
    path.write_text(text.encode("utf-8").decode("gb18030", "replace"), encoding="utf-8")
    return path


ENCRYPTED = compound({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": b"\x00" * 5000})
BIG5 = ("姓名,身份證號,出生日期\n" + "王小明,539921201305171243,2013-05-17\n" * 5).encode("big5")
IN_NO_ZONE = pa.array([0], pa.timestamp("us", "Mars/Olympus"))
NO_ID = [HEADERS[:3] + HEADERS[4:]] + [row[:3] + row[4:] for row in children(3)]
NO_NAME = [row[1:] for row in [HEADERS, *children(3)]]
CONTRADICTING = [HEADERS, ["身份证号", "性别", "出生日期", "姓名", "家长姓名", "联系电话", "村"], *children(3)]
TWO_NAMES = [["姓名", "姓名", "身份证号"], *([row[0], row[4], row[3]] for row in children(3))]
UNKNOWN = [[f"字段{number}" for number in range(300)], *([f"值{n}"] * 300 for n in range(5))]

REFUSED: list[tuple[str, str, Callable[[Path], Path]]] = [
    ("missing_file", "a.xlsx", lambda path: path),
    ("is_folder", "a.xlsx", _folder),
    ("empty_file", "a.xlsx", _write(b"")),
    ("empty_file", "a.csv", _write(b"\r\n \r\n")),
    ("empty_file", "a.csv", _write(b"\xef\xbb\xbf")),
    ("empty_file", "a.zip", _write(b"PK\x05\x06" + b"\x00" * 18)),
    ("foreign_kind", "photo.xlsx", _write(b"\xff\xd8\xff\xe0" + b"\x00" * 100)),
    ("foreign_kind", "a.xlsx", _write(b"%PDF-1.7\n")),
    ("foreign_kind", "a.csv", _write(b"BM\x00\x00\x00\x00")),
    ("foreign_kind", "a.xlsx", _word_file),
    ("foreign_kind", "a.xlsx", _plain_zip),
    ("save_as_xlsx", "a.xlsb", _binary_workbook),
    ("foreign_kind", "a.doc", _write(compound({"WordDocument": b"x"}))),
    ("foreign_kind", "a.msg", _write(compound({"__properties": b"x"}))),
    ("markup", "a.xls", _write("<html><table><tr><td>姓名</td></tr></table>".encode())),
    ("markup", "a.xls", _write(b'<?xml version="1.0"?><Workbook/>')),
    ("markup", "a.xls", _write("<html><table><tr><td>姓名</td></tr></table>".encode("utf-16"))),
    ("markup", "a.xls", _write("<table><tr><td>姓名</td></tr></table>".encode("utf-16-le"))),
    ("markup", "a.xls", _write("\ufeff<!-- 导出 --><tr><td>姓名</td></tr>".encode())),
    ("markup", "a.xls", _write("<TR><td>姓名</td><td>身份证号</td></TR>".encode("gbk"))),
    ("markup", "a.xls", _write(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>")),
    ("other_encoding", "a.csv", _write(BIG5)),
    ("password", "a.xlsx", _write(ENCRYPTED)),
    ("password", "a.xls", _write(compound({"Workbook": xls_stream([HEADERS, *children(3)], password=True)}))),
    ("password", "a.ods", _protected_document),
    ("save_as_xlsx", "a.et", _write(compound({"Workbook": xls_stream([HEADERS, *children(3)])}))),
    ("damaged_workbook", "a.xlsx", _truncated),
    ("damaged_workbook", "a.xlsx", _without_sheets),
    ("damaged_workbook", "a.xlsx", _mixed_prefixes),
    ("damaged_workbook", "a.xlsx", _announces_texts),
    ("sheet_too_sparse", "a.xlsx", _sheet_under_another_name),
    ("damaged_workbook", "a.xlsx", _endless_row),
    ("damaged_workbook", "a.xls", _write(compound({"Workbook": b"\x00" * 5000}))),
    ("zip_bomb", "a.xlsx", _bomb_by_ratio),
    ("zip_bomb", "a.xlsx", _bomb_by_size),
    ("zip_bomb", "a.xlsx", _bomb_that_lies),
    ("dtd", "a.xlsx", _entities),
    ("sheet_too_sparse", "a.xlsx", _cells_everywhere),
    ("sheet_too_sparse", "a.xlsx", _cells_without_places),
    ("too_many_columns", "a.ods", _open_document('table:number-columns-repeated="16384"')),
    (
        "sheet_too_sparse",
        "a.ods",
        _open_document('table:number-columns-repeated="300"', 'table:number-rows-repeated="1048576"'),
    ),
    ("too_many_columns", "a.csv", _text_table([*HEADERS, *map(str, range(400))], child(1))),
    ("too_many_columns", "a.xlsx", lambda path: workbook(path, [[*HEADERS, *range(500)], [*child(1), *range(500)]])),
    ("too_many_rows", "a.csv", _text_table(HEADERS, *children(60))),
    ("too_many_rows", "a.xlsx", lambda path: workbook(path, [HEADERS, *children(60)])),
    ("too_many_rows", "a.parquet", _parquet(pa.table({"name": ["王"] * 60, "id_no": ["1"] * 60}))),
    ("unknown_zone", "a.parquet", _parquet(pa.table({"name": ["王"], "id_no": ["1"], "dob": IN_NO_ZONE}))),
    ("damaged_parquet", "a.parquet", _write(b"PAR1" + b"\x00" * 50)),
    ("damaged_parquet", "a.parquet", _broken_parquet),
    ("nul_bytes", "a.csv", _write("姓名,身份证号\n王小明,1\x00\x00\x00\n".encode())),
    ("mojibake", "a.csv", _garbled),
    ("mojibake", "a.csv", _write("锟斤拷,锟斤拷锟斤拷\n王,1\n".encode())),
    ("no_header", "a.xlsx", lambda path: workbook(path, UNKNOWN)),
    ("no_name_column", "a.csv", _write("王,510599201503020015,13912345678\n".encode())),
    ("no_header", "a.csv", _write("名单,510599201503020015号,王\n1,2,3\n4,5,6\n".encode())),
    ("no_header", "a.csv", _write("这只是一段话，没有表格。\n第二行。\n".encode())),
    ("no_rows", "a.xlsx", lambda path: workbook(path, [])),
    ("no_rows", "a.xlsx", lambda path: workbook(path, [HEADERS])),
    ("no_rows", "a.csv", _text_table(HEADERS)),
    (
        "no_rows",
        "a.parquet",
        _parquet(pa.table({"name": pa.array([], pa.string()), "id_no": pa.array([], pa.string())})),
    ),
    ("no_id_column", "a.xlsx", lambda path: workbook(path, NO_ID)),
    ("no_id_column", "a.csv", _text_table(*NO_ID)),
    ("no_id_column", "a.parquet", _parquet(pa.table({"name": ["王小明"], "dob": ["2015-03-01"], "phone": ["1"]}))),
    ("no_name_column", "a.xlsx", lambda path: workbook(path, NO_NAME)),
    ("no_name_column", "a.parquet", _parquet(pa.table({"id_no": [child(1)[3]], "dob": ["2015-03-01"]}))),
    ("header_conflict", "a.xlsx", lambda path: workbook(path, CONTRADICTING)),
    ("columns_contest", "a.xlsx", lambda path: workbook(path, TWO_NAMES)),
    (
        "same_header_twice",
        "a.parquet",
        _parquet(pa.Table.from_arrays([["王小明"], ["1"], ["1"]], ["name", "id_no", "id_no"])),
    ),
]


@pytest.mark.parametrize(("code", "name", "make"), REFUSED)
def test_refused_with_a_sentence(
    code: str, name: str, make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # whether an office program is installed must not matter
    path = make(tmp_path / name)
    with pytest.raises(NotonelessError) as caught:
        read_roster(path, limits=SMALL)
    assert caught.value.problem.code == f"tabular.{code}"
    told = sentence(caught.value.problem, "zh") + sentence(caught.value.problem, "en")
    assert "{" not in told
    assert re.search(r"\d{11}", told) is None, "no number in clear"


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 100)
    with pytest.raises(NotonelessError) as caught:
        read_roster(path, limits=Limits(max_file_bytes=99))
    assert caught.value.problem.code == "tabular.file_too_large"


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _whole(tmp_path / "a.xlsx")

    def refuse_to_open(self: Path, *args: object, **kwargs: object) -> io.BytesIO:
        raise PermissionError(13, "denied", str(self))

    monkeypatch.setattr(Path, "open", refuse_to_open)
    with pytest.raises(NotonelessError) as caught:
        read_roster(path)
    assert caught.value.problem.code == "tabular.unreadable_file"


@pytest.mark.parametrize("cell", [(1_048_576, 16_384), (1_048_576, 12), (900_000, 300)])
def test_a_stray_cell_costs_no_memory(cell: tuple[int, int], tmp_path: Path) -> None:
    """Without the trim the first of these asks for 550 GB and ends the process."""
    path = workbook(tmp_path / "a.xlsx", [HEADERS, *children(200)], lambda book: book.active.cell(*cell, "x"))
    tracemalloc.start()
    roster = read_roster(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert roster.data.num_rows == 200
    assert [issue.problem.code for issue in roster.issues] == ["tabular.stray_cell"]
    assert peak < 64 << 20


def test_300_unknown_columns_beside_the_known_ones_are_no_harm(tmp_path: Path) -> None:
    rows = [[*HEADERS, *(f"字段{n}" for n in range(300))], *([*row, *(["x"] * 300)] for row in children(3))]
    roster = read_roster(workbook(tmp_path / "a.xlsx", rows))
    assert roster.data.num_rows == 3
    assert len(roster.columns.unknown()) == 300


def test_few_texts_in_many_cells_are_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADERS, *children(40)]):
        sheet.write_row(number, 0, [*row, *["字段" if number == 0 else "x"] * 300])
    book.close()
    assert read_roster(path).data.num_rows == 40


def test_a_panic_of_the_reader_is_a_damaged_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object) -> None:
        raise PanicException

    path = _whole(tmp_path / "a.xlsx")
    monkeypatch.setattr(
        "notoneless.tabular.workbooks.opening.CalamineWorkbook", type("Reader", (), {"from_object": panic})
    )
    with pytest.raises(NotonelessError) as caught:
        read_roster(path)
    assert caught.value.problem.code == "tabular.damaged_workbook"


def test_an_interruption_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    path = _whole(tmp_path / "a.xlsx")
    monkeypatch.setattr(
        "notoneless.tabular.workbooks.opening.CalamineWorkbook", type("Reader", (), {"from_object": interrupt})
    )
    with pytest.raises(KeyboardInterrupt):
        read_roster(path)


@pytest.mark.parametrize(
    ("script", "code"),
    [("cp {made} $6/a.xlsx", None), ("exit 1", "save_as_xlsx"), ("true", "save_as_xlsx")],
)
def test_a_wps_sheet_goes_through_the_office_program(
    script: str, code: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for soffice copies a finished workbook, fails, or writes nothing."""
    made = _whole(tmp_path / "made.xlsx")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script.format(made=made)}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    source = _write(compound({"Workbook": xls_stream([HEADERS])}))(tmp_path / "a.et")
    if code is None:
        assert read_roster(source).data.num_rows == 3
        return
    with pytest.raises(NotonelessError) as caught:
        read_roster(source)
    assert caught.value.problem.code == f"tabular.{code}"
