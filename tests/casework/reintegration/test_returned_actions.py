"""What may be done for a child that came back: evidence, placement, plan, following up, relapse, moving, close-out."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import close_out, propose_close_out, reopen, verify
from notoneless.casework.early_warning.services import reckon_child
from notoneless.casework.reintegration import measures
from notoneless.casework.reintegration.models import (
    CaseHandover,
    Return,
    ReturnFollowUp,
    ReturnPlacement,
    ReturnPlan,
)
from notoneless.casework.reintegration.selectors.errands import return_errands
from notoneless.casework.reintegration.selectors.returns import list_returns, open_return
from notoneless.casework.reintegration.services import (
    accept_pupil,
    approve_placement,
    follow_up,
    hand_over_pupil,
    make_plan,
    place,
    reckon_returned,
    record_return,
    withdraw_return,
)
from notoneless.casework.reintegration.services import propose_close_out as propose_staying
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.oversight.indicators.measures import counted
from support.attendance import reported
from support.cases import PDF, WORKING, closed_out, events_of, proof, proposal_of_case, state_of, suspected, verified
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.returned import (
    PLACED,
    at_mark,
    back,
    confirmed,
    days_go_by,
    handed,
    moved,
    planned,
    planned_given,
    seen_again,
    stays,
    to_approve,
)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def refused(county: County, code: str, action: Any, who: str = "李校长", **given: Any) -> None:
    """An action is refused with a sentence."""
    with pytest.raises((Refused, Unusable)) as refusal:
        action(county.ctx(who), **given)
    assert refusal.value.told.code == code


def since(county: County, days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_return_wants_a_register_or_a_photo(county: County) -> None:
    case = verified(county)
    given = {"case": case, "on": DAY, "seen_by": "王老师", "proof": None}
    refused(county, "reintegration.mere_word", record_return, "王老师", **given)
    reported(county, both="absent")
    refused(county, "reintegration.mere_word", record_return, "王老师", **given)
    assert not all_of(Return)
    photo = proof(county, "王老师", "class_a", PDF)
    record_return(county.ctx("王老师"), **given | {"proof": photo})
    row = the(Return)
    assert (row.sessions, row.proof_id, row.unit_id) == (0, photo, county.units["school_a"])


def test_what_registers_saw_is_kept_and_a_return_is_recorded_once(county: County) -> None:
    returned = back(county)
    row = the(Return, pk=returned)
    assert (row.sessions, row.seen_by, row.episode) == (1, "王老师", 0)
    again = {"case": row.case_id, "on": DAY, "seen_by": "李校长", "proof": None}
    refused(county, "reintegration.back_already", record_return, **again)
    withdraw_return(county.ctx("李校长"), returned=returned, reason="认错了人")
    refused(
        county, "reintegration.is_withdrawn", follow_up, returned=returned, followed_how="talk", steady=True, talk=None
    )
    record_return(county.ctx("李校长"), **again)
    assert len(all_of(Return)) == 2


def test_a_placement_is_numbered_and_a_later_one_takes_its_place(county: County) -> None:
    returned = back(county)
    wrong = PLACED | {"funds_amount": None}
    refused(county, "reintegration.funds_lacking", place, returned=returned, **wrong)
    place(county.ctx("李校长"), returned=returned, **PLACED)
    place(county.ctx("李校长"), returned=returned, **PLACED | {"teaching": "original"})
    first, second = sorted(all_of(ReturnPlacement), key=lambda row: row.number)
    assert [first.paper.serial, second.paper.serial] == [1, 2]
    assert second.paper.supersedes_id == first.paper_id
    assert second.room_id == county.units["class_a"]


def test_another_way_of_learning_waits_for_the_county(county: County) -> None:
    placement = to_approve(county)
    assert return_errands(county.ctx("陈局长")).to_approve == 1
    with owners_eyes():
        assert not list(_done("case.placements"))
    approve_placement(county.ctx("陈局长"), return_placement=placement)
    with owners_eyes():
        assert {each.about for each in _done("case.placements")} == {county.children["both"]}
    refused(county, "reintegration.no_approval", approve_placement, "陈局长", return_placement=placement)


def test_nobody_is_back_before_the_day_on_which_the_dropout_was_verified(county: County) -> None:
    case = suspected(county)
    county.time.pass_by(days=10)
    verify(county.ctx("陈局长"), case=case, on=since(county, 10), **WORKING)
    given = {"case": case, "seen_by": "王老师", "proof": proof(county, "王老师", "class_a", PDF)}
    refused(county, "reintegration.before_gone", record_return, "王老师", on=since(county, 9), **given)
    record_return(county.ctx("王老师"), on=since(county, 10), **given)
    assert the(Return).gone_on == DAY


def test_nobody_approves_a_placement_of_their_own(county: County) -> None:
    placement = to_approve(county)
    with owners_eyes():
        ReturnPlacement._base_manager.filter(pk=placement).update(by_id=county.accounts["陈局长"])
    refused(county, "reintegration.own_placement", approve_placement, "陈局长", return_placement=placement)
    assert the(ReturnPlacement).approved_on is None


def _done(code: str) -> Any:
    flow = next(each for each in measures.EVIDENCE if each.code == code)
    return flow.done(DAY, DAY, None)  # type: ignore[union-attr]


def test_a_plan_has_versions_a_keeper_and_a_day_to_be_looked_at_again(county: County) -> None:
    returned = back(county)
    given = planned_given(county)
    make_plan(county.ctx("李校长"), returned=returned, **given)
    nobody = f"{county.units['class_z']}/class_teacher"
    refused(county, "reintegration.no_keeper", make_plan, returned=returned, **given | {"keeper": nobody})
    late = since(county, 61)
    refused(county, "reintegration.review_day", make_plan, returned=returned, **given | {"review_on": late})
    make_plan(county.ctx("李校长"), returned=returned, **given | {"goals": "参加期中考试"})
    assert [row.number for row in sorted(all_of(ReturnPlan), key=lambda row: row.number)] == [1, 2]
    assert open_return(county.ctx("李校长"), returned).plans[0].keeper == "王老师"
    county.time.pass_by(days=31)
    assert return_errands(county.ctx("李校长")).reviews == 1


def test_a_mark_holds_when_registers_and_a_person_say_so(county: County) -> None:
    returned = at_mark(county)
    wang = county.ctx("王老师")
    assert (return_errands(wang).marks, return_errands(wang).follow_by) == (1, since(county, 37))
    confirmed(county, returned)
    row = the(ReturnFollowUp)
    assert (row.mark, row.hold, row.longest) == (30, "holds", 0)
    assert row.seen == row.reported == row.expected > 15
    assert return_errands(wang).marks == 0
    with owners_eyes():
        told = {code: values.get(county.units["school_a"], 0) for code, values in counted(since(county, 30)).items()}
    assert (told["return.held_30"], told["return.held_60"], told["return.back"]) == (1, 0, 0)


def test_a_person_may_say_that_it_does_not_hold_but_never_that_it_does(county: County) -> None:
    returned = planned(county)
    county.time.pass_by(days=30)
    confirmed(county, returned)
    assert the(ReturnFollowUp).hold == "unknown"
    assert return_errands(county.ctx("王老师")).marks == 1, "what nobody reported is still to be confirmed"
    days_go_by(county, 30)
    confirmed(county, returned, steady=False)
    last = max(all_of(ReturnFollowUp), key=lambda row: row.at)
    assert last.hold == "broken"


def test_that_a_pupil_is_away_again_is_kept_though_nobody_reported(county: County) -> None:
    returned = planned(county)
    county.time.pass_by(days=30)
    confirmed(county, returned, steady=False)
    assert (the(ReturnFollowUp).reported, the(ReturnFollowUp).hold) == (1, "broken")


def test_the_case_is_closed_out_as_returned_only_after_the_last_mark(county: County) -> None:
    returned = back(county)
    case = the(Return, pk=returned).case_id
    word = {"case": case, "on": DAY, "reason": "returned", "note": None, "proof": None, "reference": "家长说已回校"}
    refused(county, "reintegration.not_held", propose_close_out, **word)
    refused(county, "reintegration.not_held", propose_staying, returned=returned)
    assert state_of(case) == "verified"


def test_with_every_mark_confirmed_the_proof_is_filled_in(county: County) -> None:
    returned = stays(county)
    propose_staying(county.ctx("李校长"), returned=returned)
    case = the(Return, pk=returned).case_id
    event = events_of(case)[-1]
    assert (event.step, event.reason) == ("propose_close_out", "returned")
    assert "180天（60/60）" in event.note
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY, note=None)
    assert state_of(case) == "closed_out"
    assert [each.state for each in list_returns(county.ctx("李校长"))] == []


def test_registers_that_never_saw_the_child_speak_against_a_mere_proof(county: County) -> None:
    case = verified(county)
    reported(county, both="absent")
    word = {"case": case, "on": DAY, "reason": "returned", "note": None, "proof": None, "reference": "复学登记表第1号"}
    refused(county, "reintegration.never_seen", propose_close_out, **word)
    propose_close_out(county.ctx("李校长"), **word | {"reason": "no_entry_elsewhere"})


def test_a_dropout_who_is_seen_again_is_to_be_recorded(county: County) -> None:
    case = seen_again(county)
    assert return_errands(county.ctx("王老师")).seen_again == (case,)
    assert return_errands(county.ctx("张镇长")).seen_again == ()


def test_who_is_away_again_has_relapsed_and_is_counted(county: County) -> None:
    returned = planned(county)
    days_go_by(county, 3)
    away = frozenset(since(county, each) for each in range(4, 18))
    days_go_by(county, 14, absent=away)
    reckon_returned(county.ctx("陈局长"), child=county.children["both"], others=None)
    row = the(Return, pk=returned)
    assert row.relapsed_on == since(county, 6)
    refused(
        county, "reintegration.is_relapsed", follow_up, returned=returned, followed_how="talk", steady=True, talk=None
    )
    with owners_eyes():
        told = counted(since(county, 17))
    assert told["return.relapsed_early"][county.units["school_a"]] == 1
    days_go_by(county, 3)
    again = {"case": row.case_id, "on": since(county, 20), "seen_by": "王老师", "proof": None}
    record_return(county.ctx("王老师"), **again)
    assert len(list_returns(county.ctx("王老师"))) == 1, "the child has a return anew, in the same case"


def test_a_case_that_was_closed_out_is_reopened_with_its_history(county: County) -> None:
    case = closed_out(county)
    days_go_by(county, 3)
    days_go_by(county, 14, absent=frozenset(since(county, each) for each in range(4, 18)))
    reckon_child(county.ctx("陈局长"), child=county.children["both"], others=None)
    assert (the(Case, pk=case).state, the(Case, pk=case).times_reopened) == ("suspected", 1)


def test_a_reopened_case_ends_the_return_before(county: County) -> None:
    returned = stays(county)
    propose_staying(county.ctx("李校长"), returned=returned)
    case = the(Return, pk=returned).case_id
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY, note=None)
    reopen(county.ctx("李校长"), case=case, on=DAY, note="又没有来")
    assert open_return(county.ctx("李校长"), returned).line.state == "relapsed"


def test_a_pupil_who_moves_is_a_matter_of_the_units_above_until_the_other_school_accepts(county: County) -> None:
    returned = moved(county)
    old, new = county.ctx("李校长"), county.ctx("孙校长")
    assert list_returns(old) == (), "who is at another school is seen there, and above"
    assert [each.id for each in list_returns(county.ctx("陈局长"))] == [returned]
    assert return_errands(new).to_accept == 1
    assert return_errands(county.ctx("张镇长")).lost == return_errands(county.ctx("陈局长")).lost == 0
    county.time.pass_by(days=6)
    assert return_errands(county.ctx("陈局长")).lost == 1
    refused(county, "access.not_found", accept_pupil, returned=returned)
    accept_pupil(county.ctx("孙校长"), returned=returned)
    row = the(CaseHandover)
    assert (row.unit_id, row.also_unit_id, row.accepted_by_id) == (
        county.units["school_a"],
        county.units["school_z"],
        county.accounts["孙校长"],
    )
    assert list_returns(county.ctx("李校长")) == ()
    assert [each.plan_number for each in list_returns(county.ctx("孙校长"))] == [1], "the plan goes with the pupil"
    assert return_errands(county.ctx("陈局长")).lost == 0


def test_a_school_gives_a_pupil_once_and_to_another_school(county: County) -> None:
    returned = handed(county)
    given = {"returned": returned, "to_school": county.units["school_z"], "note": None}
    refused(county, "reintegration.handed_already", hand_over_pupil, **given)
    other = planned_with(county)
    refused(county, "reintegration.no_other_school", hand_over_pupil, **given | other)


def planned_with(county: County) -> dict[str, Any]:
    """Another pupil's return, to be given to the school where it is."""
    case = verified(county, "class_only")
    returned = record_return(county.ctx("王老师"), case=case, on=DAY, seen_by="王老师", proof=None)
    return {"returned": returned, "to_school": county.units["school_a"]}


def test_nobody_of_another_school_sees_anything(county: County) -> None:
    returned = planned(county)
    zhao = county.ctx("赵老师")
    assert list_returns(zhao) == ()
    with pytest.raises(NotFound):
        open_return(zhao, returned)
    with pytest.raises(NotFound):
        follow_up(zhao, returned=returned, followed_how="talk", steady=True, talk=None)


def test_who_was_back_before_the_month_is_followed_up_in_it(county: County) -> None:
    returned = planned(county)
    level = next(each for each in measures.EVIDENCE if each.code == "case.unfollowed")
    with owners_eyes():
        assert level.holds(since(county, 29), None) == {}  # type: ignore[union-attr]
        assert level.holds(since(county, 30), None) == {county.units["school_a"]: 1}  # type: ignore[union-attr]
    county.time.pass_by(days=31)
    confirmed(county, returned)
    with owners_eyes():
        assert level.holds(since(county, 31), None) == {}  # type: ignore[union-attr]
