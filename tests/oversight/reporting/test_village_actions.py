"""Villages handed in and summed up: by whom, when, and never twice."""

from datetime import date

import pytest

from notoneless.casework.cases.rules.standing import Standing, State
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from notoneless.oversight.reporting.models import VillageFinding, VillageSummary
from notoneless.oversight.reporting.rules.villages import Found, found_as
from notoneless.oversight.reporting.services import hand_in_village, receive_summary, send_summary
from support.cases import suspected
from support.county import County, appoint
from support.databases import all_of, the
from support.returns import MONTH
from support.villages import answered_for, handed_in


def hand_in(county: County, who: str = "周支书", unit: str = "village_a", month: date = MONTH) -> None:
    """A village handed in."""
    hand_in_village(county.ctx(who), unit=county.units[unit], month=month, note="")


def send(county: County, who: str = "李校长", unit: str = "school_a", month: date = MONTH) -> None:
    """A month sent."""
    send_summary(county.ctx(who), unit=county.units[unit], month=month)


def test_what_is_handed_in_again_counts_until_it_is_sent(county: County) -> None:
    handed_in(county)
    assert the(VillageFinding).figures == {"found": 0, "suspected": 0, "not_back": 0, "brought_back": 0}
    suspected(county, "group_only", "陈局长")
    hand_in(county, "何老师")
    row = the(VillageFinding)
    assert row.figures["suspected"] == 1
    assert row.children["suspected"] == [str(county.children["group_only"])]
    send(county)
    assert not the(VillageSummary).is_nil
    with pytest.raises(Refused, match="之后发现的报下个月"):
        hand_in(county)
    with pytest.raises(Refused, match="这个月已经汇总上报"):
        send(county)


def test_nothing_is_sent_while_a_village_is_missing(county: County) -> None:
    answered_for(county, "village_b")
    handed_in(county)
    with pytest.raises(Refused, match="还没有交情况的村：石桥村"):
        send(county)
    assert not all_of(VillageSummary)


def test_a_village_without_a_school_is_nobodys_to_sum_up(county: County) -> None:
    with pytest.raises(Refused, match="柳树村还没有包保学校"):
        hand_in(county)
    send(county)  # the school answers for none, and says so
    assert (the(VillageSummary).rows, the(VillageSummary).is_nil) == ([], True)


def test_villages_in_two_townships_are_reported_to_each(county: County) -> None:
    appoint(county, "高镇长", "township_leader", "town_z", "13900008888")
    appoint(county, "远支书", "village_secretary", "village_z", "13900008889")
    answered_for(county, "village_z")
    handed_in(county)
    hand_in(county, "远支书", "village_z")
    send(county)
    rows = {row.township_id: [each["name"] for each in row.rows] for row in all_of(VillageSummary)}
    assert rows == {county.units["town_a"]: ["柳树村"], county.units["town_z"]: ["远山村"]}
    theirs = next(row.pk for row in all_of(VillageSummary) if row.township_id == county.units["town_z"])
    with pytest.raises(Unusable, match="不签收这份上报"):
        receive_summary(county.ctx("张镇长"), village_summary=theirs)
    receive_summary(county.ctx("高镇长"), village_summary=theirs)
    with pytest.raises(Refused, match="高坪乡已经签收"):
        receive_summary(county.ctx("高镇长"), village_summary=theirs)


def test_only_units_and_months_that_are(county: County) -> None:
    answered_for(county)
    with pytest.raises(Unusable, match="前 12 个月"):
        hand_in(county, month=date(2026, 10, 1))
    with pytest.raises(Unusable, match="前 12 个月"):
        send(county, month=date(2025, 8, 1))
    with pytest.raises(Unusable, match="请选村"):
        hand_in(county, unit="group_a")
    with pytest.raises(Unusable, match="由学校上报"):
        send(county, unit="class_a")
    with pytest.raises(NotAllowed):
        send(county, "张镇长")
    with pytest.raises(NotAllowed):
        hand_in(county, "李校长")
    with pytest.raises(NotFound):
        hand_in(county, "何老师", "village_b")
    row = summed_up_of(county)
    with pytest.raises(NotAllowed):
        receive_summary(county.ctx("陈局长"), village_summary=row)


def summed_up_of(county: County) -> object:
    """A month handed in and sent, of a school that answers already."""
    hand_in(county)
    send(county)
    return the(VillageSummary).pk


@pytest.mark.parametrize(
    ("case", "is_found", "counts"),
    [
        (None, False, None),
        (None, True, Found.FOUND),
        (Standing(State.SUSPECTED), True, Found.SUSPECTED),
        (Standing(State.VERIFIED), False, Found.NOT_BACK),
        (Standing(State.PROPOSED), False, Found.NOT_BACK),
        (Standing(State.CLEARED), True, None),
        (Standing(State.CLOSED_OUT, reason="returned", closed_on=date(2026, 9, 30)), True, Found.BROUGHT_BACK),
        (Standing(State.CLOSED_OUT, reason="returned", closed_on=date(2026, 8, 31)), False, None),
        (Standing(State.CLOSED_OUT, reason="moved", closed_on=date(2026, 9, 3)), False, None),
        (Standing(State.NOTHING), True, Found.FOUND),
    ],
)
def test_each_child_counts_once_in_one_figure(case: Standing | None, is_found: bool, counts: Found | None) -> None:
    assert found_as(case, is_found, MONTH) is counts
