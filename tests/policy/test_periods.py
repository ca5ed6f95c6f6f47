"""When duties fall due, by each kind of trigger: month ends, 29 February, 31 August; no window of days loses or doubles any."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from notoneless.kernel.calendar import Calendar, Term
from notoneless.kernel.problems import sentence
from notoneless.policy import telling
from notoneless.policy.checking_values import unfit_values
from notoneless.policy.model import Parameter, Trigger
from notoneless.policy.periods import AFTER, Occurrence, after_event, occurrences, period_of
from support.policies import TERMS, a_duty, a_number, a_plan, calendar

NUMBERS = {
    each.key: each
    for each in (
        *(
            a_number(f"{unit}.{value}", str(value), unit, "lower")
            for unit in ("day", "week", "month", "year")
            for value in (0, 1, 2, 5, 14)
        ),
        *(
            a_number(f"{unit}.{value}", str(value), unit, "lower")
            for unit in ("working_day", "school_day")
            for value in (0, 1, 5, 10)
        ),
        *(
            a_number(f"on.{value}", value, "month-day", "none")
            for value in ("12-31", "02-29", "08-31", "09-01", "05-10")
        ),
        a_number("months", "3 9", "month", "none"),
    )
}
DAY = timedelta(days=1)


def due(trigger: Trigger, day: str, calendar: Calendar | None = None) -> tuple[str, str, str, bool] | None:
    """The period that holds a day: its name, its first day, its due day, and whether that may move."""
    found = period_of(trigger, NUMBERS, calendar or CALENDAR, date.fromisoformat(day))
    return found and (found.period, f"{found.span.start}", f"{found.span.due}", found.is_provisional)


CALENDAR = calendar()

TABLE = [
    # trigger, a day; period, first day, due day, provisional
    (Trigger(every="day"), "2026-09-15", ("2026-09-15", "2026-09-15", "2026-09-15", False)),
    (Trigger(every="day"), "2026-09-13", None),  # a Sunday
    (Trigger(every="day"), "2026-02-10", None),  # no term
    (Trigger(every="day", days="working"), "2026-09-20", ("2026-09-20", "2026-09-20", "2026-09-20", False)),  # made up
    (Trigger(every="day", days="working"), "2026-10-01", None),
    (Trigger(every="day", days="all"), "2026-10-01", ("2026-10-01", "2026-10-01", "2026-10-01", False)),
    (Trigger(every="day", days="working"), "2031-10-01", ("2031-10-01", "2031-10-01", "2031-10-01", True)),
    (Trigger(every="week"), "2026-09-13", ("2026-W37", "2026-09-07", "2026-09-13", False)),
    (Trigger(every="week", days="school"), "2026-09-08", ("2026-W37", "2026-09-07", "2026-09-11", False)),
    (Trigger(every="week", days="working"), "2026-09-15", ("2026-W38", "2026-09-14", "2026-09-20", False)),
    (Trigger(every="week", days="school"), "2026-10-06", ("2026-W41", "2026-10-05", "2026-10-10", False)),
    (Trigger(every="week", days="school"), "2027-02-16", None),
    (Trigger(every="week"), "2027-01-01", ("2026-W53", "2026-12-28", "2027-01-03", False)),
    (Trigger(every="month"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-30", False)),
    (Trigger(every="month"), "2026-12-31", ("2026-12", "2026-12-01", "2026-12-31", False)),
    (Trigger(every="month"), "2028-02-10", ("2028-02", "2028-02-01", "2028-02-29", False)),
    (Trigger(every="month"), "2027-02-10", ("2027-02", "2027-02-01", "2027-02-28", False)),
    (Trigger(every="month", within="day.5"), "2026-12-15", ("2026-12", "2026-12-01", "2027-01-05", False)),
    (Trigger(every="month", within="month.1"), "2027-01-15", ("2027-01", "2027-01-01", "2027-02-28", False)),
    (Trigger(every="month", within="month.1"), "2027-02-15", ("2027-02", "2027-02-01", "2027-03-28", False)),
    (Trigger(every="month", within="working_day.1"), "2026-09-15", ("2026-09", "2026-09-01", "2026-10-08", False)),
    (Trigger(every="month", within="working_day.1"), "2031-09-15", ("2031-09", "2031-09-01", "2031-10-01", True)),
    (Trigger(every="month", at="start"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-01", False)),
    (Trigger(every="month", at="start", within="day.1"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-01", False)),
    (Trigger(every="month", at="start", within="day.5"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-05", False)),
    (
        Trigger(every="month", at="start", within="school_day.1"),
        "2026-10-15",
        ("2026-10", "2026-10-01", "2026-10-08", False),
    ),
    (
        Trigger(every="month", at="start", within="month.1"),
        "2027-03-15",
        ("2027-03", "2027-03-01", "2027-03-31", False),
    ),
    (
        Trigger(every="month", at="start", within="month.1"),
        "2026-09-15",
        ("2026-09", "2026-09-01", "2026-09-30", False),
    ),
    (Trigger(every="month", at="middle"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-15", False)),
    (Trigger(every="month", at="middle", within="day.5"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-20", False)),
    (Trigger(every="month", months="months"), "2026-09-15", ("2026-09", "2026-09-01", "2026-09-30", False)),
    (Trigger(every="month", months="months"), "2026-10-15", None),
    (Trigger(every="term"), "2026-10-15", ("2026-1", "2026-09-01", "2027-01-22", False)),
    (Trigger(every="term"), "2027-02-15", None),
    (
        Trigger(every="term", at="start", within="school_day.10"),
        "2026-10-15",
        ("2026-1", "2026-09-01", "2026-09-14", False),
    ),
    (Trigger(every="term", at="start", within="month.1"), "2027-04-15", ("2026-2", "2027-03-01", "2027-03-31", False)),
    (Trigger(every="term", at="start", within="week.2"), "2027-04-15", ("2026-2", "2027-03-01", "2027-03-14", False)),
    (Trigger(every="term", within="school_day.5"), "2027-04-15", ("2026-2", "2027-03-01", "2027-09-07", True)),
    (Trigger(every="term", within="day.14"), "2026-10-15", ("2026-1", "2026-09-01", "2027-02-05", False)),
    (Trigger(every="term"), "2030-10-15", ("2030-1", "2030-09-01", "2031-01-20", True)),  # the usual term
    (Trigger(every="school_year"), "2026-08-31", ("2025/2026", "2025-09-01", "2026-08-31", False)),
    (Trigger(every="school_year"), "2026-09-01", ("2026/2027", "2026-09-01", "2027-08-31", False)),
    (Trigger(every="school_year", on="on.12-31"), "2027-03-01", ("2026/2027", "2026-09-01", "2026-12-31", False)),
    (Trigger(every="school_year", on="on.08-31"), "2027-03-01", ("2026/2027", "2026-09-01", "2027-08-31", False)),
    (Trigger(every="school_year", on="on.09-01"), "2027-03-01", ("2026/2027", "2026-09-01", "2026-09-01", False)),
    (Trigger(every="school_year", on="on.02-29"), "2027-10-01", ("2027/2028", "2027-09-01", "2028-02-29", False)),
    (Trigger(every="school_year", on="on.02-29"), "2026-10-01", ("2026/2027", "2026-09-01", "2027-02-28", False)),
    (
        Trigger(every="school_year", at="start", within="month.1"),
        "2027-03-01",
        ("2026/2027", "2026-09-01", "2026-09-30", False),
    ),
    (Trigger(every="year"), "2026-09-15", ("2026", "2026-01-01", "2026-12-31", False)),
    (Trigger(every="year", on="on.02-29"), "2028-09-15", ("2028", "2028-01-01", "2028-02-29", False)),
    (Trigger(every="year", on="on.02-29"), "2027-09-15", ("2027", "2027-01-01", "2027-02-28", False)),
    (Trigger(every="year", on="on.05-10"), "2027-09-15", ("2027", "2027-01-01", "2027-05-10", False)),
    (Trigger(every="year", within="month.2"), "2027-09-15", ("2027", "2027-01-01", "2028-02-29", False)),
]


@pytest.mark.parametrize(("trigger", "day", "wanted"), TABLE)
def test_a_period_and_its_due_day(trigger: Trigger, day: str, wanted: tuple[str, str, str, bool] | None) -> None:
    assert due(trigger, day) == wanted


@pytest.mark.parametrize(
    ("within", "day", "wanted", "provisional"),
    [
        ("day.0", "2026-09-15", "2026-09-15", False),
        ("day.5", "2026-12-29", "2027-01-03", False),
        ("month.1", "2026-08-31", "2026-09-30", False),
        ("month.1", "2027-01-31", "2027-02-28", False),
        ("month.1", "2028-01-31", "2028-02-29", False),
        ("year.1", "2028-02-29", "2029-02-28", False),
        ("week.2", "2026-09-15", "2026-09-29", False),
        ("working_day.1", "2026-09-30", "2026-10-08", False),
        ("working_day.5", "2026-09-15", "2026-09-21", False),  # the made-up Sunday counts
        ("school_day.1", "2027-01-22", "2027-03-01", True),
        ("school_day.0", "2026-10-01", "2026-10-01", False),
        ("working_day.1", "2031-09-30", "2031-10-01", True),
    ],
)
def test_after_an_event_the_day_of_it_is_not_counted(within: str, day: str, wanted: str, provisional: bool) -> None:
    found = after_event(Trigger(event="case.opened", within=within), NUMBERS, CALENDAR, "it", date.fromisoformat(day))
    assert (f"{found.span.start}", f"{found.span.due}", found.is_provisional) == (day, wanted, provisional)
    assert found.period == "it"


@pytest.mark.parametrize(("days", "provisional"), [("school", True), ("working", False), ("", False)])
def test_a_week_of_school_days_is_provisional_in_a_term_that_nobody_has_entered(days: str, provisional: bool) -> None:
    autumn = calendar(terms=TERMS[:1])
    found = due(Trigger(every="week", days=days), "2026-09-08", autumn)
    assert found is not None
    assert found[3] is provisional


def test_a_day_that_the_county_takes_off_moves_what_is_counted_in_school_days() -> None:
    trigger = Trigger(every="term", at="start", within="school_day.10")
    stormy = calendar(changes={date(2026, 9, 14): False})
    assert due(trigger, "2026-10-15", stormy) == ("2026-1", "2026-09-01", "2026-09-15", False)


def triggers() -> Iterator[Trigger]:
    """Every kind of trigger that a plan may have."""
    lengths = [
        "",
        *(
            key
            for key in NUMBERS
            if key.startswith(("day", "week", "working_day", "school_day", "month.")) and key != "month.14"
        ),
    ]
    for every in ("day", "week", "month", "term", "school_year", "year"):
        for at in ("start", "middle", "end"):
            kept = (each for each in lengths if at != "start" or not each.endswith(".0"))
            yield from (Trigger(every=every, at=at, within=within) for within in kept)
    for every in ("day", "week"):
        yield from (Trigger(every=every, days=days) for days in ("working", "school", "all"))
    for every in ("year", "school_year"):
        yield from (Trigger(every=every, on=key) for key in NUMBERS if key.startswith("on."))
    yield Trigger(every="month", months="months")


FIRST, LAST = date(2026, 7, 1), date(2028, 3, 31)


def test_no_window_of_days_loses_or_doubles_an_occurrence() -> None:
    for trigger in triggers():
        whole = list(occurrences(trigger, NUMBERS, CALENDAR, FIRST, LAST))
        assert len({each.period for each in whole}) == len(whole), trigger
        assert all(FIRST <= each.span.due <= LAST for each in whole), trigger
        cut: list[Occurrence] = []
        begin = FIRST
        while begin <= LAST:  # windows of uneven length, as the plans in force cut them
            end = min(LAST, begin + timedelta(days=begin.toordinal() % 41))
            cut += occurrences(trigger, NUMBERS, CALENDAR, begin, end)
            begin = end + DAY
        assert sorted(cut, key=lambda each: each.period) == sorted(whole, key=lambda each: each.period), trigger


def test_the_longest_that_a_plan_may_ask_for_is_still_found() -> None:
    for every, at in (("month", "end"), ("term", "end"), ("school_year", "end"), ("term", "start"), ("month", "start")):
        for unit in ("day", "working_day", "school_day", "week", "month"):
            longest = _longest(every, at, unit)
            trigger = Trigger(every=every, at=at, within="n")
            numbers = {"n": a_number("n", str(longest), unit, "lower")}
            found = [
                each.period for each in occurrences(trigger, numbers, CALENDAR, date(2027, 1, 1), date(2029, 12, 31))
            ]
            for period in _periods(every, date(2027, 1, 1), date(2029, 12, 31)):
                held = period_of(trigger, numbers, CALENDAR, period)
                if held is not None and date(2027, 1, 1) <= held.span.due <= date(2029, 12, 31):
                    assert held.period in found, (every, at, unit, longest)


def _periods(every: str, first: date, last: date) -> Iterator[date]:
    step = 25 if every in ("month", "term") else 300
    day = first - timedelta(days=600)
    while day <= last:
        yield day
        day += timedelta(days=step)


def _longest(every: str, at: str, unit: str) -> int:
    """The largest value that the checker lets pass."""

    def passes(value: int) -> bool:
        duty = a_duty(trigger=Trigger(every=every, at=at, within="w"), number="n")
        numbers = (a_number("n", "1"), a_number("w", str(value), unit, "lower"))
        return not list(unfit_values(a_plan("own/a", *numbers, rules=(duty,)), lambda *each, **_: each))

    found = max(value for value in range(1, AFTER * 3) if passes(value))
    assert not passes(found + 1)
    return found


def test_a_duty_that_follows_events_has_no_periods() -> None:
    assert list(occurrences(Trigger(event="case.opened", within="day.5"), NUMBERS, CALENDAR, FIRST, LAST)) == []


def test_every_term_is_due_once_whatever_its_days() -> None:
    for first in (date(2026, 8, 28), date(2026, 9, 1), date(2026, 9, 7)):
        terms = (Term(2026, 1, first, date(2027, 1, 15)), TERMS[-1])
        found = list(
            occurrences(Trigger(every="term"), NUMBERS, calendar(terms=terms), date(2026, 9, 1), date(2027, 8, 31))
        )
        assert [(each.period, each.span.due) for each in found] == [
            ("2026-1", date(2027, 1, 15)),
            ("2026-2", date(2027, 7, 9)),
        ]
        assert found[0].span.start == first


TOLD = [
    (Trigger(every="day"), "每个上课日当天", "on every school day"),
    (Trigger(every="day", days="all"), "每天当天", "on every day"),
    (Trigger(every="week"), "每周结束前", "by the end of every week"),
    (Trigger(every="week", days="working"), "每周最后一个工作日前", "by the last working day of every week"),
    (Trigger(every="month"), "每月结束前", "by the end of every month"),
    (Trigger(every="month", months="months"), "每年 3 月、9 月结束前", "by the end of every March, September"),
    (Trigger(every="month", within="day.5"), "每月结束后 5 天内", "within 5 days after the end of every month"),
    (Trigger(every="month", at="start"), "每月的第一天", "on the first day of every month"),
    (
        Trigger(every="term", at="start", within="school_day.10"),
        "每学期头 10 个上课日内",
        "within 10 school days of the start of every term",
    ),
    (
        Trigger(every="term", at="start", within="school_day.1"),
        "每学期头 1 个上课日内",
        "within one school day of the start of every term",
    ),
    (Trigger(every="term", at="middle"), "每学期过半前", "by the middle of every term"),
    (
        Trigger(every="term", at="middle", within="week.2"),
        "每学期过半后 2 周内",
        "within 2 weeks after the middle of every term",
    ),
    (
        Trigger(every="school_year", on="on.12-31"),
        "每学年 12 月 31 日前（含当天）",
        "by 31 December of every school year, that day included",
    ),
    (Trigger(every="year"), "每年结束前", "by the end of every year"),
    (
        Trigger(event="case.opened", within="working_day.5"),
        "“立案”后 5 个工作日内",
        "within 5 working days after this happens: cases opened",
    ),
    (Trigger(event="case.opened", within="day.0"), "“立案”当天", "the same day that this happens: cases opened"),
    (Trigger(event="case.opened"), "“立案”当天", "the same day that this happens: cases opened"),
]


@pytest.mark.parametrize(("trigger", "zh", "en"), TOLD)
def test_a_trigger_is_told_in_plain_words(trigger: Trigger, zh: str, en: str) -> None:
    found = telling.when(trigger, NUMBERS)
    assert (sentence(found), sentence(found, "en")) == (zh, en)


def test_every_trigger_can_be_told() -> None:
    seen = {(sentence(telling.when(each, NUMBERS)), sentence(telling.when(each, NUMBERS), "en")) for each in triggers()}
    assert len(seen) > 100
    assert not [words for words in seen if "{" in words[0] + words[1]]


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (a_number("n", "20"), " 20 人次", "20 visit(s)"),
        (a_number("n", "95", "percent"), " 95%", "95%"),
        (a_number("n", "1", "working_day"), " 1 个工作日", "one working day"),
        (a_number("n", "02-29", "month-day"), "2 月 29 日", "29 February"),
        (a_number("n", "soon", "month-day"), "soon", "soon"),
        (a_number("n", "甲 乙", "name"), "甲 乙", "甲 乙"),
        (a_number("n", "3", "cup"), "3 cup", "3 cup"),
    ],
)
def test_an_amount_is_told_with_its_unit(number: Parameter, zh: str, en: str) -> None:
    assert (sentence(telling.amount(number)), sentence(telling.amount(number), "en")) == (zh, en)
