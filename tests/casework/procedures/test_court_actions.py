"""The fourth step acted out: the demand, the application within the window of law, what the court does, and suits."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.charging import most_added
from notoneless.casework.procedures.rules.facts import Fact, Outcome
from notoneless.casework.procedures.rules.moves import Move, Stage
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.casework.procedures.services import apply_to_court, enter, issue_demand, serve
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.kernel.problems import NotonelessError
from support.county import County
from support.databases import all_of, the
from support.procedures import (
    ADDED,
    BY_HAND,
    COURT,
    FOUND,
    HEAD,
    LIMITS,
    PAY_TO,
    VIEWS,
    applied,
    before_court,
    calendar,
    decision_served,
    demand_served,
    demanded,
    entered,
    unpaid,
)

ASKED: dict[str, Any] = {"court": COURT, "head": HEAD, "views": VIEWS}
APPLIED_ON = date(2027, 3, 25)


def stage(procedure: UUID) -> str:
    return str(the(Procedure, pk=procedure).stage)


def last(procedure: UUID) -> Any:
    return max(all_of(ProcedureEvent, procedure_id=procedure), key=lambda event: event.number)


def shown(county: County, paper: UUID) -> str:
    return str(description_of(county.ctx("陈局长"), paper))


def refused(code: str, doing: Any, *given: Any, **named: Any) -> Any:
    """Expect the refusal of an action, which leaves no event and no number; what it told."""
    before = (len(all_of(ProcedureEvent)), len(all_of(Paper)))
    with pytest.raises(NotonelessError) as found:
        doing(*given, **named)
    assert found.value.problem.code == code
    assert (len(all_of(ProcedureEvent)), len(all_of(Paper))) == before
    return found.value.problem.params


def test_the_demand_says_by_when_how_and_how_much_and_that_the_party_may_argue(county: County) -> None:
    procedure = decision_served(county)
    given = {"procedure": procedure, "added": ADDED, "pay_to": PAY_TO}
    refused("procedures.party_may_pay", issue_demand, county.ctx("陈局长"), **given)
    county.time.pass_by(days=30)
    told = refused("procedures.added_too_much", issue_demand, county.ctx("陈局长"), **given | {"added": ADDED + 1})
    assert (told["most"], told["source"]) == (ADDED, "《中华人民共和国行政处罚法》第七十二条")
    refused("procedures.added_too_much", issue_demand, county.ctx("陈局长"), **given | {"added": -1})
    issue_demand(county.ctx("陈局长"), **given)
    event = last(procedure)
    paper = the(Paper, pk=event.paper_id)
    assert (paper.kind, paper.number, stage(procedure)) == ("performance_demand", "晴教催告〔2026〕1号", Stage.DEMANDED)
    text = shown(county, paper.pk)
    for words in (
        "晴教罚决〔2026〕1号",
        "10个工作日内",
        "罚款500元，加处罚款180元，合计680元",
        PAY_TO,
        "陈述、申辩",
        "2026年9月20日送达",
    ):
        assert words in text
    receipt = the(Paper, pk=event.receipt_id)
    assert paper.number in shown(county, receipt.pk)
    assert "履行行政决定催告书" in shown(county, receipt.pk)


def test_what_was_paid_is_not_demanded_and_a_township_demands_nothing_of_the_countys(county: County) -> None:
    procedure = unpaid(county)
    given = {"procedure": procedure, "added": 0, "pay_to": PAY_TO}
    with pytest.raises(NotFound):
        issue_demand(county.ctx("张镇长"), **given)
    entered(county, procedure, "perform", date(2026, 10, 19))
    refused("procedures.performed_already", issue_demand, county.ctx("陈局长"), **given)


def test_the_court_is_asked_only_within_the_window_of_law(county: County) -> None:
    procedure = demand_served(county)
    given = {"procedure": procedure, **ASKED}
    refused("procedures.demand_runs", apply_to_court, county.ctx("陈局长"), **given)
    county.time.pass_by(days=30)
    told = refused("procedures.remedies_run", apply_to_court, county.ctx("陈局长"), **given)
    assert told == {
        "first": "2027-03-23",  # six months after 20 September end on a Saturday, so on the Monday after it
        "last": "2027-06-22",
        "source": "《中华人民共和国行政强制法》第五十三条",
    }
    county.time.pass_by(days=125)  # 24 March
    refused("procedures.head_signs", apply_to_court, county.ctx("陈局长"), **given | {"head": None})
    with pytest.raises(NotFound):
        apply_to_court(county.ctx("张镇长"), **given)
    county.time.pass_by(days=91)  # 23 June
    refused("procedures.court_too_late", apply_to_court, county.ctx("陈局长"), **given)


def test_the_application_names_what_is_handed_in_beside_it(county: County) -> None:
    procedure = applied(county)
    event = last(procedure)
    paper = the(Paper, pk=event.paper_id)
    assert (paper.kind, paper.number, stage(procedure)) == (
        "enforcement_application",
        "晴教强执申〔2027〕1号",
        Stage.APPLIED,
    )
    assert event.receipt_id is None  # it is handed in, not served on the party
    text = shown(county, paper.pk)
    for words in (
        "申请人：晴川县，负责人：陈局长",
        "家长慕容甲乙（母亲）",
        "合计680元",
        FOUND,
        "《某省义务教育条例》第五十条",
        "没有申请行政复议，也没有提起行政诉讼（起诉期限到2027年3月22日）",
        "2027年3月23日至2027年6月22日",
        VIEWS,
        COURT,
        "行政处罚决定书（晴教罚决〔2026〕1号）",
        "行政处罚决定书的送达回证（晴教送达〔2026〕2号）",
        "履行行政决定催告书（晴教催告〔2026〕1号）",
        "履行行政决定催告书的送达回证（晴教送达〔2026〕3号）",
    ):
        assert words in text
    assert VIEWS not in str(event.details)  # what the party says is sealed


def test_a_court_turns_away_accepts_and_rules_and_its_numbers_are_kept(county: County) -> None:
    procedure = applied(county)
    entered(county, procedure, "turned_away", APPLIED_ON)
    assert stage(procedure) == Stage.DEMAND_SERVED
    apply_to_court(county.ctx("陈局长"), procedure=procedure, **ASKED)
    assert the(Paper, pk=last(procedure).paper_id).number == "晴教强执申〔2027〕2号"
    given = {"procedure": procedure, "on": APPLIED_ON, "note": None, "proof": None}
    enter(county.ctx("陈局长"), move="accepted", outcome=None, case_number="（2027）晴行审1号", **given)
    assert last(procedure).details["case_number"] == "（2027）晴行审1号"
    refused("procedures.no_outcome", enter, county.ctx("陈局长"), move="rule", outcome=None, case_number=None, **given)
    enter(county.ctx("陈局长"), move="rule", outcome="granted", case_number="（2027）晴行审1号裁定", **given)
    assert stage(procedure) == Stage.RULED
    entered(county, procedure, "perform", APPLIED_ON)
    entered(county, procedure, "sue", APPLIED_ON)
    assert stage(procedure) == Stage.SUED


def test_a_review_keeps_the_court_closed_and_once_upheld_the_application_says_so(county: County) -> None:
    procedure = demand_served(county)
    entered(county, procedure, "file_review", date(2026, 10, 20))
    county.time.pass_by(days=40)  # 29 November
    given = {"procedure": procedure, **ASKED}
    refused("procedures.pending", apply_to_court, county.ctx("陈局长"), **given)
    entered(county, procedure, "decide_review", date(2026, 11, 27), "upheld")
    refused("procedures.remedies_run", apply_to_court, county.ctx("陈局长"), **given)
    county.time.pass_by(days=20)
    apply_to_court(county.ctx("陈局长"), **given)
    text = shown(county, last(procedure).paper_id)
    assert "2026年11月27日复议决定维持；在2026年12月14日以前没有提起行政诉讼" in text


def test_nothing_is_founded_on_a_paper_that_was_withdrawn(county: County) -> None:
    procedure = before_court(county)
    demand = max(all_of(ProcedureEvent, move="issue_demand"), key=lambda event: event.number)
    Paper._base_manager.filter(pk=demand.paper_id).update(state="withdrawn")
    refused("procedures.founded_on_withdrawn", apply_to_court, county.ctx("陈局长"), procedure=procedure, **ASKED)


@pytest.mark.parametrize(
    ("on", "added"),
    [
        (date(2025, 10, 31), 0),
        (date(2025, 11, 1), 15),
        (date(2025, 11, 3), 45),
        (date(2025, 12, 20), 500),
    ],
)
def test_a_fine_grows_by_the_day_and_never_more_than_doubles(on: date, added: int) -> None:
    assert most_added(_served(), 3, on, LIMITS, calendar()) == added


def test_days_of_a_pending_review_add_nothing() -> None:
    filed = {
        Move.FILE_REVIEW: Fact(Move.FILE_REVIEW, date(2025, 11, 3)),
        Move.DECIDE_REVIEW: Fact(Move.DECIDE_REVIEW, date(2025, 12, 20), outcome=Outcome.UPHELD),
    }
    assert most_added(_served(**filed), 3, date(2025, 12, 21), LIMITS, calendar()) == 45


def _served(**more: Fact) -> Standing:
    """A decision of 500 yuan that was served on 16 October 2025: to be paid until the 31st."""
    served = date(2025, 10, 16)
    facts = {Move.ISSUE_DECISION: Fact(Move.ISSUE_DECISION, served, amount=500), **more}
    return Standing(Stage.DECISION_SERVED, facts=facts, served={Move.SERVE_DECISION: served})


def test_a_demand_is_served_once(county: County) -> None:
    procedure = demanded(county)
    serve(county.ctx("陈局长"), procedure=procedure, on=date(2026, 10, 20), **BY_HAND)
    again = {"procedure": procedure, "on": date(2026, 10, 20), **BY_HAND}
    refused("procedures.done_already", serve, county.ctx("陈局长"), **again)
    assert stage(procedure) == Stage.DEMAND_SERVED
