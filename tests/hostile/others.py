"""Hostile files of every other kind: polyglots, old workbooks, text, parquet, and what is no file at all."""

import io
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hostile.crafting import MIB, READ, Hostile, hostile, packed, whole
from tabular.tabular_files import HEADERS, children, compound, xls_stream

_ROWS = [HEADERS, *children(3)]
_TABLE = "\n".join(",".join(map(str, row)) for row in _ROWS) + "\n"
_HTML = "<html><table><tr><td>姓名</td><td>身份证号</td></tr></table></html>"
_NO_TEXT = "nul_bytes", "no_header", "no_name_column", "no_id_column", "mojibake", "other_encoding", "foreign_kind"
_OLD = "damaged_workbook", "too_many_columns", "sheet_too_sparse", "no_rows", "foreign_kind", "password"


def _polyglots() -> Iterator[Hostile]:
    book = packed(whole())
    for kind, head in {"PDF": b"%PDF-1.7\n", "PNG": b"\x89PNG\r\n\x1a\n", "GIF": b"GIF89a", "JPG": b"\xff\xd8\xff\xe0", "EXE": b"MZ\x90\x00",
                       "ELF": b"\x7fELF", "RAR": b"Rar!\x1a\x07", "gzip": b"\x1f\x8b\x08", "7z": b"7z\xbc\xaf\x27\x1c"}.items():  # fmt: skip
        yield hostile(f"{kind} and workbook", "a.xlsx", head + b"\x00" * 64 + book, "foreign_kind")
    yield hostile("script and workbook", "a.xlsx", b"#!/bin/sh\nexit\n" + book, *_NO_TEXT)
    yield hostile("page and workbook", "a.xlsx", _HTML.encode() + book, "markup")
    yield hostile("workbook and page", "a.xlsx", book + _HTML.encode(), READ, "damaged_workbook")
    yield hostile(
        "workbook and old workbook", "a.xls", book + compound({"Workbook": xls_stream(_ROWS)}), READ, "damaged_workbook"
    )
    yield hostile(
        "old workbook and workbook",
        "a.xlsx",
        compound({"Workbook": xls_stream(_ROWS)}) + book,
        READ,
        "damaged_workbook",
    )
    yield hostile("parquet and workbook", "a.xlsx", _parquet() + book, "damaged_parquet")
    yield hostile("workbook and parquet", "a.xlsx", book + _parquet(), READ, "damaged_workbook")
    yield hostile("text and workbook", "a.csv", _TABLE.encode() + book, *_NO_TEXT)
    for part in ("xl/workbook.bin", "XL\\Workbook.bin"):
        for file in ("a.xlsx", "a.xls", "a.csv"):
            yield hostile(
                f"{part} in {file}", file, {"[Content_Types].xml": "<Types/>", part: b"\x83\x01"}, "save_as_xlsx"
            )
    yield hostile("a binary workbook beside a workbook", "a.xlsx", whole() | {"xl/workbook.bin": b"x"}, "save_as_xlsx")
    for part in ("word/document.xml", "ppt/presentation.xml", "AndroidManifest.xml", "META-INF/MANIFEST.MF", "a.csv"):
        yield hostile(f"an archive of {part}", "a.xlsx", {part: "x"}, "foreign_kind")


