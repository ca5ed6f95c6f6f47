"""The watch list as the workbook that officials know: title and unit on merged rows, every text as text."""

from collections.abc import Sequence

from notoneless.foundation.attachments.store import laid_out
from notoneless.tabular.writing import ColumnSpec, SheetSpec, WorkbookSpec, write_workbook_file

_SERIAL, _SHORT, _LONG = 6.0, 12.0, 30.0
_WIDE = frozenset({6, 8, 9, 12})
"""Columns with several words in a cell: reasons, care, effect, state."""


def workbook(title: str, head: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook with one sheet, made in a folder that nobody else enters."""
    columns = [
        ColumnSpec(words, _SERIAL if at == 0 else _LONG if at in _WIDE else _SHORT, wrap=at > 0)
        for at, words in enumerate(heads)
    ]
    sheet = SheetSpec(name=title, title=title, columns=columns, rows=rows, note=head, frozen=2)
    with laid_out(b"", "xlsx") as path:
        write_workbook_file(path, WorkbookSpec([sheet]))
        return path.read_bytes()
