"""Returns as the workbooks that officials know: title and unit on merged rows, figures in the official order."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from notoneless.interfaces.frame.handing import written
from notoneless.interfaces.reporting.pages.wording import (
    cells,
    grade_rows,
    hamlet_rows,
    heads,
    room_rows,
    told,
)
from notoneless.oversight.reporting.rules.figures import CASES, ROOM, Figure
from notoneless.oversight.reporting.selectors import MonthPage
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_NUMBER, _NAME = 10.0, 18.0


def return_workbook(title: str, head: str, figures: Mapping[str, Any]) -> bytes:
    """A school's month: a sheet by grade, by class and by hamlet."""
    sheets = [
        _sheet(gettext("分年级"), title, head, heads(list(Figure)), grade_rows(figures)),
        _sheet(gettext("分班"), title, head, heads(ROOM), room_rows(figures)),
        _sheet(gettext("分村屯"), title, head, heads(CASES), hamlet_rows(figures)),
    ]
    return _written(sheets)


def summary_workbook(title: str, head: str, found: MonthPage) -> bytes:
    """The schools of a month, those that have returned nothing with empty cells, and the sum of the rest."""
    order = list(Figure)
    rows: list[tuple[str, Sequence[int | str]]] = [
        (each.name, cells(each.total, order) if each.is_signed else [gettext("未报"), *[""] * (len(order) - 1)])
        for each in found.schools
    ]
    rows.append((told("total"), cells(found.total, order)))
    return _written([_sheet(gettext("汇总"), title, head, heads(order), rows)])


def _sheet(
    name: str, title: str, head: str, headings: Sequence[str], rows: Sequence[tuple[str, Sequence[int | str]]]
) -> SheetSpec:
    numbers = [ColumnSpec(each, _NUMBER, "number", wrap=True) for each in headings]
    told_rows = [[label, *numbers_of] for label, numbers_of in rows]
    return SheetSpec(name, title, [ColumnSpec(gettext("单位"), _NAME), *numbers], told_rows, head, frozen=1)


def _written(sheets: Sequence[SheetSpec]) -> bytes:
    return written(sheets)
