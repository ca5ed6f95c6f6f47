"""The third step acted out: a legal basis first, two officers, the notice with the party's rights, a hearing, the decision."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.services import (
    call_hearing,
    enter,
    inquire,
    issue_decision,
    issue_notice,
    open_penalty,
    propose_decision,
    serve,
)
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.kernel.problems import NotonelessError
from support.county import County
from support.databases import all_of, the
from support.procedures import (
    BY_HAND,
    DECIDING,
    FOUND,
    HEARING_ON,
    LAW,
    OFFICERS,
    OPENED_ON,
    OTHER,
    PAY_UNTIL,
    decided,
    entered,
    expired_order,
    hearing_asked,
    inquired,
    noticed,
    opened_penalty,
    past_arguing,
    proposal_in,
    proposed_decision,
    served_order,
)

PAY_TO = "县农村信用社罚款专户"
HEARING: dict[str, Any] = {
    "hearing_on": HEARING_ON,
    "hearing_at": "上午九时",
    "place": "县教育局会议室",
    "host": "法制办丙",
}


def stage(procedure: UUID) -> str:
    return str(the(Procedure, pk=procedure).stage)


def last(procedure: UUID) -> Any:
    return max(all_of(ProcedureEvent, procedure_id=procedure), key=lambda event: event.number)


def shown(county: County, paper: UUID) -> str:
    """What a paper says."""
    return str(description_of(county.ctx("陈局长"), paper))


def numbers() -> list[str]:
    return sorted(paper.number for paper in all_of(Paper))


def refused(code: str, doing: Any, *given: Any, **named: Any) -> None:
    """Expect the refusal of an action, which leaves no event and no number."""
    before = (len(all_of(ProcedureEvent)), numbers())
    with pytest.raises(NotonelessError) as found:
        doing(*given, **named)
    assert found.value.problem.code == code
    assert (len(all_of(ProcedureEvent)), numbers()) == before


# a legal basis, and who may


def test_proceedings_wait_until_the_order_has_run_out(county: County) -> None:
    procedure = served_order(county)
    given = {"procedure": procedure, "unit": county.units["county"], "on": date(2026, 9, 1), **LAW}
    refused("procedures.order_runs", open_penalty, county.ctx("陈局长"), **given)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"law": "《中华人民共和国义务教育法》", "article": "第五十八条"}, "procedures.basis_without_fine"),
        ({"text_kind": "other", "law": "某村村规民约"}, "procedures.basis_no_law"),
        ({"least": 1000, "most": 100}, "procedures.basis_no_range"),
    ],
)
def test_a_basis_that_lets_nobody_fine_opens_nothing(county: County, changed: dict[str, Any], code: str) -> None:
    procedure = expired_order(county)
    given = {"procedure": procedure, "unit": county.units["county"], "on": OPENED_ON, **LAW, **changed}
    refused(code, open_penalty, county.ctx("陈局长"), **given)
    assert stage(procedure) == Stage.ORDER_SERVED


def test_a_township_penalizes_only_by_a_text_that_hands_it_the_power_and_nobody_elsewhere_does(county: County) -> None:
    procedure = expired_order(county)
    given = {"procedure": procedure, "on": OPENED_ON, **LAW}
    town = county.units["town_a"]
    refused("procedures.cannot_penalize", open_penalty, county.ctx("张镇长"), unit=town, **given)
    far = county.units["town_z"]
    refused("procedures.not_where", open_penalty, county.ctx("陈局长"), unit=far, **given)
    open_penalty(county.ctx("张镇长"), unit=town, **given | {"delegated": "某省政府令第五号"})
    assert stage(procedure) == Stage.PENALTY_OPENED


def test_one_officer_or_the_same_twice_is_no_inquiry(county: County) -> None:
    procedure = opened_penalty(county)
    given = {"procedure": procedure, "on": OPENED_ON, "note": None, "proof": None}
    twice = {**OFFICERS, "second_officer": "执法甲", "second_certificate": "晴001"}
    refused("procedures.two_officers", inquire, county.ctx("陈局长"), **given, **twice)
    refused("procedures.not_inquired", issue_notice, county.ctx("陈局长"), procedure=procedure, amount=500, found=FOUND)


# the notice


def test_the_notice_tells_facts_basis_amount_and_rights(county: County) -> None:
    procedure = inquired(county)
    refused(
        "procedures.out_of_range", issue_notice, county.ctx("陈局长"), procedure=procedure, amount=1001, found=FOUND
    )
    issue_notice(county.ctx("陈局长"), procedure=procedure, amount=500, found=FOUND)
    event = last(procedure)
    paper, receipt = (the(Paper, pk=each) for each in (event.paper_id, event.receipt_id))
    assert (paper.kind, paper.number) == ("penalty_notice", "晴教罚告〔2026〕1号")
    assert (receipt.kind, receipt.number) == ("service_receipt", "晴教送达〔2026〕1号")
    text = shown(county, paper.pk)
    for words in (
        "清溪镇人民政府以清政责改〔2026〕1号责令你在2026年9月8日以前送慕容甲乙到校",
        FOUND,
        "《某省义务教育条例》第五十条",
        "罚款500元",
        "有权陈述和申辩",
        "5个工作日",
        "家长慕容甲乙（母亲）",
        "清溪镇柳树村",
    ):
        assert words in text
    assert stage(procedure) == Stage.NOTICE_ISSUED


def test_a_township_leader_issues_nothing_for_the_county(county: County) -> None:
    procedure = inquired(county)
    with pytest.raises(NotFound):
        issue_notice(county.ctx("张镇长"), procedure=procedure, amount=500, found=FOUND)
    assert numbers() == ["清政责改〔2026〕1号", "清政送达〔2026〕1号"]


def test_a_second_notice_on_one_fact_is_refused(county: County) -> None:
    procedure = noticed(county)
    refused("procedures.done_already", issue_notice, county.ctx("陈局长"), procedure=procedure, amount=500, found=FOUND)


# the hearing


def test_a_hearing_is_called_for_who_asked_and_long_enough_before(county: County) -> None:
    procedure = noticed(county)
    refused("procedures.nobody_asked", call_hearing, county.ctx("陈局长"), procedure=procedure, **HEARING)
    entered(county, procedure, "ask_hearing", OPENED_ON)
    soon = {**HEARING, "hearing_on": date(2026, 9, 15)}
    refused("procedures.hearing_too_soon", call_hearing, county.ctx("陈局长"), procedure=procedure, **soon)
    partial = {**HEARING, "host": "执法甲"}
    refused("procedures.host_inquired", call_hearing, county.ctx("陈局长"), procedure=procedure, **partial)
    call_hearing(county.ctx("陈局长"), procedure=procedure, **HEARING)
    paper = the(Paper, pk=last(procedure).paper_id)
    assert (paper.kind, paper.number) == ("hearing_notice", "晴教听证〔2026〕1号")
    text = shown(county, paper.pk)
    for words in (
        "晴教罚告〔2026〕1号",
        "2026年9月28日上午九时",
        "县教育局会议室",
        "法制办丙",
        "罚款500元",
        "听证不公开举行",
    ):
        assert words in text


def test_after_a_hearing_the_decision_waits_for_the_review_of_legality(county: County) -> None:
    procedure = hearing_asked(county)
    ctx = county.ctx("陈局长")
    call_hearing(ctx, procedure=procedure, **HEARING)
    notice = last(procedure).paper_id
    unproved = {"procedure": procedure, "on": OPENED_ON, **BY_HAND, "means": "left"}
    refused("procedures.unproved_left", serve, county.ctx("陈局长"), **unproved)
    hold = {
        "procedure": procedure,
        "move": "hold_hearing",
        "on": HEARING_ON,
        "outcome": None,
        "note": None,
        "proof": None,
    }
    county.time.pass_by(days=18)
    refused("procedures.hearing_not_told", enter, county.ctx("陈局长"), **hold)
    serve(county.ctx("陈局长"), procedure=procedure, on=OPENED_ON, **BY_HAND)
    assert (last(procedure).move, last(procedure).paper_id) == ("serve_hearing", notice)
    decide = {"procedure": procedure, "on": HEARING_ON, "amount": 500}
    refused("procedures.not_heard", propose_decision, county.ctx(OTHER), **decide)
    entered(county, procedure, "hold_hearing", HEARING_ON)
    refused("procedures.not_reviewed", propose_decision, county.ctx(OTHER), **decide)
    entered(county, procedure, "review_legality", HEARING_ON)
    propose_decision(county.ctx(OTHER), **decide)
    issue_decision(
        county.ctx("陈局长"), procedure=procedure, proposal=proposal_in(procedure), pay_to=PAY_TO, until=None
    )
    assert "2026年9月28日举行听证" in shown(county, last(procedure).paper_id)


# the decision


def test_the_decision_says_the_six_things_that_law_asks(county: County) -> None:
    procedure = proposed_decision(county)
    issue_decision(
        county.ctx("陈局长"), procedure=procedure, proposal=proposal_in(procedure), pay_to=PAY_TO, until=None
    )
    event = last(procedure)
    paper = the(Paper, pk=event.paper_id)
    assert (paper.kind, paper.number, paper.issuer_id) == (
        "penalty_decision",
        "晴教罚决〔2026〕1号",
        county.units["county"],
    )
    text = shown(county, paper.pk)
    for words in (
        "当事人：家长慕容甲乙（母亲）",  # who
        "住址：清溪镇柳树村柳树村一组慕容甲乙家老屋",
        FOUND,  # facts and evidence
        "依照《某省义务教育条例》第五十条，本机关决定对你罚款500元",  # kind and basis
        "自收到本决定书之日起15日内",  # how and by when
        PAY_TO,
        "百分之3",
        "60日内",  # review and suit
        "6个月内",
        "你没有提出",
    ):
        assert words in text
    assert "晴川县" in text  # the authority, its day, and its seal
    assert "2026, 9, 20" in text
    assert the(Paper, pk=event.receipt_id).number == "晴教送达〔2026〕2号"
    serve(county.ctx("陈局长"), procedure=procedure, on=DECIDING, **BY_HAND)
    assert stage(procedure) == Stage.DECISION_SERVED


def test_a_decision_waits_for_the_party_and_is_not_heavier_than_told(county: County) -> None:
    procedure = noticed(county)
    early = {"procedure": procedure, "on": OPENED_ON, "amount": 500}
    refused("procedures.party_has_time", propose_decision, county.ctx(OTHER), **early)
    entered(county, procedure, "state_views", OPENED_ON)
    county.time.pass_by(days=10)
    heavier = {"procedure": procedure, "on": DECIDING, "amount": 600}
    refused("procedures.heavier_for_arguing", propose_decision, county.ctx(OTHER), **heavier)
    propose_decision(county.ctx(OTHER), procedure=procedure, on=DECIDING, amount=300)
    issue_decision(
        county.ctx("陈局长"), procedure=procedure, proposal=proposal_in(procedure), pay_to=PAY_TO, until=None
    )
    text = shown(county, last(procedure).paper_id)
    assert "罚款300元" in text
    assert "已经听取并复核" in text


def test_nobody_issues_the_decision_they_proposed_and_the_time_to_pay_is_that_of_law(county: County) -> None:
    procedure = proposed_decision(county)
    given = {"procedure": procedure, "proposal": proposal_in(procedure), "pay_to": PAY_TO}
    refused("procedures.own_proposal", issue_decision, county.ctx(OTHER), until=None, **given)
    refused("procedures.paid_too_soon", issue_decision, county.ctx("陈局长"), until=date(2026, 9, 25), **given)
    refused("procedures.too_far", issue_decision, county.ctx("陈局长"), until=date(2206, 10, 20), **given)
    issue_decision(county.ctx("陈局长"), until=PAY_UNTIL, **given)
    assert "在2026年10月20日以前" in shown(county, last(procedure).paper_id)


def test_a_second_decision_on_one_fact_is_refused_and_burns_no_number(county: County) -> None:
    procedure = decided(county)
    again = {"procedure": procedure, "on": DECIDING, "amount": 500}
    refused("procedures.done_already", propose_decision, county.ctx(OTHER), **again)
    given = {"procedure": procedure, "proposal": proposal_in(procedure), "pay_to": PAY_TO, "until": None}
    refused("procedures.done_already", issue_decision, county.ctx("陈局长"), **given)


def test_a_penalty_that_was_dropped_may_be_opened_anew(county: County) -> None:
    procedure = past_arguing(county)
    entered(county, procedure, "drop_penalty", DECIDING)
    assert stage(procedure) == Stage.ORDER_SERVED
    given = {"procedure": procedure, "unit": county.units["county"], "on": DECIDING, **LAW}
    open_penalty(county.ctx("陈局长"), **given)
    refused("procedures.not_inquired", issue_notice, county.ctx("陈局长"), procedure=procedure, amount=500, found=FOUND)
