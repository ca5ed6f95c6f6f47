"""Grave cases referred and their outcome tracked (5.51), and wrong entries taken back, in a browser."""

from datetime import date
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.selectors.errands import procedure_errands
from notoneless.foundation.plans.services import adopt_plan, draft_plan, set_number
from notoneless.oversight.duties.models import DutyRow
from support.browsing import Visitor, sign_in
from support.cases import verified
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.procedure_pages import LIST, beside, effort, forms_on, moves, of, page, plain, value
from support.procedures import begun, ordered

SAID = {"on": "2026-09-01", "how": "home", "place": "县城砖厂", "sides": ["village"], "attitude": "not_met"}


def anew(county: County, who: str) -> Visitor:
    """Somebody who signs in on another day."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def states(county: County, duty: str) -> list[str]:
    reckoned(county)
    return [row.state for row in sorted(all_of(DutyRow, duty=duty), key=lambda row: row.due_on)]


def today(visitor: Visitor) -> str:
    return plain(page(visitor, "/today/"))


@pytest.mark.clause("5.51")
def test_a_child_at_work_is_referred_and_the_answer_is_waited_for(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    verified(county)
    village, bureau = sign_in(county, "周支书"), sign_in(county, "陈局长")
    assert send(village, effort(county), **SAID, grave="child_labour").status_code == 302
    procedure = UUID(str(the(Procedure).pk))
    assert states(county, "grave_case_referred") == ["due"]
    assert "1 条严重情况还没有移送" in today(bureau)
    seen = plain(page(bureau, of(procedure)))
    assert "不满十六周岁的是童工" in seen
    assert "《禁止使用童工规定》第二条、第六条" in seen
    form = page(bureau, of(procedure, "refer/"))
    given = {name: value(form, name) for name in ("grave", "told_to", "on")}
    assert given == {"grave": "child_labour", "told_to": "县人力资源和社会保障局", "on": "2026-09-01"}
    elsewhere = send(bureau, of(procedure, "refer/"), **given | {"told_to": "县民政局"})
    assert "《禁止使用童工规定》第六条" in beside(text_of(elsewhere), "told_to")
    assert send(bureau, of(procedure, "refer/"), **given).status_code == 302
    assert states(county, "grave_case_referred") == ["done"]
    assert "1 条移送还没有结果" in today(bureau)
    _answered(county, procedure)


def _answered(county: County, procedure: UUID) -> None:
    """The county sets how long it waits; what was taken up waits on, what was concluded does not; nobody else knows of it."""
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="national/enforcement")
    set_number(
        county.ctx("陈局长"),
        version=version,
        key="enforcement.referral_answered_within",
        value="5",
        reason="县里定",
    )
    adopt_plan(county.ctx("陈局长"), version=version, from_on=DAY, signer="陈局长")
    county.time.pass_by(days=10)
    bureau = anew(county, "陈局长")
    assert "1 条移送还没有结果，请去问" in today(bureau)
    waiting = [each.until for each in procedure_errands(county.ctx("陈局长")) if each.what == "outcome"]
    assert waiting == [date(2026, 9, 8)]  # five working days after it was referred
    given = {"grave": "child_labour", "on": "2026-09-10", "case_number": "晴人社监〔2026〕3号"}
    assert send(bureau, of(procedure, "answer_referral/"), **given, outcome="taken_up").status_code == 302
    assert "“疑似使用童工”已移送，还没有办理结果" in page(bureau, of(procedure))
    assert "1 条移送还没有结果" in today(bureau)
    assert send(bureau, of(procedure, "end/"), on="2026-09-11", outcome="returned").status_code == 302
    assert forms_on(page(bureau, of(procedure)), procedure) == {"answer_referral"}
    concluded = {**given, "on": "2026-09-11", "outcome": "concluded", "note": "砖厂已罚款"}
    assert send(bureau, of(procedure, "answer_referral/"), **concluded).status_code == 302
    assert "移送还没有结果" not in today(bureau)
    seen = plain(page(bureau, of(procedure)))
    for words in ("已办结", "晴人社监〔2026〕3号"):
        assert words in seen
    assert "砖厂已罚款" not in seen
    assert forms_on(page(bureau, of(procedure)), procedure) == set()
    stranger = anew(county, "赵老师")
    for step in ("", "refer/"):
        assert stranger.get(of(procedure, step)).status_code == 404
    assert stranger.get(of(procedure, "answer_referral/")).status_code in (403, 404)


def test_a_wrong_entry_is_struck_through_and_what_a_paper_rests_on_stays(county: County) -> None:
    procedure = begun(county)
    teacher = sign_in(county, "王老师")
    event = the(ProcedureEvent).pk
    way = f"{LIST}events/{event}/correct/"
    assert way in page(teacher, of(procedure))
    assert send(teacher, way, mistake="", note="").status_code == 422
    assert send(teacher, way, mistake="wrong_child", note="登错了人").status_code == 302
    seen = page(teacher, of(procedure))
    assert "<s>登记劝返</s>" in seen
    assert "已更正：登到别的孩子名下" in plain(seen)
    assert "登错了人" not in seen
    assert way not in seen
    assert "已经更正" in page(teacher, way)
    assert moves(procedure) == ["record_effort", "correct"]
    stranger = sign_in(county, "赵老师")
    assert stranger.get(way).status_code == 404


def test_the_township_takes_back_its_order_and_nobody_what_it_rests_on(county: County) -> None:
    procedure = ordered(county)
    town, teacher = sign_in(county, "张镇长"), sign_in(county, "王老师")
    effort_, proposal, order = (each.pk for each in sorted(all_of(ProcedureEvent), key=lambda event: event.number))
    assert "清政责改〔2026〕1号 以这一条为据" in page(teacher, f"{LIST}events/{effort_}/correct/")
    seen = page(town, of(procedure))
    assert f"{LIST}events/{order}/correct/" in seen
    assert f"{LIST}events/{proposal}/correct/" not in seen
    assert send(town, f"{LIST}events/{order}/correct/", mistake="wrong_content", note="").status_code == 302
    assert "责令改正待签发" in plain(page(town, of(procedure)))
    assert "issue_order" in forms_on(page(town, of(procedure)), procedure)
