"""The rows of one's own uploaded list of payments."""

from uuid import UUID

from notoneless.casework.aid.rules.sheets import HEADINGS, PaidRow, rows_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.rules import SHEET_LIMITS, SHEETS
from notoneless.foundation.attachments.selectors import own_file
from notoneless.foundation.attachments.store import laid_out
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.tables import read_table


def paid_rows(ctx: Context, code: str, attachment: UUID) -> list[PaidRow]:
    """The payments of a list. Raises NotFound for another's file, Unusable where a cell cannot be read, naming the first."""
    row, content = own_file(ctx, code, attachment)
    if row.kind not in SHEETS:
        raise Unusable(Problem("attachments.no_sheet"))
    try:
        with laid_out(content, row.kind) as path:
            table = read_table(path, HEADINGS, SHEET_LIMITS)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    rows, wrong = rows_of(table, ctx.today)
    if wrong:
        raise Unusable(Problem("aid.cell_wrong", {"where": wrong[0], "count": len(wrong)}))
    return rows
