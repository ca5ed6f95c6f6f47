"""One set of questions answers for all bearers of a period: more classes, villages and schools ask no more of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notoneless.foundation.access.services import found_unit
from notoneless.oversight.duties.models import DutyRow
from support.county import DAY, County
from support.plans import adopted, reckoned


def asked(county: County) -> int:
    """How many questions a reckoning asks: rows are read by them, and written in as few as they go into."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        reckoned(county)
    return len(
        [
            each
            for each in found.captured_queries
            if each["sql"].startswith("SELECT") and "set_config" not in each["sql"]
        ]
    )


WIDEST = {2: ("张镇长", "town_a"), 5: ("陈局长", "county")}
"""Who adopts a plan for which unit, where that is no school."""


def more_bearers(county: County, name: str) -> None:
    """Villages, schools and classes that owe as the others do."""
    for number in range(6):
        kinds = (("town_a", "village", f"{name}{number}村"), ("town_a", "school", f"{name}{number}小学"))
        kinds += (("school_a", "class", f"{name}年级（{number}）班"),)
        for parent, kind, called in kinds:
            given = {"parent": county.units[parent], "kind": kind, "name": called, "from_on": DAY}
            unit = found_unit(county.ctx("陈局长"), **given)
            if kind == "school":
                found_unit(county.ctx("陈局长"), parent=unit, kind="class", name="三年级（1）班", from_on=DAY)


@pytest.mark.parametrize("plan", [2, 4, 5, 8])
def test_a_plan_asks_as_much_of_many_bearers_as_of_few(county: County, plan: int) -> None:
    who, unit = WIDEST.get(plan, ("李校长", "school_a"))
    adopted(county, who, unit, plan)
    reckoned(county)
    few, rows = asked(county), DutyRow._base_manager.count()
    more_bearers(county, "新")
    assert asked(county) <= few + 2
    assert DutyRow._base_manager.count() > rows
    county.time.pass_by(days=40)
    reckoned(county)
    few = asked(county)
    more_bearers(county, "又新")
    assert asked(county) <= few + 2
