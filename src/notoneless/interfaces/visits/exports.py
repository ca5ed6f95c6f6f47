"""A register of visits as the workbook that officials know: title and unit on merged rows, every text as text."""

from collections.abc import Sequence

from notoneless.interfaces.frame.handing import written
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_SERIAL, _SHORT, _LONG = 6.0, 12.0, 30.0
_MANY = 20
"""Characters from which a column is wide."""


def workbook(title: str, head: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook with one sheet, made in a folder that nobody else enters."""
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(len(heads))]
    columns = [
        ColumnSpec(words, _SERIAL if at == 0 else _LONG if widths[at] >= _MANY else _SHORT, wrap=at > 0)
        for at, words in enumerate(heads)
    ]
    sheet = SheetSpec(name=title[:31], title=title, columns=columns, rows=rows, note=head, frozen=2)
    return written([sheet])
