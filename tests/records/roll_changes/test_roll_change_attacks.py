"""Changes of the roll under wrong days, wrong ages, double schools, posts held twice, and a roll that changed meanwhile."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.models import Waiting
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.organizations.services import close_unit, take_post
from notoneless.kernel.problems import NotonelessError
from notoneless.policy.parameters import load_parameters
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.services import correct, enter, suspend, transfer_in
from notoneless.records.roll_changes import measures
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest, ChangeStep
from notoneless.records.roll_changes.rules.kinds import ChangeKind, Level
from notoneless.records.roll_changes.selectors import knowing
from notoneless.records.roll_changes.selectors.errands import change_errands, to_decide
from notoneless.records.roll_changes.services import (
    add_paper,
    apply_for_child,
    approve,
    confirm_arrival,
    document,
    resubmit,
    send_back,
)
from support.cases import PDF
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.early_warning import delivered
from support.roll_changes import (
    NOTHING,
    UNTIL,
    applied,
    approved_by,
    carried,
    deferral,
    documented,
    paper,
    saw,
    suspension,
    transfer,
    young,
)
from support.rolls import last_event, on_roll, suspended

BLANK: dict[str, Any] = dict.fromkeys(("on", "until_on", "reason", "destination", "proof", "withdrawn"))


def code_of(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as told:
        act(*args, **given)
    return told.value.problem.code


def from_abroad(county: County, born_on: date, on: date = DAY) -> UUID:
    """An application of a child born on a day to enter after a stay abroad."""
    child = young(county, born_on)
    given = {name: value for name, value in NOTHING.items() if name not in ("receiving_school", "destination")}
    given |= {"entry_school": county.units["school_a"], "on": on, "guardian": county.guardians["young"]}
    given |= {"signed_on": DAY, "reason": "99", "room": county.units["class_a"], "grade": 3}
    return apply_for_child(county.ctx("何老师"), child=child, change_kind="foreign_return", **given)


@pytest.mark.parametrize(
    ("kind", "changed", "code"),
    [
        ("transfer", {"on": date(1, 1, 1)}, "roll_changes.before_birth"),
        ("death", {"on": date(2016, 12, 31)}, "roll_changes.before_birth"),
        ("transfer", {"on": date(2024, 2, 29)}, "enrolment.backwards"),
        ("transfer", {"on": date(9999, 12, 31)}, "roll_changes.too_far"),
        ("transfer", {"until_on": date(2027, 2, 28)}, "roll_changes.without_end"),
        ("transfer", {"signed_on": date(2016, 9, 1)}, "roll_changes.signed_long_ago"),
        ("suspension", {"on": date(9999, 6, 1), "until_on": date(9999, 12, 31)}, "roll_changes.too_far"),
        ("suspension", {"until_on": date(9999, 12, 31)}, "roll_changes.too_far"),
        ("suspension", {"until_on": date(2028, 2, 29)}, "enrolment.suspended_too_long"),
        ("transfer", {"receiving_school": "school_a"}, "enrolment.same_school"),
    ],
)
def test_days_and_schools_that_cannot_be_are_refused_in_words(
    county: County, kind: str, changed: dict[str, Any], code: str
) -> None:
    given: dict[str, Any] = {"receiving_school": "school_z"} if kind == "transfer" else {}
    given |= {"until_on": UNTIL, "reason": "19"} if kind == "suspension" else {}
    given |= changed
    if "receiving_school" in given:
        given["receiving_school"] = county.units[given["receiving_school"]]
    assert code_of(applied, county, kind, on_roll(county), **given) == code
    assert not all_of(ChangeRequest)


def test_a_suspension_of_the_bureau_in_the_last_of_all_years_is_no_crash(county: County) -> None:
    entry = on_roll(county)
    given = {"on": date(9999, 6, 1), "until_on": date(9999, 12, 31), "reason": "19", "proof": None}
    assert code_of(suspend, county.ctx("陈局长"), entry=entry, **given) == "enrolment.future"


@pytest.mark.parametrize(
    ("born_on", "code"),
    [(date(2026, 8, 1), "roll_changes.too_young"), (date(2006, 2, 28), "roll_changes.too_old")],
)
def test_nobody_comes_from_abroad_too_young_or_grown_up(county: County, born_on: date, code: str) -> None:
    assert code_of(from_abroad, county, born_on) == code


def test_nothing_is_put_off_that_is_not_due_and_nobody_enters_before_birth(county: County) -> None:
    young(county, date(2023, 5, 1))
    assert code_of(deferral, county, until=date(2027, 3, 1)) == "roll_changes.too_young"
    given = {"child": county.children["young"], "unit": county.units["class_a"], "on": date(2020, 9, 1), "grade": 1}
    given |= {"movement": "11", "number_kind": None, "proof": None}
    assert code_of(enter, county.ctx("陈局长"), **given) == "enrolment.before_birth"


def test_a_school_or_class_that_has_closed_since_receives_nobody(county: County) -> None:
    room = found_unit(
        county.ctx("陈局长"), parent=county.units["school_a"], kind="class", name="三年级（9）班", from_on=DAY
    )
    entry = suspended(county)
    request = documented(county, applied(county, "resumption", entry, room=room, grade=3), "application")
    close_unit(county.ctx("陈局长"), unit=room, until_on=DAY + timedelta(1))
    county.time.pass_by(days=1)
    given = {"change_request": request, "saw": saw(request), "note": None}
    assert code_of(approve, county.ctx("李校长"), **given) == "roll_changes.closed_since"
    assert the(ChangeRequest).state == "waiting"


def test_a_transfer_that_was_withdrawn_from_the_roll_is_waited_for_by_nobody(county: County) -> None:
    request = transfer(county)
    assert change_errands(county.ctx("孙校长")).to_confirm == 1
    correct(county.ctx("李校长"), event=last_event(the(RollEntry).pk), **BLANK | {"withdrawn": True})
    delivered(county)
    assert the(ChangeRequest).state == "undone"
    assert change_errands(county.ctx("孙校长")).to_confirm == 0
    given = {"change_request": request, "on": DAY, "room": county.units["class_z"], "grade": 3}
    assert code_of(confirm_arrival, county.ctx("孙校长"), **given) == "roll_changes.no_transfer"


def test_who_confirms_before_the_program_has_told_moves_nobody(county: County) -> None:
    """Two schools were named one after the other: the first says that the pupil came, the second has it."""
    appoint(county, "孙校长", "school_head", "school_z", "13700000001")
    third = found_unit(
        county.ctx("陈局长"), parent=county.units["town_z"], kind="school", name="高坪乡第二小学", from_on=DAY
    )
    county.units["school_y"] = third
    appoint(county, "钱校长", "school_head", "school_y", "13700000002")
    first = transfer(county)
    entry = the(RollEntry).pk
    correct(county.ctx("李校长"), event=last_event(entry), **BLANK | {"withdrawn": True})
    second = documented(county, applied(county, "transfer", entry, receiving_school=third), "application")
    approved_by(county, second, "钱校长", "李校长", "陈局长")
    confirm_arrival(county.ctx("孙校长"), change_request=first, on=DAY, room=county.units["class_z"], grade=3)
    delivered(county)
    assert [(row.unit_id, row.state) for row in all_of(RollEntry)] == [(county.units["school_a"], "not_confirmed")]
    assert {row.pk: row.state for row in all_of(ChangeRequest)} == {first: "undone", second: "carried_out"}
    assert not Waiting.objects.exists(), "nothing is left that can never be delivered"


def test_an_arrival_that_the_roll_does_not_allow_goes_back_with_the_reason(county: County) -> None:
    request = transfer(county)
    transfer_in(county.ctx("陈局长"), entry=the(RollEntry).pk, on=DAY, destination="外县小学", **_elsewhere())
    confirm_arrival(county.ctx("孙校长"), change_request=request, on=DAY, room=county.units["class_z"], grade=3)
    delivered(county)
    row = the(ChangeRequest)
    assert (row.state, row.arrival_id) == ("undone", None)
    assert "已经撤销，或者学生已由别的学校接收" in all_of(ChangeStep, move="undo")[0].note
    assert not Waiting.objects.exists()


def _elsewhere() -> dict[str, Any]:
    return {"unit": None, "grade": None, "proof": None}


def test_an_arrival_before_the_corrected_day_is_confirmed_anew(county: County) -> None:
    request = transfer(county)
    county.time.pass_by(days=3)
    corrected = BLANK | {"on": DAY + timedelta(2)}
    correct(county.ctx("李校长"), event=last_event(the(RollEntry).pk), **corrected)
    given = {"change_request": request, "room": county.units["class_z"], "grade": 3}
    confirm_arrival(county.ctx("孙校长"), **given, on=DAY)
    delivered(county)
    row = the(ChangeRequest)
    assert (row.state, row.arrived_on) == ("carried_out", None)
    confirm_arrival(county.ctx("孙校长"), **given, on=DAY + timedelta(2))
    delivered(county)
    assert {entry.state for entry in all_of(RollEntry)} == {"transferred", "on_roll"}


def test_a_move_that_was_undone_is_confirmed_again(county: County) -> None:
    request = transfer(county)
    given = {"change_request": request, "on": DAY, "room": county.units["class_z"], "grade": 3}
    confirm_arrival(county.ctx("孙校长"), **given)
    delivered(county)
    old, new = (the(RollEntry, unit=county.units[key]).pk for key in ("school_a", "school_z"))
    for entry in (new, old):
        correct(county.ctx("陈局长"), event=last_event(entry), **BLANK | {"withdrawn": True})
    delivered(county)
    assert the(ChangeRequest).arrived_on is None
    confirm_arrival(county.ctx("孙校长"), **given)
    delivered(county)
    assert [row.state for row in all_of(RollEntry, left_on=None)] == ["on_roll"]


def test_a_change_is_documented_once_whatever_it_was_corrected_to(county: County) -> None:
    carried(county)
    event = all_of(RollEvent, step="suspend")[0].pk
    shorter = BLANK | {"until_on": UNTIL - timedelta(9), "reason": "19"}
    corrected = correct(county.ctx("陈局长"), event=event, **shorter)
    assert code_of(document, county.ctx("李校长"), event=corrected) == "roll_changes.documented_already"
    assert code_of(document, county.ctx("李校长"), event=event) == "roll_changes.not_standing"


def test_who_holds_two_posts_approves_at_one_level_alone(county: County) -> None:
    appoint(county, "双校长", "school_head", "school_a", "13711110000")
    take_post(
        county.ctx("安全管理员"),
        unit=county.units["county"],
        account=county.accounts["双校长"],
        title="局长",
        role="county_officer",
        from_on=DAY,
    )
    request = documented(county, suspension(county))
    approved_by(county, request, "双校长")
    send_back(county.ctx("陈局长"), change_request=request, saw=saw(request), reason="证明没有盖章")
    resubmit(county.ctx("王老师"), change_request=request, note=None)
    given = {"change_request": request, "saw": saw(request), "note": None}
    assert code_of(approve, county.ctx("双校长"), **given) == "roll_changes.decided_before"


def test_a_level_that_the_county_has_dropped_writes_nothing_on_the_roll(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(county, "齐主任", "school_director", "school_a", "13711110001")
    plan = dict(load_parameters(knowing.PLAN, DAY))
    numbers = knowing.numbers_of(plan)
    first = {**numbers.levels, ChangeKind.STUDY_SUSPENSION: (Level.OFFICE, Level.SCHOOL, Level.COUNTY)}
    for place in ("asking", "deciding"):
        module = f"notoneless.records.roll_changes.services.{place}.numbers_on"
        monkeypatch.setattr(module, lambda _day: _with(numbers, first))
    request = documented(county, suspension(county))
    assert the(ChangeRequest).waits_for == "office"
    monkeypatch.setattr("notoneless.records.roll_changes.services.deciding.numbers_on", lambda _day: numbers)
    approved_by(county, request, "齐主任")
    assert (the(ChangeRequest).state, the(ChangeRequest).waits_for) == ("waiting", "school")
    assert the(RollEntry).state == "on_roll"


def _with(numbers: Any, levels: Any) -> Any:
    return type(numbers)(**{**{name: getattr(numbers, name) for name in numbers.__slots__}, "levels": levels})


def test_papers_are_of_ones_own_and_of_the_childs_life(county: County) -> None:
    request = suspension(county)
    content = {"kind": "pdf", "content": put(PDF), "size": len(PDF)}
    others = add_attachment(county.ctx("李校长"), unit=county.units["class_a"], **content)
    own = add_attachment(county.ctx("王老师"), unit=county.units["class_a"], **content)
    given = {"change_request": request, "paper_kind": "proof"}
    with pytest.raises(NotFound):
        add_paper(county.ctx("王老师"), **given, dated_on=DAY, proof=others)
    early = {**given, "dated_on": date(2016, 12, 31), "proof": own}
    assert code_of(add_paper, county.ctx("王老师"), **early) == "roll_changes.before_birth"


def test_a_school_that_is_asked_says_no_and_the_pupil_stays(county: County) -> None:
    appoint(county, "孙校长", "school_head", "school_z", "13700000001")
    request = applied(county, "transfer", on_roll(county), receiving_school=county.units["school_z"])
    documented(county, request, "application")
    assert to_decide(county.ctx("孙校长")) == (request,)
    given = {"change_request": request, "saw": saw(request), "note": None}
    for who in ("李校长", "陈局长"):
        assert code_of(approve, county.ctx(who), **given) == "roll_changes.other_level", "the receiving school is first"
    send_back(county.ctx("孙校长"), change_request=request, saw=saw(request), reason="班额已满")
    assert (the(ChangeRequest).state, the(RollEntry).state) == ("sent_back", "on_roll")


def counted(code: str, day: date) -> dict[Any, int]:
    [evidence] = [each for each in measures.EVIDENCE if each.code == code]
    with owners_eyes():
        return dict(evidence.holds(day, None))  # type: ignore[union-attr]


def test_what_was_overdue_on_a_day_stays_so_whatever_became_of_it(county: County) -> None:
    request = transfer(county)
    county.time.pass_by(days=60)
    late = DAY + timedelta(40)
    school = county.units["school_a"]
    assert counted("registry.unmarked", late) == {school: 1}
    confirm_arrival(
        county.ctx("孙校长"), change_request=request, on=DAY + timedelta(55), room=county.units["class_z"], grade=3
    )
    delivered(county)
    assert counted("registry.unmarked", late) == {school: 1}
    assert counted("registry.unmarked", DAY + timedelta(56)) == {}


def test_a_correction_of_today_takes_no_change_away_from_a_month_before(county: County) -> None:
    carried(county)
    [evidence] = [each for each in measures.EVIDENCE if each.code == "registry.changed"]
    event = all_of(RollEvent, step="suspend")[0].pk
    county.time.pass_by(days=40)
    correct(county.ctx("陈局长"), event=event, **BLANK | {"withdrawn": True, "reason": "19"})
    with owners_eyes():
        september = list(evidence.happened(DAY, date(2026, 9, 30), None))  # type: ignore[union-attr]
        since = list(evidence.happened(DAY, DAY + timedelta(40), None))  # type: ignore[union-attr]
    assert [each.subject for each in september] == [event]
    assert not since


def test_the_last_level_writes_with_papers_it_does_not_see(county: County) -> None:
    """The bureau files the papers of what the school alone decides: the event still names its proof."""
    appoint(county, "陈局长甲", "county_officer", "county", "13700000009")
    entry = on_roll(county)
    approved_by(county, documented(county, suspension(county, entry=entry)), "李校长", "陈局长")
    where = {"room": county.units["class_b"], "grade": 3, "reason": "99"}
    county.time.pass_by(days=1)
    request = applied(county, "resumption", entry, who="陈局长甲", on=DAY + timedelta(days=1), **where)
    documented(county, request, "application", who="陈局长甲", unit="county")
    proof = paper(county, request, "proof", "陈局长甲", "county")
    approved_by(county, request, "李校长")
    row = the(ChangeRequest, pk=request)
    assert row.state == "carried_out"
    assert the(RollEvent, pk=row.event_id).proof_id == the(ChangePaper, pk=proof).file_id
