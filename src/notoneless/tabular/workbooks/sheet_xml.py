"""The few marks of a worksheet's XML that are looked for, by the namespace prefix the writer chose.

Every pattern stops at the next "<", so that a malformed sheet costs no more than one look at each byte.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from notoneless.tabular.kinds import refuse
from notoneless.tabular.limits import MIB

ROW_NUMBER = re.compile(rb"""\sr=["'](\d{1,9})["']""")
HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
CELL_PLACE = re.compile(rb"""\sr=["']([A-Za-z]{1,9})(\d{1,9})["']""")
MIN_MAX = re.compile(rb"""\s(min|max)=["'](\d{1,6})["']""")

IMPOSSIBLE_PLACE = re.compile(rb"""r=["'][A-Za-z]{0,9}\d{8,}["']""")
"""A row of eight digits, which no sheet has and on which the reader counts until it falls."""

ROOT = re.compile(rb"<(\w{1,30}:)?worksheet\b")
_FOREIGN_MARK = re.compile(rb"<(\w+:)?(?:row|c|sheetData)[\s/>]")
_MOST_OPEN_ROW = 16 * MIB


@dataclass(frozen=True, slots=True)
class Marks:
    """Byte marks and patterns for one prefix, b"" or such as b"x:"."""

    prefix: bytes
    row_end: bytes
    rows_end: bytes
    cell: bytes
    placed_cell: bytes
    formula: bytes
    row: re.Pattern[bytes]
    numbered_row: re.Pattern[bytes]
    wide_column: re.Pattern[bytes]
    any_column: re.Pattern[bytes]
    column: re.Pattern[bytes]
    token: re.Pattern[bytes]
    whole_cell: re.Pattern[bytes]
    error_cell: re.Pattern[bytes]
    uncomputed_cell: re.Pattern[bytes]


@lru_cache(maxsize=8)
def marks(prefix: bytes) -> Marks:
    """The marks for `prefix`."""
    p = prefix
    formula = rb"<%bf\b[^<>]*(?:/>|>[^<]*</%bf\s*>)" % (p, p)
    place = rb"""[^<>]*?\sr=["']([A-Za-z]{1,3})(\d{1,9})["']"""
    return Marks(
        prefix=p,
        row_end=b"</" + p + b"row>",
        rows_end=b"</" + p + b"sheetData",
        cell=b"<" + p + b"c",
        placed_cell=b"<" + p + b'c r="',
        formula=b"<" + p + b"f",
        row=re.compile(rb"<%brow\b([^<>]*)>" % p),
        numbered_row=re.compile(rb'<%brow r="(\d{1,9})"' % p),
        wide_column=re.compile(rb'<%bc r="([A-Za-z]{2,9})\d' % p),
        any_column=re.compile(rb"""<%bc\b[^<>]*?\sr=["']([A-Za-z]{1,9})\d""" % p),
        column=re.compile(rb"<%bcol\b([^<>]*)>" % p),
        token=re.compile(rb"<%b(row|c|v|is)\b([^<>]*)>" % p),
        whole_cell=re.compile(
            rb"<%bc\b[^<>]*/>|<%bc\b[^<>]*>(?:[^<]|<(?!/?%bc\b))*</%bc\s*>" % (p, p, p, p),
        ),
        error_cell=re.compile(
            rb"""<%bc\b(?=[^<>]*\st=["']e["'])%b[^<>]*>\s*(?:%b\s*)?<%bv>([^<]*)<""" % (p, place, formula, p)
        ),
        uncomputed_cell=re.compile(
            rb"""<%bc\b(?![^<>]*\st=["']str["'])%b[^<>/]*>\s*%b\s*(?:<%bv\s*/>|<%bv></%bv>)?\s*</%bc>"""
            % (p, place, formula, p, p, p, p)
        ),
    )


def row_blocks(pieces: Iterator[bytes], name: str, *, to_end: bool = False) -> Iterator[tuple[Marks, bytes]]:
    """The sheet's XML up to the end of its rows, cut after complete rows; `to_end`: and what follows them.

    Reads `pieces` to their end in either case, so that the whole entry has been checked. Raises NotonelessError for a
    sheet that mixes prefixes or whose rows have no end.
    """
    open_row, found = b"", marks(b"")
    for number, piece in enumerate(pieces):
        text = open_row + piece
        if number == 0:
            root = ROOT.search(text)
            found = marks(root[1] or b"" if root else b"")
        _refuse_mixed(text, found, name)
        if found.rows_end in text:
            yield found, text
            open_row = b""
            break
        cut = text.rfind(found.row_end) + len(found.row_end)
        cut = cut if cut >= len(found.row_end) else _after_empty_row(text, found)
        if cut:
            yield found, text[:cut]
        open_row = text[cut:]
        if len(open_row) > _MOST_OPEN_ROW:
            raise refuse("damaged_workbook", file=name)
    if open_row:
        yield found, open_row
    yield from ((found, piece) for piece in pieces if to_end)


def _refuse_mixed(text: bytes, found: Marks, name: str) -> None:
    """Cells under another prefix would be read but not counted; only a hostile file has them."""
    suspects = (b"<c ", b"<row ", b"<c>", b"<row>") if found.prefix else (b":c", b":row")
    if not any(suspect in text for suspect in suspects):
        return
    if any((other[1] or b"") != found.prefix for other in _FOREIGN_MARK.finditer(text)):
        raise refuse("damaged_workbook", file=name)


def _after_empty_row(text: bytes, found: Marks) -> int:
    """Where the last row ends, if it is one of those that end where they begin; 0 otherwise."""
    end = text.find(b">", text.rfind(b"<" + found.prefix + b"row"))
    return end + 1 if end > 0 and text[end - 1 : end] == b"/" and b"<" + found.prefix + b"row" in text else 0
