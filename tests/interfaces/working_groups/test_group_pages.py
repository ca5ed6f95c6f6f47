"""Working groups on the web (5.14, 5.18): there at once with the case, their gaps told, led by rule, changed with a reason."""

import re
from datetime import date
from typing import Any

import pytest

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import verify
from notoneless.casework.working_groups.models import GroupPlace, WorkingGroup
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import leave_post
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from support.browsing import Visitor, sign_in
from support.cases import WORKING, closed_out, suspected, verified
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.working_groups import answering, central, minute, place_of

LIST = "/working-groups/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def page_of(county: County, key: str = "both") -> str:
    return f"{LIST}children/{county.children[key]}/"


def opens(visitor: Visitor, county: County, key: str = "both") -> Any:
    path = f"/cases/children/{county.children[key]}/suspect/"
    return send(visitor, path, seen="三天没有来", on=DAY.isoformat())


def states(duty: str) -> set[tuple[date, str]]:
    """How the duties of a kind stand, by the day they are due."""
    return {(row.due_on, row.state) for row in all_of(DutyRow, duty=duty)}


@pytest.mark.clause("5.14")
def test_a_group_of_four_stands_with_its_case_and_in_the_ledger_until_the_child_is_back(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    central(county)
    wang, zhang = sign_in(county, "王老师"), sign_in(county, "张镇长")
    assert opens(wang, county).status_code == 302
    assert the(WorkingGroup, child_id=county.children["both"]).formed_on == DAY
    minute(county)  # the program names the central school, which a class teacher does not see
    seen = plain(wang.get(page_of(county)))
    for party, unit, person in (
        ("乡镇", "清溪镇", "张镇长"),
        ("村（社区）", "柳树村", "周支书"),
        ("学校", "清溪镇中心小学", "李校长"),
        ("中心校", "清溪镇中心小学", "李校长"),
    ):
        assert re.search(rf"{re.escape(party)} {unit} \S+ {person}", seen), party
    assert "包保责任人 李校长" in seen
    ledger = plain(zhang.get("/ledgers/suspected/"))
    assert "牵头单位" in ledger
    assert "清溪镇中心小学 李校长" in ledger
    case = the(Case, child_id=county.children["both"]).pk
    verify(county.ctx("陈局长"), case=case, on=DAY, **WORKING)
    reckoned(county)
    assert states("case_group") == {(DAY, "done")}
    assert f"{LIST}children/" in text_of(zhang.get(f"/cases/{case}/"))
    zhao = sign_in(county, "赵老师")
    assert zhao.get(page_of(county)).status_code == 404
    assert county.markers["both"][0] not in text_of(zhao.get(LIST))


@pytest.mark.clause("5.14")
def test_a_vacant_post_is_a_gap_that_breaks_the_duty_and_an_errand_of_who_fills_it(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    central(county)
    post = the(Post, unit_id=county.units["village_a"], title="周支书")
    leave_post(county.ctx("安全管理员"), post=post.pk, until_on=DAY)
    verified(county)
    zhang, li = sign_in(county, "张镇长"), sign_in(county, "李校长")
    assert "柳树村没有村支书" in plain(zhang.get(f"{LIST}?show=gaps"))
    assert "个案工作小组缺 1 人" in plain(zhang.get("/today/"))
    assert "个案工作小组缺" not in plain(li.get("/today/"))
    county.time.pass_by(days=1)
    reckoned(county)
    assert states("case_group") == {(DAY, "broken")}


@pytest.mark.clause("5.18")
def test_the_pupils_school_leads_and_for_a_child_in_no_school_here_the_unit_of_the_household(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    answering(county)
    zhang, chen = sign_in(county, "张镇长"), sign_in(county, "陈局长")
    for key in ("far_school", "group_only", "bare_village"):
        assert opens(zhang if key != "far_school" else chen, county, key).status_code == 302
    minute(county)
    pupil = plain(zhang.get(page_of(county, "far_school")))
    assert "牵头单位 高坪乡中心小学 配合单位 清溪镇中心小学" in pupil
    assert "就读学校牵头，户籍地学校配合" in pupil
    assert "牵头单位 清溪镇中心小学" in plain(zhang.get(page_of(county, "group_only")))
    assert "户籍地包保单位牵头" in plain(zhang.get(page_of(county, "group_only")))
    nobody = plain(zhang.get(page_of(county, "bare_village")))
    assert "请乡镇先给这个村定包保学校" in nobody
    assert "1 个个案没有牵头单位" in plain(zhang.get("/today/"))
    county.time.pass_by(days=30)
    reckoned(county)
    assert (date(2026, 9, 30), "broken") in states("lead_named")


def test_who_leads_changes_a_member_with_a_reason_and_the_earlier_stays_on_record(county: County) -> None:
    place = place_of(county, "village")
    path = f"{LIST}places/{place}/change/"
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    assert wang.get(path).status_code == 403
    form = text_of(li.get(path))
    [member] = re.findall(r'value="([^"]+/accountable_officer)"', form)
    assert "清溪镇中心小学" not in plain(li.get(path)).split("换成谁")[1].split("为什么换")[0]
    assert send(li, path, member=member, reason="").status_code == 422
    assert send(li, path, member=member, reason="支书外出培训").status_code == 302
    seen = plain(wang.get(page_of(county)))
    assert "何老师" in seen
    assert "支书外出培训" in seen
    assert {row.until_on for row in all_of(GroupPlace, party="village")} == {DAY, None}
    refused = send(li, path, member=member, reason="再换")
    assert refused.status_code == 422
    assert "已经换过人了" in plain(refused)
    minute(county)
    assert the(GroupPlace, party="village", until_on=None).role == "accountable_officer"
    li.post("/language/", {"language": "en", "next": LIST})
    assert "Working group" in plain(li.get(LIST))


def test_another_school_does_not_lead_and_a_closed_case_asks_nothing(county: County) -> None:
    suspected(county, "far_school", "陈局长")
    place = the(GroupPlace, child_id=county.children["far_school"], party="village", until_on=None).pk
    zhang = sign_in(county, "张镇长")
    path = f"{LIST}places/{place}/change/"
    member = f"{county.units['village_a']}/accountable_officer"
    refused = send(zhang, path, member=member, reason="想换")
    assert refused.status_code == 422
    assert "牵头单位或者它的上级" in plain(refused)
    closed_out(county)
    assert "小组不再要求办理" in plain(zhang.get(page_of(county)))
    assert county.markers["both"][0] not in plain(zhang.get(LIST))