def _old() -> Iterator[Hostile]:
    sound = compound({"Workbook": xls_stream(_ROWS)})
    for file in ("a.xls", "a.xlsx", "a.csv"):
        yield hostile(f"an old workbook called {file}", file, sound, READ)
    yield hostile(
        "an old workbook with a password", "a.xls", compound({"Workbook": xls_stream(_ROWS, password=True)}), "password"
    )
    for streams in ({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 99}, {"EncryptedPackage": b"x"}):
        yield hostile(f"a workbook behind a password, {len(streams)} streams", "a.xlsx", compound(streams), "password")
    yield hostile("a letter", "a.xls", compound({"WordDocument": b"x"}), "foreign_kind")
    for at in (24, 28, 44, 48, 60, 68, 72, 76, 512, 1024):
        for value in (0, 0xFFFFFFFF, 3):
            turned = sound[:at] + struct.pack("<I", value) + sound[at + 4 :]
            yield hostile(f"old container: {value:x} at {at}", "a.xls", turned, READ, *_OLD)
    for share in (600, 2_000, 5_000):
        yield hostile(f"an old workbook cut at {share}", "a.xls", sound[:share], *_OLD)
    loop = compound({"Workbook": xls_stream(_ROWS)}).replace(struct.pack("<I", 2), struct.pack("<I", 1))
    yield hostile("a chain of sectors in a ring", "a.xls", loop, READ, *_OLD)
    for rows, columns in ((0xFFFFFFFF, 0xFFFF), (0x7FFFFFFF, 256), (1, 0xFFFF)):
        stream = xls_stream(_ROWS).replace(
            struct.pack("<2I3H", 0, 4, 0, 7, 0), struct.pack("<2I3H", 0, rows, 0, columns, 0)
        )
        yield hostile(
            f"old sheet of {rows} rows and {columns} columns", "a.xls", compound({"Workbook": stream}), READ, *_OLD
        )
    far = (
        xls_stream(_ROWS)[:-4]
        + struct.pack("<2H", 0x203, 14)
        + struct.pack("<3Hd", 65_535, 255, 0, 1.0)
        + struct.pack("<2H", 10, 0)
    )
    yield hostile("an old cell far away", "a.xls", compound({"Workbook": far}), READ, *_OLD)
    farther = far.replace(struct.pack("<3H", 65_535, 255, 0), struct.pack("<3H", 65_535, 65_535, 0))
    yield hostile("an old cell beyond the sheet", "a.xls", compound({"Workbook": farther}), READ, *_OLD)
    for repeat in ("16384", "1048576", "999999999999"):
        for where in ("columns", "rows"):
            yield hostile(
                f"open document: {where} repeated {repeat}", "a.ods", _ods(where, repeat), "too_many_columns", *_OLD
            )
    yield hostile(
        "open document with an entity", "a.ods", _ods("columns", "1", '<!DOCTYPE x [<!ENTITY a "b">]>'), "dtd"
    )
    yield hostile(
        "open document without content",
        "a.ods",
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
        "damaged_workbook",
    )


def _ods(where: str, repeat: str, head: str = "") -> dict[str, Any]:
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    row = f' table:number-rows-repeated="{repeat}"' if where == "rows" else ""
    column = (
        f' table:number-columns-repeated="{repeat}"' if where == "columns" else ' table:number-columns-repeated="99"'
    )
    body = (
        f'<?xml version="1.0"?>{head}<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="a">'
        f'<table:table-row{row}><table:table-cell office:value-type="string"{column}><text:p>姓名</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": body,
        "META-INF/manifest.xml": "<manifest/>",
    }


def _pages() -> Iterator[Hostile]:
    for encoding in ("utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"):
        yield hostile(f"a page in {encoding}", "a.xls", _HTML.encode(encoding), "markup")
    for head in ("<?xml version='1.0'?><Workbook/>", "MIME-Version: 1.0\nContent-Type: multipart/related\n", "<script>alert(1)</script>",
                 "<!-- a --><table/>", "<META charset=gbk>", " \n\t<DIV>"):  # fmt: skip
        yield hostile(f"a page that begins {head[:12]!r}", "a.xls", head.encode() * 50, "markup")
    yield hostile("a letter in RTF", "a.xls", b"{\\rtf1 a}", "foreign_kind")


