"""The lunar calendar against dates everyone can look up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.kernel.lunar import lunar_to_solar, same_day_in_other_calendar, solar_to_lunar

NEW_YEARS = """
1949-01-29 1978-02-07 1984-02-02 1985-02-20 1990-01-27 1999-02-16 2000-02-05 2001-01-24 2004-01-22 2005-02-09 2006-01-29
2007-02-18 2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26
2029-02-13 2030-02-03 2033-01-31 2034-02-19
"""
LEAP_MONTHS = {
    2001: 4,
    2004: 2,
    2006: 7,
    2009: 5,
    2012: 4,
    2014: 9,
    2017: 6,
    2020: 4,
    2023: 2,
    2025: 6,
    2028: 5,
    2031: 3,
    2033: 11,
}


@pytest.mark.parametrize("new_year", [date.fromisoformat(day) for day in NEW_YEARS.split()])
def test_spring_festivals(new_year: date) -> None:
    assert solar_to_lunar(new_year) == (new_year.year, 1, 1, False)
    assert lunar_to_solar(new_year.year, 1, 1) == new_year


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((2015, 8, 15, False), date(2015, 9, 27)),
        ((2013, 5, 5, False), date(2013, 6, 12)),
        ((1978, 8, 15, False), date(1978, 9, 17)),
        ((2020, 4, 1, False), date(2020, 4, 23)),
        ((2020, 4, 1, True), date(2020, 5, 23)),
        ((2020, 5, 5, False), date(2020, 6, 25)),
        ((2014, 9, 1, True), date(2014, 10, 24)),
        ((2014, 12, 30, False), date(2015, 2, 18)),
        ((2024, 9, 9, False), date(2024, 10, 11)),
        ((1976, 8, 8, True), date(1976, 10, 1)),
    ],
)
def test_festivals_and_leap_months(lunar: tuple[int, int, int, bool], solar: date) -> None:
    assert lunar_to_solar(*lunar) == solar
    assert solar_to_lunar(solar) == lunar


@pytest.mark.parametrize("year", range(2001, 2034))
def test_leap_months_fall_where_they_should(year: int) -> None:
    found = [month for month in range(1, 13) if lunar_to_solar(year, month, 1, leap=True)]
    assert found == ([LEAP_MONTHS[year]] if year in LEAP_MONTHS else [])


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"),
    [
        (1899, 12, 1, False),
        (2100, 1, 1, False),
        (2015, 0, 1, False),
        (2015, 13, 1, False),
        (2015, 1, 0, False),
        (2015, 1, 31, False),
        (2015, 1, 30, False),
        (2014, 8, 1, True),
        (2015, 1, 1, True),
    ],
)
def test_days_no_calendar_has(year: int, month: int, day: int, leap: bool) -> None:
    assert lunar_to_solar(year, month, day, leap) is None


@pytest.mark.parametrize("outside", [date(1900, 1, 30), date(2100, 2, 9), date(1, 1, 1), date(9999, 12, 31)])
def test_outside_the_table(outside: date) -> None:
    assert solar_to_lunar(outside) is None


@given(st.dates(date(1900, 1, 31), date(2100, 2, 8)))
def test_there_and_back(day: date) -> None:
    lunar = solar_to_lunar(day)
    assert lunar is not None
    assert lunar_to_solar(*lunar) == day
    assert 1 <= lunar[1] <= 12
    assert 1 <= lunar[2] <= 30


@given(st.dates(date(1900, 1, 31), date(2100, 2, 7)))
def test_the_next_day_is_the_next_day(day: date) -> None:
    today, tomorrow = solar_to_lunar(day), solar_to_lunar(day + timedelta(days=1))
    assert today is not None
    assert tomorrow is not None
    assert tomorrow[2] == today[2] + 1 or (tomorrow[2] == 1 and today[2] in (29, 30))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (date(2015, 7, 12), date(2015, 8, 25), True),
        (date(2015, 8, 25), date(2015, 7, 12), True),
        (date(2014, 12, 30), date(2015, 2, 18), True),
        (date(2020, 4, 5), date(2020, 4, 27), True),
        (date(2020, 4, 5), date(2020, 5, 27), True),
        (date(2015, 7, 12), date(2015, 8, 26), False),
        (date(2015, 7, 12), date(2015, 7, 12), False),
        (date(2015, 7, 31), date(2015, 9, 13), False),
    ],
)
def test_numbers_of_one_calendar_taken_for_the_other(one: date, other: date, same: bool) -> None:
    assert same_day_in_other_calendar(one, other) is same
