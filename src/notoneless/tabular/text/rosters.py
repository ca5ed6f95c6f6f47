"""Read the roster in a text table."""

from notoneless.kernel.problems import Problem
from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.kinds import refuse, too_much
from notoneless.tabular.limits import Limits
from notoneless.tabular.request import Columns, Request, check_columns, no_header
from notoneless.tabular.rows.harvest import Harvest
from notoneless.tabular.text.delimited import harvest_text, prepare_text
from notoneless.tabular.text.files import DELIMITERS, Text, find_layout, longest_line, read_text, refuse_other_encoding

_HEAD_LINES = 200
_LINES_A_ROW = 2
"""Lines that a row may have on the average, blank ones counted."""


def read_text_table(request: Request) -> tuple[ColumnMap, Columns]:
    """The columns recognised and the rows. Raises NotonelessError."""
    text = read_text(request.path)
    _refuse_floods(text, request.path.name, request.limits)
    layout = find_layout(text)
    if layout.header is None and request.chosen is None:
        refuse_other_encoding(text, request.path.name)
    found = prepare_text(layout, request.chosen)
    if found is None:
        raise no_header(layout.head)
    header, columns = found
    width, most = len(header.texts), request.limits.max_columns
    if width > most:
        raise refuse("too_many_columns", sheet=request.path.name, columns=width, most=most)
    check_columns(columns, request.required)
    harvest = Harvest(columns, request.limits, request.log)
    harvest_text(text, layout, header, harvest, request.advance(0))
    return columns, harvest.table()


def _refuse_floods(text: Text, name: str, limits: Limits) -> None:
    """Raise NotonelessError for so many lines, so long a line or so many cells in one that looking at them would take long."""
    content = text.content
    if max(content.count(b"\n"), content.count(b"\r")) > _LINES_A_ROW * limits.max_rows:
        raise refuse("too_many_rows", most=limits.max_rows)
    if longest_line(content) > limits.max_line_bytes:
        raise too_much(Problem("tabular.of_line"), name, limits.max_line_bytes >> 10)
    for line in content[: limits.max_line_bytes].splitlines()[:_HEAD_LINES]:
        cells = max(line.count(delimiter.encode()) for delimiter in DELIMITERS) + 1
        if cells > 10 * limits.max_columns:
            raise refuse("too_many_columns", sheet=name, columns=cells, most=limits.max_columns)
