"""Years that were mistyped, and the same entered again, in inspections, timetables, talks with heads and rubrics."""

from datetime import date

import pytest

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.people.services import place_child
from notoneless.oversight.appraisal.services import adopt_rubric
from notoneless.oversight.supervision.models import Interview, RecheckedPupil
from notoneless.oversight.supervision.services import enter_recheck, set_timetable
from support.appraisals import rubric_seen, rubric_written
from support.county import County, appoint
from support.databases import all_of, the
from support.supervision import active, found, inspected, interviewed, pupil_of

FAR = date(2126, 9, 1)


@pytest.mark.parametrize("day", [date(1926, 9, 1), FAR])
def test_a_timetable_is_of_a_near_day(county: County, day: date) -> None:
    given = {"unit": county.units["class_a"], "grade": 3, "hours": "语文=7"}
    with pytest.raises(Refused, match="离得太远"):
        set_timetable(county.ctx("李校长"), from_on=day, **given)


def test_what_is_found_is_mended_in_our_days(county: County) -> None:
    with pytest.raises(Refused, match="离得太远"):
        found(county, mend_by=FAR)
    with pytest.raises(Refused, match="离得太远"):
        interviewed(county, mend_by=FAR)
    with pytest.raises(Refused, match="离得太远"):
        interviewed(county, on=date(1926, 9, 1))


def test_a_rubric_is_in_force_in_our_days(county: County) -> None:
    rubric = rubric_written(county)
    with pytest.raises(Refused, match="离得太远"):
        adopt_rubric(county.ctx("李校长"), **rubric_seen(rubric) | {"effective_on": FAR})


def test_the_same_is_recorded_once(county: County) -> None:
    inspection = inspected(county)
    with pytest.raises(Refused, match="已经登记过"):
        inspected(county)
    inspected(county, "safety")
    inspected(county, who="张镇长")  # another saw it too
    found(county, inspection)
    with pytest.raises(Refused, match="已经登记过"):
        found(county, inspection)
    active(county)
    with pytest.raises(Refused, match="已经登记过"):
        active(county)
    interviewed(county)
    with pytest.raises(Refused, match="已经登记过"):
        interviewed(county)
    assert len(all_of(Interview)) == 1


@pytest.mark.parametrize("moves", [False, True])
def test_who_has_changed_school_since_the_draw_is_not_hidden_by_the_former_one(county: County, moves: bool) -> None:
    pupil = pupil_of(county)
    county.time.pass_by(days=3)
    if moves:
        given = {"child": county.children["both"], "unit": county.units["class_z"]}
        place_child(county.ctx("陈局长"), **given, from_on=county.time.at.date())
    appoint(county, "钱科长", "county_officer", "county", "13900007781")
    for who in ("陈局长", "钱科长"):
        enter_recheck(county.ctx(who), rechecked_pupil=pupil, seen_as="gone")
    assert (the(RecheckedPupil, pk=pupil).found_id is None) is moves
    assert bool(all_of(Case)) is not moves
