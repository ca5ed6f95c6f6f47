"""Lists of a month as Word and PDF: the columns and rows that their sheet declares, under its title, with the last root of
the audit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.handing import HEADERS
from notoneless.interfaces.reporting.pages.exports import audit_root
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec, Value
from notoneless.typesetting.fonts import find_fonts
from notoneless.typesetting.paper import SPACE_TO_BREAK, Align, Column, Paper, Paragraph, Table, written_day
from notoneless.typesetting.pdf import as_pdf
from notoneless.typesetting.word import as_word

_DAY = re.compile(r"(\d{4}-)(\d{2}-\d{2})")
"""A day, which may break behind its year: in a table of many columns it is wider than its own."""


class How(StrEnum):
    """How a list is handed out beside its workbook: to be worked on, and to be printed."""

    WORD = "word"
    PRINT = "print"


_KINDS: Final = {
    How.WORD: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    How.PRINT: ("application/pdf", "pdf"),
}


def as_document(sheet: SheetSpec, how: str, name: str, unit: str, day: date) -> HttpResponse:
    """A sheet as Word or PDF, under a name of ASCII and its title. `unit`: whose list it is. Raises NotFound for other ways."""
    if how not in _KINDS:
        raise NotFound
    kind, ending = _KINDS[How(how)]
    paper = described(sheet, unit, day)
    content = as_word(paper) if how == How.WORD else as_pdf(paper, find_fonts(settings.FONTS))
    answer = HttpResponse(content, content_type=kind, headers=HEADERS)
    called = f"filename=\"{name}.{ending}\"; filename*=UTF-8''{quote(sheet.title)}.{ending}"
    answer["Content-Disposition"] = f"attachment; {called}"
    return answer


def described(sheet: SheetSpec, unit: str, day: date) -> Paper:
    """A sheet as typesetting takes it: nothing is counted anew."""
    columns = tuple(Column(each.header, round(each.width), _align(each)) for each in sheet.columns)
    rows = tuple(_texts(row) for row in sheet.rows)
    head = gettext("%(unit)s，制表日期：%(day)s") % {"unit": unit, "day": written_day(day)}
    blocks = [Paragraph(text, is_indented=False) for text in (head, sheet.note) if text]
    blocks_after = [Paragraph(gettext("审计日根：%(root)s") % {"root": audit_root()}, is_indented=False)]
    table = [Table(columns, rows)] if rows else [Paragraph(gettext("没有记录。"), is_indented=False)]
    return Paper(title=sheet.title, day=day, blocks=(*blocks, *table, *blocks_after))


def _align(column: ColumnSpec) -> Align:
    return Align.CENTRE if column.kind == "number" else Align.LEFT


def _texts(row: Sequence[Value | Cell]) -> tuple[str, ...]:
    texts = ("" if value is None else str(value) for value in _values(row))
    return tuple(_DAY.sub(rf"\1{SPACE_TO_BREAK}\2", text) for text in texts)


def _values(row: Iterable[Value | Cell]) -> Iterable[Value]:
    return (each.value if isinstance(each, Cell) else each for each in row)
