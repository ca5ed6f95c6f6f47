"""Working days, terms, school days, spans and periods, as tables."""

from datetime import date, timedelta

import pytest

from notoneless.kernel.calendar import (
    AUTUMN,
    SPRING,
    Calendar,
    Deadline,
    Holiday,
    Notice,
    Period,
    Span,
    SpanUnit,
    Term,
    UsualTerms,
    changed_days,
    changed_deadlines,
    deadline,
    last_day_of_month,
    month_after,
    month_of,
    months_until,
    week_of,
)
from notoneless.policy.working_days import load_working_days

USUAL = UsualTerms((9, 1), (1, 20), (2, 20), (7, 10), (9, 1))
NATIONAL = load_working_days()
AUTUMN_2025 = Term(2025, AUTUMN, date(2025, 8, 30), date(2026, 1, 23))
SPRING_2025 = Term(2025, SPRING, date(2026, 3, 2), date(2026, 7, 10))
STORM, EXTRA = date(2025, 12, 10), date(2025, 12, 13)
SPRING_2027 = Holiday("春节", date(2027, 2, 5), date(2027, 2, 13), (date(2027, 1, 31), date(2027, 2, 14)))
NOTICE_2027 = Notice(
    2027, "国办发明电〔2026〕0号", True, (Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)), SPRING_2027)
)


def calendar(**changes: object) -> Calendar:
    given = {"notices": NATIONAL, "terms": (AUTUMN_2025, SPRING_2025), "changes": {STORM: False, EXTRA: True}}
    return Calendar(**(given | {"usual": USUAL} | changes))


@pytest.mark.parametrize(
    ("day", "working", "taught"),
    [
        ("2025-08-29", True, False),  # before the term
        ("2025-08-30", False, False),  # its first day is a Saturday
        ("2025-09-01", True, True),
        ("2025-09-28", True, True),  # a Sunday worked in place of another day
        ("2025-10-01", False, False),
        ("2025-10-08", False, False),
        ("2025-10-09", True, True),
        ("2025-12-10", True, False),  # a storm
        ("2025-12-13", False, True),  # a Saturday that the county has taught
        ("2026-01-23", True, True),
        ("2026-01-26", True, False),  # between the terms
        ("2026-02-14", True, False),
        ("2026-02-28", True, False),  # worked, but before the term
        ("2026-03-02", True, True),
        ("2026-07-10", True, True),
        ("2026-07-13", True, False),
    ],
)
def test_a_day_is_worked_or_not_and_taught_or_not(day: str, working: bool, taught: bool) -> None:
    found, on = calendar(), date.fromisoformat(day)
    assert (found.is_working_day(on), found.is_school_day(on)) == (working, taught)


@pytest.mark.parametrize(
    ("start", "value", "unit", "legal", "ends"),
    [
        ("2026-08-31", 6, "month", False, "2027-02-28"),
        ("2023-08-31", 6, "month", False, "2024-02-29"),
        ("2024-02-29", 1, "year", False, "2025-02-28"),
        ("2024-02-29", 4, "year", False, "2028-02-29"),
        ("2026-01-31", 1, "month", False, "2026-02-28"),
        ("2026-03-31", 1, "month", False, "2026-04-30"),
        ("2026-02-28", 1, "month", False, "2026-03-28"),
        ("2026-05-30", 0, "month", False, "2026-05-30"),
        ("2026-09-01", 1, "week", False, "2026-09-08"),
        ("2026-09-01", 15, "day", False, "2026-09-16"),
        ("2025-09-20", 15, "day", True, "2025-10-09"),  # ends on a Sunday of the National Day holiday, moved over it
        ("2026-01-31", 15, "day", True, "2026-02-24"),  # over the Spring Festival
        ("2026-02-13", 1, "day", True, "2026-02-14"),  # a Saturday that is worked
        ("2025-09-26", 1, "working_day", False, "2025-09-28"),
        ("2025-09-28", 3, "working_day", False, "2025-10-09"),
        ("2025-09-30", 1, "school_day", False, "2025-10-09"),
        ("2025-12-09", 2, "school_day", False, "2025-12-12"),
        ("2025-12-12", 1, "school_day", False, "2025-12-13"),
        ("2025-12-12", 1, "school_day", True, "2025-12-15"),  # taught, but no working day
        ("2026-01-22", 2, "school_day", False, "2026-03-02"),  # from term to term
        ("2025-07-01", 1, "year", True, "2026-07-01"),
    ],
)
def test_a_span_ends_on_its_day(start: str, value: int, unit: str, legal: bool, ends: str) -> None:
    found = deadline(date.fromisoformat(start), Span(value, SpanUnit(unit)), calendar(), legal)
    assert found.day == date.fromisoformat(ends)


