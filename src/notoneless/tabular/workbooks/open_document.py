"""Look through an .ods before it is opened: its repeat counts can make a few bytes stand for billions of cells.

On the same way what the workbook reader does not tell: hidden rows and columns (OpenDocument 1.3 part 3, 19.749).
"""

import re
from html import unescape
from pathlib import Path

from notoneless.tabular.kinds import refuse
from notoneless.tabular.limits import MIB, Limits
from notoneless.tabular.workbooks.archives import checked_entries, read_entry
from notoneless.tabular.workbooks.sheet_facts import SheetFacts

_TOKEN = re.compile(rb"<table:(table-row|table-column|table-cell|covered-table-cell|table)(?=[\s/>])([^<>]*)>")
_ROWS = re.compile(rb"""number-rows-repeated=["'](\d{1,12})["']""")
_COLUMNS = re.compile(rb"""number-columns-repeated=["'](\d{1,12})["']""")
_NAME = re.compile(rb"""table:name=["']([^"']*)["']""")
_HIDDEN = re.compile(rb"""table:visibility=["'](?:collapse|filter)["']""")
_HAS_VALUE = re.compile(rb"""office:value-type=|office:string-value=|calcext:value-type=""")
_MOST_OPEN = 16 * MIB


def open_document_facts(path: Path, limits: Limits) -> dict[str, SheetFacts]:
    """The facts of each sheet by name.

    Refuses with NotonelessError an .ods whose filled rectangle exceeds the limits, or whose archive is hostile.
    """
    entries = checked_entries(path, limits)
    if "content.xml" not in entries:
        raise refuse("damaged_workbook", file=path.name)
    tables = _Tables(limits)
    rest = b""
    for piece in read_entry(path, entries["content.xml"]):
        text = rest + piece
        cut = text.rfind(b"<")
        rest = text[cut:]
        if len(rest) > _MOST_OPEN:
            raise refuse("damaged_workbook", file=path.name)
        for tag, attributes in _TOKEN.findall(text[:cut]):
            tables.read(tag, attributes)
        if tables.widest > limits.max_columns:
            raise refuse("too_many_columns", sheet=path.name, columns=tables.widest, most=limits.max_columns)
        if tables.tallest * max(tables.widest, 1) > limits.max_box:
            raise refuse("sheet_too_sparse", sheet=path.name, cell=str(tables.tallest))
    return tables.facts


class _Tables:
    """The filled rectangle so far, over all tables, and the hidden parts of each; 0-based.

    `row` and `column` are where the next cell stands. Hidden rows count once a filled row follows: the endless empty ones
    below a table are often hidden too.
    """

    def __init__(self, limits: Limits) -> None:
        self.row = self.row_repeat = self.column = self.tallest = self.widest = 0
        self.facts: dict[str, SheetFacts] = {}
        self._sheet = SheetFacts()
        self._hidden_since: list[range] = []
        self._limits = limits
        self._noted = 0

    def read(self, tag: bytes, attributes: bytes) -> None:
        """Move on by one tag."""
        if tag == b"table":
            self._start(attributes)
        elif tag == b"table-column":
            end = self.column + _repeated(_COLUMNS, attributes)
            if _HIDDEN.search(attributes):
                self._sheet.hidden_columns += range(self.column, min(end, self._limits.max_columns))
            self.column = end
        elif tag == b"table-row":
            self.row += self.row_repeat
            self.row_repeat, self.column = _repeated(_ROWS, attributes), 0
            if _HIDDEN.search(attributes):
                self._hidden_since.append(range(self.row, self.row + self.row_repeat))
        else:
            self.column += _repeated(_COLUMNS, attributes)
            if _HAS_VALUE.search(attributes):
                self.widest = max(self.widest, self.column)
                self.tallest = max(self.tallest, self.row + self.row_repeat)
                self._note_hidden()

    def _start(self, attributes: bytes) -> None:
        self.row = self.row_repeat = self.column = 0
        self._hidden_since.clear()
        name = _NAME.search(attributes)
        self._sheet = self.facts.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", SheetFacts())

    def _note_hidden(self) -> None:
        for rows in self._hidden_since:
            noted = rows[: max(self._limits.max_rows - self._noted, 0)]
            self._sheet.hidden_rows += noted
            self._noted += len(noted)
        self._hidden_since.clear()


def _repeated(repeats: re.Pattern[bytes], attributes: bytes) -> int:
    found = repeats.search(attributes)
    return int(found[1]) if found else 1
