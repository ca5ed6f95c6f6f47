"""Changes of the roll as actions: who may what, what is written, what is counted."""

from datetime import date, timedelta
from typing import Any

import pytest

from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.kernel.problems import NotonelessError
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.services import correct, defer, resume, suspend
from notoneless.records.roll_changes import measures
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.services import (
    approve,
    confirm_arrival,
    document,
    resubmit,
    withdraw,
)
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.early_warning import delivered
from support.roll_changes import (
    UNTIL,
    applied,
    approved_by,
    arrived,
    carried,
    deferral,
    documented,
    returned_to_sender,
    saw,
    suspension,
    transfer,
)
from support.rolls import last_event, on_roll, suspended

LAST = date(2027, 8, 31)


def code_of(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as told:
        act(*args, **given)
    return told.value.problem.code


def counted(code: str, first: date = DAY, last: date = LAST) -> list[Any]:
    [evidence] = [each for each in measures.EVIDENCE if each.code == code]
    asked = getattr(evidence, "done", None) or getattr(evidence, "happened", None)
    with owners_eyes():
        return list(asked(first, last, None)) if asked else list(evidence.holds(last, None).items())


def test_a_second_application_of_a_child_waits_for_the_first(county: County) -> None:
    entry = on_roll(county)
    first = suspension(county, entry=entry)
    assert code_of(suspension, county, entry=entry) == "roll_changes.open_already"
    withdraw(county.ctx("王老师"), change_request=first, reason="已痊愈")
    assert suspension(county, entry=entry)


def test_a_suspension_too_long_is_refused_before_anybody_signs_it(county: County) -> None:
    assert code_of(suspension, county, until_on=date(2028, 1, 1)) == "enrolment.suspended_too_long"


def test_an_extension_is_a_second_application_and_there_is_only_one(county: County) -> None:
    carried(county)
    entry = the(RollEntry).pk
    county.time.pass_by(days=1)
    again = suspension(county, entry=entry, on=DAY + timedelta(1), until_on=UNTIL + timedelta(100))
    approved_by(county, documented(county, again), "李校长", "陈局长")
    assert len(all_of(RollEvent, step="suspend")) == 2
    third = {"entry": entry, "on": DAY + timedelta(1), "until_on": UNTIL + timedelta(200)}
    assert code_of(suspension, county, **third) == "enrolment.extended_too_often"
    ends = [each.day for each in counted("registry.suspension_ended")]
    assert ends == [UNTIL + timedelta(100)], "what was extended has not ended"


def test_what_the_roll_does_not_allow_any_more_undoes_the_approval(county: County) -> None:
    request = documented(county, suspension(county))
    approved_by(county, request, "李校长")
    suspend(county.ctx("陈局长"), entry=the(RollEntry).pk, on=DAY, until_on=LAST, reason="19", proof=None)
    given = {"change_request": request, "saw": saw(request), "note": None}
    assert code_of(approve, county.ctx("陈局长"), **given).startswith("enrolment.")
    assert the(ChangeRequest).state == "waiting"


def test_a_change_to_come_is_not_written_before_its_day(county: County) -> None:
    on = DAY + timedelta(3)
    request = documented(county, suspension(county, on=on))
    approved_by(county, request, "李校长")
    assert (
        code_of(approve, county.ctx("陈局长"), change_request=request, saw=saw(request), note=None)
        == "enrolment.future"
    )
    county.time.pass_by(days=3)
    approved_by(county, request, "陈局长")
    assert the(RollEntry).state == "suspended"


def test_who_sent_it_back_decides_again_and_only_the_applicant_withdraws(county: County) -> None:
    request = returned_to_sender(county)
    assert code_of(withdraw, county.ctx("李校长"), change_request=request, reason="不办了") == "roll_changes.not_yours"
    resubmit(county.ctx("王老师"), change_request=request, note=None)
    assert (the(ChangeRequest).state, the(ChangeRequest).waits_for) == ("waiting", "school")


def test_a_school_neither_suspends_nor_defers_nor_corrects_that(county: County) -> None:
    entry = on_roll(county)
    given: dict[str, Any] = {"on": DAY, "until_on": UNTIL, "reason": "19", "proof": None}
    with pytest.raises(NotAllowed):
        suspend(county.ctx("李校长"), entry=entry, **given)
    with pytest.raises(NotAllowed):
        defer(county.ctx("李校长"), child=county.children["both"], unit=county.units["school_a"], **given)
    suspended(county, "other_class")
    event = last_event(the(RollEntry, child_id=county.children["other_class"]).pk)
    blank = dict.fromkeys(("on", "until_on", "reason", "destination", "proof"))
    assert code_of(correct, county.ctx("李校长"), event=event, **blank, withdrawn=True) == "roll_changes.gated"


def test_papers_of_what_needs_none_or_has_them_are_not_begun(county: County) -> None:
    entry = on_roll(county)
    assert code_of(document, county.ctx("李校长"), event=last_event(entry)) == "roll_changes.no_papers_needed"
    carried(county, "class_only")
    event = all_of(RollEvent, step="suspend")[0].pk
    assert code_of(document, county.ctx("李校长"), event=event) == "roll_changes.documented_already"


def test_only_the_receiving_school_confirms_and_only_once(county: County) -> None:
    request = transfer(county)
    given = {"change_request": request, "on": DAY, "room": county.units["class_z"], "grade": 3}
    assert code_of(confirm_arrival, county.ctx("李校长"), **given) == "roll_changes.not_to_you"
    with pytest.raises((NotAllowed, NotFound)):
        confirm_arrival(county.ctx("赵老师"), **given)
    wrong = {**given, "room": county.units["class_a"]}
    assert code_of(confirm_arrival, county.ctx("孙校长"), **wrong) == "enrolment.class_of_other_school"
    confirm_arrival(county.ctx("孙校长"), **given)
    assert code_of(confirm_arrival, county.ctx("孙校长"), **given) == "roll_changes.arrived_already"
    delivered(county)
    delivered(county)
    assert len(all_of(RollEntry)) == 2


def test_an_arrival_is_documented_by_the_same_application(county: County) -> None:
    arrived(county)
    delivered(county)
    assert not counted("registry.incomplete_changes")
    assert len(counted("registry.changed")) == 2, "let go, and received"
    assert len(counted("registry.changes_documented")) == 2
    assert len(counted("registry.changes_traced")) == 2


def test_a_corrected_change_stays_one_change_with_its_papers(county: County) -> None:
    carried(county)
    event = all_of(RollEvent, step="suspend")[0].pk
    blank = dict.fromkeys(("on", "destination", "proof", "withdrawn"))
    correct(county.ctx("陈局长"), event=event, until_on=UNTIL - timedelta(9), reason="19", **blank)
    [changed] = counted("registry.changed")
    assert changed.subject == event
    assert [each.about for each in counted("registry.changes_documented")] == [event]


def test_who_resumes_before_the_end_has_not_ended(county: County) -> None:
    entry = suspended(county)
    given = {"on": DAY, "unit": county.units["class_b"], "grade": 3, "proof": None}
    resume(county.ctx("陈局长"), entry=entry, **given)
    assert not counted("registry.suspension_ended")
    assert [each.about for each in counted("registry.entered")] == [county.children["both"]]


def test_a_death_is_applied_for_with_its_proof_alone(county: County) -> None:
    request = applied(county, "death", on_roll(county), guardian=None, signed_on=None)
    approved_by(county, documented(county, request, "proof"), "李校长", "陈局长")
    assert the(RollEntry).state == "deceased"


def test_entry_of_a_child_on_a_roll_is_not_put_off(county: County) -> None:
    entry = on_roll(county)
    assert code_of(applied, county, "deferral", entry, reason="19", until_on=UNTIL) == "roll_changes.without_entry"
    county.guardians["young"], county.children["young"] = county.guardians["both"], county.children["both"]
    assert code_of(deferral, county, "王老师", UNTIL) == "roll_changes.old_enough"
