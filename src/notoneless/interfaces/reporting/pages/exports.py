"""Returns as the workbooks that officials know: title and unit on merged rows, figures in the official order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from notoneless.foundation.audit.selectors import last_root
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
from notoneless.oversight.reporting.selectors.signed import SignedReturn
from notoneless.tabular.writing import ColumnSpec, SheetSpec

_NUMBER, _NAME = 10.0, 18.0
_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What no file may be called on some machine or other."""


def return_workbook(title: str, head: str, figures: Mapping[str, Any]) -> bytes:
    """A school's month: a sheet by grade, by class and by hamlet."""
    sheets = [
        _sheet(gettext("分年级"), title, head, heads(list(Figure)), grade_rows(figures)),
        _sheet(gettext("分班"), title, head, heads(ROOM), room_rows(figures)),
        _sheet(gettext("分村屯"), title, head, heads(CASES), hamlet_rows(figures)),
    ]
    return _written(sheets)


def return_workbooks(returns: Sequence[SignedReturn], month: str) -> Iterator[tuple[str, bytes]]:
    """The signed month of each of some schools as it is handed out by itself, named by its number and the school."""
    root = audit_root()
    for number, each in enumerate(returns, start=1):
        title = told("title", school=each.name, month=month)
        signed = f"{each.signed_by} {each.signed_on.isoformat()}"
        head = return_head(each.name, each.as_of, signed, each.digest, root)
        yield f"{number:03} {_IN_A_FILE_NAME.sub(' ', each.name)}.xlsx", return_workbook(title, head, each.figures)


def return_head(school: str, as_of: date, signed: str, digest: str, root: str) -> str:
    """What stands above a school's month: until when it counts, who signed it, and what tells a change of it."""
    return told("head", school=school, as_of=as_of.isoformat(), signed=signed, digest=digest[:16], root=root)


def audit_root() -> str:
    """The last root of the audit: who has the sheet can say later what stood then."""
    root = last_root()
    return f"{root.day.isoformat()} {root.link.hex()}" if root else told("no_root")


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
