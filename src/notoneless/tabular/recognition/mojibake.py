"""Recognise headings that were decoded in the wrong encoding before they reached this file."""

from collections.abc import Iterable, Sequence

from notoneless.tabular.recognition.headers import match_header

_WRONG_TURNS = (
    ("gb18030", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
)
_MARKS = ("锟斤拷", "�", "烫烫烫")
_ENOUGH = 2


def garbled(rows: Iterable[Sequence[str]]) -> str | None:
    """A garbled cell of the first rows, as evidence; None where the text makes sense or makes none at all."""
    for row in rows:
        for written, read in _WRONG_TURNS:
            repaired = [cell for cell in row if cell and _known(cell, written, read)]
            if len(repaired) >= _ENOUGH:
                return repaired[0]
        for cell in row:
            if any(mark in cell for mark in _MARKS):
                return cell[:20]
    return None


def _known(cell: str, written: str, read: str) -> bool:
    try:
        text = cell.encode(written).decode(read, "ignore")
    except UnicodeEncodeError:
        return False
    return text != cell and match_header(text) is not None
