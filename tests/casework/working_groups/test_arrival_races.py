"""Two heads who decide at the same instant on one case that came along: one of them wins, the other is told why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notoneless.casework.working_groups.models import ArrivedCase, GroupPlace, WorkingGroup
from notoneless.casework.working_groups.services import accept_case, refuse_case, settle_case
from notoneless.foundation.access.refusals import Refused
from support.county import County, appoint, build_county
from support.databases import all_of, the
from support.racing import at_once, shared_database
from support.working_groups import come_along, minute, sent_back


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def test_two_heads_of_the_new_school_decide_once(county: County) -> None:
    case = come_along(county)
    appoint(county, "孙校长", "school_head", "school_z", "13900007778")
    qian, sun = county.ctx("钱校长"), county.ctx("孙校长")
    ends = at_once(lambda: accept_case(qian, case=case), lambda: refuse_case(sun, case=case, reason="没有报到"))
    [refusal] = [end for end in ends if isinstance(end, Exception)]
    assert isinstance(refusal, Refused)
    row, group = the(ArrivedCase), the(WorkingGroup)
    was_accepted = row.state == "accepted"
    assert group.lead_id == county.units["school_z" if was_accepted else "school_a"]
    assert [each.unit_id for each in all_of(GroupPlace, party="school", until_on=None)] == [group.lead_id]
    assert refusal.problem.code in ("working_groups.nothing_arrived", "working_groups.arrival_is_refused")


def test_township_and_county_name_who_leads_once(county: County) -> None:
    case = sent_back(county)
    zhang, chen = county.ctx("张镇长"), county.ctx("陈局长")
    school_a, school_z = county.units["school_a"], county.units["school_z"]
    ends = at_once(
        lambda: settle_case(zhang, case=case, lead_unit=school_a, reason="还在镇上"),
        lambda: settle_case(chen, case=case, lead_unit=school_z, reason="就读学校"),
    )
    [refusal] = [end for end in ends if isinstance(end, Exception)]
    assert isinstance(refusal, Refused)
    lead = the(WorkingGroup).lead_id
    assert lead == (school_z if isinstance(ends[0], Exception) else school_a)
    minute(county)
    assert the(WorkingGroup).lead_id == lead
