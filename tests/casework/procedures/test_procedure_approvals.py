"""Whoever approves approves what they saw, no later proposal; and a child's matter is looked at anew on that day."""

from datetime import date
from typing import Any

import pytest

from notoneless.casework.cases.models import Case
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.casework.procedures.selectors.procedures import steps_of_child
from notoneless.casework.procedures.services import (
    enter,
    issue_decision,
    issue_order,
    propose_decision,
    propose_order,
)
from notoneless.casework.reintegration.services import record_return
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.problems import NotonelessError
from notoneless.records.enrolment.services import complete_class
from support.attendance import reported
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.procedures import (
    DECIDING,
    OTHER,
    PAY_TO,
    UNTIL,
    begun,
    proposal_in,
    proposed_decision,
    proposed_order,
)
from support.roll_work import prefixed
from support.rolls import on_roll


def refused(code: str, doing: Any, *given: Any, **named: Any) -> None:
    """Expect the refusal of an action."""
    with pytest.raises(NotonelessError) as found:
        doing(*given, **named)
    assert found.value.problem.code == code


def orders(county: County) -> int:
    """How many orders there are."""
    return len(all_of(Paper, kind="order_to_correct"))


def test_an_order_proposed_anew_is_not_issued_by_who_saw_the_one_before(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    seen = proposal_in(procedure)
    enter(county.ctx("陈局长"), procedure=procedure, move="send_back", on=DAY, outcome=None, note=None, proof=None)
    party = {"unit": county.units["town_a"], "guardian": county.guardians["both"]}
    propose_order(county.ctx("陈局长"), procedure=procedure, on=DAY, delegated=None, **party)
    given = {"procedure": procedure, "until": UNTIL}
    refused("procedures.other_proposal", issue_order, county.ctx("张镇长"), proposal=seen, **given)
    assert orders(county) == 0
    issue_order(county.ctx("张镇长"), proposal=proposal_in(procedure), **given)
    assert orders(county) == 1


def test_a_fine_raised_after_its_approver_looked_is_not_decided(county: County) -> None:
    procedure = proposed_decision(county)
    seen = proposal_in(procedure)
    enter(county.ctx("陈局长"), procedure=procedure, move="send_back", on=DECIDING, outcome=None, note=None, proof=None)
    propose_decision(county.ctx(OTHER), procedure=procedure, on=DECIDING, amount=400)
    given = {"procedure": procedure, "pay_to": PAY_TO, "until": None}
    refused("procedures.other_proposal", issue_decision, county.ctx("陈局长"), proposal=seen, **given)
    assert not all_of(Paper, kind="penalty_decision")
    issue_decision(county.ctx("陈局长"), proposal=proposal_in(procedure), **given)
    assert len(all_of(Paper, kind="penalty_decision")) == 1


def moved_away(county: County) -> str:
    with owners_eyes():
        ChildUnit._base_manager.filter(child=county.children["both"], track="household").update(
            unit_id=county.units["village_z"]
        )
        ChildUnit._base_manager.filter(child=county.children["both"], track="school").delete()
    return "procedures.not_local"


def come_back(county: County) -> str:
    reported(county)
    case = the(Case, child_id=county.children["both"]).pk
    record_return(county.ctx("王老师"), case=case, on=DAY, seen_by="王老师", proof=None)
    return "procedures.is_back"


def grown_up(county: County) -> str:
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["both"]).update(born_on=date(2010, 9, 1))
    return "procedures.not_of_age"


def graduated(county: County) -> str:
    on_roll(county, grade=9)
    complete_class(county.ctx("李校长"), unit=county.units["class_a"], on=DAY)
    return "procedures.graduated"


@pytest.mark.parametrize("happens", [moved_away, come_back, grown_up, graduated])
def test_an_order_is_not_issued_once_what_it_rests_on_has_changed(county: County, happens: Any) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county, who="张镇长")
    code = happens(county)
    given = {"procedure": procedure, "proposal": proposal_in(procedure), "until": UNTIL}
    refused(code, issue_order, county.ctx("陈局长"), **given)
    assert (orders(county), the(Procedure, pk=procedure).stage) == (0, Stage.ORDER_PROPOSED)


@pytest.mark.parametrize("happens", [come_back, grown_up, graduated])
def test_the_course_of_a_child_says_why_nothing_is_ordered(county: County, happens: Any) -> None:
    begun(county)
    code = happens(county)
    order = steps_of_child(county.ctx("陈局长"), county.children["both"]).steps[1]
    assert (order.state, [each.code for each in order.why]) == ("closed", [code])


def test_completing_primary_school_is_not_completing_compulsory_education(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    on_roll(county, grade=6)
    complete_class(county.ctx("李校长"), unit=county.units["class_a"], on=DAY)
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)
    assert orders(county) == 1
