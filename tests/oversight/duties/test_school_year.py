"""A county through a whole school year: each duty falls due once for each unit and period, however it is reckoned."""

import os
import random
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.services import reckoning, seal_month
from support.county import START, County
from support.plans import reckoned
from support.school_year import FIRST, LAST, Year

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Size:
    """How large the county is."""

    townships: int
    schools: int
    classes: int
    pupils: int
    duties: int


SIZE = Size(12, 5, 38, 100_000, 60) if os.environ.get("NOTONELESS_YEAR") == "long" else Size(2, 2, 10, 2_000, 12)
"""The long form has some 2,800 units with a post and a half each, and runs for hours: it is part of soak."""


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
        with suppress(Killed):
            reckoned(county)


def open_months(day: date, sealed: Collection[date]) -> Iterator[date]:
    """The months that are over and may be sealed, in order."""
    month = FIRST
    while (following := (month + DAY * 31).replace(day=1)) + DAY * 10 <= day:
        if month not in sealed:
            yield month
        month = following


def test_a_school_year(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    year = Year(county, rng, SIZE.duties)
    year.build(SIZE.townships, SIZE.schools, SIZE.classes, SIZE.pupils)
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
            for month in open_months(day, sealed):
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
