"""A county of 2,000 pupils through a whole school year: each duty falls due once for each unit and period, however it is reckoned."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.services import reckoning, seal_month
from support.county import START, County
from support.plans import reckoned
from support.school_year import FIRST, LAST, Year

DAY = timedelta(days=1)


class Killed(Exception):
    """The program is ended in the midst of writing."""


def set_to(county: County, day: date) -> None:
    county.time.at = START + (day - FIRST)


def kill_once(county: County, monkeypatch: pytest.MonkeyPatch, rng: random.Random) -> None:
    """Begin to reckon and be ended somewhere in the rows."""
    real, left = reckoning.insert_many, rng.randrange(40)

    def ended(model, fields, rows) -> None:
        def some():
            for number, row in enumerate(rows):
                if number >= left:
                    raise Killed
                yield row

        real(model, fields, list(some()))

    with monkeypatch.context() as patched:
        patched.setattr(reckoning, "insert_many", ended)
        try:
            reckoned(county)
        except Exception as error:
            assert "Killed" in type(error).__name__ or "Broken" in type(error).__name__ or "kept" in str(error)


def test_a_school_year(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    year = Year(county, rng)
    year.build(townships=2, schools=2, classes=10, pupils=2000)
    sealed: dict[date, date] = {}
    day = FIRST
    while day <= LAST:
        set_to(county, day)
        year.live(day)
        if rng.random() < 0.12 or day == LAST:
            if rng.random() < 0.3:
                kill_once(county, monkeypatch, rng)
            if rng.random() < 0.3:  # the clock goes back some days, and forward, and comes right
                for wrong in (day - DAY * rng.randrange(1, 6), day + DAY * rng.randrange(1, 6), day):
                    set_to(county, max(FIRST, wrong))
                    reckoned(county)
            reckoned(county)
            month = (day.replace(day=1) - DAY).replace(day=1)
            if day.day > 12 and month >= FIRST and month not in sealed:
                sealed[month] = day
                seal_month(county.ctx("陈局长"), unit=county.units["county"], month=month)
        day += DAY
    rows = list(DutyRow._base_manager.values_list("duty", "unit_id", "start_on", "due_on", "state", "sealed_id"))
    expected = year.expected(LAST + DAY * 31)
    assert Counter(row[:4] for row in rows) == Counter(expected)
    assert len(rows) > 10_000
    wrong = [
        (*row, wanted)
        for row in rows
        if row[4] != (wanted := year.state(*row[:4], sealed.get(row[3].replace(day=1), LAST)))
    ]
    assert wrong == []
    assert len(sealed) >= 9
    assert {row[5] is not None for row in rows if row[3].replace(day=1) in sealed} == {True}
    assert SealedMonth._base_manager.count() == len(sealed)
    assert {row[4] for row in rows} >= {"done", "late", "broken", "due"}
