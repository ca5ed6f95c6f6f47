"""What is counted of a year for its summary: of the whole county, by the facts of the rooms, for who writes it."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from notoneless.casework.cases.measures import opened_and_closed
from notoneless.casework.visits.models import HomeVisit
from notoneless.casework.visits.rules.kinds import VisitKind
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import beneath, visible_to
from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.oversight.supervision.models import Circular, Inspection, Interview, Shortcoming
from notoneless.oversight.supervision.rules.kinds import MendState
from notoneless.oversight.supervision.selectors import READ_SUPERVISION

COUNTED = (
    "cases_opened",
    "cases_verified",
    "cases_closed",
    "visits",
    "inspections",
    "shortcomings",
    "shortcomings_closed",
    "shortcomings_overdue",
    "circulars",
    "interviews",
)
"""In the order of the summary."""


def counted_in(ctx: Context, unit: UUID, year: int) -> Mapping[str, int]:
    """What was done in a year until today, of a unit and all beneath it."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), ctx.today)
    months = [each for each in opened_and_closed(ctx, unit, first) if each.month.year == year]
    units, span = beneath([unit]), (first, last)
    looked = visible_to(ctx, READ_SUPERVISION, Inspection).filter(units.holds("unit_id"), on__range=span)
    found = visible_to(ctx, READ_SUPERVISION, Shortcoming).filter(units.holds("unit_id"), found_on__range=span)
    late = found.exclude(state=MendState.CLOSED).filter(mend_by__lt=last)
    talks = visible_to(ctx, READ_SUPERVISION, Interview).filter(units.holds("unit_id"), on__range=span)
    return {
        "cases_opened": sum(each.opened for each in months),
        "cases_verified": sum(each.verified for each in months),
        "cases_closed": sum(each.closed for each in months),
        "visits": _visits(ctx, span),
        "inspections": looked.filter(is_own=False, withdrawn_on__isnull=True).count(),
        "shortcomings": found.filter(is_own=False).count(),
        "shortcomings_closed": found.filter(is_own=False, state=MendState.CLOSED).count(),
        "shortcomings_overdue": late.filter(is_own=False).count(),
        "circulars": visible_to(ctx, READ_SUPERVISION, Circular).filter(unit_id=unit, issued_on__range=span).count(),
        "interviews": talks.count(),
    }


def _visits(ctx: Context, span: tuple[date, date]) -> int:
    """Home visits of a year, as far as who asks sees them."""
    rows = visible_to(ctx, READ_VISIT, HomeVisit).filter(on__range=span, kind=VisitKind.HOME)
    return rows.filter(holds=True, is_withdrawal=False).count()


def number_lines(counted: Mapping[str, int], lang: Lang = "zh") -> Sequence[tuple[str, int]]:
    """What was counted, with its names."""
    return [(sentence(Problem(f"supervising.counted_{code}"), lang), counted[code]) for code in COUNTED]


def drafted(counted: Mapping[str, int], year: int) -> str:
    """A summary to begin with, of what was counted: whoever signs it words it. Chinese, whoever writes it."""
    return sentence(Problem("supervising.summary_draft", {"year": year, **counted}))
