"""Read the roster in a text table."""

from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.kinds import refuse
from notoneless.tabular.request import Columns, Request, check_columns, no_header
from notoneless.tabular.rows.harvest import Harvest
from notoneless.tabular.text.delimited import harvest_text, prepare_text
from notoneless.tabular.text.files import find_layout, read_text, refuse_other_encoding


def read_text_table(request: Request) -> tuple[ColumnMap, Columns]:
    """The columns recognised and the rows. Raises NotonelessError."""
    text = read_text(request.path)
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
