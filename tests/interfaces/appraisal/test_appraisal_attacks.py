"""What goes wrong in a year's appraisal: names that change, late grades, corrected dropouts, made-up addresses."""

import re
from typing import Any

import pytest

from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.services import correct, verify
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.organizations.services import take_post
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.appraisal.models import Appraisal, Consequence
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.services import appeal_line, confirm_appraisal, judge_line, propose_consequences
from notoneless.oversight.scoring.services import open_appraisals
from support.appraisals import MANNER, VETO, VISITS, appraised, item_of, proposed_consequence, rubric_adopted
from support.browsing import sign_in
from support.cases import WORKING, events_of
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of

WHOLE = {**VISITS, "weight": "100"}


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def opened_again(county: County, subject: Subject) -> None:
    """The appraisals of this school year, opened."""
    told = {"scored_subject": subject, "school_year": 2026}
    open_appraisals(county.ctx("李校长"), unit=county.units["school_a"], **told)


def called(model: type[Account] | type[Unit], pk: Any, name: str) -> None:
    """Somebody, or a class, is called otherwise from now on."""
    with owners_eyes():
        model._base_manager.filter(pk=pk).update(name=name)


def test_a_teacher_who_is_called_otherwise_since_is_not_appraised_twice(county: County) -> None:
    appraised(county)
    called(Account, county.accounts["王老师"], "王小明")
    appoint(county, "孙老师", "class_teacher", "class_b", "13900008881")
    opened_again(county, Subject.CLASS_TEACHER)
    assert sorted(row.name for row in all_of(Appraisal)) == ["孙老师", "王老师"]


def test_a_class_that_is_called_otherwise_since_is_not_appraised_twice(county: County) -> None:
    rubric_adopted(county, WHOLE, subject=Subject.CLASS)
    opened_again(county, Subject.CLASS)
    called(Unit, county.units["class_a"], "四年级（1）班")
    with pytest.raises(Refused, match="都已经考核"):
        opened_again(county, Subject.CLASS)


def test_who_is_graded_late_may_still_appeal(county: County) -> None:
    appraisal = appraised(county)
    item = item_of(appraisal, "工作态度")
    with pytest.raises(Refused, match="还没有评分"):
        appeal_line(county.ctx("王老师"), appraisal=appraisal, item=item, reason="怕评得低")
    county.time.pass_by(days=8)
    judge_line(county.ctx("李校长"), appraisal=appraisal, item=item, points="5", reason="迟到")
    with pytest.raises(Refused, match="申诉到 2026-09-16 为止"):
        confirm_appraisal(county.ctx("李校长"), appraisal=appraisal)
    page = f"/appraisals/{appraisal}/items/{item}/appeal/"
    assert send(sign_in(county, "王老师"), page, reason="那天请了假").status_code == 302


def test_an_item_without_points_offers_no_appeal(county: County) -> None:
    appraisal = appraised(county)
    page = text_of(sign_in(county, "王老师").get(f"/appraisals/{appraisal}/"))
    assert f"/items/{item_of(appraisal, '家访')}/appeal/" in page
    assert f"/items/{item_of(appraisal, '工作态度')}/appeal/" not in page


def test_a_veto_of_an_unknown_fact_does_not_hold_the_appraisal_for_ever(county: County) -> None:
    appraisal = appraised(county, WHOLE, {**VETO, "counted_facts": "share.net_primary>=50"})
    item = item_of(appraisal, "本班辍学")
    page = f"/appraisals/{appraisal}/items/{item}/judge/"
    li = sign_in(county, "李校长")
    assert "得分在 0 到 0 之间" in plain(send(li, page, points="1", reason="查过"))
    assert send(li, page, points="0", reason="查过，没有").status_code == 302
    row = the(Appraisal, pk=appraisal)
    assert (row.is_barred, row.total) == (False, "80")


@pytest.mark.parametrize("year", ["9" * 5000, "²", "-1", "2026.5", "１９９９"])
def test_a_year_that_somebody_made_up_shows_the_latest(county: County, year: str) -> None:
    appraised(county)
    assert "王老师" in plain(sign_in(county, "李校长").get("/appraisals/", {"year": year}))


