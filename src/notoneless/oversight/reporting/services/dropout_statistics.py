"""The paper of the statistics of dropouts."""

from datetime import date

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.rules.dropout_statistics import Statistic
from notoneless.oversight.reporting.rules.leavers import CODED, Column
from notoneless.oversight.reporting.selectors.dropout_statistics import DropoutRow, list_dropouts
from notoneless.oversight.reporting.services.papers import chinese
from notoneless.typesetting.paper import written_day

ISSUE_STATISTICS = "dropout_statistics.issue"
STATISTICS = "dropout_statistics"
"""The paper."""

_SAME = (Statistic.SERIAL, Statistic.ROOM, Statistic.NAME, Statistic.SEX, Statistic.GUARDIAN, Statistic.HOME)
"""Columns that stand on paper as they are, with who answers; the others are put together, so that they fit its width."""


@action("dropout_statistics.issue", words="出具辍学学生信息统计表", english="Set the statistics of dropouts on paper")
def issue_statistics(ctx: Context, *, unit: Unit) -> None:
    """Set the statistics of a school's dropouts on paper as they stand today, numbered by the school; earlier ones stay.

    Raises Unusable for what is no school, Refused for a school without a prefix.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("reporting.statistics_of_school"))
    rows = list_dropouts(ctx, unit.pk)
    data: Data = {
        "school": unit.name,
        "day": written_day(ctx.today),
        "count": str(len(rows)),
        "rows": [_row(each, ctx.today) for each in rows],
    }
    issue(ctx, ISSUE_STATISTICS, unit=unit, kind=STATISTICS, data=data)


def _row(row: DropoutRow, today: date) -> dict[str, str]:
    told = row.values
    coded = {
        each: chinese(each, told[Statistic(each.value)], today) if told[Statistic(each.value)] else "" for each in CODED
    }
    back = f"，{told[Statistic.BACK_ON]}返校" if told[Statistic.BACK_ON] else ""
    return {
        **{each.value: told[each] for each in (*_SAME, Statistic.ACCOUNTABLE)},
        "reason": coded[Column.REASON],
        "efforts": f"{told[Statistic.EFFORTS] or '0'}次，联合入户{told[Statistic.JOINT]}次",
        "destination": coded[Column.DESTINATION],
        "state": f"{coded[Column.STATE]}{back}",
    }
