"""Whom a list chooses: tables, and what holds of every list."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from notoneless.casework.visits.rules.choosing import Candidate, Ground, Place, Shares, choose

DAY = date(2026, 9, 1)
TENTHS = Shares(10, 10)


def child(number: int, **known: object) -> Candidate:
    return Candidate(UUID(int=number), **known)  # type: ignore[arg-type]


def chosen(known: Sequence[Candidate], capacity: int, seed: int = 7, **more: object) -> list[tuple[int, str]]:
    found = choose(known, capacity, DAY, seed, TENTHS, **more)  # type: ignore[arg-type]
    return [(place.child.int, place.ground.value) for place in found]


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def test_absences_come_first_by_their_length_and_then_by_the_day_law_names() -> None:
    known = [
        child(1, score=20),
        child(2, days_absent=2),
        child(3, days_absent=9, due_on=date(2026, 9, 5)),
        child(4, days_absent=9, due_on=date(2026, 9, 3)),
    ]
    assert chosen(known, 3) == [(4, "trigger"), (3, "trigger"), (2, "trigger")]
    assert chosen(known, 1) == [(4, "trigger")]


def test_whom_somebody_has_visited_since_comes_after_whom_nobody_has_and_not_on_the_same_day() -> None:
    known = [
        child(1, days_absent=40, visited_on=DAY),
        child(2, days_absent=30, visited_on=DAY - timedelta(days=3)),
        child(3, days_absent=2),
        child(4, days_absent=20, visited_on=DAY - timedelta(days=9)),
    ]
    assert [place.child.int for place in choose(known, 3, DAY, 1, Shares(10, 10))] == [3, 4, 2]
    assert UUID(int=1) not in {place.child for place in choose(known, 3, DAY, 1, Shares(0, 0))}


def test_points_times_days_since_the_home_was_reached() -> None:
    known = [child(1, score=12, reached_on=ago(5)), child(2, score=4, reached_on=ago(60)), child(3, score=1)]
    assert chosen(known, 10) == [(3, "score"), (2, "score"), (1, "score")]


def test_a_tenth_goes_to_those_named_and_seldom_served_and_a_tenth_by_lot() -> None:
    seldom = UUID(int=900)
    known = [child(number, score=5) for number in range(1, 41)]
    known += [child(number) for number in range(41, 61)]
    known += [child(61, is_nominated=True), child(62, served_by=seldom)]
    found = chosen(known, 20, under_served=frozenset({seldom}))
    grounds = [ground for _, ground in found]
    assert {ground: grounds.count(ground) for ground in set(grounds)} == {
        "score": 16,
        "nominated": 1,
        "under_served": 1,
        "random": 2,
    }
    assert {number for number, ground in found if ground == "random"} <= {*range(41, 63)}


def test_the_lot_depends_on_the_seed_and_on_nothing_else() -> None:
    known = [child(number) for number in range(1, 200)]
    assert chosen(known, 20, 1) == chosen(list(reversed(known)), 20, 1)
    assert chosen(known, 20, 1) != chosen(known, 20, 2)


def test_brothers_and_neighbours_are_one_trip_which_goes_with_the_first_of_them() -> None:
    home, hamlet = UUID(int=500), UUID(int=600)
    known = [
        child(1, days_absent=3, hamlet=hamlet),
        child(2, days_absent=2),
        child(3, score=9, hamlet=hamlet, household=home),
        child(4, score=8, household=home),
    ]
    found = choose(known, 4, DAY, 7, TENTHS)
    assert [(place.child.int, place.trip) for place in found] == [(1, 1), (3, 1), (4, 1), (2, 2)]


def test_what_a_reason_counts() -> None:
    known = [child(1, days_absent=4), child(2, score=3, reached_on=ago(30)), child(3, score=2)]
    found = {place.child.int: (place.days, place.score) for place in choose(known, 3, DAY, 7, TENTHS)}
    assert found == {1: (4, 0), 2: (30, 3), 3: (365, 2)}


def test_nobody_to_visit_and_nothing_drawn() -> None:
    assert choose([], 5, DAY, 7, TENTHS) == ()
    assert choose([child(1)], 0, DAY, 7, TENTHS) == ()


UNITS = st.none() | st.integers(1, 4).map(lambda number: UUID(int=1000 + number))
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        child=st.integers(1, 40).map(lambda number: UUID(int=number)),
        days_absent=st.none() | st.integers(0, 40),
        due_on=st.none() | st.dates(DAY, date(2026, 12, 1)),
        score=st.integers(0, 20),
        reached_on=st.none() | st.dates(date(2025, 1, 1), DAY),
        household=UNITS,
        hamlet=UNITS,
        served_by=UNITS,
        is_nominated=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda each: each.child,
)


@settings(max_examples=150, deadline=None)
@given(CANDIDATES, st.integers(0, 25), st.integers(0, 99), st.integers(0, 50), st.integers(0, 50))
def test_what_holds_of_every_list(known: list[Candidate], capacity: int, seed: int, under: int, lot: int) -> None:
    seldom = frozenset({UUID(int=1001)})
    found = choose(known, capacity, DAY, seed, Shares(under, lot), seldom)
    assert found == choose(known[::-1], capacity, DAY, seed, Shares(under, lot), seldom)
    assert len(found) <= capacity
    assert len({place.child for place in found}) == len(found)
    sent = {each.child for each in known if each.days_absent is not None}
    listed = {place.child for place in found}
    assert sent <= listed or all(place.ground is Ground.TRIGGER for place in found)
    assert {place.child for place in found if place.ground is Ground.TRIGGER} == sent & listed
    assert _in_order(found)


def _in_order(found: Sequence[Place]) -> bool:
    """Trips one after the other; those with somebody who is absent first, and in each trip these before others."""
    trips = [place.trip for place in found]
    urgent = {place.trip for place in found if place.ground is Ground.TRIGGER}
    within = [
        place.ground is not Ground.TRIGGER for trip in sorted(set(trips)) for place in found if place.trip == trip
    ]
    by_trip = [
        [place.ground is not Ground.TRIGGER for place in found if place.trip == trip] for trip in sorted(set(trips))
    ]
    return (
        trips == sorted(trips)
        and len(within) == len(found)
        and sorted(urgent) == list(range(1, len(urgent) + 1))
        and all(each == sorted(each) for each in by_trip)
    )