@pytest.mark.parametrize(
    ("start", "value", "unit", "legal", "provisional"),
    [
        ("2026-09-01", 6, "month", False, False),  # no calendar was asked
        ("2026-09-01", 6, "month", True, True),
        ("2026-09-01", 10, "day", True, False),
        ("2026-12-20", 1, "working_day", False, False),
        ("2026-12-20", 4, "working_day", False, False),
        ("2026-12-20", 5, "working_day", False, True),  # the next year's notice may rule on its last days
        ("2026-01-05", 10, "school_day", False, False),
        ("2026-07-08", 10, "school_day", False, True),  # into a term that nobody has entered
        ("2026-07-20", 1, "school_day", False, True),
        ("2025-08-20", 1, "school_day", False, True),  # the usual spring term before might be longer
        ("2025-08-30", 1, "school_day", False, False),
        ("2003-12-30", 5, "working_day", False, True),
    ],
)
def test_what_a_notice_or_a_term_may_still_move_is_provisional(
    start: str, value: int, unit: str, legal: bool, provisional: bool
) -> None:
    found = deadline(date.fromisoformat(start), Span(value, SpanUnit(unit)), calendar(), legal)
    assert found.provisional is provisional


def test_a_deadline_that_is_firm_is_moved_by_no_notice_and_what_moves_was_provisional() -> None:
    before, after = calendar(), calendar(notices=(*NATIONAL, NOTICE_2027))
    asked = [
        (date(2026, 9, 1) + timedelta(days=at), Span(value, unit), legal)
        for at in range(230)
        for unit in SpanUnit
        for value in (1, 2, 10, 30)
        for legal in (False, True)
    ]
    changed = changed_deadlines(before, after, asked)
    assert [each for each in changed if each.moved]
    assert all(each.before.provisional for each in changed)
    firm = deadline(date(2026, 12, 28), Span(30, SpanUnit.WORKING_DAY), after, legal=False)
    assert firm == Deadline(date(2027, 2, 15), False)
    moved = deadline(date(2026, 12, 28), Span(30, SpanUnit.WORKING_DAY), before, legal=False)
    assert moved == Deadline(date(2027, 2, 8), True)


def test_a_new_term_makes_deadlines_firm_and_moves_them() -> None:
    autumn = Term(2026, AUTUMN, date(2026, 8, 31), date(2027, 1, 22))
    before, after = calendar(), calendar(terms=(AUTUMN_2025, SPRING_2025, autumn))
    span = Span(1, SpanUnit.SCHOOL_DAY)
    [changed] = changed_deadlines(before, after, [(date(2026, 7, 20), span, False), (date(2026, 3, 3), span, False)])
    assert (changed.before, changed.after) == (
        Deadline(date(2026, 9, 1), True),
        Deadline(date(2026, 8, 31), False),
    )
    days = {each.day for each in changed_days(before, after)}
    assert days == {date(2026, 8, 31), date(2027, 1, 21), date(2027, 1, 22)}


def test_the_days_that_a_notice_changes_are_told_in_order() -> None:
    changed = changed_days(calendar(), calendar(notices=(*NATIONAL, NOTICE_2027)))
    told = [(each.day.isoformat(), each.was_working, each.is_working) for each in changed]
    assert told == [
        ("2027-01-01", True, False),
        ("2027-01-31", False, True),
        ("2027-02-05", True, False),
        *((f"2027-02-{day:02}", True, False) for day in (8, 9, 10, 11, 12)),
        ("2027-02-14", False, True),
    ]
    assert [each.day.isoformat() for each in changed if each.was_school_day != each.is_school_day] == ["2027-01-01"]
    assert changed_days(calendar(), calendar()) == ()
    off = changed_days(calendar(), calendar(changes={}))
    assert [(each.day, each.is_school_day) for each in off] == [(STORM, True), (EXTRA, False)]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2025-08-29", 2024),
        ("2025-08-30", 2025),  # with the autumn term, before September
        ("2025-09-01", 2025),
        ("2026-08-31", 2025),
        ("2026-09-01", 2026),
        ("2026-01-01", 2025),
    ],
)
def test_a_school_year_begins_in_september_or_with_its_autumn_term(day: str, year: int) -> None:
    assert calendar().school_year_of(date.fromisoformat(day)) == year