def corrected(county: County, **given: Any) -> None:
    """The dropout of the county entered anew, or withdrawn."""
    event = the(Consequence, kind="pay", person=county.accounts["王老师"]).event
    last = events_of(the(CaseEvent, pk=event).case_id)[-1].pk
    told = {"on": None, "reason": None, "note": "补记", "proof": None, "reference": None, "withdrawn": None, **given}
    correct(county.ctx("陈局长"), case_event=last, **told)


@pytest.mark.clause("2.23")
def test_pay_is_not_deducted_again_when_the_dropout_is_entered_anew(county: County) -> None:
    proposed_consequence(county)
    county.time.pass_by(days=1)
    corrected(county)
    corrected(county, note="再补记")
    with pytest.raises(Refused, match="不重复扣减"):
        propose_consequences(county.ctx("李校长"), unit=county.units["school_a"])


def test_nothing_takes_effect_of_a_dropout_that_was_withdrawn(county: County) -> None:
    row = proposed_consequence(county)
    corrected(county)
    corrected(county, note="看错了人", withdrawn=True)
    page, li = f"/consequences/{row}/decide/", sign_in(county, "李校长")
    assert "登记已经撤销" in plain(li.get("/consequences/"))
    assert "登记已经撤销" in plain(send(li, page, takes_effect="true", reason="按方案"))
    assert send(li, page, takes_effect="false", reason="辍学登记已撤销").status_code == 302
    assert the(Consequence, pk=row).state == "dropped"


def test_what_took_effect_is_lifted_when_the_dropout_is_withdrawn(county: County) -> None:
    row = proposed_consequence(county)
    page, li = f"/consequences/{row}/decide/", sign_in(county, "李校长")
    assert send(li, page, takes_effect="true", reason="按方案").status_code == 302
    assert "已经决定过" in plain(send(li, page, takes_effect="false", reason="反悔"))
    corrected(county, note="看错了人", withdrawn=True)
    assert page in text_of(li.get("/consequences/"))
    assert send(li, page, takes_effect="false", reason="辍学登记已撤销").status_code == 302
    assert "已经决定过" in plain(send(li, page, takes_effect="false", reason="再一次"))


@pytest.mark.clause("2.23")
@pytest.mark.parametrize("is_lifted", [False, True])
def test_a_dropout_withdrawn_and_verified_anew_costs_its_pay_once(county: County, is_lifted: bool) -> None:
    row = proposed_consequence(county)
    case = the(CaseEvent, pk=the(Consequence, pk=row).event).case_id
    page, li = f"/consequences/{row}/decide/", sign_in(county, "李校长")
    assert send(li, page, takes_effect="true", reason="按方案").status_code == 302
    corrected(county, note="看错了日期", withdrawn=True)
    if is_lifted:
        assert send(li, page, takes_effect="false", reason="辍学登记已撤销").status_code == 302
    verify(county.ctx("陈局长"), case=case, on=DAY, **WORKING)
    propose_consequences(county.ctx("李校长"), unit=county.units["school_a"])
    mine = all_of(Consequence, kind="pay", person=county.accounts["王老师"])
    assert [each.pk == row for each in mine if each.state != "dropped"] == [not is_lifted]


def test_a_head_who_leads_a_class_does_not_judge_it(county: County) -> None:
    given = {"unit": county.units["class_a"], "account": county.accounts["李校长"], "title": "兼班主任"}
    take_post(county.ctx("安全管理员"), **given, role="class_teacher", from_on=DAY)
    rubric_adopted(county, VISITS, MANNER, subject=Subject.CLASS)
    opened_again(county, Subject.CLASS)
    own, other = (the(Appraisal, unit=county.units[each]).pk for each in ("class_a", "class_b"))
    li = sign_in(county, "李校长")
    assert [f"/appraisals/{each}/confirm/" in text_of(li.get(f"/appraisals/{each}/")) for each in (own, other)] == [
        False,
        True,
    ]
    for appraisal in (own, other):
        told = {"appraisal": appraisal, "item": item_of(appraisal, "工作态度"), "points": "40", "reason": "认真"}
        if appraisal == own:
            with pytest.raises(Refused, match="不能办自己的"):
                judge_line(county.ctx("李校长"), **told)
            judge_line(county.ctx("陈局长"), **told)
        else:
            judge_line(county.ctx("李校长"), **told)