def _texts() -> Iterator[Hostile]:
    for encoding in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield hostile(f"text in {encoding}", "a.csv", _TABLE.encode(encoding), READ)
        yield hostile(f"text in {encoding}, called a workbook", "a.xlsx", _TABLE.encode(encoding), READ)
    lines = _TABLE.splitlines()
    mixed = b"\n".join(line.encode("utf-8" if n % 2 else "gbk") for n, line in enumerate(lines))
    yield hostile("text in two encodings", "a.csv", mixed, READ, "other", *_NO_TEXT)
    other = lambda encoding: _TABLE.encode(encoding, "replace")
    for encoding in ("big5", "shift_jis", "utf-7", "koi8-r"):
        yield hostile(f"text in {encoding}", "a.csv", other(encoding), READ, *_NO_TEXT)
    for what, content in {
        "zeros inside": _TABLE.replace("王", "\x00王").encode(), "nothing but zeros": b"\x00" * MIB, "a zero at the end": _TABLE.encode() + b"\x00",
        "overlong letters": b"\xc0\xaf" * 5000, "half characters": "𠮷".encode("utf-16-le")[:2] * 5000, "noise": bytes((n * 7919 >> 3) % 256 for n in range(MIB)),
    }.items():  # fmt: skip
        yield hostile(what, "a.csv", content, READ, "empty_file", *_NO_TEXT)
    for what, content in {
        "one line of 20 MB": lambda: b"a" * (20 * MIB), "one line of 5 million cells": lambda: b"a," * 5_000_000,
        "one cell of 20 MB": lambda: _TABLE.encode() + b"a" * (20 * MIB) + b",b,c,d,e,f,g\n", "20 million empty lines": lambda: _TABLE.encode() + b"\n" * 20_000_000,
        "nothing but quotes": lambda: b'"' * (10 * MIB), "nothing but commas": lambda: b"," * (10 * MIB), "a quote that never ends": lambda: _TABLE.encode() + b'"' + b"a,\n" * 4_000_000,
        "quotes in every cell": lambda: _TABLE.encode() + b'"a,"b,"c\n' * 300_000, "a quote before each line": lambda: _TABLE.encode() + b'"\n' * 1_000_000,
        "2 million lines of one letter": lambda: _TABLE.encode() + b"a\n" * 2_000_000, "a million blank headings": lambda: ("姓名,身份证号" + "," * 1_000_000 + "\n").encode(),
        "lines with more and more cells": lambda: _TABLE.encode() + b"".join(b"," * n + b"\n" for n in range(3_000)), "spaces for 10 MB": lambda: _TABLE.encode() + b" " * (10 * MIB),
        "quotes by the pair": lambda: b'""' * (4 * MIB), "tabs and quotes": lambda: b'\t"' * (4 * MIB), "commas and quotes by the line": lambda: b'",\n' * (3 * MIB),
        "300,000 lines that are ragged": lambda: _TABLE.encode() + b"a,b\n" * 300_000,
    }.items():  # fmt: skip
        yield hostile(what, "a.csv", content, READ, "empty_file", "no_rows", "too_many_columns",
                      "too_many_rows", "too_much", "columns_contest", *_NO_TEXT)  # fmt: skip
    for text in (
        "=1+1",
        "+cmd|'/C calc'!A0",
        "@SUM(A1)",
        "-1",
        "\u202e村溪清",
        "a\u200bb",
        "\x1b[2J",
        "\x07",
        "清溪\ufeff村",
    ):
        yield hostile(f"text with {text!r}", "a.csv", _TABLE.replace("清溪1村", text).encode(), READ)
    yield hostile(
        "line ends of three kinds",
        "a.csv",
        (lines[0] + "\r" + lines[1] + "\r\n" + lines[2] + "\n" + lines[3]).encode(),
        READ,
    )
    yield hostile("nothing but carriage returns", "a.csv", _TABLE.replace("\n", "\r").encode(), READ)


def _parquet(table: Any = None, **how: Any) -> bytes:
    if table is None:
        table = pa.table(dict(zip(HEADERS, zip(*children(3), strict=True), strict=True)))
    stream = io.BytesIO()
    pq.write_table(table, stream, **how)
    return stream.getvalue()


def _columns() -> Iterator[Hostile]:
    sound = _parquet()
    broken = "damaged_parquet"
    for size in (0, 1, 7, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, len(sound), len(sound) + 1):
        yield hostile(
            f"a footer of {size}",
            "a.parquet",
            sound[:-8] + struct.pack("<I", size) + b"PAR1",
            broken,
            "too_many_columns",
        )
    yield hostile("no footer", "a.parquet", sound[:-8], broken)
    yield hostile("an encrypted footer", "a.parquet", sound[:-4] + b"PARE", broken)
    yield hostile("magic alone", "a.parquet", b"PAR1", broken)
    yield hostile("magic twice", "a.parquet", b"PAR1PAR1", broken)
    outcomes = (READ, broken, "too_many_rows", "too_many_columns", "file_too_large", "no_rows", "no_name_column", "no_id_column", "no_number_column",
                "too_much", "columns_contest", "same_header_twice", "unknown_zone", "no_header")  # fmt: skip
    step = len(sound) // 24
    for at in range(4, len(sound) - 8, step):
        turned = sound[:at] + bytes(byte ^ 0x5A for byte in sound[at : at + 6]) + sound[at + 6 :]
        yield hostile(f"parquet with bytes turned at {at // step}", "a.parquet", turned, *outcomes, "other")
    for where in (-40, -120, -400):
        yield hostile(
            f"parquet with its footer turned at {where}",
            "a.parquet",
            sound[:where] + b"\xff" * 12 + sound[where + 12 :],
            *outcomes,
            "other",
        )
    names, numbers = [row[0] for row in children(3)], [row[3] for row in children(3)]
    for depth in (30, 90):
        yield hostile(
            f"lists {depth} deep",
            "a.parquet",
            lambda depth=depth: _parquet(pa.table({"姓名": names, "身份证号": numbers, "x": _deep(depth)})),
            READ,
            broken,
        )
    yield hostile(
        "5,000 columns",
        "a.parquet",
        lambda: _parquet(pa.table({f"c{n}": [1] for n in range(5_000)})),
        "too_many_columns",
    )
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 30_000, pa.int32()), ["字" * 300_000])
    yield hostile("one long text in 30,000 rows", "a.parquet", lambda: _parquet(_wide(long)), "too_much")
    yield hostile(
        "one text of 3,000 in 100,000 rows",
        "a.parquet",
        lambda: _parquet(_wide(pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["字" * 1_000]))),
        "too_much",
    )
    yield hostile(
        "a dictionary of a million",
        "a.parquet",
        lambda: _parquet(_wide(pa.array([f"备注{n}" for n in range(1_000_000)]))),
        *outcomes,
    )
    for codec in ("gzip", "zstd", "brotli"):
        yield hostile(
            f"a bomb by {codec}",
            "a.parquet",
            lambda codec=codec: _parquet(
                _wide(pa.array(["0" * 3_000_000] * 100)), compression=codec, use_dictionary=False
            ),
            "too_much",
            "file_too_large",
        )
    yield hostile(
        "3 million rows",
        "a.parquet",
        lambda: _parquet(pa.table({"姓名": pa.repeat("王", 3_000_000), "身份证号": pa.repeat("1", 3_000_000)})),
        "too_many_rows",
    )


