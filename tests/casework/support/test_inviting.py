"""How often all parents of a school were invited: one class alone is not the school."""

from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.selectors.terms import begins_on, first_days
from notoneless.casework.support.rules.inviting import whole_rounds
from support.county import County

SCHOOL, FIRST, SECOND = (UUID(int=number) for number in range(3))
COVERS = {SCHOOL: {FIRST, SECOND}, FIRST: {FIRST}, SECOND: {SECOND}}
MARCH, APRIL, MAY = (date(2027, month, 5) for month in (3, 4, 5))


def test_a_round_is_whole_on_the_day_on_which_the_last_class_was_invited() -> None:
    assert whole_rounds({FIRST: [MARCH, APRIL, MAY]}, COVERS) == []
    assert whole_rounds({FIRST: [MARCH, APRIL], SECOND: [MAY]}, COVERS) == [MAY]
    assert whole_rounds({FIRST: [MARCH], SECOND: [APRIL], SCHOOL: [MAY]}, COVERS) == [APRIL, MAY]


def test_a_day_of_the_school_is_one_of_each_class_and_without_classes_one_of_its_own() -> None:
    assert whole_rounds({SCHOOL: [APRIL]}, COVERS) == [APRIL]
    assert whole_rounds({SCHOOL: [APRIL, MARCH]}, {SCHOOL: set()}) == [MARCH, APRIL]


def test_the_terms_of_many_days_are_those_of_each(county: County) -> None:
    days = [date(2026, 9, 1), date(2026, 12, 31), date(2027, 2, 1), date(2027, 3, 8), date(2027, 7, 20)]
    assert first_days(days) == {day: begins_on(day) for day in days}
    assert first_days([]) == {}
