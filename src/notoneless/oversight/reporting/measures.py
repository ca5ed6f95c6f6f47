"""What plans count of monthly returns, each for its own month, and of reports of dropouts, each for its own pupil."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units
from notoneless.foundation.access.scope import Protected, in_force
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.reporting.models import (
    BackReport,
    DropoutPaper,
    DropoutReceipt,
    DropoutReport,
    Feedback,
    JointCheck,
    MonthlyReturn,
    SignedForm,
    TeacherReport,
    VillageSummary,
    YearlyReturn,
)
from notoneless.oversight.reporting.rules.course import too_early
from notoneless.oversight.reporting.rules.statistics import SEASON, FormKind
from notoneless.oversight.reporting.selectors.accounting import count_unaccounted
from notoneless.oversight.reporting.selectors.course import days_of
from notoneless.oversight.reporting.selectors.statistics import SOURCES, without_remark


def _signed(first: date, last: date, units: Units) -> Iterator[Done]:
    """Returns that were signed, nil returns too. A correction is no second one, and April's never counts for May."""
    rows = MonthlyReturn._base_manager.filter(version=1, signed_on__gte=first, signed_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on, month in rows.order_by("signed_on", "id").values_list("unit_id", "signed_on", "month"):
        yield Done(unit, on, of=last_day_of_month(month))


def _reports(model: type[Protected], unit: str, day: str) -> Callable[[date, date, Units], Iterator[Done]]:
    """Reports of a kind, each about its pupil: at the unit and on the day that columns name."""

    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        rows = model._base_manager.filter(**{f"{day}__gte": first, f"{day}__lte": last})
        if units is not None:
            rows = rows.filter(**{f"{unit}__in": units})
        for at, on, child in rows.order_by(day, "id").values_list(unit, day, "child_id"):
            yield Done(at, on, about=child)

    return done


def _on_paper(first: date, last: date, units: Units) -> Iterator[Done]:
    """Reports on paper that were not withdrawn."""
    rows = DropoutPaper._base_manager.filter(issued_on__gte=first, issued_on__lte=last, paper__state=PaperState.ISSUED)
    if units is not None:
        rows = rows.filter(paper__issuer_id__in=units)
    for unit, on, child in rows.order_by("issued_on", "id").values_list("paper__issuer_id", "issued_on", "child_id"):
        yield Done(unit, on, about=child)


def _summed_up(first: date, last: date, units: Units) -> Iterator[Done]:
    """Months whose villages a school has reported, each once however many townships they lie in, for its own month."""
    rows = VillageSummary._base_manager.filter(sent_on__gte=first, sent_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    told = rows.order_by("sent_on", "unit_id", "month").values_list("unit_id", "sent_on", "month").distinct()
    for unit, on, month in told:
        yield Done(unit, on, of=last_day_of_month(month))


def _remarks_missing(day: date, units: Units) -> Mapping[UUID, int]:
    """Special cases without a remark on the forms of the term of a day, at the school; in the holidays there are none."""
    term = load_calendar(day, day).term_of(day)
    kinds = [kind for kind in SOURCES if term is not None and SEASON[kind] == term.number]
    return Counter(school for kind in kinds for school, _ in without_remark(day, kind, units))


def _fed_back(first: date, last: date, units: Units) -> Iterator[Done]:
    """Months that a school has fed back, each once however many places heard of it, for its own month."""
    rows = Feedback._base_manager.filter(issued_on__gte=first, issued_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    told = rows.order_by("issued_on", "unit_id", "month").values_list("unit_id", "issued_on", "month").distinct()
    for unit, on, month in told:
        yield Done(unit, on, of=last_day_of_month(month))


def _reconciled(first: date, last: date, units: Units) -> Iterator[Done]:
    """Yearly statistics that were signed as reconciled, for their own year."""
    rows = YearlyReturn._base_manager.filter(signed_on__gte=first, signed_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on, year in rows.order_by("signed_on", "id").values_list("unit_id", "signed_on", "year"):
        if on is not None:
            yield Done(unit, on, of=date(year, 1, 1))


def _out_of_order(day: date, units: Units) -> Mapping[UUID, int]:
    """Open cases in which a step was taken before one that comes first: the family was turned to, or an order issued, with
    nothing reported."""
    opened = {
        child: standing.opened_on
        for child, standing in standings_of_children(day)
        if standing.state in OPEN and standing.opened_on is not None
    }
    wrong = {child for child, days in days_of(opened, day).items() if too_early(days)}
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=wrong)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return Counter(rows.values_list("unit_id", flat=True))


def _home_teaching_summed(first: date, last: date, units: Units) -> Iterator[Done]:
    """Statistics forms of home teaching that schools have signed off; those above sum them up as they stand."""
    rows = SignedForm._base_manager.filter(kind=FormKind.HOME_TEACHING, signed_on__gte=first, signed_on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on in rows.order_by("signed_on", "id").values_list("unit_id", "signed_on"):
        yield Done(unit, on)


EVIDENCE: tuple[Evidence, ...] = (
    Level("case.out_of_order", _out_of_order),
    Flow("report.monthly_returns", _signed),
    # a return holds the counts by hamlet and class, and the enrolment of each class with its movement
    Flow("report.dropout_counts", _signed),
    Flow("report.enrolment_sums", _signed),
    # what a class teacher tells the head counts at the class, what a school reports upwards at the school
    Flow("report.told_head", _reports(TeacherReport, "room_id", "sent_on")),
    Flow("report.acknowledged", _reports(TeacherReport, "school_id", "read_on")),
    Flow("case.reported_up", _reports(DropoutReport, "school_id", "sent_on")),
    Flow("report.receipts", _reports(DropoutReceipt, "dropout_report__school_id", "received_on")),
    Flow("report.paper_reports", _on_paper),
    Flow("report.returns_reported", _reports(BackReport, "school_id", "sent_on")),
    Flow("case.joint_checks", _reports(JointCheck, "school_id", "checked_on")),
    Flow("report.village_summaries", _summed_up),
    Flow("report.forwarded", _fed_back),
    Flow("report.yearly_reconciled", _reconciled),
    Level("report.unaccounted", count_unaccounted),
    Level("document.remarks_missing", _remarks_missing),
    Flow("homebound.statistics", _home_teaching_summed),
)
