"""What schools keep of their conduct on the web (1.04, 4.11, 4.20), and what an inspection keeps them from taking back."""

from datetime import date, timedelta

import pytest

from notoneless.oversight.supervision.models import ConductRecord
from notoneless.oversight.supervision.services import conclude_inspection
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import the
from support.forms import send
from support.plans import adopted, reckoned
from support.supervision import active, director, inspected, paper_file, plain, settled, states

PAGE = "/supervision/conduct/"
LATE = date(2027, 1, 10)
"""Near the end of the term, when what it asks for is due."""
REQUIRED = "1-2:语文=8、数学=4 3-6:语文=7、数学=5、体育=3"


@pytest.mark.clause("1.04")
def test_a_timetable_is_compared_with_the_required_hours_and_what_is_missing_or_short_is_flagged(
    county: County,
) -> None:
    adopted(county, plan=1)
    sun = sign_in(county, director(county))
    assert "县里还没有设定各年级应开课程和课时" in plain(sun.get(PAGE))
    form, given = f"{PAGE}{county.units['class_a']}/timetable/", {"grade": "3", "from_on": DAY.isoformat()}
    assert send(sun, form, **given, hours="语文=7\n数学=3").status_code == 302
    assert "不能判定" in plain(sun.get(PAGE))
    settled(county, required_hours=REQUIRED)
    shown = plain(sun.get(PAGE))
    assert "数学应 5 节只有 3 节 缺体育" in shown
    assert "没有课表" in shown, "the other class has none"
    reckoned(county)
    assert states(county, "full_curriculum", "class_a") == {"due"}
    wrong = send(sun, form, **given, hours="语文=7\n数学")
    assert (wrong.status_code, "读不懂这一行：数学" in plain(wrong)) == (422, True)
    assert "语文=7" in plain(wrong), "what was typed stays"
    assert send(sun, form, **given, hours="语文=7\n数学=5\n体育=3").status_code == 302
    assert "开齐开足" in plain(sun.get(PAGE))
    reckoned(county)
    assert states(county, "full_curriculum", "class_a") == {"done"}
    assert states(county, "full_curriculum", "class_b") == {"due"}
    assert "语文" not in plain(sign_in(county, "赵老师").get(PAGE))


@pytest.mark.clause("4.11")
def test_activities_of_league_pioneers_sports_arts_and_practice_are_recorded_class_by_class(county: County) -> None:
    adopted(county, plan=4)
    settled(county, required_hours=REQUIRED)
    county.time.pass_by(days=(LATE - DAY).days)
    wang, form = sign_in(county, "王老师"), f"{PAGE}{county.units['class_a']}/activity/"
    told = {"on": DAY.isoformat(), "people": "40"}
    assert "请选活动类别" in plain(send(wang, form, **told, activity="ethics_talk", what="谈话"))
    for kind, what in (("pioneers", "入队仪式"), ("sports", "跳绳比赛"), ("arts", "合唱"), ("practice", "护河")):
        reckoned(county)
        assert states(county, "class_activities", "class_a") == {"due"}
        sent = send(wang, form, **told, activity=kind, what=what, proof=paper_file())
        assert sent.status_code == 302
    reckoned(county)
    assert states(county, "class_activities", "class_a") == {"done"}
    assert states(county, "class_activities", "class_b") == {"due"}
    shown = plain(wang.get(PAGE))
    assert "少先队活动 1，体育活动 1，艺术活动 1，社会实践 1" in shown
    assert "跳绳比赛" in shown
    sun = sign_in(county, director(county))
    timetable = f"{PAGE}{county.units['class_a']}/timetable/"
    full = {"grade": "3", "from_on": DAY.isoformat(), "hours": "语文=7\n数学=5\n体育=3"}
    assert send(sun, timetable, **full).status_code == 302
    reckoned(county)
    assert states(county, "full_curriculum", "class_a") == {"done"}
    assert wang.get(timetable).status_code == 403
    assert "跳绳比赛" not in plain(sign_in(county, "赵老师").get(PAGE))


@pytest.mark.clause("4.20")
def test_measures_for_teachers_ethics_are_recorded_per_school(county: County) -> None:
    adopted(county, plan=4)
    county.time.pass_by(days=(LATE - DAY).days)
    reckoned(county)
    assert states(county, "ethics") == {"due"}
    li, form = sign_in(county, "李校长"), f"{PAGE}{county.units['school_a']}/ethics/"
    told = {"ethics": "ethics_study", "on": DAY.isoformat(), "what": "师德专题学习"}
    late = send(li, form, **told | {"on": (LATE + timedelta(days=1)).isoformat()})
    assert (late.status_code, "还没有到" in plain(late)) == (422, True)
    assert send(li, form, **told).status_code == 302
    reckoned(county)
    assert states(county, "ethics") == {"done"}
    assert "师德学习 师德专题学习" in plain(li.get(PAGE))


def test_what_an_inspection_looks_at_or_has_looked_at_is_not_taken_back(county: County) -> None:
    record, inspection = active(county), inspected(county)
    sun, form = sign_in(county, director(county)), f"{PAGE}records/{record}/withdraw/"
    refused = send(sun, form, reason="记错了")
    assert (refused.status_code, "正在接受督查" in plain(refused)) == (422, True)
    conclude_inspection(county.ctx("陈局长"), inspection=inspection)
    assert "正在接受督查" in plain(send(sun, form, reason="记错了")), "it was looked at"
    assert the(ConductRecord).withdrawn_on is None
    county.time.pass_by(days=1)
    later, sun = active(county, kind="arts"), sign_in(county, "王老师")
    assert send(sign_in_again(county), f"{PAGE}records/{later}/withdraw/", reason="记错了").status_code == 302
    assert "记错了" in plain(sun.get(PAGE))


def sign_in_again(county: County) -> Visitor:
    """The head, who has not signed in yet."""
    return sign_in(county, "李校长")