def _wide(column: Any) -> Any:
    rows = len(column)
    return pa.table({"姓名": pa.repeat("王小明", rows), "身份证号": pa.repeat(children(1)[0][3], rows), "备注": column})


def _deep(depth: int) -> Any:
    kind: Any = pa.int8()
    for _ in range(depth):
        kind = pa.list_(kind)
    return pa.array([None] * 3, kind)


def _no_files() -> Iterator[Hostile]:
    for byte in (
        b"",
        b"\x00",
        b"a",
        b"P",
        b"\xff",
        b"\n",
        b'"',
        b",",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"PK",
        b"PAR1"[:3],
        b"\xd0\xcf",
    ):
        yield hostile(
            f"nothing but {byte!r}",
            "a.xlsx",
            byte,
            "empty_file",
            "no_header",
            "no_name_column",
            "nul_bytes",
            "mojibake",
            "no_rows",
        )
    yield Hostile("a folder", "a.xlsx", lambda path: path.mkdir(), frozenset({"is_folder"}))
    yield Hostile("a link to a folder", "a.xlsx", lambda path: path.symlink_to(path.parent), frozenset({"is_folder"}))
    yield Hostile(
        "a link to itself", "a.xlsx", lambda path: path.symlink_to(path), frozenset({"missing_file", "unreadable_file"})
    )
    yield Hostile(
        "a link to nothing", "a.xlsx", lambda path: path.symlink_to("/nowhere/a.xlsx"), frozenset({"missing_file"})
    )
    yield Hostile("a pipe", "a.xlsx", os.mkfifo, frozenset({"missing_file"}))
    yield Hostile("a socket", "a.xlsx", _listening, frozenset({"missing_file"}))
    for device in ("/dev/zero", "/dev/null", "/dev/stdin", "/proc/self/mem"):
        yield Hostile(f"a link to {device}", "a.xlsx", lambda path, d=device: path.symlink_to(d),
                      frozenset({"missing_file", "unreadable_file", "empty_file", "no_header", "is_folder"}))  # fmt: skip
    yield Hostile("what nobody may read", "a.xlsx", _unreadable, frozenset({"unreadable_file", READ}))
    yield Hostile("nothing at all", "a.xlsx", lambda path: None, frozenset({"missing_file"}))
    for name in (
        "a\nb.xlsx",
        "\u202exslx.a",
        "a;b.xlsx",
        "$(id).xlsx",
        "-rf.xlsx",
        "花名册 (1).XLSX",
        "a" * 200 + ".xlsx",
        "con.xlsx",
        "a.xlsx.exe",
    ):
        yield hostile(f"a file called {name[:20]!r}", name, packed(whole()), READ)


def _listening(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(path.parent)  # the name of a socket may be no longer than 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


def _unreadable(path: Path) -> None:
    path.write_bytes(packed(whole()))
    path.chmod(0)


def corpus() -> list[Hostile]:
    """All of them."""
    return [*_polyglots(), *_old(), *_pages(), *_texts(), *_columns(), *_no_files()]
