"""Circulars, interviews and the yearly summary on the web (5.41, 5.42)."""

from datetime import UTC, datetime, timedelta

import pytest

from notoneless.oversight.supervision.models import Circular, Interview, YearlySummary
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.supervision import LATER, found, inspected, interviewed, numbered, plain, states

PAGE = "/supervision/circulars/"


@pytest.mark.clause("5.42")
def test_concealment_leads_to_a_circular_that_all_schools_read(county: County) -> None:
    adopted(county, who="陈局长", unit="county", plan=5)
    chen, unit = sign_in(county, "陈局长"), county.units["county"]
    row = found(county, inspected(county, "attendance"), matter="concealed", what="一人辍学两周未报")
    reckoned(county)
    assert states(county, "finding_rectified") == {"due"}
    given = {"subject_line": "关于隐瞒不报的通报", "shortcomings": str(row), "body_text": "请各校对照检查。"}
    form = f"{PAGE}{unit}/new/"
    missing = send(chen, form, **given)
    assert (missing.status_code, "发文代字" in plain(missing)) == (422, True), "papers of the county have no prefix yet"
    numbered(county)
    none = send(chen, form, **given | {"shortcomings": ""})
    assert none.status_code == 422
    assert "请各校对照检查。" in plain(none), "what was typed stays"
    assert send(chen, form, **given).status_code == 302
    circular = the(Circular).pk
    assert "没有通报您单位的问题" in plain(sign_in(county, "赵老师").get(f"{PAGE}{circular}/")), "all schools are told"
    li = sign_in(county, "李校长")
    assert "一人辍学两周未报" in plain(li.get(f"{PAGE}{circular}/"))
    twice = send(chen, form, **given)
    assert "有的问题已经通报过" in plain(twice)


@pytest.mark.clause("5.42")
def test_a_head_is_interviewed_for_concealment_and_somebody_looks_whether_it_was_put_right(county: County) -> None:
    adopted(numbered(county), who="陈局长", unit="county", plan=5)
    row = found(county, inspected(county, "attendance"), matter="concealed", what="一人辍学两周未报")
    chen, li = sign_in(county, "陈局长"), sign_in(county, "李校长")
    talk = {"matter": "concealed", "shortcoming": str(row), "on": DAY.isoformat(), "held_at": "县教育局"}
    talk |= {"recorder": "小钱", "problems": "隐瞒不报", "stance": "马上补报", "mend_by": LATER.isoformat()}
    form = f"/supervision/interviews/{county.units['school_a']}/new/"
    assert form in text_of(chen.get(f"/supervision/shortcomings/{row}/"))
    early = send(chen, form, **talk | {"mend_by": (DAY - timedelta(days=1)).isoformat()})
    assert (early.status_code, "整改期限不能早于约谈日期" in plain(early)) == (422, True)
    other = send(chen, form, **talk | {"matter": "hazard"})
    assert "约谈事由只能是" in plain(other)
    assert send(chen, form, **talk).status_code == 302
    interview = the(Interview)
    assert (interview.head_id, interview.paper.number) == (county.accounts["李校长"], "晴教约谈〔2026〕1号")
    reckoned(county)
    assert states(county, "interview_followed", "county") == {"due"}
    assert "1 次约谈待跟踪" in plain(chen.get("/today/"))
    shown = f"/supervision/interviews/{interview.pk}/"
    assert "马上补报" in plain(li.get(shown))
    assert sign_in(county, "王老师").get(shown).status_code == 404
    seen = {"on": DAY.isoformat(), "is_mended": "true", "seen": "已补报，名单齐全"}
    assert li.get(f"{shown}follow/").status_code == 403
    assert send(chen, f"{shown}follow/", **seen).status_code == 302
    assert "已补报，名单齐全" in plain(li.get(shown))
    reckoned(county)
    assert states(county, "interview_followed", "county") == {"done"}


def test_a_follow_up_is_not_before_the_talk(county: County) -> None:
    interview, chen = interviewed(county), sign_in(county, "陈局长")
    seen = {"on": (DAY - timedelta(days=1)).isoformat(), "is_mended": "false", "seen": "没有改"}
    early = send(chen, f"/supervision/interviews/{interview}/follow/", **seen)
    assert (early.status_code, "跟踪日期不能早于约谈日期" in plain(early)) == (422, True)


@pytest.mark.clause("5.41")
def test_the_summary_of_december_is_drafted_from_data_and_issued_once(county: County) -> None:
    adopted(county, who="陈局长", unit="county", plan=5)
    numbered(county)
    found(county, inspected(county))
    form = f"/supervision/summaries/{county.units['county']}/new/"
    county.time.at = datetime(2026, 12, 5, 2, 0, tzinfo=UTC)
    reckoned(county)
    assert states(county, "yearly_summary", "county") == {"due"}
    chen = sign_in(county, "陈局长")
    early = send(chen, form, year="2027", body_text="总结")
    assert (early.status_code, "到十二月再做" in plain(early)) == (422, True)
    shown = plain(chen.get(form))
    assert "开展督查1次，发现问题1个，已销账0个，逾期未销账1个" in shown
    wording = "全年开展督查1次。主要做法：每月巡查。"
    assert send(chen, form, year="2026", body_text=wording).status_code == 302
    row = the(YearlySummary)
    assert (row.counted["inspections"], row.wording) == (1, wording)
    twice = send(chen, form, year="2026", body_text="再来一份")
    assert "2026 年的总结已经印发" in plain(twice)
    reckoned(county)
    assert states(county, "yearly_summary", "county") == {"done"}
