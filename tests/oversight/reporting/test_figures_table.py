"""Which figures of a monthly return a pupil counts in: of leave, suspension and transfers, row by row, and the rows added."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from notoneless.oversight.reporting.rules.figures import Counted, Figure, Known, counted_by, figures_of, summed
from notoneless.records.enrolment.rules.standing import Standing, State

MONTH = date(2026, 9, 1)
BEFORE, WITHIN = MONTH - timedelta(days=1), MONTH + timedelta(days=9)


def known(
    state: State | None = State.ON_ROLL,
    since: date = BEFORE,
    came: bool | None = True,
    excused: bool = False,
    moved_in: bool = False,
    entered: date = BEFORE,
    in_class: bool = True,
) -> Known:
    """A pupil without a case."""
    return Known(state and Standing(state, since), entered, moved_in, in_class, None, came, excused)


@pytest.mark.parametrize(
    ("pupil", "counts"),
    [
        (known(), {Figure.DUE, Figure.PRESENT}),
        (known(None), {Figure.DUE, Figure.PRESENT}),
        (known(in_class=False), set()),
        # leave of the last school day is no absence, and whoever came has none
        (known(came=False), {Figure.DUE, Figure.ABSENT}),
        (known(came=False, excused=True), {Figure.DUE, Figure.ON_LEAVE}),
        (known(came=True, excused=True), {Figure.DUE, Figure.PRESENT}),
        (known(came=None), {Figure.DUE, Figure.NOT_REPORTED}),
        # whoever is suspended is not due, since whenever; nor whoever has leave to come later
        (known(State.SUSPENDED), {Figure.SUSPENDED}),
        (known(State.SUSPENDED, WITHIN, came=False, excused=True), {Figure.SUSPENDED}),
        (known(State.DEFERRED), set()),
        # who was let go counts as gone out in the month of it alone, and is due in no month
        (known(State.NOT_CONFIRMED, WITHIN), {Figure.TRANSFERRED_OUT}),
        (known(State.NOT_CONFIRMED, MONTH), {Figure.TRANSFERRED_OUT}),
        (known(State.NOT_CONFIRMED, BEFORE), set()),
        # who came from another school counts as come in in the month of it alone, and is due like the others
        (known(moved_in=True, entered=WITHIN), {Figure.DUE, Figure.PRESENT, Figure.TRANSFERRED_IN}),
        (known(moved_in=True, entered=MONTH), {Figure.DUE, Figure.PRESENT, Figure.TRANSFERRED_IN}),
        (known(moved_in=True, entered=BEFORE), {Figure.DUE, Figure.PRESENT}),
        (known(entered=WITHIN), {Figure.DUE, Figure.PRESENT}),
        (known(State.SUSPENDED, WITHIN, moved_in=True, entered=MONTH), {Figure.SUSPENDED, Figure.TRANSFERRED_IN}),
        (known(State.LEFT, WITHIN, in_class=False), set()),
    ],
)
def test_a_pupil_counts_where_roll_and_last_school_day_put_it(pupil: Known, counts: set[Figure]) -> None:
    assert figures_of(pupil, MONTH, taught=True) == counts


def test_a_month_without_a_school_day_tells_of_nobody_whether_it_came() -> None:
    assert figures_of(known(came=False, excused=True), MONTH, taught=False) == {Figure.DUE, Figure.NOT_REPORTED}
    assert figures_of(known(State.SUSPENDED), MONTH, taught=False) == {Figure.SUSPENDED}


def test_classes_add_up_to_the_school_and_who_is_in_none_comes_last() -> None:
    pupils = [
        Counted(uuid4(), 3, room, "", figures_of(each, MONTH, taught=True))
        for room, each in (
            ("三（2）班", known(State.NOT_CONFIRMED, WITHIN)),
            ("三（1）班", known(State.SUSPENDED)),
            ("三（1）班", known(came=False, excused=True)),
            ("三（2）班", known(moved_in=True, entered=WITHIN)),
            ("", known(State.SUSPENDED, in_class=False)),
        )
    ]
    rows = counted_by(pupils, lambda pupil: pupil.room)
    assert rows == (
        ("三（1）班", {"suspended": 1, "due": 1, "on_leave": 1}),
        ("三（2）班", {"transferred_out": 1, "due": 1, "present": 1, "transferred_in": 1}),
        ("", {"suspended": 1}),
    )
    assert summed(row for _, row in rows) == {
        "suspended": 2,
        "due": 2,
        "on_leave": 1,
        "transferred_out": 1,
        "present": 1,
        "transferred_in": 1,
    }
