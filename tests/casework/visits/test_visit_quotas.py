"""Whether the visits of a term are enough: by hand."""

from datetime import date
from uuid import UUID

from notoneless.casework.visits.rules.quotas import Made, person_times, short_of, times_of, unvisited

A, B, C = (UUID(int=number) for number in (1, 2, 3))
WANG, LI = UUID(int=11), UUID(int=12)
MADE = [
    Made(A, date(2026, 9, 3), frozenset({WANG, LI})),
    Made(A, date(2026, 9, 20), frozenset({WANG})),
    Made(B, date(2026, 9, 4), frozenset({LI})),
]


def test_each_visitor_of_each_visit_is_one_person_time() -> None:
    assert person_times(MADE) == 4
    assert times_of(MADE) == {WANG: 2, LI: 2}
    assert person_times([]) == 0


def test_who_was_not_visited() -> None:
    assert unvisited([A, B, C], MADE) == {C}
    assert unvisited([], MADE) == frozenset()


def test_visits_count_from_the_day_of_the_relapse() -> None:
    relapsed = {A: date(2026, 9, 4), B: date(2026, 9, 4), C: date(2026, 9, 1)}
    assert short_of(relapsed, MADE, 3) == {A: 2, B: 2, C: 3}
    assert short_of(relapsed, MADE, 1) == {C: 1}
