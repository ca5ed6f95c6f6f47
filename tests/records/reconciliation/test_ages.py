"""Standing to compulsory age: birthdays, 29 February, incomplete dates, dates that disagree."""

from datetime import date

import numpy as np
import pytest

from notoneless.kernel.ages import CompulsoryAge
from notoneless.records.reconciliation.rules.ages import Standing, sought, standings

AGE = CompulsoryAge(6, 16)
DAY = date(2025, 8, 31)
NEW_YEARS_EVE = date(2025, 12, 31)
NO_LEAP_YEAR = date(2026, 2, 28)
AFTER_IT = date(2026, 3, 1)

ONE_DATE = [
    (20190831, DAY, Standing.WITHIN),
    (20190901, DAY, Standing.UNDER),
    (20090901, DAY, Standing.WITHIN),
    (20090831, DAY, Standing.OVER),
    (20200229, NO_LEAP_YEAR, Standing.UNDER),
    (20200229, AFTER_IT, Standing.WITHIN),
    (20100228, NO_LEAP_YEAR, Standing.OVER),
    (20100301, NO_LEAP_YEAR, Standing.WITHIN),
    (20190800, DAY, Standing.WITHIN),
    (20190900, DAY, Standing.UNDER),
    (20090800, DAY, Standing.OVER),
    (20090900, DAY, Standing.WITHIN),
    (20090800, date(2025, 8, 30), Standing.WITHIN),
    (20120200, date(2028, 2, 28), Standing.WITHIN),
    (20120200, date(2028, 2, 29), Standing.OVER),
    (20190000, DAY, Standing.WITHIN),
    (20200000, DAY, Standing.UNDER),
    (20090000, DAY, Standing.WITHIN),
    (20090000, date(2025, 12, 30), Standing.WITHIN),
    (20090000, NEW_YEARS_EVE, Standing.OVER),
    (20080000, DAY, Standing.OVER),
    (20251001, DAY, Standing.UNDER),
    (0, DAY, Standing.UNKNOWN),
]

TWO_DATES = [
    (20150101, 20150101, Standing.WITHIN),
    (20150101, 20140101, Standing.WITHIN),
    (20080101, 20150101, Standing.UNSURE),
    (20150101, 20080101, Standing.UNSURE),
    (20210101, 20150101, Standing.UNSURE),
    (20210101, 20080101, Standing.UNSURE),
    (20080101, 20070101, Standing.OVER),
    (0, 20150101, Standing.WITHIN),
    (0, 20080101, Standing.OVER),
    (20150101, 0, Standing.WITHIN),
    (0, 0, Standing.UNKNOWN),
]

FUTURE = [
    (21050302, 0, Standing.UNKNOWN),
    (20260831, 0, Standing.UNKNOWN),
    (20260830, 0, Standing.UNDER),
    (21050302, 20150302, Standing.WITHIN),
    (21050302, 20050302, Standing.OVER),
    (20270101, 20270101, Standing.UNDER),
]

LONG_AGO = [
    (19050705, 0, Standing.UNKNOWN),
    (19000101, 20150302, Standing.WITHIN),
    (19130517, 0, Standing.UNKNOWN),
    (19130517, 19130517, Standing.OVER),
    (19300101, 0, Standing.OVER),
]


def standing(dob: int, id_dob: int, on: date) -> Standing:
    return Standing(standings(np.array([dob], np.int32), np.array([id_dob], np.int32), on, AGE)[0])


@pytest.mark.parametrize(("dob", "on", "expected"), ONE_DATE)
def test_a_birth_date_alone(dob: int, on: date, expected: Standing) -> None:
    assert standing(dob, 0, on) is expected
    assert standing(0, dob, on) is expected


@pytest.mark.parametrize(("dob", "id_dob", "expected"), TWO_DATES)
def test_birth_date_and_id_number(dob: int, id_dob: int, expected: Standing) -> None:
    assert standing(dob, id_dob, DAY) is expected


@pytest.mark.parametrize(("dob", "id_dob", "expected"), FUTURE + LONG_AGO)
def test_a_birth_date_far_ahead_is_a_slip_unless_the_id_says_the_same(
    dob: int, id_dob: int, expected: Standing
) -> None:
    assert standing(dob, id_dob, DAY) is expected


def test_a_whole_roster_keeps_its_order() -> None:
    dob = np.array([20150101, 0, 20080101, 20150101], np.int32)
    expected = [Standing.WITHIN, Standing.UNKNOWN, Standing.OVER, Standing.WITHIN]
    assert standings(dob, np.zeros(4, np.int32), DAY, AGE).tolist() == expected


def test_only_who_is_surely_outside_is_not_looked_for() -> None:
    everyone = np.array(list(Standing), np.uint8)
    looked_for = {Standing(code) for code in everyone[sought(everyone)]}
    assert looked_for == {Standing.WITHIN, Standing.UNSURE, Standing.UNKNOWN}
