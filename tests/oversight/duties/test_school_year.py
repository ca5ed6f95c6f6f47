"""A county through a whole school year in which everything changes: each duty falls due once for each unit and period.

What is owed is told by a count of its own (`support.school_year_owed`). However often and on whatever days it is reckoned,
wherever it is ended, and wherever the clock goes meanwhile, the rows are those. `NOTONELESS_YEAR=long`: the county of soak.
"""

import hashlib
import os
import random
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from notoneless.foundation.organizations.models import Post
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.selectors.today import today
from notoneless.oversight.duties.services import seal_month
from support.county import START, County
from support.databases import all_of, owners_eyes
from support.plans import reckoned
from support.school_year import Size, Year
from support.school_year_changes import CHANGES
from support.school_year_owed import FIRST, LAST, MEASURE, kind_of

DAY = timedelta(days=1)
IS_LONG = os.environ.get("NOTONELESS_YEAR") == "long"
SIZE = (
    Size(townships=12, villages=6, schools=5, classes=38, pupils=100_000, posts=4_000, duties=60)
    if IS_LONG
    else Size(townships=2, villages=1, schools=2, classes=10, pupils=2_000, posts=100, duties=21)
)
OFTEN, ENDED = 0.04 if IS_LONG else 0.03, 0.15
"""How likely it is reckoned on a day on which nothing changes (a month is sealed at once when it may be), and ended first."""
GOES_WRONG = frozenset({date(2027, 3, 15)}) if IS_LONG else frozenset(sorted(CHANGES)[1::2])
"""Days on which the clock goes wrong after all has been reckoned."""
WRONG = (-400, -180, -95, -31, -8, -1, 1, 8, 31, 64, 125, 300)
"""Days by which the clock is wrong for a while, besides the last and the next day of a year and those of a sealed month."""


class Ended(BaseException):
    """The program has come to an end."""


