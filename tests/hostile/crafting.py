"""Archives and workbooks written byte by byte, so that every number in them can lie."""

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tabular.tabular_files import HEADERS, children

MIB = 1 << 20
READ = "read"
"""The outcome of a file that is read, and whose three children are read as they stand."""

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Hostile:
    """A hostile file: its name, the name of the file, what writes it, and the outcomes allowed (codes, or `READ`)."""

    name: str
    file: str
    make: Callable[[Path], object]
    allowed: frozenset[str]


def hostile(name: str, file: str, content: Any, *allowed: str) -> Hostile:
    """A hostile file of bytes, of parts of an archive, or of what a function gives."""
    return Hostile(name, file, lambda path: _write(path, content), frozenset(allowed))


def _write(path: Path, content: Any) -> None:
    made = content() if callable(content) else content
    if isinstance(made, dict):
        made = packed(made)
    if isinstance(made, bytes | bytearray):
        path.write_bytes(made)


@dataclass
class Entry:
    """One entry of an archive, and the lies told of it: by field of the directory, and by field of its own header."""

    name: bytes
    content: bytes
    method: int = 8
    told: dict[str, int] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    raw: bytes | None = None
    crc: int | None = None
    size: int | None = None
    at: int | None = None


def deflated(content: bytes) -> bytes:
    """`content` as a raw deflate stream."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    return press.compress(content) + press.flush()


def swollen(name: str, mebibytes: int, byte: bytes = b"\x00", head: bytes = b"") -> Entry:
    """An entry of so many MiB of one byte, made without ever holding it."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = press.compress(head) + press.flush(zlib.Z_FULL_FLUSH)
    block = byte * MIB
    piece = press.compress(block) + press.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(head)
    for _ in range(min(mebibytes, 64)):  # nobody asks for the sum of the larger ones
        crc = zlib.crc32(block, crc)
    raw = start + piece * mebibytes + deflated(b"")
    return Entry(name.encode(), b"", raw=raw, crc=crc, size=len(head) + mebibytes * MIB)


def archive(
    entries: Sequence[Entry], end: dict[str, int] | None = None, before: bytes = b"", after: bytes = b""
) -> bytes:
    """The archive of `entries`; `end` are the lies of its last record."""
    body, directory, offset = [before], [], len(before)
    for entry in entries:
        data = entry.raw if entry.raw is not None else deflated(entry.content) if entry.method == 8 else entry.content
        crc = entry.crc if entry.crc is not None else zlib.crc32(entry.content)
        size = entry.size if entry.size is not None else len(entry.content)
        true = {"flags": 0, "method": entry.method, "crc": crc, "packed": len(data), "size": size, "offset": offset}
        own, told = true | entry.own, true | entry.told
        if entry.at is not None:
            told["offset"] = entry.at
        else:
            header = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, own["flags"], own["method"], 0, 0, own["crc"],
                                 own["packed"] & 0xFFFFFFFF, own["size"] & 0xFFFFFFFF, len(entry.name), 0)  # fmt: skip
            body += [header, entry.name, data]
            offset += len(header) + len(entry.name) + len(data)
        directory.append(struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, told["flags"], told["method"], 0, 0, told["crc"],
                                     told["packed"] & 0xFFFFFFFF, told["size"] & 0xFFFFFFFF, len(entry.name), 0, 0, 0, 0, 0,
                                     told["offset"] & 0xFFFFFFFF) + entry.name)  # fmt: skip
    listed = b"".join(directory)
    last = {"count": len(entries) & 0xFFFF, "size": len(listed), "offset": offset} | (end or {})
    record = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, last["count"], last["count"], last["size"], last["offset"], 0)
    return b"".join(body) + listed + record + after


def packed(parts: dict[str, Any], **more: Any) -> bytes:
    """The archive of parts by name."""
    return archive(entries_of(parts), **more)


def entries_of(parts: dict[str, Any]) -> list[Entry]:
    """The entries of parts: text, bytes, or entries made beforehand."""
    return [
        part if isinstance(part, Entry) else Entry(name.encode(), part.encode() if isinstance(part, str) else part)
        for name, part in parts.items()
    ]


def cell(place: str, text: Any) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows_of(rows: Sequence[Sequence[Any]], first: int = 1) -> str:
    """Rows of the sheet's XML."""
    return "".join(
        f'<row r="{at}">' + "".join(cell(f"{chr(65 + column)}{at}", text) for column, text in enumerate(row)) + "</row>"
        for at, row in enumerate(rows, first)
    )


CHILDREN = rows_of([HEADERS, *children(3)])


def sheet(rows: str = CHILDREN, before: str = "", after: str = "", head: str = "") -> str:
    """A worksheet: its rows, and what stands before and after them."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="{SPREADSHEET}" xmlns:r="{_RELATIONS}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def book(sheets: str = '<sheet name="花名册" sheetId="1" r:id="rId1"/>', more: str = "", head: str = "") -> str:
    """The part that lists the sheets."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<workbook xmlns="{SPREADSHEET}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{sheets}</sheets>{more}</workbook>"
    )


def relations(more: str = "", head: str = "") -> str:
    """The part that says where the sheets lie."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>{more}</Relationships>'
    )


def whole(**changed: Any) -> dict[str, Any]:
    """The parts of a sound workbook of three children; `sheet`, `book`, `rels` and `types` may be given anew."""
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    top = (
        f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    return {
        "[Content_Types].xml": changed.get("types", types),
        "_rels/.rels": top,
        "xl/workbook.xml": changed.get("book", book()),
        "xl/_rels/workbook.xml.rels": changed.get("rels", relations()),
        "xl/worksheets/sheet1.xml": changed.get("sheet", sheet()),
    }


def texts(strings: Sequence[str], announced: str | None = None, head: str = "") -> str:
    """The table of shared texts."""
    count = announced if announced is not None else str(len(strings))
    items = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return f'<?xml version="1.0"?>{head}<sst xmlns="{SPREADSHEET}" count="{count}" uniqueCount="{count}">{items}</sst>'


WITH_TEXTS = (
    f'<Relationship Id="rId9" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId8" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
)
