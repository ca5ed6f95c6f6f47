"""Dropout, home teaching and disability are fed back to township and villages (5.43), each sees its own and receives it."""

import re
from typing import Any

import pytest

from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import Feedback
from notoneless.oversight.reporting.services import acknowledge_feedback, issue_feedback
from support.browsing import sign_in
from support.cases import suspected, verified
from support.county import County, appoint
from support.databases import all_of
from support.feedback import fed_back, feedback_to, filed, proved
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.returns import LAST, MONTH, at
from support.special import placed, put_forward

PAGE, TODAY = "/feedback/", "/today/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def state(county: County) -> str:
    reckoned(county)
    [row] = all_of(DutyRow, duty="information_forwarded", due_on=LAST, unit=county.units["school_a"])
    return str(row.state)


@pytest.mark.clause("5.43")
def test_a_school_feeds_back_to_township_and_village_and_each_receives(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    suspected(county, "both")
    suspected(county, "class_only")  # nobody knows where it lives
    filed(county, "other_class", "李校长")
    appoint(county, "石支书", "village_secretary", "village_b", "13900007771")
    li, zhang, zhou, shi = (sign_in(county, who) for who in ("李校长", "张镇长", "周支书", "石支书"))
    assert state(county) == "due"
    issue = f"{PAGE}{county.units['school_a']}/2026-09-01/issue/"
    assert send(li, PAGE, issue, note="请协助家访").status_code == 302
    assert state(county) == "done"
    # the township sees all by village, the village its own alone, another village nothing
    shown = plain(zhang.get(PAGE))
    assert re.search(
        r"清溪镇中心小学 → 清溪镇 .*住址未登记 辍学和疑似辍学 欧阳丙丁 柳树村 辍学和疑似辍学 慕容甲乙", shown
    ), shown
    assert "请协助家访" in shown
    shown = plain(zhou.get(PAGE))
    assert "慕容甲乙" in shown
    assert "欧阳丙丁" not in shown
    assert "→ 清溪镇 " not in shown
    assert "慕容甲乙" not in plain(shi.get(PAGE))
    # who has a disability stands on no list: it is opened by need, with its mark in the audit
    for visitor in (zhang, zhou, li):
        assert "诸葛庚辛" not in plain(visitor.get(PAGE))
    needed = f"{PAGE}{feedback_to(county, 'town_a')}/needed/"
    assert zhang.post(needed).status_code == 302  # proved again first
    opened = plain(proved(zhang, county).post(needed))
    assert "诸葛庚辛 柳树村 清溪镇中心小学三年级（2）班" in opened
    # an errand until it is received
    for visitor, place in ((zhang, "town_a"), (zhou, "village_a")):
        assert "待签收的信息反馈 1 份" in plain(visitor.get(TODAY))
        assert send(visitor, PAGE, f"{PAGE}{feedback_to(county, place)}/acknowledge/").status_code == 302
        assert "待签收的信息反馈" not in plain(visitor.get(TODAY))
    assert re.search(r"清溪镇 张镇长 2026-09-01.*柳树村 周支书 2026-09-01", plain(li.get(PAGE)))


def test_the_bureau_feeds_back_of_every_child_of_the_county(county: County) -> None:
    verified(county, "group_only")  # of no school
    verified(county, "far")
    fed_back(county, "陈局长", "county")
    places = {row.place_id for row in all_of(Feedback)}
    assert places == {county.units[each] for each in ("town_a", "village_a", "town_z", "village_z")}
    shown = plain(sign_in(county, "张镇长").get(PAGE))
    assert "司徒戊己" in shown
    assert "夏侯子丑" not in shown


@pytest.mark.clause("5.43")
def test_who_is_placed_to_be_taught_at_home_is_told_and_who_is_placed_elsewhere_is_not(county: County) -> None:
    placed(county)
    placed(county, "other_class", "regular_class")
    put_forward(county, "class_only")  # not decided on yet
    fed_back(county)
    zhou, zhang = (sign_in(county, who) for who in ("周支书", "张镇长"))
    shown = plain(zhou.get(PAGE))
    assert "柳树村 送教上门 慕容甲乙" in shown
    for other in ("诸葛庚辛", "欧阳丙丁"):
        assert other not in shown
        assert other not in plain(zhang.get(PAGE))
    assert "柳树村 送教上门 慕容甲乙" in plain(zhang.get(PAGE))


def test_a_school_that_knows_of_nobody_tells_its_township_so(county: County) -> None:
    fed_back(county)
    assert [row.place_id for row in all_of(Feedback)] == [county.units["town_a"]]
    assert "没有这样的孩子" in plain(sign_in(county, "张镇长").get(PAGE))
    with pytest.raises(Refused, match="这个月已经反馈"):
        fed_back(county)
    with pytest.raises(Refused, match="没有要反馈的孩子"):
        fed_back(county, "陈局长", "county")


def test_only_places_and_months_that_are_and_only_for_oneself(county: County) -> None:
    suspected(county, "both")
    with pytest.raises(Unusable, match="由学校或教育局反馈"):
        fed_back(county, "李校长", "class_a")
    with pytest.raises(Unusable, match="前 12 个月"):
        issue_feedback(county.ctx("李校长"), unit=county.units["school_a"], month=MONTH.replace(month=10), note="")
    with pytest.raises(NotAllowed):
        fed_back(county, "张镇长")
    at(county)
    fed_back(county)
    with pytest.raises(Unusable, match="柳树村不签收"):
        acknowledge_feedback(county.ctx("张镇长"), feedback=feedback_to(county, "village_a"))
    with pytest.raises(NotAllowed):
        acknowledge_feedback(county.ctx("李校长"), feedback=feedback_to(county, "town_a"))
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    assert "慕容甲乙" not in plain(sign_in(county, "钱校长").get(PAGE))
    for who in ("赵老师", "王老师", "吴组长", "何老师"):
        assert sign_in(county, who).get(PAGE).status_code == 403
    zhou = sign_in(county, "周支书")
    assert zhou.post(f"{PAGE}{feedback_to(county, 'town_a')}/needed/").status_code == 404