@contextmanager
def ended_at(number: int) -> Iterator[None]:
    """Within, the program ends before a statement, or a row of one that writes many, is written."""
    left = number

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Ended

    def counted(rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            count()
            yield row

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        count()
        return execute(sql, counted(params) if many else params, many, context)

    with suppress(Ended), connection.execute_wrapper(wrapper):
        yield


def set_to(county: County, day: date) -> None:
    county.time.at = START + (day - FIRST)


def seal(county: County, month: date) -> None:
    seal_month(county.ctx("陈局长"), unit=county.units["county"], month=month)


def print_of_rows() -> str:
    """The fingerprint of everything that is reckoned or sealed, but for who is told of what is overdue: of what is done since
    it was sealed nobody is.
    """
    found = hashlib.sha256()
    with owners_eyes(), connection.cursor() as cursor:
        for model in (DutyRow, SealedMonth):
            columns = ", ".join(each.column for each in model._meta.concrete_fields if each.name != "raised_to")
            cursor.execute(f"SELECT {columns} FROM {model._meta.db_table} ORDER BY id")
            while rows := cursor.fetchmany(2000):
                found.update(repr(rows).encode())
    return found.hexdigest()


def open_months(day: date, sealed: Collection[date]) -> Iterator[date]:
    """The months that are over and may be sealed, in order."""
    month = FIRST
    while (following := (month + DAY * 31).replace(day=1)) + DAY * 10 <= day:
        if month not in sealed:
            yield month
        month = following


def check(year: Year, day: date) -> int:
    """Every row is owed, and everything that is owed has its row, which says how it stands; how many there are."""
    columns = ("unit_id", "period", "start_on", "due_on", "bearer_id", "role", "state", "raised_to_id", "sealed_id")
    number = 0
    for duty in range(1, year.duties + 1):
        with owners_eyes():
            rows = DutyRow._base_manager.filter(duty=f"many_{duty}").values_list(*columns)
            found = {row[:2]: row[2:] for row in rows.iterator(chunk_size=5000)}
        number += len(found)
        for entry, unit, on in year.ledger.rows(duty):
            start, due, bearer, role, state, raised, sealed = found.pop((unit, entry.period))
            wanted = year.facts.state(entry, unit, on)
            told = (duty, entry.period, year.ledger.units[unit].kind, on)
            assert (start, due, state, told) == (entry.start, entry.due, wanted, told)
            assert ((bearer, role), told) == (year.ledger.bearer(entry, unit), told)
            assert ((sealed is not None), told) == ((entry.key in year.ledger.kept), told)
            still = sealed is None or (
                kind_of(duty) not in (4, 7)  # what can still be done
                and year.facts.state(entry, unit, day) == "broken"
            )
            if state != "broken":
                assert raised is None
            elif still:
                assert (raised, told) == (year.ledger.raised(bearer, due, day), told)
        assert found == {}
    return number


def reckon_ended(county: County, rng: random.Random) -> None:
    """Begin to reckon and be ended somewhere, and nothing is written."""
    before = print_of_rows()
    with ended_at(rng.randrange(1, 200)):
        reckoned(county)
        return
    assert print_of_rows() == before


def clock_goes_wrong(county: County, day: date, days: Iterable[date]) -> None:
    """Everything is reckoned by a wrong clock, and by the right one again: then it is as it was."""
    before = print_of_rows()
    for wrong in days:
        set_to(county, max(FIRST, wrong))
        reckoned(county)
    set_to(county, day)
    reckoned(county)
    assert print_of_rows() == before


def seal_ended(county: County, rng: random.Random, month: date) -> None:
    """Begin to seal and be ended somewhere: either all of it stands sealed, or nothing does."""
    before = print_of_rows()
    with ended_at(rng.randrange(1, 40)):
        seal(county, month)
    if not SealedMonth._base_manager.filter(month=month).exists():
        assert print_of_rows() == before
        seal(county, month)


def wrong_days(day: date, rng: random.Random, sealed: Collection[date]) -> list[date]:
    """Some wrong days: any far off, one on the other side of the year's end, one in a month that is sealed."""
    found = [day + DAY * rng.choice(WRONG)]
    found += [date(2026, 12, 31) if day.year == 2027 else date(2027, 1, 1)]
    found += [rng.choice(sorted(sealed)) + DAY * 14] if sealed else []
    return rng.sample(found, min(2, len(found)))


def lists(county: County, who: str) -> set[UUID]:
    """The units of which anything stands on somebody's list of today."""
    found = today(county.ctx(who))
    return {unit for each in (*found.overdue, *found.due, *found.coming) for unit, _ in each.units}


# a program that has come to an end closes no cursor of PostgreSQL
@pytest.mark.filterwarnings("ignore:Exception ignored in.*ServerCursorMixin:pytest.PytestUnraisableExceptionWarning")
def test_a_school_year(county: County) -> None:
    rng = random.Random(7)
    year = Year(county, rng, SIZE.duties)
    year.build(SIZE)
    ledger, day = year.ledger, FIRST
    while day <= LAST:
        set_to(county, day)
        year.live(day)
        if changes := CHANGES.get(day):
            changes(year, day)
        sealable = list(open_months(day, ledger.sealed))
        if changes or sealable or rng.random() < OFTEN or day == LAST:
            if rng.random() < ENDED:
                reckon_ended(county, rng)
            reckoned(county)
            ledger.reckon(day)
            if day in GOES_WRONG:
                clock_goes_wrong(county, day, wrong_days(day, rng, ledger.sealed))
                check(year, day)
            for month in sealable:
                seal_ended(county, rng, month)
                ledger.seal(month)
        day += DAY
    assert check(year, LAST) > (500_000 if IS_LONG else 10_000)
    assert len(all_of(SealedMonth)) == len(ledger.sealed) == 11
    states = DutyRow._base_manager.values_list("state", flat=True).distinct()
    assert set(states) == {"coming", "due", "done", "late", "broken", "exempt"}
    assert {MEASURE[kind_of(number)] for number, _, _ in ledger.entries} == set(MEASURE.values())
    if IS_LONG:
        assert Post._base_manager.count() >= SIZE.posts
    # what a post owes is the affair of whoever holds it now
    assert county.units["school_a"] in lists(county, "何老师")
    assert lists(county, "李校长") == set()
