"""Builds the files the tests read: rosters of invented children, whole and broken."""

import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

HEADERS = ["姓名", "性别", "出生日期", "身份证号", "家长姓名", "联系电话", "村"]


def resident_id(birth: str, sequence: int, area: str = "510599") -> str:
    """A number with a valid check digit (GB 11643-1999)."""
    body = f"{area}{birth}{sequence:03d}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def child(number: int) -> list[Any]:
    """One row under `HEADERS`."""
    surnames = "王李张刘陈杨赵黄周吴"
    given = ("小明", "文静", "建国", "思雨", "浩然", "子涵", "晓峰", "雪梅")
    birth = f"20{10 + number % 8:02d}{1 + number % 12:02d}{1 + number % 28:02d}"
    return [
        surnames[number % 10] + given[number % 8],
        "男" if number % 2 else "女",
        f"{birth[:4]}-{birth[4:6]}-{birth[6:]}",
        resident_id(birth, 100 + number),
        surnames[number % 10] + "大山",
        f"139{10000000 + number}",
        f"清溪{number % 3 + 1}村",
    ]


def children(count: int, first: int = 0) -> list[list[Any]]:
    return [child(number) for number in range(first, first + count)]


def names(count: int, first: int = 0) -> list[str]:
    return [str(row[0]) for row in children(count, first)]


def workbook(path: Path, rows: Sequence[Sequence[Any]], edit: Callable[[Any], None] | None = None) -> Path:
    """An .xlsx of one sheet 花名册; `edit` may change the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花名册"
    for row in rows:
        sheet.append(list(row))
    if edit is not None:
        edit(book)
    book.save(path)
    return path


def add_sheet(book: Any, title: str, rows: Sequence[Sequence[Any]]) -> Any:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    return sheet


def repacked(path: Path, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> Path:
    """The archive with each entry passed through `change` (None: left out) and `extra` entries added."""
    with zipfile.ZipFile(path) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            changed = change(name, content)
            if changed is not None:
                archive.writestr(name, changed)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def in_sheet(replace: Callable[[bytes], bytes], part: str = "sheet1.xml") -> Callable[[str, bytes], bytes]:
    return lambda name, content: replace(content) if name.endswith(part) else content


# -- .xls: the records of [MS-XLS] and the container of [MS-CFB], as few as a reader accepts


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<3H", row, column, 0)
    if isinstance(value, str) and value.startswith("#"):
        return _record(0x205, place + struct.pack("<2B", {"#N/A": 0x2A, "#REF!": 0x17}[value], 1))
    if isinstance(value, str):
        return _record(0x204, place + _text(value))
    return _record(0x203, place + struct.pack("<d", value))


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x0600))


def xls_stream(
    rows: Sequence[Sequence[Any]],
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    password: bool = False,
) -> bytes:
    """The workbook stream of one sheet 花名册."""
    name = "花名册"
    head = _bof(0x0005) + (_record(0x2F, b"\x00" * 6) if password else b"")
    bound_size = 4 + 8 + 2 * len(name)
    offset = len(head) + bound_size + 4
    bound = struct.pack("<I2B2B", offset, 0, 0, len(name), 1) + name.encode("utf-16-le")
    book = head + _record(0x85, bound) + _record(0x0A, b"")
    sheet = _bof(0x0010)
    for column in hidden_columns:
        sheet += _record(0x7D, struct.pack("<5HH", column, column, 2048, 0, 1, 0))
    sheet += _record(0x200, struct.pack("<2I3H", 0, len(rows), 0, max(map(len, rows)), 0))
    for number in range(len(rows)):
        flags = 0x20 if number in hidden_rows else 0
        sheet += _record(0x208, struct.pack("<8H", number, 0, 16, 255, 0, 0, flags | 0x100, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in (None, ""):
                sheet += _cell(number, column, value)
    return book + sheet + _record(0x0A, b"")


def compound(streams: dict[str, bytes], small: bool = False) -> bytes:
    """A compound file; with `small` its one stream lies in the short-sector stream."""
    size = 512
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    table: list[int] = [fat_mark]
    sectors: list[bytes] = [b""]

    def place(content: bytes) -> int:
        first = len(sectors)
        count = max(1, -(-len(content) // size))
        for at in range(count):
            sectors.append(content[at * size : (at + 1) * size].ljust(size, b"\x00"))
            table.append(first + at + 1 if at < count - 1 else end)
        return first

    def entry(
        name: str, kind: int, first: int, length: int, child_id: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
    ) -> bytes:
        raw = (name + "\x00").encode("utf-16-le")
        return (
            raw.ljust(64, b"\x00")
            + struct.pack("<HBB3I", len(raw), kind, 1, 0xFFFFFFFF, right, child_id)
            + b"\x00" * 36
            + struct.pack("<IQ", first, length)
        )

    mini_first, mini_count, root_first, root_length = end, 0, end, 0
    entries = []
    for number, (name, content) in enumerate(streams.items(), start=1):
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        if small:
            count = -(-len(content) // 64)
            chain = [*range(1, count), end] + [free] * (size // 4)
            mini_first, mini_count = (
                place(struct.pack(f"<{len(chain)}I", *chain)[: -(-count // 128) * size]),
                -(-count // 128),
            )
            root_first, root_length = place(content.ljust(count * 64, b"\x00")), count * 64
            entries.append(entry(name, 2, 0, len(content), right=right))
        else:
            padded = content.ljust(4096, b"\x00")
            entries.append(entry(name, 2, place(padded), len(padded), right=right))
    directory = entry("Root Entry", 5, root_first, root_length, child_id=1) + b"".join(entries)
    directory_first = place(directory)
    fat = struct.pack(f"<{len(table)}I", *table)
    assert len(fat) <= size, "one sector of the allocation table must do"
    sectors[0] = fat.ljust(size, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    header += struct.pack("<9I", 0, 1, directory_first, 0, 4096, mini_first, mini_count, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + b"".join(sectors)
