"""Who counts as left behind, how contact stands, the five ones, and what a survey adds up."""

from datetime import date

import pytest

from notoneless.casework.left_behind.rules.counting import Counted, groups_of, share
from notoneless.casework.left_behind.rules.judging import contact_state, items_of, least_done, of_civil_affairs
from notoneless.casework.left_behind.rules.kinds import Away, ContactState

DAY = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("away", "is_able", "age", "counts"),
    [
        (Away.BOTH, False, 9, True),
        (Away.FATHER, True, 9, False),
        (Away.FATHER, False, 9, True),
        (Away.BOTH, False, 16, False),
        (Away.BOTH, False, 15, True),
        (Away.MOTHER, False, None, True),
    ],
)
def test_civil_affairs_counts_fewer_children_than_schools_do(
    away: Away, is_able: bool, age: int | None, counts: bool
) -> None:
    assert of_civil_affairs(away, is_able, age) is counts


@pytest.mark.parametrize(
    ("last", "state"),
    [(None, ContactState.OVERDUE), (date(2026, 9, 1), ContactState.KEPT), (date(2026, 8, 31), ContactState.OVERDUE)],
)
def test_contact_is_kept_for_as_many_days_as_were_written_down(last: date | None, state: ContactState) -> None:
    assert contact_state(True, date(2026, 8, 1), 14, last, DAY) is state
    assert contact_state(False, date(2026, 8, 1), 14, last, DAY) is ContactState.NOBODY
    assert contact_state(True, date(2026, 9, 10), 14, None, DAY) is ContactState.KEPT, "the first is still to come"


def test_the_five_ones_are_what_the_county_has_written_down() -> None:
    assert items_of({"care.five_ones": "一档 一卡 一档"}) == ("一档", "一卡")
    assert items_of({}) == ()
    assert least_done(["a", "b"], [["a", "b", "x"], ["a"]]) == 1
    assert least_done([], [["x"]]) == 0, "nothing can be done before they are written down"
    assert least_done([], []) == 5, "where nobody is left behind nothing is owed"


def test_a_survey_adds_up_each_kind_and_children_of_several_in_each() -> None:
    one = Counted(None, 3, "男", "both", "grandparents", ("lonely", "learning"), ("poor",), True)
    two = Counted(None, 8, "女", "father", "parent", ("lonely",), ("steady",), False)
    groups = groups_of([one, two])
    assert groups["stage"] == {"primary": 1, "junior": 1}
    assert groups["definition"] == {"education": 2, "civil_affairs": 1}
    assert groups["trait"] == {"lonely": 2, "learning": 1}
    assert share(1, 3) == "33.3"
    assert share(0, 0) == ""
