"""When the next comparison is due, and how months differ: tables."""

from datetime import date

import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.policy.parameters import load_parameters
from notoneless.records.findings.rules.months import Run, by_month, due, due_day
from notoneless.records.registrations.rules.totals import TotalMeasure, beside, own_totals


@pytest.mark.parametrize(
    ("last", "today", "day", "on", "overdue"),
    [
        (None, date(2026, 9, 1), 25, date(2026, 9, 25), False),
        (None, date(2026, 9, 25), 25, date(2026, 9, 25), False),
        (None, date(2026, 9, 26), 25, date(2026, 9, 25), True),
        (date(2026, 9, 1), date(2026, 9, 30), 25, date(2026, 10, 25), False),
        (date(2026, 9, 30), date(2026, 10, 26), 25, date(2026, 10, 25), True),
        (date(2026, 7, 31), date(2026, 10, 1), 25, date(2026, 8, 25), True),
        (date(2026, 12, 31), date(2027, 1, 1), 25, date(2027, 1, 25), False),
        (date(2027, 1, 31), date(2027, 2, 28), 31, date(2027, 2, 28), False),
        (date(2028, 1, 31), date(2028, 3, 1), 31, date(2028, 2, 29), True),
    ],
)
def test_the_next_comparison_is_due(last: date | None, today: date, day: int, on: date, overdue: bool) -> None:
    found = due(last, today, day)
    assert (found.on, found.is_overdue) == (on, overdue)


def test_the_day_is_a_setting_of_the_county_and_none_before_the_plan() -> None:
    assert due_day(load_parameters("local/comparing", date(2026, 9, 1))) == 25
    with pytest.raises(NotonelessError):
        due_day(load_parameters("local/comparing", date(2019, 1, 1)))


def test_the_last_comparison_of_a_month_counts_and_differs_from_the_month_before() -> None:
    counts = [{"household": 9, "school": 7, "no_trace": 3}, {"household": 9, "school": 8, "no_trace": 1, "left": 1}]
    later = {"household": 9, "school": 8, "no_trace": 5, "poor": 4, "poor_not_in_school": 2}
    days = (date(2026, 9, 1), date(2026, 9, 30), date(2026, 11, 2))
    november, september = by_month(Run(*each) for each in zip(days, (*counts, later), strict=True))
    assert (september.first, september.made_on, september.runs) == (date(2026, 9, 1), date(2026, 9, 30), 2)
    assert (september.not_in_school, september.more, september.poor_not_in_school) == (2, None, None)
    assert (november.not_in_school, november.more, november.poor_not_in_school) == (5, 3, 2)
    assert november.whys == {"no_trace": 5}


def test_our_figures_are_those_the_comparison_holds() -> None:
    assert own_totals({"household": 9, "school": 7, "no_trace": 3}) == {
        TotalMeasure.NOT_IN_SCHOOL: 3,
        TotalMeasure.ENTRIES: 7,
    }
    whole = own_totals({"household": 9, "school": 7, "no_trace": 3, "poor": 5, "poor_not_in_school": 1})
    assert whole[TotalMeasure.POOR_NOT_IN_SCHOOL] == 1
    assert whole[TotalMeasure.NOT_IN_SCHOOL] == 3


@pytest.mark.parametrize(
    ("ours", "figure", "more", "code"),
    [
        (3, 3, 0, "total_same"),
        (3, 5, 2, "total_more"),
        (3, 0, -3, "total_fewer"),
        (None, 5, None, "total_alone"),
    ],
)
def test_a_figure_beside_ours(ours: int | None, figure: int, more: int | None, code: str) -> None:
    found = beside(ours, figure)
    assert (found.more, found.code) == (more, f"registrations.{code}")
