"""A published table of rates as a workbook."""

from collections.abc import Sequence

from notoneless.interfaces.frame.handing import written
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_FIRST, _OTHERS = 26.0, 14.0
_LONGEST_NAME = 31


def workbook(title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook with one sheet of texts: what is hidden in the table is not in the file."""
    columns = [ColumnSpec(head, _FIRST if at == 0 else _OTHERS) for at, head in enumerate(heads)]
    sheet = SheetSpec(name=title[:_LONGEST_NAME], title=title, columns=columns, rows=rows, note=note, frozen=1)
    return written([sheet])
