"""What a plan or a dashboard may count of cases."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.functions import ExtractMonth, ExtractYear

from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.rules.standing import Step
from notoneless.casework.cases.selectors.cases import READ_CASE, of_unit
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to

OPENING = (Step.SUSPECT, Step.REOPEN)
CLOSING = (Step.CLEAR, Step.CLOSE_OUT)


@dataclass(frozen=True, slots=True)
class Month:
    """How many cases were opened or reopened, verified, and cleared or closed out in a month, by its first day."""

    month: date
    opened: int
    verified: int
    closed: int


def opened_and_closed(ctx: Context, unit: UUID, since: date) -> tuple[Month, ...]:
    """The months from that of `since` to today's, for the children who belong to a unit or to one beneath it today."""
    first = since.replace(day=1)
    rows = visible_to(ctx, READ_CASE, CaseEvent).filter(on__gte=first, on__lte=ctx.today, is_withdrawal=False)
    later = CaseEvent._base_manager.filter(supersedes__isnull=False)
    rows = rows.filter(of_unit(ctx, unit)).exclude(pk__in=later.values("supersedes_id"))
    counted: Counter[tuple[int, int, str]] = Counter()
    for year, month, step in rows.values_list(ExtractYear("on"), ExtractMonth("on"), "step"):
        counted[year, month, step] += 1
    return tuple(_month(each, counted) for each in _months(first, ctx.today))


def _months(first: date, last: date) -> list[date]:
    months = []
    while first <= last:
        months.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return months


def _month(month: date, counted: Counter[tuple[int, int, str]]) -> Month:
    def steps(*wanted: Step) -> int:
        return sum(counted[month.year, month.month, step.value] for step in wanted)

    return Month(month, steps(*OPENING), steps(Step.VERIFY), steps(*CLOSING))
