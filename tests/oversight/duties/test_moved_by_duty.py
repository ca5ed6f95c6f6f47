"""Moved due days, duty by duty: what moves once is not lost among what moves every week."""

from datetime import date, timedelta

from notoneless.oversight.duties.selectors.moved import MovedDeadline, by_duty
from notoneless.policy.model import Words

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def moved(duty: str, before: date | None, after: date | None, units: int = 2, firm: bool = False) -> MovedDeadline:
    return MovedDeadline(duty, Words(duty, duty), "1.1", str(before), units, before, after, firm)


def test_every_duty_has_one_line_and_what_moves_once_comes_first() -> None:
    first = date(2027, 1, 8)
    weekly = [moved("weekly", first + WEEK * at, first + WEEK * at + DAY, units=at % 3) for at in range(30)]
    firm = [moved("firm", first + WEEK * at, first + WEEK * at, firm=True) for at in range(20)]
    once = moved("once", date(2027, 5, 7), date(2027, 5, 10))
    gone = moved("gone", date(2027, 6, 1), None)
    lines = by_duty([*firm, *weekly, gone, once])
    assert [(each.first.duty, each.times, each.units) for each in lines] == [
        ("once", 1, 2),
        ("gone", 1, 2),
        ("weekly", 30, 2),
        ("firm", 20, 2),
    ]
    assert (lines[2].first, lines[2].last) == (weekly[0], weekly[-1])
    assert [each.becomes_firm for each in lines] == [False, False, False, True]


def test_a_week_that_really_moves_is_told_apart_from_those_that_only_become_firm() -> None:
    first = date(2027, 1, 8)
    weekly = [moved("weekly", first + WEEK * at, first + WEEK * at, firm=True) for at in range(20)]
    weekly[5] = moved("weekly", first + WEEK * 5, first + WEEK * 5 + DAY, firm=True)
    assert [(each.times, each.first.has_moved) for each in by_duty(weekly)] == [(1, True), (19, False)]


def test_another_clause_of_the_same_name_is_another_duty() -> None:
    one, other = moved("visits", date(2027, 1, 8), date(2027, 1, 9)), moved("visits", date(2027, 2, 8), None)
    other = MovedDeadline(other.duty, other.title, "2.2", other.period, 1, other.before, other.after, False)
    assert [each.first.clause for each in by_duty([one, other])] == ["1.1", "2.2"]
