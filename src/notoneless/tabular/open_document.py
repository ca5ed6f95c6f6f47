"""Check an .ods before it is opened: its repeat counts can make a few bytes stand for billions of cells."""

import re
from pathlib import Path

from notoneless.tabular.archives import checked_entries, read_entry
from notoneless.tabular.kinds import refuse
from notoneless.tabular.limits import MIB, Limits

_TOKEN = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^<>]*)>")
_ROWS = re.compile(rb"""number-rows-repeated=["'](\d{1,12})["']""")
_COLUMNS = re.compile(rb"""number-columns-repeated=["'](\d{1,12})["']""")
_HAS_VALUE = re.compile(rb"""office:value-type=|office:string-value=|calcext:value-type=""")
_MOST_OPEN = 16 * MIB


def check_open_document(path: Path, limits: Limits) -> None:
    """Refuse with NotonelessError an .ods whose filled rectangle exceeds the limits, or whose archive is hostile."""
    entries = checked_entries(path, limits)
    if "content.xml" not in entries:
        raise refuse("damaged_workbook", file=path.name)
    extent = _Extent()
    rest = b""
    for piece in read_entry(path, entries["content.xml"]):
        text = rest + piece
        cut = text.rfind(b"<")
        rest = text[cut:]
        if len(rest) > _MOST_OPEN:
            raise refuse("damaged_workbook", file=path.name)
        for tag, attributes in _TOKEN.findall(text[:cut]):
            extent.read(tag, attributes)
        if extent.widest > limits.max_columns:
            raise refuse("too_many_columns", sheet=path.name, columns=extent.widest, most=limits.max_columns)
        if extent.tallest * max(extent.widest, 1) > limits.max_box:
            raise refuse("sheet_too_sparse", sheet=path.name, cell=str(extent.tallest))


class _Extent:
    """The filled rectangle so far, over all tables; `row` and `column` are where the next cell stands."""

    def __init__(self) -> None:
        self.row = self.row_repeat = self.column = self.tallest = self.widest = 0

    def read(self, tag: bytes, attributes: bytes) -> None:
        """Move on by one tag."""
        if tag == b"table":
            self.row = self.row_repeat = self.column = 0
        elif tag == b"table-row":
            self.row += self.row_repeat
            repeat = _ROWS.search(attributes)
            self.row_repeat, self.column = int(repeat[1]) if repeat else 1, 0
        else:
            repeat = _COLUMNS.search(attributes)
            self.column += int(repeat[1]) if repeat else 1
            if _HAS_VALUE.search(attributes):
                self.widest = max(self.widest, self.column)
                self.tallest = max(self.tallest, self.row + self.row_repeat)
