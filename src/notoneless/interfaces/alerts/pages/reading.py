"""A list of children as a form brings it: typed or pasted lines, or a spreadsheet that is turned into such lines.

Nothing of a file is kept. Its rows come back as lines in the form, so that who sends them sees what was read, mends a line
where it stands, and sends what was seen and nothing else: a list that was changed after its check is checked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from notoneless.casework.alerts.rules.rows import (
    HEADINGS,
    MOST_CHARACTERS,
    NO_VALUE,
    Listed,
    line_of,
    lines_of,
    read_list,
    without_faults,
)
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.store import laid_out
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.alerts.pages.wording import told
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.uploading import sent_file
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.kinds import Kind, file_kind, has_macros
from notoneless.tabular.limits import MIB, Limits
from notoneless.tabular.tables import Table, read_table
from notoneless.tabular.writing import ColumnSpec, SheetSpec

FILE_SETTING = "ALERT_LIST_BYTES"

_LIMITS = Limits(
    max_uncompressed_bytes=24 * MIB,
    max_entries=300,
    max_ratio=100,
    ratio_floor=2 * MIB,
    max_columns=60,
    max_box=200_000,
    max_text_bytes=8 * MIB,
    max_line_bytes=MIB // 4,
    max_searched=100_000,
    max_sheets=20,
    max_merges=2_000,
    max_unreadable=2_000,
)
"""What a file of somebody who is not signed in may ask of the machine: formats that need another program are not opened."""

_TAKEN = frozenset({Kind.XLSX, Kind.DELIMITED})
_WIDTHS = {"name": 22, "age": 10, "place": 24, "seen_on": 16, "seen": 60}


@dataclass(frozen=True, slots=True)
class Brought:
    """The list of a form: its lines, what was read of them, and whether it is the one that was checked."""

    text: str
    listed: Listed
    was_checked: bool
    has_merged: bool

    @property
    def mark(self) -> str:
        """What the form keeps of a list that was checked."""
        return _mark(self.text)

    @property
    def sent(self) -> str:
        """What is sent of it."""
        return without_faults(self.text, self.listed.faults)

    @property
    def left(self) -> str:
        """The lines that cannot be sent."""
        return "\n".join(each.line for each in self.listed.faults)


def brought(request: HttpRequest, today: date) -> Brought:
    """The list that a form brings. Raises Unusable, with the sentence, for one of which nothing can be read."""
    text = typed_lines(request)
    lines, has_merged = _of_file(request) if request.FILES.get("file") else ("", False)
    text = "\n".join(each for each in (text, lines) if each)
    if len(text) > MOST_CHARACTERS:
        raise Unusable(Problem("alerts.list_too_much_text", {"most": MOST_CHARACTERS}))
    try:
        listed = read_list(text, today, settings.ALERT_LIST_ROWS)
    except NotonelessError as error:
        raise Unusable(error.problem) from error
    return Brought(text, listed, request.POST.get("checked") == _mark(text), has_merged)


def typed_lines(request: HttpRequest) -> str:
    """The lines that were typed or pasted."""
    return "\n".join(lines_of(request.POST.get("lines", "")))


def _mark(text: str) -> str:
    return key_ring().index(text, "alerts_list/checked").hex()


def _of_file(request: HttpRequest) -> tuple[str, bool]:
    """The lines of an uploaded spreadsheet. Raises Unusable for any other file, and one with macros."""
    most: int = settings.ALERT_LIST_BYTES
    content, name = sent_file(request, "file", most)
    try:
        with laid_out(content, "xlsx" if content.startswith(b"PK") else "csv") as path:
            kind = file_kind(path, _LIMITS)
            if kind not in _TAKEN:
                raise Unusable(Problem("alerts.list_no_kind"))
            if name.lower().endswith((".xlsm", ".xltm")) or (kind is Kind.XLSX and has_macros(path)):
                raise Unusable(Problem("alerts.list_macros"))
            table = read_table(path, HEADINGS, _LIMITS, NO_VALUE)
    except Unusable:
        raise
    except NotonelessError as error:
        raise Unusable(error.problem) from error
    return _lines(table), table.has_merged


def _lines(table: Table) -> str:
    """The rows of a table as lines. Raises Unusable for more than one list takes."""
    most = settings.ALERT_LIST_ROWS
    if len(table.rows) > most:
        raise Unusable(Problem("alerts.list_rows", {"most": most, "count": len(table.rows)}))
    return "\n".join(line_of(row.cells) for row in table.rows)


def template() -> HttpResponse:
    """The table to fill in, with nothing but its headings."""
    columns = [ColumnSpec(each.names[0], _WIDTHS[each.key], wrap=each.key == "seen") for each in HEADINGS]
    note = told("list_template_note", most=settings.ALERT_LIST_ROWS)
    sheet = SheetSpec(told("list_template"), told("list_template"), columns, [], note)
    return as_workbook(written([sheet]), "children-list", told("list_template"))


def shown_list(found: Brought | None, text: str) -> Mapping[str, Any]:
    """What the form shows of a list: what was read, what cannot be, and the lines themselves."""
    values: dict[str, Any] = {"lines": text, "most": settings.ALERT_LIST_ROWS, "characters": MOST_CHARACTERS}
    if found is None:
        return values
    return values | {
        "is_checked": True,
        "mark": found.mark,
        "rows": [
            {"row": each, "alike": told("list_alike", rows="、".join(map(str, found.listed.alike[each.number])))}
            if each.number in found.listed.alike
            else {"row": each}
            for each in found.listed.rows
        ],
        "faults": [told("list_line", number=each.number, what=each.problem) for each in found.listed.faults],
        "count": len(found.listed.rows),
        "merged": told("list_merged") if found.has_merged else "",
    }
