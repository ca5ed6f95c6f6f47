"""Cases as people keep them and as an enemy tries them: who may, what is refused and leaves nothing, and who sees what."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from notoneless.casework.cases.measures import opened_and_closed
from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.selectors import case_counts, cases_of_child, list_cases, open_case
from notoneless.casework.cases.selectors.cases import CaseFilter
from notoneless.casework.cases.services import (
    clear,
    close_out,
    correct,
    propose_close_out,
    reopen,
    send_back,
    suspect,
    verify,
)
from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound
from notoneless.foundation.access.revealing import Limits, StepUpNeeded, reveal
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import NotonelessError
from notoneless.records.findings.models import Finding
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.services import find_child
from support.cases import (
    BACK,
    WORKING,
    cleared,
    closed_out,
    events_of,
    proof,
    proposal_of_case,
    proposed,
    state_of,
    suspected,
    verified,
)
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.golden import children_now
from support.rosters import adopt_both
from support.surveys import answer, cell_of, opened

LATER = DAY + timedelta(days=30)
SEES = ("王老师", "李校长", "张镇长", "周支书", "吴组长", "何老师", "陈局长")
"""Who answers for the child `both` on one track or the other."""


def refused(county: County, code: str, act: Any, who: str = "陈局长", **given: Any) -> None:
    """An action is refused with a sentence, and leaves nothing."""
    before = len(all_of(CaseEvent)), [(row.pk, row.state, row.since) for row in all_of(Case)]
    with pytest.raises(NotonelessError) as refusal:
        act(county.ctx(who), **given)
    assert refusal.value.problem.code == code
    assert (len(all_of(CaseEvent)), [(row.pk, row.state, row.since) for row in all_of(Case)]) == before


# as people


def test_a_case_goes_its_whole_way_between_school_village_township_and_county(county: County) -> None:
    case = suspected(county, who="王老师")
    verify(county.ctx("李校长"), case=case, on=DAY, **WORKING)
    propose_close_out(county.ctx("周支书"), case=case, on=DAY, **BACK)
    send_back(county.ctx("张镇长"), case=case, on=DAY, note="复学登记表没有班主任签字")
    propose_close_out(county.ctx("周支书"), case=case, on=DAY, **BACK)
    close_out(county.ctx("张镇长"), case=case, proposal=proposal_of_case(case), on=DAY)
    row = the(Case, pk=case)
    assert (row.state, row.kind, row.reason, row.closed_on) == ("closed_out", "dropped_out", "returned", DAY)
    page = open_case(county.ctx("王老师"), case)
    assert [event.step for event in page.events] == [
        "suspect",
        "verify",
        "propose_close_out",
        "send_back",
        "propose_close_out",
        "close_out",
    ]
    assert page.following == ("reopen",)
    county.time.pass_by(days=30)
    reopen(county.ctx("李校长"), case=case, on=LATER, note="又两天没有来")
    assert state_of(case) == "suspected"
    assert the(Case, pk=case).times_reopened == 1


def test_both_tracks_see_the_case_and_another_school_sees_nothing(county: County) -> None:
    case = suspected(county)
    for who in SEES:
        assert open_case(county.ctx(who), case).line.name == "慕容甲乙"
        assert [line.id for line in list_cases(county.ctx(who)).lines] == [case]
        assert [line.id for line in cases_of_child(county.ctx(who), county.children["both"])] == [case]
    stranger = county.ctx("赵老师")
    with pytest.raises(NotFound):
        open_case(stranger, case)
    with pytest.raises(NotFound):
        cases_of_child(stranger, county.children["both"])
    found = list_cases(stranger)
    assert (found.lines, found.counts, found.total) == ((), {}, 0)
    assert case_counts(stranger, county.units["county"]) == {}
    with pytest.raises(NotFound):
        suspect(stranger, child=county.children["both"], seen="没有来")


@pytest.mark.parametrize("who", ["王老师", "吴组长", "何老师", "周支书", "李校长"])
def test_who_works_on_a_case_neither_clears_nor_closes_it_out(county: County, who: str) -> None:
    case = suspected(county)
    with pytest.raises(NotAllowed):
        clear(county.ctx(who), case=case, on=DAY, reason="at_school")
    with pytest.raises(NotAllowed):
        close_out(county.ctx(who), case=case, proposal=proposal_of_case(case), on=DAY)


@pytest.mark.parametrize("who", ["陈局长", "张镇长"])
def test_nobody_closes_out_what_they_proposed(county: County, who: str) -> None:
    case = proposed(county, who=who)
    refused(county, "cases.own_proposal", close_out, who, case=case, proposal=proposal_of_case(case), on=DAY)
    other = "张镇长" if who == "陈局长" else "陈局长"
    close_out(county.ctx(other), case=case, proposal=proposal_of_case(case), on=DAY)
    assert state_of(case) == "closed_out"


def test_a_proposal_changed_after_its_approver_looked_is_not_approved(county: County) -> None:
    case = proposed(county, who="张镇长")
    seen = proposal_of_case(case)
    given = {"reason": "graduated", "on": DAY, "note": None, "proof": None, "reference": "迁出证明第3号"}
    correct(county.ctx("张镇长"), case_event=seen, withdrawn=False, **given)
    refused(county, "cases.other_proposal", close_out, "陈局长", case=case, proposal=seen, on=DAY)
    assert state_of(case) == "proposed"
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    assert state_of(case) == "closed_out"


def test_nor_by_correcting_the_others_close_out(county: County) -> None:
    case = proposed(county, who="张镇长")
    event = close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    refused(county, "cases.own_proposal", correct, "张镇长", case_event=event, note="我来销")
    correct(county.ctx("张镇长"), case_event=event, withdrawn=True)
    assert state_of(case) == "proposed"


# findings


def found(county: County, key: str = "both") -> UUID:
    """A finding that names the child."""
    if not all_of(Finding):
        adopt_both(county)
        compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    finding: UUID = all_of(Finding)[0].pk
    return finding


def test_a_finding_opens_a_case_once(county: County) -> None:
    finding, child = found(county), county.children["both"]
    case = suspect(county.ctx("陈局长"), child=child, finding=finding)
    assert suspect(county.ctx("陈局长"), child=child, finding=finding) == case
    [event] = events_of(case)
    assert (event.finding_id, event.on) == (finding, DAY)
    page = open_case(county.ctx("张镇长"), case)
    assert page.events[0].finding is not None
    assert open_case(county.ctx("王老师"), case).events[0].finding is None  # the class teacher sees no findings


def test_what_was_decided_stands_against_findings_until_it_does_not(county: County) -> None:
    finding, child = found(county), county.children["both"]
    case = cleared(county)
    assert suspect(county.ctx("陈局长"), child=child, finding=finding) == case
    assert state_of(case) == "cleared"
    county.time.pass_by(days=200)
    assert suspect(county.ctx("陈局长"), child=child, finding=finding) == case
    assert state_of(case) == "suspected"
    assert [event.step for event in events_of(case)] == ["suspect", "clear", "reopen"]


def test_somebody_who_sees_the_child_missing_reopens_at_once(county: County) -> None:
    case = closed_out(county)
    assert suspect(county.ctx("王老师"), child=county.children["both"], seen="又没有来") == case
    assert state_of(case) == "suspected"


def test_the_program_itself_opens_cases_of_findings_by_the_wiring() -> None:
    from notoneless.casework.cases.services import suspect as action
    from notoneless.foundation.access.roles import ROLES
    from notoneless.wiring import LISTENERS

    waking = [each for each in LISTENERS if each.action is action]
    assert len(waking) == 3
    assert all(each.at_once for each in waking)
    # whoever may compare, or ask, may open what is found, or all of it would be refused
    asking = ("finding.compare", "survey.answer", "survey.find_child", "survey.import_sheet")
    for code in (*asking, "elsewhere.contact", "elsewhere.end", "elsewhere.lapse"):
        assert ROLES.allowing(code) <= ROLES.allowing("case.suspect"), code


def test_whom_a_comparison_finds_has_a_case_from_then_on_and_one_only(county: County) -> None:
    adopt_both(county)
    children_now(county)
    officer, unit = "陈局长", county.units["county"]
    compare_rosters_in_force(county.ctx(officer), unit=unit)
    opened = {line.name: line.id for line in list_cases(county.ctx(officer)).lines}
    assert set(opened) == {"巫马三", "巫马四", "巫马五"}
    clear(county.ctx(officer), case=opened["巫马三"], on=DAY, reason="deceased", reference="死亡证明")
    county.time.pass_by(days=30)
    compare_rosters_in_force(county.ctx(officer), unit=unit)
    assert {line.name: line.id for line in list_cases(county.ctx(officer)).lines} == opened
    assert state_of(opened["巫马三"]) == "cleared"
    assert len(all_of(CaseEvent)) == 4
    assert {line.name for line in list_cases(county.ctx("周支书")).lines} == {"巫马三"}
    assert not list_cases(county.ctx("赵老师")).lines


# what surveys are told


def told(county: County, survey: str, who: str, key: str = "both", unit: str = "group_a", **changes: Any) -> None:
    """Somebody who asks is told that a child is in no school."""
    rows = all_of(GridCell, unit=county.units[unit])
    cell = rows[0].pk if rows else cell_of(opened(county, kind=survey), county.units[unit])
    given = {"kind": "no_school", "place": None, "grade": None, "reason": "left"} | changes
    answer(county, cell, key, who, **given)


@pytest.mark.parametrize(("kind", "who", "unit"), [("household", "吴组长", "group_a"), ("school", "王老师", "class_a")])
def test_who_is_said_to_be_in_no_school_has_a_case_of_that_day(county: County, kind: str, who: str, unit: str) -> None:
    county.time.pass_by(days=5)
    told(county, kind, who, unit=unit, asked_on=DAY + timedelta(days=2))
    [line] = list_cases(county.ctx("陈局长")).lines
    [event] = events_of(line.id)
    assert (line.name, event.on, event.answer.surveyor) == ("慕容甲乙", DAY + timedelta(days=2), who)
    assert open_case(county.ctx("陈局长"), line.id).events[0].survey == ("秋季摸排", who)
    assert not list_cases(county.ctx("赵老师")).lines
    told(county, kind, who, unit=unit, asked_on=DAY + timedelta(days=3))  # said again: one case, one event
    assert len(events_of(line.id)) == 1


def test_a_clearing_stands_against_what_was_said_before_it_and_not_against_what_is_said_since(county: County) -> None:
    county.time.pass_by(days=10)
    told(county, "household", "吴组长", asked_on=DAY)
    [line] = list_cases(county.ctx("陈局长")).lines
    clear(county.ctx("陈局长"), case=line.id, on=DAY + timedelta(days=5), reason="at_school")
    told(county, "household", "吴组长", asked_on=DAY + timedelta(days=4))
    assert state_of(line.id) == "cleared"
    told(county, "household", "吴组长", asked_on=DAY + timedelta(days=8))
    assert state_of(line.id) == "suspected"


@pytest.mark.parametrize(
    ("changes", "opens"),
    [
        ({"kind": "in_school", "place": "清溪镇中心小学", "grade": 3, "reason": None}, False),
        ({"kind": "not_reached", "reason": None}, False),
        ({"kind": "moved_away", "place": "外县", "reason": None}, False),
        ({}, True),
    ],
)
def test_only_who_lives_here_and_is_in_no_school_has_a_case(
    county: County, changes: dict[str, Any], opens: bool
) -> None:
    told(county, "household", "吴组长", **changes)
    assert bool(list_cases(county.ctx("陈局长")).lines) == opens


@pytest.mark.parametrize(("years", "opens"), [(4, False), (5, False), (6, True), (14, True), (16, False)])
def test_at_the_door_age_counts(county: County, years: int, opens: bool) -> None:
    born = date(2026 - years, 3, 12)
    cell = cell_of(opened(county, kind="full"), county.units["group_a"])
    said = {
        "name": "百里新",
        "sex": "女",
        "born_on": born,
        "hukou": "here",
        "guardian_name": "百里母",
        "relation": "母亲",
    }
    find_child(county.ctx("吴组长"), cell=cell, kind="no_school", reason="not_entered", asked_on=DAY, **said)
    assert [line.name for line in list_cases(county.ctx("陈局长")).lines] == (["百里新"] if opens else [])


def test_who_is_on_the_roll_and_gone_is_caught_month_by_month(county: County) -> None:
    """人籍比对: each month the class is gone through pupil by pupil; who is registered and gone has a case at once."""
    months = []
    for month in range(2):
        first = DAY + timedelta(days=31 * month)
        names = {"name": f"{first:%m}月人籍比对", "from_on": first, "last_on": first + timedelta(days=20)}
        cell = cell_of(opened(county, "school_a", "school", "李校长", **names), county.units["class_a"])
        gone = {"kind": "no_school", "place": None, "grade": None, "reason": "left"} if month else {}
        answer(county, cell, "both", "王老师", asked_on=first, **gone)
        months.append([line.name for line in list_cases(county.ctx("李校长")).lines])
        county.time.pass_by(days=31)
    assert months == [[], ["慕容甲乙"]]
    assert [line.name for line in list_cases(county.ctx("周支书")).lines] == [
        "慕容甲乙"
    ]  # the household track sees it too


# as an enemy


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("cases.nothing_seen", {"on": DAY}),
        ("cases.nothing_seen", {"seen": "   "}),
        ("cases.future", {"seen": "没来", "on": LATER}),
        ("access.wrong_kind", {"seen": "没来", "on": "昨天"}),
        ("access.too_long", {"seen": "没" * 2001}),
        ("access.control_characters", {"seen": "没\x00来"}),
        ("access.not_found", {"child": uuid4(), "seen": "没来"}),
        ("access.not_found", {"finding": uuid4(), "seen": "没来"}),
    ],
)
def test_a_case_is_opened_with_sense_or_not_at_all(county: County, code: str, given: dict[str, Any]) -> None:
    refused(county, code, suspect, **{"child": county.children["both"]} | given)
    assert not all_of(Case)


def test_an_open_case_is_not_opened_again(county: County) -> None:
    suspected(county)
    refused(county, "cases.open_already", suspect, "李校长", child=county.children["both"], seen="没来")


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("cases.no_reason", {"reason": "bewitched"}),
        ("cases.no_reason", {"reason": "working"}),
        ("access.missing_parameter", {}),
        ("cases.no_proof", {"reason": "deceased"}),
        ("cases.no_proof", {"reason": "deceased", "reference": "  "}),
        ("cases.no_note", {"reason": "other", "reference": "证明"}),
        ("cases.future", {"reason": "at_school", "on": LATER}),
        ("cases.backwards", {"reason": "at_school", "on": DAY - timedelta(days=1)}),
        ("access.not_found", {"reason": "deceased", "proof": uuid4()}),
    ],
)
def test_a_suspicion_is_cleared_with_reason_and_proof(county: County, code: str, given: dict[str, Any]) -> None:
    case = suspected(county)
    refused(county, code, clear, **{"case": case, "on": DAY} | given)


def test_a_spreadsheet_is_no_proof_and_a_paper_is(county: County) -> None:
    case = suspected(county)
    sheet = proof(county, content=b"a,b\n1,2\n", kind="csv")
    refused(county, "cases.no_paper", clear, case=case, on=DAY, reason="deceased", proof=sheet)
    clear(county.ctx("陈局长"), case=case, on=DAY, reason="deceased", proof=proof(county))
    assert the(Case, pk=case).reason == "deceased"


def test_the_same_request_is_done_once_and_with_other_content_not_at_all(county: County) -> None:
    request, case = uuid4(), suspected(county)
    given = {"case": case, "on": DAY, "kind": "dropped_out"}
    first = verify(county.ctx("陈局长", request), **given)
    assert verify(county.ctx("陈局长", request), **given) == first
    with pytest.raises(Conflict):
        verify(county.ctx("陈局长", request), **given | {"kind": "out_of_school"})
    assert len(events_of(case)) == 2


# reasons told by need only


def test_a_confidential_reason_is_sealed_with_what_was_written_and_revealed_by_need(county: County) -> None:
    case = suspected(county)
    note = "住院治疗至年底"
    given = {"reason": "illness_or_disability", "reference": "县医院证明", "note": note}
    event = clear(county.ctx("陈局长"), case=case, on=DAY, **given)
    row = the(CaseEvent, pk=event)
    assert (row.reason, row.note) == ("", "")
    written = " ".join(str(value) for value in vars(row).values())
    assert note not in written
    assert the(Case, pk=case).reason == "hidden"
    limits = Limits()
    assert reveal(county.ctx("李校长"), row, "confidential", limits) == f"illness_or_disability\n{note}"
    for who in ("王老师", "周支书", "吴组长"):
        with pytest.raises(NotAllowed):
            reveal(county.ctx(who), row, "confidential", limits)
    with pytest.raises(StepUpNeeded):
        reveal(replace(county.ctx("李校长"), confirmed_at=None), row, "confidential", limits)
    refused(county, "cases.reason_anew", correct, case_event=event, note="改")


# corrections


def test_a_later_row_corrects_the_last_step_and_nothing_is_edited(county: County) -> None:
    case = verified(county)
    event = events_of(case)[-1]
    correct(county.ctx("陈局长"), case_event=event.pk, reason="struggling", note="问过家长")
    assert the(Case, pk=case).reason == "struggling"
    assert [each.reason for each in events_of(case)] == ["", "working", "struggling"]
    page = open_case(county.ctx("陈局长"), case)
    assert [each.holds for each in page.events] == [True, False, True]
    refused(county, "cases.not_the_last", correct, case_event=event.pk, note="再改")


def test_a_case_opened_by_mistake_is_as_if_it_had_not_been(county: County) -> None:
    case = suspected(county, who="李校长")
    correct(county.ctx("李校长"), case_event=events_of(case)[0].pk, withdrawn=True)
    assert state_of(case) == "nothing"
    assert not list_cases(county.ctx("李校长")).lines
    assert not cases_of_child(county.ctx("李校长"), county.children["both"])
    assert suspected(county) == case
    assert state_of(case) == "suspected"
    assert the(Case, pk=case).times_reopened == 0


def test_what_others_entered_is_corrected_by_township_and_county_alone(county: County) -> None:
    event = events_of(suspected(county))[0].pk
    refused(county, "cases.not_yours", correct, "李校长", case_event=event, note="改")
    correct(county.ctx("张镇长"), case_event=event, note="改")


def test_a_correction_that_could_not_have_been_entered_is_refused(county: County) -> None:
    event = events_of(verified(county))[-1].pk
    refused(county, "cases.future", correct, case_event=event, on=LATER)
    refused(county, "cases.no_reason", correct, case_event=event, reason="returned")
    refused(county, "cases.backwards", correct, case_event=event, on=DAY - timedelta(days=1))


# lists and measures


def test_a_list_is_narrowed_by_state_unit_reason_and_track(county: County) -> None:
    one, two, three = suspected(county, "group_only", "陈局长"), verified(county, "far"), cleared(county, "class_only")
    officer = county.ctx("陈局长")

    def ids(**wanted: Any) -> set[UUID]:
        return {line.id for line in list_cases(officer, CaseFilter(**wanted)).lines}

    assert ids() == {one, two, three}
    assert ids(state="open") == {one, two}
    assert ids(state="cleared") == {three}
    assert ids(unit=county.units["town_a"]) == {one, three}
    assert ids(reason="working") == {two}
    assert ids(track="school") == {two, three}
    assert ids(track="household") == {one, two}
    assert ids(state="nonsense") == {one, two, three}
    assert case_counts(officer, county.units["town_a"]) == {"suspected": 1, "cleared": 1}
    assert list_cases(officer).counts == {"suspected": 1, "cleared": 1, "verified": 1}


def test_pages_follow_one_another_without_a_gap(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from notoneless.casework.cases.selectors import cases

    monkeypatch.setattr(cases, "PAGE", 2)
    made = {suspected(county, key, "陈局长") for key in ("both", "far", "class_only", "group_only", "bare_village")}
    officer, seen, after = county.ctx("陈局长"), [], None
    for _ in range(3):
        page = list_cases(officer, CaseFilter(after=after))
        seen += [line.id for line in page.lines]
        after = page.following
    assert after is None
    assert len(seen) == len(set(seen))
    assert set(seen) == made
    with pytest.raises(NotFound):
        list_cases(officer, CaseFilter(after=uuid4()))


def test_months_count_what_was_opened_verified_and_closed_and_no_correction_twice(county: County) -> None:
    suspected(county, "far", "陈局长")
    case = closed_out(county)
    county.time.pass_by(days=40)
    day = date(2026, 10, 11)
    reopen(county.ctx("陈局长"), case=case, on=day, note="又不来")
    event = events_of(case)[-1].pk
    correct(county.ctx("陈局长"), case_event=event, note="又三天不来")
    months = opened_and_closed(county.ctx("陈局长"), county.units["county"], DAY)
    assert [(each.month, each.opened, each.verified, each.closed) for each in months] == [
        (date(2026, 9, 1), 2, 1, 1),
        (date(2026, 10, 1), 1, 0, 0),
    ]
    town = opened_and_closed(county.ctx("张镇长"), county.units["town_a"], DAY)
    assert [each.opened for each in town] == [1, 1]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(1, 1, 1), "cases.before_birth"),
        (date(2016, 12, 31), "cases.before_birth"),
        (date(9999, 12, 31), "cases.future"),
    ],
)
def test_a_case_does_not_begin_on_a_day_that_cannot_be(county: County, on: date, code: str) -> None:
    both = county.children["both"]
    refused(county, code, suspect, child=both, seen="没有来", on=on)
    case = suspected(county)
    refused(county, code, correct, case_event=events_of(case)[0].pk, on=on)


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1998, 9, 1)])
def test_of_a_child_whose_birthday_nobody_knows_the_year_is_looked_at(county: County, on: date) -> None:
    with owners_eyes():
        Child._base_manager.filter(pk=county.children["both"]).update(born_on=None)
    refused(county, "cases.long_ago", suspect, child=county.children["both"], seen="没有来", on=on)


def test_a_case_that_began_before_the_numbers_of_the_county_is_entered_and_verified(county: County) -> None:
    on = date(2023, 9, 1)
    case = suspect(county.ctx("陈局长"), child=county.children["both"], seen="没有来", on=on)
    verify(county.ctx("陈局长"), case=case, on=on, kind="out_of_school", reason="working")
    assert (state_of(case), the(Case, pk=case).opened_on) == ("verified", on)
