"""The verdict on a duty and a target, as a table of facts, day and what is expected."""

from datetime import date
from decimal import Decimal

import pytest

from notoneless.policy.judging import Fact, Span, State, distance, judged, reaches
from notoneless.policy.model import Requirement

START, DUE = date(2026, 9, 1), date(2026, 9, 30)
LEAST = Requirement("m", "n", False)
MOST = Requirement("m", "n", True)
FLOW, LEVEL = "flow", "level"


def day(text: str) -> date:
    return date(2026, int(text[:2]), int(text[3:]))


def facts(*rows: tuple[str, str]) -> list[Fact]:
    return [Fact(day(when), Decimal(amount)) for when, amount in rows]


B, C, D, N, L, E = State.BROKEN, State.COMING, State.DUE, State.DONE, State.LATE, State.EXEMPT

LEAST_OF_FLOW = [
    # facts, number, judged on; state, done on, counted
    ([], "2", "08-31", C, None, "0"),
    ([], "2", "09-01", D, None, "0"),
    ([], "2", "09-30", D, None, "0"),
    ([], "2", "10-01", B, None, "0"),
    ([("09-10", "1")], "2", "10-01", B, None, "1"),
    ([("09-10", "1"), ("09-20", "1")], "2", "09-20", N, "09-20", "2"),
    ([("09-10", "1"), ("09-20", "1")], "2", "09-19", D, None, "1"),
    ([("09-20", "1"), ("09-10", "1")], "2", "09-30", N, "09-20", "2"),
    ([("09-10", "5")], "2", "10-05", N, "09-10", "5"),
    ([("09-30", "2")], "2", "10-05", N, "09-30", "2"),
    ([("10-01", "2")], "2", "10-01", L, "10-01", "2"),
    ([("09-10", "1"), ("10-02", "1")], "2", "10-05", L, "10-02", "2"),
    ([("08-31", "9")], "2", "10-01", B, None, "0"),
    ([("09-01", "2")], "2", "09-01", N, "09-01", "2"),
    ([("09-15", "1"), ("09-16", "-1")], "1", "09-30", N, "09-15", "0"),
    ([("09-15", "0.5"), ("09-16", "0.5")], "1", "09-30", N, "09-16", "1.0"),
    ([], "0", "09-01", N, "09-01", "0"),
]


@pytest.mark.parametrize(("rows", "number", "on", "state", "done", "counted"), LEAST_OF_FLOW)
def test_what_must_be_done_so_often(
    rows: list[tuple[str, str]], number: str, on: str, state: State, done: str | None, counted: str
) -> None:
    found = judged(Span(START, DUE), [(LEAST, Decimal(number))], {"m": facts(*rows)}, {}, day(on), False)
    assert (found.state, found.on, found.counted) == (state, day(done) if done else None, Decimal(counted))
    assert found.needed == Decimal(number)


MOST_OF_FLOW = [
    ([], "0", "08-31", C),
    ([], "0", "09-29", D),
    ([], "0", "09-30", N),
    ([("09-10", "1")], "0", "09-30", D),
    ([("09-10", "1")], "0", "10-01", B),
    ([("09-10", "1")], "1", "10-01", N),
    ([("10-01", "1")], "0", "10-05", N),
    ([("08-31", "1")], "0", "10-05", N),
]


@pytest.mark.parametrize(("rows", "number", "on", "state"), MOST_OF_FLOW)
def test_what_must_not_happen_is_known_once_the_last_day_has_come(
    rows: list[tuple[str, str]], number: str, on: str, state: State
) -> None:
    assert judged(Span(START, DUE), [(MOST, Decimal(number))], {"m": facts(*rows)}, {}, day(on), False).state == state


@pytest.mark.parametrize(
    ("asked", "level", "on", "state"),
    [
        (LEAST, "1", "09-01", N),
        (LEAST, "2", "10-01", N),
        (LEAST, "0", "09-01", D),
        (LEAST, "0", "10-01", B),
        (LEAST, "1", "08-31", C),
        (MOST, "0", "09-01", N),
        (MOST, "1", "10-01", N),
        (MOST, "2", "09-30", D),
        (MOST, "2", "10-01", B),
    ],
)
def test_a_level_holds_or_does_not(asked: Requirement, level: str, on: str, state: State) -> None:
    found = judged(Span(START, DUE), [(asked, Decimal(1))], {}, {"m": Decimal(level)}, day(on), False)
    assert (found.state, found.counted) == (state, Decimal(level))


def test_all_that_is_asked_must_be_reached_and_the_last_of_it_counts() -> None:
    other = Requirement("k", "n", False)
    both = [(LEAST, Decimal(1)), (other, Decimal(1))]

    def found(on: str, **more: list[Fact]) -> tuple[State, date | None]:
        verdict = judged(Span(START, DUE), both, more, {}, day(on), False)
        return verdict.state, verdict.on

    assert found("09-30", m=facts(("09-05", "1"))) == (D, None)
    assert found("09-30", m=facts(("09-05", "1")), k=facts(("09-07", "1"))) == (N, day("09-07"))
    assert found("10-05", m=facts(("09-05", "1")), k=facts(("10-02", "1"))) == (L, day("10-02"))


def test_who_is_exempt_is_so_whatever_was_done() -> None:
    for rows in ([], [("09-10", "9")]):
        for on in ("08-31", "09-15", "10-05"):
            assert judged(Span(START, DUE), [(LEAST, Decimal(1))], {"m": facts(*rows)}, {}, day(on), True).state == E


@pytest.mark.parametrize(
    ("asked", "number", "value", "reached", "missing"),
    [
        (LEAST, "95", "95", True, "0"),
        (LEAST, "95", "94.9", False, "0.1"),
        (LEAST, "95", "100", True, "0"),
        (MOST, "2", "2", True, "0"),
        (MOST, "2", "2.5", False, "0.5"),
        (MOST, "2", "0", True, "0"),
        (LEAST, "95", None, None, None),
    ],
)
def test_a_target_is_reached_missed_or_unknown(
    asked: Requirement, number: str, value: str | None, reached: bool | None, missing: str | None
) -> None:
    known = Decimal(value) if value else None
    assert reaches(asked, Decimal(number), known) is reached
    assert distance(asked, Decimal(number), known) == (Decimal(missing) if missing else None)
