"""Procedures acted out: outreach begins them, orders take two people and make papers, and nothing is half done."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.clocks import ClockKind
from notoneless.casework.procedures.rules.keeping import fact_of, kept
from notoneless.casework.procedures.rules.moves import Move, Stage
from notoneless.casework.procedures.selectors.procedures import open_procedure, procedures_of_child
from notoneless.casework.procedures.services import enter, issue_order, propose_order, refer, serve
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import NotonelessError
from support.cases import suspected
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.procedures import UNTIL, begun, fact, ordered, proposal_in, proposed_order, recorded, served_order
from support.roll_work import prefixed

STORY = yaml.safe_load(Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8"))["标准过程"]
NOTE: dict[str, Any] = {"note": None, "proof": None}


def stage(procedure: UUID) -> str:
    """Where a procedure stands."""
    return str(the(Procedure, pk=procedure).stage)


def events(procedure: UUID) -> list[Any]:
    """Its events, in the order of their entry."""
    return sorted(all_of(ProcedureEvent, procedure_id=procedure), key=lambda event: event.number)


def refused(code: str, doing: Any, *given: Any, **named: Any) -> None:
    """Expect the refusal of an action."""
    with pytest.raises(NotonelessError) as found:
        doing(*given, **named)
    assert found.value.problem.code == code


@pytest.mark.parametrize("row", STORY, ids=lambda row: row["办"])
def test_a_fact_is_kept_as_the_rules_need_it(row: dict[str, Any]) -> None:
    given = fact(row)
    found = fact_of(given.move, given.on, UUID(int=9), kept(given))
    assert found == replace(given, by=UUID(int=9), effort=None, items=frozenset())


def test_outreach_begins_a_procedure_only_for_a_child_with_an_open_case(county: County) -> None:
    refused("procedures.no_case", recorded, county)
    assert not all_of(Procedure)
    procedure = begun(county)
    recorded(county, who="周支书", sides="village police")
    assert [(event.move, event.details["sides"]) for event in events(procedure)] == [
        ("record_effort", ["school", "village"]),
        ("record_effort", ["police", "village"]),
    ]
    assert stage(procedure) == Stage.OUTREACH
    assert "家里缺人手" not in str(events(procedure)[0].details)


@pytest.mark.parametrize("sides", ["", "school neighbours"])
def test_who_took_part_is_said_in_known_words(county: County, sides: str) -> None:
    begun(county)
    with pytest.raises(Unusable):
        recorded(county, sides=sides)


def test_an_order_takes_two_people_and_makes_the_order_and_its_receipt(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county, who="张镇长")
    given = {"procedure": procedure, "proposal": proposal_in(procedure), "until": UNTIL}
    refused("procedures.own_proposal", issue_order, county.ctx("张镇长"), **given)
    assert not all_of(Paper)
    issue_order(county.ctx("陈局长"), procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)
    issued = events(procedure)[-1]
    order, receipt = (the(Paper, pk=each) for each in (issued.paper_id, issued.receipt_id))
    assert (order.kind, order.number) == ("order_to_correct", "清政责改〔2026〕1号")
    assert (receipt.kind, receipt.number) == ("service_receipt", "清政送达〔2026〕1号")
    assert (order.issuer_id, stage(procedure)) == (county.units["town_a"], Stage.ORDERED)


def test_the_papers_are_filled_from_the_facts(county: County) -> None:
    issued = events(ordered(county))[-1]
    shown = str(description_of(county.ctx("张镇长"), issued.paper_id))
    for words in ("慕容甲乙", "清溪镇柳树村", "2026年9月8日", "第五十八条", "经劝返1次", "60日内", "6个月内"):
        assert words in shown
    assert "清政责改〔2026〕1号" in str(description_of(county.ctx("张镇长"), issued.receipt_id))


def test_an_order_waits_until_the_dropout_is_verified_and_is_for_a_guardian_of_the_child(county: County) -> None:
    suspected(county)
    recorded(county)
    procedure = the(Procedure).pk
    given = {"procedure": procedure, "unit": county.units["town_a"], "on": DAY, "delegated": None}
    ctx = county.ctx("陈局长")
    refused("procedures.not_verified", propose_order, ctx, guardian=county.guardians["both"], **given)
    other = county.guardians["far_school"]
    refused("procedures.not_its_guardian", propose_order, county.ctx("陈局长"), guardian=other, **given)


def test_a_village_has_no_competence_to_order(county: County) -> None:
    procedure = begun(county)
    given = {"unit": county.units["village_a"], "guardian": county.guardians["both"], "on": DAY, "delegated": None}
    refused("procedures.cannot_order", propose_order, county.ctx("张镇长"), procedure=procedure, **given)


def test_an_authority_out_of_reach_orders_through_nobody_else(county: County) -> None:
    prefixed(county, "county", "晴教", "陈局长")
    procedure = proposed_order(county, unit="county")
    with pytest.raises(NotFound):
        issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)
    assert stage(procedure) == Stage.ORDER_PROPOSED


def test_without_a_prefix_nothing_is_issued(county: County) -> None:
    procedure = proposed_order(county)
    given = {"procedure": procedure, "proposal": proposal_in(procedure), "until": UNTIL}
    refused("papers.prefix_missing", issue_order, county.ctx("张镇长"), **given)
    assert (stage(procedure), len(events(procedure)), all_of(Paper)) == (Stage.ORDER_PROPOSED, 2, [])


def test_what_was_sent_back_is_proposed_anew(county: County) -> None:
    procedure = proposed_order(county)
    enter(county.ctx("张镇长"), procedure=procedure, move="send_back", on=DAY, outcome=None, **NOTE)
    assert stage(procedure) == Stage.OUTREACH
    given = {"procedure": procedure, "proposal": proposal_in(procedure), "until": UNTIL}
    refused("procedures.too_early", issue_order, county.ctx("张镇长"), **given)


def test_an_order_is_served_with_its_proof_and_its_clock_runs(county: County) -> None:
    procedure = ordered(county)
    given = {"procedure": procedure, "on": DAY, "receiver": None, "place": None, "witness": None, "proof": None}
    refused("procedures.unproved_left", serve, county.ctx("张镇长"), means="left", proved=None, **given)
    serve(county.ctx("张镇长"), means="left", proved=True, **given)
    issued, served = events(procedure)[-2:]
    assert (served.move, served.paper_id) == ("serve_order", issued.paper_id)
    page = open_procedure(county.ctx("张镇长"), procedure)
    assert [(each.kind, each.until) for each in page.clocks] == [(ClockKind.ORDER, UNTIL)]
    again = {**given, "means": "in_person", "proved": None}
    refused("procedures.done_already", serve, county.ctx("张镇长"), **again)


def test_the_page_says_of_each_move_why_it_cannot_follow(county: County) -> None:
    page = open_procedure(county.ctx("陈局长"), proposed_order(county))
    told = {move: problem.code if problem else None for move, problem in page.following}
    assert set(told) == set(Move)
    assert told[Move.ISSUE_ORDER] == "procedures.own_proposal"
    assert told[Move.SEND_BACK] is None
    assert told[Move.ISSUE_DECISION] == "procedures.too_early"


def test_a_civil_suit_follows_an_order_that_ran_out(county: County) -> None:
    procedure = served_order(county)
    given = {"procedure": procedure, "move": "sue", "outcome": None, **NOTE}
    refused("procedures.order_runs", enter, county.ctx("张镇长"), on=DAY, **given)
    county.time.pass_by(days=9)
    enter(county.ctx("张镇长"), on=date(2026, 9, 9), **given)
    assert stage(procedure) == Stage.SUED


def test_what_has_a_form_of_its_own_is_not_entered_by_the_way(county: County) -> None:
    procedure = begun(county)
    with pytest.raises(Unusable):
        enter(county.ctx("张镇长"), procedure=procedure, move="issue_order", on=DAY, outcome=None, **NOTE)


def test_a_grave_matter_is_referred_before_the_end_and_a_new_procedure_may_begin_then(county: County) -> None:
    procedure = begun(county, grave="child_labour")
    ended = {"procedure": procedure, "move": "end", "on": DAY, "outcome": "returned", **NOTE}
    refused("procedures.not_referred", enter, county.ctx("张镇长"), **ended)
    refer(county.ctx("周支书"), procedure=procedure, grave="child_labour", told_to="县人社局", on=DAY, note=None)
    enter(county.ctx("张镇长"), **ended)
    assert stage(procedure) == Stage.ENDED
    recorded(county)
    lines = procedures_of_child(county.ctx("王老师"), county.children["both"])
    assert [line.stage for line in lines] == [Stage.OUTREACH, Stage.ENDED]


def test_who_does_not_reach_the_child_finds_no_procedure(county: County) -> None:
    procedure = begun(county)
    with pytest.raises(NotFound):
        open_procedure(county.ctx("赵老师"), procedure)
    with pytest.raises(NotFound):
        procedures_of_child(county.ctx("赵老师"), county.children["both"])
    with pytest.raises(Refused):
        recorded(county, on=date(2026, 9, 2))


def test_nobody_turned_to_a_family_before_the_child_was_born_or_agreed_on_a_far_year(county: County) -> None:
    procedure = begun(county)
    refused("cases.before_birth", recorded, county, on=date(2016, 9, 1))
    refused("procedures.too_far", recorded, county, agreed_on=date(9999, 12, 31))
    told = {"procedure": procedure, "grave": "harm", "told_to": "县公安局", "note": None}
    refused("cases.before_birth", refer, county.ctx("陈局长"), on=date(1, 1, 1), **told)
    assert len(events(procedure)) == 1


@pytest.mark.parametrize(
    ("born_on", "is_ordered"),
    [(date(2010, 9, 1), False), (date(2010, 9, 2), True), (date(2020, 9, 1), True), (date(2020, 9, 2), False)],
)
def test_nothing_is_ordered_for_a_child_beyond_compulsory_age(county: County, born_on: date, is_ordered: bool) -> None:
    procedure = begun(county)
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["both"]).update(born_on=born_on)
    party = {"unit": county.units["town_a"], "guardian": county.guardians["both"], "on": DAY, "delegated": None}
    if is_ordered:
        propose_order(county.ctx("陈局长"), procedure=procedure, **party)
    else:
        refused("procedures.not_of_age", propose_order, county.ctx("陈局长"), procedure=procedure, **party)
    assert stage(procedure) == (Stage.ORDER_PROPOSED if is_ordered else Stage.OUTREACH)
