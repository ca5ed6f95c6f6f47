"""That an appraisal waits is told to whoever it is of, and to whoever gives points, decides an appeal, or confirms it."""

import re

import pytest
from allauth.mfa.models import Authenticator

from notoneless.interfaces.access import sessions
from notoneless.interfaces.frame import asking
from notoneless.oversight.appraisal.models import Appeal
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.services import appeal_line, confirm_appraisal, decide_appeal, judge_line
from notoneless.oversight.scoring.services import open_appraisals
from support.appraisals import (
    MANNER,
    VETO,
    VISITS,
    appraised,
    dropped_out,
    item_of,
    judged,
    proposed_consequence,
    rubric_adopted,
)
from support.browsing import sign_in
from support.county import CAST, County, appoint
from support.databases import the
from support.forms import text_of

WORDS = ("考核已公示", "有申诉待处理", "有项目待评定", "可以确认了", "绩效扣减待决定")


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page lives in the time of the county."""
    for module in (sessions, asking):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def told(county: County, who: str) -> set[str]:
    """What somebody's list of today says of appraisals."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    page = re.sub(r"<[^>]+>", " ", text_of(sign_in(county, who).get("/today/")))
    return {each for each in WORDS if each in page}


def test_who_is_appraised_is_told_until_one_can_appeal_no_more(county: County) -> None:
    assert told(county, "王老师") == set()
    appraisal = appraised(county)
    page = text_of(sign_in(county, "王老师").get("/today/"))
    assert f"/appraisals/{appraisal}/" in page
    assert "申诉到 2026-09-08 为止" in page
    assert told(county, "李校长") == {"有项目待评定"}
    for who in set(CAST) - {"王老师", "李校长"}:
        assert told(county, who) == set(), who
    county.time.pass_by(days=8)
    assert told(county, "王老师") == set()


def test_an_appeal_is_told_to_who_may_decide_it_and_to_nobody_else(county: County) -> None:
    appraisal = judged(county)
    assert told(county, "李校长") == set()
    appeal_line(county.ctx("王老师"), appraisal=appraisal, item=item_of(appraisal, "家访"), reason="漏记两次")
    assert told(county, "李校长") == {"有申诉待处理"}
    assert told(county, "陈局长") == set()
    decide_appeal(county.ctx("李校长"), appeal=the(Appeal).pk, is_granted=False, points=None, answer="查过，没有")
    assert told(county, "李校长") == set()
    appeal_line(county.ctx("王老师"), appraisal=appraisal, item=item_of(appraisal, "工作态度"), reason="评低了")
    assert told(county, "李校长") == set(), "the head gave these points"
    assert told(county, "陈局长") == {"有申诉待处理"}
    assert told(county, "赵老师") == set()


def test_what_may_be_confirmed_is_told_once_nothing_holds_it(county: County) -> None:
    appraisal = judged(county)
    county.time.pass_by(days=7)
    assert told(county, "李校长") == set()
    county.time.pass_by(days=1)
    assert told(county, "李校长") == {"可以确认了"}
    confirm_appraisal(county.ctx("李校长"), appraisal=appraisal)
    assert told(county, "李校长") == set()


def test_a_veto_does_not_hide_that_points_are_lacking(county: County) -> None:
    dropped_out(county)
    appraisal = appraised(county, VISITS, MANNER, VETO)
    county.time.pass_by(days=8)
    assert "有项目待评定" in told(county, "李校长")
    assert "可以确认了" not in told(county, "李校长")
    judge_line(
        county.ctx("李校长"), appraisal=appraisal, item=item_of(appraisal, "工作态度"), points="35", reason="认真"
    )
    assert "有项目待评定" not in told(county, "李校长")


@pytest.mark.parametrize(("subject", "who"), [(Subject.SCHOOL, "李校长"), (Subject.HEAD, "李校长")])
def test_a_school_and_its_head_are_judged_by_the_bureau_and_the_head_is_told(
    county: County, subject: Subject, who: str
) -> None:
    rubric_adopted(county, VISITS, MANNER, subject=subject, who="陈局长", unit="county")
    given = {"scored_subject": subject, "school_year": 2026}
    open_appraisals(county.ctx("陈局长"), unit=county.units["county"], **given)
    assert told(county, who) == {"考核已公示"}
    assert told(county, "陈局长") == {"有项目待评定"}
    assert told(county, "王老师") == set()


def test_what_follows_from_a_dropout_is_told_to_who_decides_it_and_not_to_whom_it_falls_on(county: County) -> None:
    proposed_consequence(county)
    assert "绩效扣减待决定" in told(county, "李校长")
    assert "绩效扣减待决定" in told(county, "陈局长"), "what falls on the school and its head"
    assert "绩效扣减待决定" not in told(county, "王老师")
    appoint(county, "钱校长", "school_head", "school_z", "13900007778")
    assert "绩效扣减待决定" not in told(county, "钱校长")
