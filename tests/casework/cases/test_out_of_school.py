"""From when on a child that has come to no school is out of school: by the number of the county, told as people do it."""

from datetime import timedelta
from uuid import UUID

import pytest

from notoneless.casework.cases.services import correct, suspect, verify
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from support.cases import WORKING, events_of, state_of, suspected
from support.county import DAY, County

NEVER_CAME = WORKING | {"kind": "out_of_school"}


def ten_days(county: County) -> None:
    """The county gives children ten days of a school year to come to a school."""
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="local/ladder")
    given = {"key": "ladder.out_of_school_from", "value": "10", "reason": "报到有早有晚"}
    set_number(county.ctx("陈局长"), version=version, **given)
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")


def never_came(county: County, case: UUID, days: int) -> UUID:
    county.time.at += DAY + timedelta(days=days) - county.ctx("陈局长").today
    return verify(county.ctx("陈局长"), case=case, on=DAY + timedelta(days=days), **NEVER_CAME)


def test_a_child_counts_as_out_of_school_from_the_day_that_the_county_has_set(county: County) -> None:
    ten_days(county)
    case = suspected(county)  # on the first day of the school year
    for days in (0, 9):
        with pytest.raises(Refused, match="2026-09-11 起还没有入学的才认定为失学"):
            never_came(county, case, days)
    assert state_of(case) == "suspected"
    event = never_came(county, case, 10)
    assert state_of(case) == "verified"
    with pytest.raises(Refused, match="2026-09-11 起"):
        correct(county.ctx("陈局长"), case_event=event, on=DAY + timedelta(days=9), reason="working")


def test_who_has_dropped_out_or_was_missed_the_year_before_waits_for_no_such_day(county: County) -> None:
    ten_days(county)
    case = suspected(county)
    verify(county.ctx("陈局长"), case=case, on=DAY, **WORKING)
    assert state_of(case) == "verified"
    before = {"child": county.children["other_class"], "seen": "去年就没有入学", "on": DAY - timedelta(days=60)}
    missed = suspect(county.ctx("陈局长"), **before)
    never_came(county, missed, 0)
    assert state_of(missed) == "verified"
    assert len(events_of(missed)) == 2


def test_where_the_county_has_set_nothing_a_child_is_out_of_school_from_the_first_day(county: County) -> None:
    case = suspected(county)
    never_came(county, case, 0)
    assert state_of(case) == "verified"
