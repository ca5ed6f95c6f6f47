"""A ledger as the workbook that officials know: title and unit on merged rows, every text as text."""

from collections.abc import Sequence
from typing import Final

from notoneless.casework.cases.rules.ledgers import Column
from notoneless.interfaces.frame.handing import written
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_WIDTHS: Final = {
    Column.SERIAL: 6.0,
    Column.SEX: 6.0,
    Column.AGE: 6.0,
    Column.GRADE: 8.0,
    Column.ID_NUMBER: 22.0,
    Column.STUDENT_NUMBER: 24.0,
    Column.SCHOOL: 22.0,
    Column.ADDRESS: 26.0,
    Column.PHONE: 14.0,
    Column.REASON: 18.0,
    Column.CLOSED_BECAUSE: 14.0,
}
_WIDTH = 12.0


def workbook(title: str, head: str, columns: Sequence[tuple[Column, str]], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a workbook with one sheet, made in a folder that nobody else enters."""
    specs = [ColumnSpec(words, _WIDTHS.get(column, _WIDTH), wrap=column in _WIDTHS) for column, words in columns]
    sheet = SheetSpec(name=title[:31], title=title, columns=specs, rows=rows, note=head, frozen=2)
    return written([sheet])
