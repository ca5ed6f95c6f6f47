"""What the workbook reader does not tell of an .xls: password, hidden rows and columns, error cells.

Formats: [MS-CFB] for the container, [MS-XLS] for the records, both published by Microsoft.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from notoneless.kernel.problems import Problem
from notoneless.tabular.kinds import refuse
from notoneless.tabular.workbooks.sheet_facts import SheetFacts

_END_OF_CHAIN = 0xFFFFFFFA
_SMALL_STREAM, _SMALL_SECTOR = 4096, 64
_FILEPASS, _BOUNDSHEET, _EOF = 0x2F, 0x85, 0x0A
_ROW, _COLINFO, _BOOLERR, _FORMULA = 0x208, 0x7D, 0x205, 0x06
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

_Record = tuple[int, bytes]


def legacy_facts(path: Path) -> dict[str, SheetFacts]:
    """The facts of each sheet by name; none for a container that does not follow the format.

    Raises NotonelessError for a workbook under a password.
    """
    try:
        stream = workbook_stream(path.read_bytes())
        sheets = list(_bound_sheets(stream, path.name))
        return {name: _sheet_facts(stream, offset) for name, offset in sheets}
    except (struct.error, IndexError, UnicodeDecodeError):
        # the reader itself decides whether such a file can still be read
        return {}


def workbook_stream(content: bytes) -> bytes:
    """The bytes of the stream Workbook (or Book). Raises struct.error or IndexError for a broken container."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    table = _allocation_table(content, size)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    directory = b"".join(map(sector, _chain(table, struct.unpack_from("<I", content, 48)[0])))
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root_first = struct.unpack_from("<I", entries[0], 116)[0]
    for entry in entries:
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") not in {"Workbook", "Book"}:
            continue
        first, total = struct.unpack_from("<IQ", entry, 116)
        total &= 0xFFFFFFFF
        if total >= _SMALL_STREAM:
            return b"".join(map(sector, _chain(table, first)))[:total]
        small = b"".join(map(sector, _chain(table, root_first)))
        small_table_first = struct.unpack_from("<I", content, 60)[0]
        small_table = _numbers(b"".join(map(sector, _chain(table, small_table_first))))
        pieces = (small[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in _chain(small_table, first))
        return b"".join(pieces)[:total]
    raise IndexError("no workbook stream")


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _allocation_table(content: bytes, size: int) -> tuple[int, ...]:
    listed = list(struct.unpack_from("<109I", content, 76))
    following, count = struct.unpack_from("<2I", content, 68)
    for _ in range(min(count, len(content) // size)):
        block = _numbers(content[(following + 1) * size : (following + 2) * size])
        listed += block[:-1]
        following = block[-1]
    sectors = [number for number in listed if number < _END_OF_CHAIN]
    return _numbers(b"".join(content[(number + 1) * size : (number + 2) * size] for number in sectors))


def _chain(table: tuple[int, ...], first: int) -> Iterator[int]:
    for _ in range(len(table)):
        if first >= _END_OF_CHAIN:
            return
        yield first
        first = table[first]


def _records(stream: bytes, offset: int) -> Iterator[_Record]:
    """The records from `offset` to the end of that part of the stream."""
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        if kind == _EOF:
            return
        offset += 4 + length


def _bound_sheets(stream: bytes, file: str) -> Iterator[tuple[str, int]]:
    for kind, record in _records(stream, 0):
        if kind == _FILEPASS:
            raise refuse("password", file=file)
        if kind == _BOUNDSHEET:
            offset, length, wide = struct.unpack_from("<I2xBB", record)
            text = (
                record[8 : 8 + length * 2].decode("utf-16-le") if wide & 1 else record[8 : 8 + length].decode("latin-1")
            )
            yield text, offset


def _sheet_facts(stream: bytes, offset: int) -> SheetFacts:
    facts = SheetFacts()
    for kind, record in _records(stream, offset):
        if kind == _ROW and len(record) >= 16:
            row, flags = struct.unpack_from("<H10xH", record)
            if flags & _ROW_HIDDEN:
                facts.hidden_rows.append(row)
        elif kind == _COLINFO and len(record) >= 10:
            first, last, flags = struct.unpack_from("<2H4xH", record)
            if flags & _COLUMN_HIDDEN:
                facts.hidden_columns += range(first, last + 1)
        elif kind in (_BOOLERR, _FORMULA):
            _note_error(kind, record, facts)
    return facts


def _note_error(kind: int, record: bytes, facts: SheetFacts) -> None:
    row, column = struct.unpack_from("<2H", record)
    if kind == _BOOLERR:
        code, is_error = struct.unpack_from("<2B", record, 6)
    else:
        is_error = record[6] == 2 and record[12:14] == b"\xff\xff"
        code = record[8]
    if is_error:
        facts.unreadable[row, column] = Problem("tabular.error_value", {"value": _ERRORS.get(code, "#ERROR")})