def test_a_usual_term_gives_way_to_the_entered_ones_beside_it() -> None:
    late = Term(2026, AUTUMN, date(2026, 9, 1), date(2027, 2, 25))
    early = Term(2027, AUTUMN, date(2027, 7, 5), date(2027, 12, 31))
    spring = calendar(terms=(late, early)).terms_of_year(2026)[1]
    assert (spring.first_day, spring.last_day, spring.provisional) == (date(2027, 2, 26), date(2027, 7, 4), True)
    none = calendar(terms=(late, Term(2027, AUTUMN, date(2027, 2, 26), date(2027, 7, 30))))
    assert none.terms_of_year(2026) == (late,)


def test_terms_that_overlap_make_no_calendar() -> None:
    with pytest.raises(ValueError, match="overlap"):
        calendar(terms=(AUTUMN_2025, Term(2025, SPRING, date(2026, 1, 23), date(2026, 7, 1))))
    with pytest.raises(ValueError, match="overlap"):
        calendar(terms=(SPRING_2025, Term(2026, AUTUMN, date(2025, 9, 1), date(2025, 12, 1))))


def test_terms_and_days_between_two_days() -> None:
    found = calendar()
    assert found.terms_between(date(2026, 1, 23), date(2026, 3, 2)) == (AUTUMN_2025, SPRING_2025)
    assert found.terms_between(date(2026, 1, 24), date(2026, 3, 1)) == ()
    assert found.term_of(date(2026, 2, 1)) is None
    assert found.term_of(date(2026, 1, 1)) == AUTUMN_2025
    assert found.working_days(date(2025, 9, 26), date(2025, 10, 9)) == tuple(
        date(2025, *each) for each in ((9, 26), (9, 28), (9, 29), (9, 30), (10, 9))
    )
    assert found.school_days(date(2026, 1, 22), date(2026, 3, 3)) == tuple(
        date(2026, *each) for each in ((1, 22), (1, 23), (3, 2), (3, 3))
    )
    assert found.next_working_day(date(2025, 10, 1)) == date(2025, 10, 9)
    assert found.next_working_day(date(2025, 9, 28)) == date(2025, 9, 28)


def test_months_and_weeks() -> None:
    assert month_of(date(2024, 2, 10)) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert last_day_of_month(date(9999, 12, 1)) == date(9999, 12, 31)
    assert week_of(date(2026, 9, 6)) == Period(date(2026, 8, 31), date(2026, 9, 6))
    assert week_of(date(2026, 9, 7)).holds(date(2026, 9, 13))


def test_what_counts_nothing_or_beyond_all_years_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        Span(-1, SpanUnit.DAY)
    for n in (0, -3):
        with pytest.raises(ValueError, match="first"):
            calendar().nth_working_day_after(date(2026, 1, 1), n)
    assert deadline(date(2026, 1, 1), Span(0, SpanUnit.WORKING_DAY), calendar(), legal=False).day == date(2026, 1, 1)
    for unit, value in (("day", 10**7), ("month", 10**6), ("year", 10**5)):
        with pytest.raises((ValueError, OverflowError)):
            deadline(date(2026, 1, 1), Span(value, SpanUnit(unit)), calendar(), legal=False)


def test_a_later_notice_replaces_a_holiday_whole_and_adds_others() -> None:
    found = calendar()
    assert found.is_working_day(date(2020, 2, 1)) is False  # was to be worked, until the holiday was made longer
    assert found.rulings[date(2020, 2, 2)].number == "国办发明电〔2020〕1号"
    assert found.rulings[date(2019, 4, 28)].is_working
    assert found.rulings[date(2015, 9, 4)].name == "抗战胜利70周年纪念日"
    assert found.rulings[date(2015, 10, 1)].number == "国办发明电〔2014〕28号"


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-01-31", "2026-02-01"),
        ("2026-12-05", "2027-01-01"),
        ("2028-02-29", "2028-03-01"),
        ("2026-06-01", "2026-07-01"),
    ],
)
def test_a_month_is_followed_by_the_next(day: str, following: str) -> None:
    assert month_after(date.fromisoformat(day)) == date.fromisoformat(following)


def test_months_lead_up_to_that_of_a_day() -> None:
    assert months_until(date(2026, 2, 28), 4) == (
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    )
    assert months_until(date(2026, 12, 31), 1) == (date(2026, 12, 1),)
