"""Each pupil stands in one state, and a class differs from the register by whom it names."""

from datetime import date

import pytest
from django.db import transaction

from notoneless.casework.cases.rules.standing import State as Case
from notoneless.foundation.access.scope import tell_database
from notoneless.oversight.reporting.rules.accounting import UNACCOUNTED, ClassSum, Status, Told, status_of
from notoneless.oversight.reporting.selectors.accounting import reported_days
from notoneless.records.enrolment.rules.standing import State as Roll
from support.county import County


@pytest.mark.parametrize(
    ("roll", "case", "in_class", "came", "excused", "traced", "stands"),
    [
        (Roll.ON_ROLL, Case.NOTHING, True, True, False, False, Status.AT_SCHOOL),
        (None, Case.NOTHING, True, True, False, False, Status.AT_SCHOOL),
        (Roll.ON_ROLL, Case.CLEARED, True, True, False, False, Status.AT_SCHOOL),
        (Roll.ON_ROLL, Case.NOTHING, True, None, False, False, Status.NOT_REPORTED),
        (Roll.ON_ROLL, Case.NOTHING, True, False, True, False, Status.ON_LEAVE),
        (Roll.ON_ROLL, Case.NOTHING, True, False, True, True, Status.ON_LEAVE),
        (Roll.ON_ROLL, Case.NOTHING, True, False, False, True, Status.TRACED),
        (Roll.ON_ROLL, Case.NOTHING, True, False, False, False, Status.UNTRACED),
        (Roll.ON_ROLL, Case.NOTHING, False, None, False, False, Status.IN_NO_CLASS),
        (Roll.SUSPENDED, Case.NOTHING, True, None, False, False, Status.SUSPENDED),
        (Roll.DEFERRED, Case.NOTHING, False, None, False, False, Status.DEFERRED),
        (Roll.NOT_CONFIRMED, Case.NOTHING, False, None, False, False, Status.NOT_CONFIRMED),
        (Roll.ON_ROLL, Case.SUSPECTED, True, False, False, True, Status.SUSPECTED),
        (Roll.SUSPENDED, Case.VERIFIED, True, None, False, False, Status.NOT_BACK),
        (Roll.ON_ROLL, Case.PROPOSED, True, True, False, False, Status.NOT_BACK),
        (Roll.ON_ROLL, Case.CLOSED_OUT, True, True, False, False, Status.AT_SCHOOL),
    ],
)
def test_each_pupil_stands_in_one_state(
    roll: Roll | None, case: Case, in_class: bool, came: bool | None, excused: bool, traced: bool, stands: Status
) -> None:
    assert status_of(Told(roll, case, in_class, came, excused, traced)) is stands


def test_who_is_in_no_class_missed_or_asked_about_by_nobody_is_unaccounted_for() -> None:
    assert {each.value for each in UNACCOUNTED} == {"untraced", "not_reported", "in_no_class"}


def test_a_class_differs_from_the_register_by_how_many_more_it_has() -> None:
    assert ClassSum("", {Status.AT_SCHOOL: 3, Status.SUSPECTED: 1}, 5).difference == -1


def test_only_reports_of_the_day_and_of_the_school_day_before_tell(county: County) -> None:
    with transaction.atomic():
        tell_database(county.ctx("李校长"))
        assert reported_days(date(2026, 9, 1)) == (date(2026, 9, 1),)  # the first day of the term
        assert reported_days(date(2026, 9, 7)) == (date(2026, 9, 4), date(2026, 9, 7))
        assert reported_days(date(2026, 10, 8)) == (date(2026, 9, 30), date(2026, 10, 8))
        assert reported_days(date(2026, 8, 12)) == ()
