"""Ages on a day, and where a child stands to compulsory age."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notoneless.kernel.ages import CompulsoryAge, age_on, stands

SIX_TO_SIXTEEN = CompulsoryAge(from_years=6, until_years=16)
AS_OF = date(2025, 8, 31)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2019, 8, 31), AS_OF, 6),
        (date(2019, 9, 1), AS_OF, 5),
        (date(2016, 2, 29), date(2022, 2, 28), 5),
        (date(2016, 2, 29), date(2022, 3, 1), 6),
        (date(2016, 2, 29), date(2024, 2, 29), 8),
        (date(2016, 2, 29), date(2024, 2, 28), 7),
        (AS_OF, AS_OF, 0),
        (date(2025, 9, 1), AS_OF, -1),
    ],
)
def test_age_in_full_years(birth: date, on: date, age: int) -> None:
    assert age_on(birth, on) == age


@pytest.mark.parametrize(
    ("birth", "where"),
    [
        (date(2019, 9, 1), "under"),
        (date(2019, 8, 31), "within"),
        (date(2009, 9, 1), "within"),
        (date(2009, 8, 31), "over"),
        (date(2026, 1, 1), "under"),
        (date(1980, 1, 1), "over"),
    ],
)
def test_standing_on_the_last_day_of_august(birth: date, where: str) -> None:
    assert stands(birth, AS_OF, SIX_TO_SIXTEEN) == where


def test_another_county_another_bound() -> None:
    assert stands(date(2018, 10, 1), AS_OF, CompulsoryAge(from_years=7, until_years=17)) == "under"
    assert stands(date(2009, 8, 31), AS_OF, CompulsoryAge(from_years=7, until_years=17)) == "within"


@pytest.mark.parametrize(("first", "last"), [(6, 6), (16, 6), (-1, 6)])
def test_an_age_that_ends_before_it_begins_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="begin before it ends"):
        CompulsoryAge(from_years=first, until_years=last)


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 20_000))
def test_a_year_is_added_on_birthdays_only(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    grown = age_on(birth, day + timedelta(days=1)) - age_on(birth, day)
    tomorrow = day + timedelta(days=1)
    birthday = (tomorrow.month, tomorrow.day) == (birth.month, birth.day)
    late_birthday = (birth.month, birth.day, tomorrow.month, tomorrow.day) == (2, 29, 3, 1) and age_on(birth, day) >= 0
    assert grown == 1 if birthday else grown in ((0, 1) if late_birthday else (0,))
