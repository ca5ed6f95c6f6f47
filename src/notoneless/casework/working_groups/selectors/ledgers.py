"""Who leads and who answers, in the ledgers of cases: a group's row stands there until the child is back."""

from dataclasses import replace

from notoneless.casework.cases.rules.ledgers import Column
from notoneless.casework.cases.selectors.ledgers import LedgerPage
from notoneless.casework.working_groups.models import WorkingGroup
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.casework.working_groups.selectors.groups import lines_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to

_OWN = frozenset({Column.LEAD, Column.ACCOUNTABLE})
_BETWEEN = "、"


def with_groups(ctx: Context, page: LedgerPage) -> LedgerPage:
    """A ledger with who leads each case and who answers for it, where the county has these columns and the reader may see."""
    if not _OWN & set(page.columns) or not ctx.may(READ_GROUP):
        return page
    wanted = [row.child for row in page.rows if row.case is not None]
    rows = visible_to(ctx, READ_GROUP, WorkingGroup).select_related("child", "lead", "support")
    found = {line.child: line for line in lines_of(ctx, rows.filter(child_id__in=wanted))}
    told = []
    for row in page.rows:
        line = found.get(row.child)
        own = {Column.LEAD: line.lead_name, Column.ACCOUNTABLE: _BETWEEN.join(line.accountable)} if line else {}
        told.append(replace(row, values={column: own.get(column, value) for column, value in row.values.items()}))
    return replace(page, rows=tuple(told))
