"""Years that were mistyped, and the same entered again, in inspections, timetables, talks with heads and rubrics."""

from datetime import date

import pytest

from notoneless.foundation.access.refusals import Refused
from notoneless.oversight.appraisal.services import adopt_rubric
from notoneless.oversight.supervision.models import Interview
from notoneless.oversight.supervision.services import set_timetable
from support.appraisals import rubric_seen, rubric_written
from support.county import County
from support.databases import all_of
from support.supervision import active, found, inspected, interviewed

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
