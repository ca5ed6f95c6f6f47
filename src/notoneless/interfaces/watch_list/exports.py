"""The watch list as the workbook that officials know: title and unit on merged rows, every text as text."""

from collections.abc import Mapping, Sequence

from notoneless.interfaces.frame.handing import written
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_SERIAL, _SHORT, _LONG = 6.0, 12.0, 30.0
_WIDTHS = {"serial": _SERIAL, "reasons": _LONG, "keeper": _LONG, "care": _LONG, "effect": _LONG, "state": _LONG}
"""Columns with a number, and those with several words in a cell."""


def workbook(title: str, head: str, heads: Mapping[str, str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook with one sheet, made in a folder that nobody else enters. `heads`: words by column, in order."""
    columns = [
        ColumnSpec(words, _WIDTHS.get(column, _SHORT), wrap=column != "serial") for column, words in heads.items()
    ]
    sheet = SheetSpec(name=title, title=title, columns=columns, rows=rows, note=head, frozen=2)
    return written([sheet])
