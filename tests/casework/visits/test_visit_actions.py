"""Visits as people make them and as an enemy tries them: planning, recording, sealing, correcting, doubts, lists."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from notoneless.casework.cases.services import reopen
from notoneless.casework.visits.measures import EVIDENCE
from notoneless.casework.visits.models import (
    HomeVisit,
    ListedChild,
    PlannedVisit,
    VisitDoubt,
    VisitList,
    Visitor,
    VisitPhoto,
)
from notoneless.casework.visits.selectors.facts import reached_on, visits_of
from notoneless.casework.visits.services import (
    call_off,
    correct_visit,
    draw_list,
    look_through,
    nominate,
    plan_visit,
    record_visit,
    settle_doubt,
    withdraw_visit,
)
from notoneless.foundation.access.measures import Events, Flow, Level
from notoneless.foundation.access.models import Waiting
from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound
from notoneless.foundation.access.revealing import Limits, StepUpNeeded, reveal
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import NotonelessError
from support.cases import cleared, suspected, verified
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.visits import (
    WORDS,
    doubted,
    drawn,
    looked_through,
    photo,
    planned,
    said,
    visited,
    who_goes,
)

TABLES = (PlannedVisit, HomeVisit, Visitor, VisitPhoto, VisitDoubt, VisitList, ListedChild)


def refused(county: County, code: str, act: Any, who: str = "王老师", **given: Any) -> None:
    """An action is refused with a sentence, and leaves nothing."""
    before = [all_of(model) for model in TABLES]
    with pytest.raises(NotonelessError) as refusal:
        act(county.ctx(who), **given)
    assert refusal.value.problem.code == code
    assert [all_of(model) for model in TABLES] == before


def counted(county: County, code: str, unit: str = "class_a", since: int = 0) -> Any:
    """What a measure says of a unit today."""
    measure = next(each for each in EVIDENCE if each.code == code)
    first, last, units = DAY - timedelta(days=since), county.time.at.date(), [county.units[unit]]
    with owners_eyes():
        if isinstance(measure, Level):
            return dict(measure.holds(last, units)).get(county.units[unit], 0)
        if isinstance(measure, Flow):
            return sum(each.amount for each in measure.done(first, last, units))
        assert isinstance(measure, Events)
        return [(each.day, each.about) for each in measure.happened(first, last, units)]


# as people


def test_school_village_and_township_plan_a_visit_together_and_each_counts(county: County) -> None:
    plan = planned(county, "both", "王老师", "周支书", "张镇长", due_on=DAY + timedelta(days=2), purpose="三天没有来")
    assert {row.unit_id for row in all_of(Visitor, planned=plan)} == {
        county.units[each] for each in ("class_a", "village_a", "town_a")
    }
    county.time.pass_by(days=1)
    visit = visited(county, "both", "王老师", "周支书", begun_at="19:00", ended_at="20:10", reason="working")
    assert the(PlannedVisit, pk=plan).state == "made"
    assert the(HomeVisit, pk=visit).planned_id == plan
    assert counted(county, "visit.home_visits", "class_a") == 1
    assert counted(county, "visit.home_visits", "village_a") == 1
    assert counted(county, "visit.home_visits", "town_a") == 0
    assert counted(county, "visit.visits_of_child", "class_a") == 1
    assert counted(county, "visit.visits_of_child", "group_a") == 1
    [made] = visits_of([county.children["both"]], DAY, DAY + timedelta(days=1))
    assert made.visitors == {county.accounts["王老师"], county.accounts["周支书"]}
    assert reached_on(None, DAY) == {}
    assert reached_on(None, DAY + timedelta(days=1)) == {county.children["both"]: DAY + timedelta(days=1)}


def test_a_visit_that_met_nobody_is_a_visit_and_no_contact(county: County) -> None:
    visited(county, met="nobody", note="")
    assert counted(county, "visit.home_visits") == 1
    assert reached_on(None, DAY) == {}


def test_meetings_and_outreach_are_recorded_and_are_no_home_visits(county: County) -> None:
    visited(county, kind="meeting", at_home=None, address="学校会议室")
    visited(county, kind="outreach", at_home=None, address="柳树村村委会")
    assert [counted(county, f"visit.{each}") for each in ("home_visits", "meeting_records", "outreach_records")] == [
        0,
        1,
        1,
    ]


def test_what_is_sensitive_is_sealed_and_opens_one_by_one(county: County) -> None:
    first = visited(county, note="孩子要照顾生病的弟弟", reason="illness_or_disability", promise="请亲戚来照顾")
    second = visited(county, "class_only", note="母亲不愿让别人知道", confidential=True, at_home=None, address="村口")
    for visit in (first, second):
        row = the(HomeVisit, pk=visit)
        assert (row.reason, row.note, row.promise, row.next_step) == ("", "", "", "")
        assert row.marks
    with owners_eyes():
        words = json.loads(reveal(county.ctx("李校长"), the(HomeVisit, pk=first), "confidential", Limits()) or "")
    assert (words["reason"], words["note"]) == ("illness_or_disability", "孩子要照顾生病的弟弟")
    with pytest.raises(StepUpNeeded):
        reveal(replace(county.ctx("李校长"), confirmed_at=None), the(HomeVisit, pk=first), "confidential", Limits())
    with pytest.raises(NotAllowed):
        reveal(county.ctx("何老师"), the(HomeVisit, pk=first), "confidential", Limits())


def test_the_exact_place_is_sealed_and_the_neighbourhood_is_not(county: County) -> None:
    row = the(HomeVisit, pk=visited(county, latitude="26.58123", longitude="107.98765"))
    assert row.place == "26.58 107.99"
    assert reveal(county.ctx("王老师"), row, "position", Limits()) == "26.58123 107.98765"


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("visits.future", {"on": DAY + timedelta(days=1)}),
        ("visits.future", {"on": date.max}),
        ("visits.too_early", {"on": date.min}),
        ("visits.too_early", {"on": date(2000, 1, 1)}),
        ("visits.before_birth", {"on": date(2016, 12, 31)}),
        ("visits.too_far", {"promise": "送回", "promised_on": date.max}),
        ("visits.no_time", {"begun_at": "7点"}),
        ("visits.no_beginning", {"ended_at": "20:00"}),
        ("visits.ends_before", {"begun_at": "20:00", "ended_at": "19:00"}),
        ("visits.no_place", {"at_home": None}),
        ("visits.half_position", {"latitude": "26.58"}),
        ("visits.no_position", {"latitude": "126.58", "longitude": "107.98"}),
        ("visits.nothing_said", {"note": ""}),
        ("visits.promise_of_nobody", {"met": "nobody", "note": "", "promise": "送回学校"}),
        ("visits.nothing_promised", {"promised_on": DAY}),
        ("visits.promised_before", {"promise": "送回", "promised_on": DAY - timedelta(days=1)}),
        ("visits.no_signer", {"signed_on_paper": True}),
        ("visits.no_cause", {"reason": "returned"}),
        ("visits.no_cause", {"reason": "emperor"}),
        ("visits.no_visitor", {"visitors": "王老师"}),
        ("access.wrong_kind", {"met": "emperor"}),
        ("access.missing_parameter", {"visitors": ""}),
    ],
)
def test_a_record_that_cannot_be_is_refused_in_a_sentence_and_leaves_nothing(
    county: County, code: str, given: dict[str, Any]
) -> None:
    refused(county, code, record_visit, **said(county, **given))


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("visits.week_over", date.min),
        ("visits.week_over", date(2000, 1, 1)),
        ("visits.week_over", DAY - timedelta(days=7)),
        ("visits.too_far", DAY + timedelta(days=367)),
        ("visits.too_far", date.max),
    ],
)
def test_nobody_lists_for_a_week_that_is_over_or_plans_for_a_far_day(county: County, code: str, day: date) -> None:
    refused(county, code, draw_list, unit=county.units["class_a"], from_on=day, capacity=3, seed=1)
    given = {"child": county.children["both"], "visitors": who_goes(county, "王老师"), "due_on": day}
    refused(county, code.replace("week_over", "over"), plan_visit, **given)


def test_the_day_of_birth_and_the_week_that_runs_are_no_slips(county: County) -> None:
    child = the(Child, pk=county.children["both"])
    visited(county, on=child.born_on)
    drawn(county, from_on=DAY - timedelta(days=6))
    planned(county, due_on=DAY + timedelta(days=366))


def test_a_correction_cannot_move_a_visit_before_the_birth(county: County) -> None:
    visit = visited(county)
    given = {name: value for name, value in said(county, on=date(2010, 1, 1)).items() if name != "child"}
    refused(county, "visits.before_birth", correct_visit, visit=visit, **given)


def test_an_unknown_home_asks_for_the_place(county: County) -> None:
    refused(county, "visits.no_address", record_visit, **said(county, "class_only"))


def test_who_does_not_answer_for_the_child_cannot_be_named(county: County) -> None:
    strange = who_goes(county, "王老师", "赵老师")
    refused(county, "visits.stranger", record_visit, **said(county, visitors=strange))
    refused(county, "visits.stranger", plan_visit, child=county.children["both"], visitors=strange, due_on=DAY)
    refused(
        county, "visits.over", plan_visit, child=county.children["both"], visitors=strange, due_on=DAY - timedelta(1)
    )


def test_photos_are_ones_own_pictures_three_at_most_and_each_once(county: County) -> None:
    pictures = [photo(county, shade=shade) for shade in range(3)]
    names = ("photo", "second_photo", "third_photo")
    refused(county, "visits.photo_twice", record_visit, **said(county, photo=pictures[0], second_photo=photo(county)))
    refused(county, "access.not_found", record_visit, **said(county, photo=photo(county, "李校长", "school_a")))
    visit = visited(county, **dict(zip(names, pictures, strict=True)))
    assert {row.attachment_id for row in all_of(VisitPhoto, visit=visit)} == set(pictures)


def test_a_photo_is_nobodys_signature(county: County) -> None:
    same = photo(county)
    refused(county, "visits.photo_as_signature", record_visit, **said(county, photo=same, signature=same))
    given = said(county, second_photo=photo(county), signature=photo(county))  # sent twice, as two attachments
    refused(county, "visits.photo_as_signature", record_visit, **given)
    assert visited(county, photo=same, signature=photo(county, shade=7), signatory="母亲")


@pytest.mark.parametrize(("who", "gets"), [("赵老师", NotFound), ("安全管理员", NotAllowed)])
def test_a_stranger_plans_and_records_nothing(county: County, who: str, gets: type[Exception]) -> None:
    plan, visit = planned(county), visited(county, "class_only", at_home=None, address="村口")
    with pytest.raises(gets):
        plan_visit(county.ctx(who), child=county.children["both"], visitors=who_goes(county, "王老师"), due_on=DAY)
    with pytest.raises(gets):
        record_visit(county.ctx(who), **said(county))
    with pytest.raises(gets):
        call_off(county.ctx(who), planned_visit=plan, reason="不去了")
    with pytest.raises(gets):
        withdraw_visit(county.ctx(who), visit=visit, reason="没有去")
    with pytest.raises(gets):
        nominate(county.ctx(who), child=county.children["both"], reason="要看看")


def test_a_record_sent_twice_is_one_and_another_under_its_number_is_a_conflict(county: County) -> None:
    request, given = uuid4(), said(county)
    first = record_visit(county.ctx("王老师", request), **given)
    assert record_visit(county.ctx("王老师", request), **given) == first
    with pytest.raises(Conflict):
        record_visit(county.ctx("王老师", request), **given | {"note": "另一番话"})
    assert len(all_of(HomeVisit)) == 1


def test_a_plan_is_called_off_once_and_not_after_it_was_made(county: County) -> None:
    plan = planned(county)
    call_off(county.ctx("李校长"), planned_visit=plan, reason="已经回来")
    assert (the(PlannedVisit, pk=plan).state, the(PlannedVisit, pk=plan).because) == ("called_off", "已经回来")
    refused(county, "visits.not_open", call_off, planned_visit=plan, reason="再取消")
    refused(county, "visits.not_open", record_visit, **said(county, planned_visit=plan))
    other = planned(county, "class_only")
    refused(county, "visits.other_child", record_visit, **said(county, planned_visit=other))


def test_a_meeting_outreach_or_another_childs_visit_makes_no_planned_visit(county: County) -> None:
    plan = planned(county)
    elsewhere: dict[str, Any] = {"at_home": None, "address": "学校会议室"}
    for kind in ("meeting", "outreach"):
        given = said(county, kind=kind, planned_visit=plan, **elsewhere)
        refused(county, "visits.plan_needs_visit", record_visit, **given)
        visited(county, kind=kind, **elsewhere)
    visited(county, "class_only", **elsewhere)
    assert the(PlannedVisit, pk=plan).state == "open"
    visited(county, planned_visit=plan)
    assert the(PlannedVisit, pk=plan).state == "made"


def test_a_visit_before_the_plan_does_not_make_it(county: County) -> None:
    county.time.pass_by(days=2)
    plan = planned(county, due_on=DAY + timedelta(days=3))
    refused(county, "visits.before_plan", record_visit, **said(county, on=DAY, planned_visit=plan))
    visited(county, on=DAY)
    assert the(PlannedVisit, pk=plan).state == "open"
    made = visited(county)
    assert the(HomeVisit, pk=made).planned_id == plan


def test_a_visit_corrected_to_a_meeting_lets_its_plan_wait_again_and_back(county: County) -> None:
    plan, first = planned(county), visited(county)
    given = {name: value for name, value in said(county).items() if name != "child"}
    talk = given | {"kind": "meeting", "at_home": None, "address": "学校"}
    second = correct_visit(county.ctx("王老师"), visit=first, **talk)
    assert (the(PlannedVisit, pk=plan).state, the(HomeVisit, pk=second).planned_id) == ("open", None)
    third = correct_visit(county.ctx("王老师"), visit=second, **given)
    assert (the(PlannedVisit, pk=plan).state, the(HomeVisit, pk=third).planned_id) == ("made", plan)
    early = correct_visit(county.ctx("王老师"), visit=third, **given | {"on": DAY - timedelta(days=1)})
    assert (the(PlannedVisit, pk=plan).state, the(HomeVisit, pk=early).planned_id) == ("open", None)


def test_a_correction_supersedes_keeps_photos_and_counts_once(county: County) -> None:
    plan = planned(county)
    first = visited(county, "both", "王老师", photo=photo(county), latitude="26.58123", longitude="107.98")
    given = {name: value for name, value in said(county, note="父亲也在，愿意送回").items() if name != "child"}
    second = correct_visit(county.ctx("王老师"), visit=first, **given | {"met": "parents"})
    assert [(row.pk == second, row.holds) for row in all_of(HomeVisit)].count((True, True)) == 1
    assert the(HomeVisit, pk=first).holds is False
    assert the(HomeVisit, pk=second).place == "26.58 107.98"
    assert len(all_of(VisitPhoto, visit=second)) == 1
    assert counted(county, "visit.home_visits") == 1
    refused(county, "visits.corrected_already", correct_visit, visit=first, **given)
    third = withdraw_visit(county.ctx("李校长"), visit=second, reason="记错了孩子")
    assert (the(HomeVisit, pk=third).holds, the(HomeVisit, pk=third).is_withdrawal) == (False, True)
    assert the(PlannedVisit, pk=plan).state == "open"
    assert counted(county, "visit.home_visits") == 0


def test_others_do_not_correct_what_they_neither_recorded_nor_made(county: County) -> None:
    visit = visited(county, "both", "王老师")
    given = {name: value for name, value in said(county).items() if name != "child"}
    refused(county, "visits.not_yours", correct_visit, "吴组长", visit=visit, **given)
    refused(county, "visits.not_yours", withdraw_visit, "周支书", visit=visit, reason="没有去")
    assert withdraw_visit(county.ctx("张镇长"), visit=visit, reason="核实没有去")


# what is counted


def test_relapsed_pupils_and_dropouts_without_a_visitor_are_counted(county: County) -> None:
    case = cleared(county)
    reopen(county.ctx("李校长"), case=case, on=DAY, note="又没有来")
    assert counted(county, "visit.relapsed") == [(DAY, county.children["both"])]
    verified(county, "class_only")
    assert counted(county, "visit.without_visitor") == 1
    planned(county, "class_only")
    assert counted(county, "visit.without_visitor") == 0


def test_key_pupils_of_the_term_are_unvisited_until_somebody_goes(county: County) -> None:
    suspected(county)
    assert counted(county, "visit.unvisited") == 1
    visited(county)
    assert counted(county, "visit.unvisited") == 0


def test_a_planned_visit_whose_day_is_over_is_missing_in_the_register(county: County) -> None:
    plan = planned(county, due_on=DAY)
    assert counted(county, "visit.unregistered") == 0
    county.time.pass_by(days=1)
    assert counted(county, "visit.unregistered") == 1
    visited(county, planned_visit=plan, on=DAY)
    assert counted(county, "visit.unregistered") == 0


# what is looked at


def test_a_record_is_looked_through_by_the_program_and_not_by_its_writer(county: County) -> None:
    visited(county)
    assert [row.listener for row in Waiting.objects.all()] == ["visit.look_through"]
    teacher, visit = county.ctx("王老师"), the(HomeVisit).pk
    with pytest.raises(NotAllowed):
        look_through(teacher, visit=visit)


def test_the_same_photo_in_two_homes_is_found_across_schools_and_once(county: County) -> None:
    visited(county, photo=photo(county))
    given = {"photo": photo(county, "赵老师", "class_z"), "at_home": None, "address": "路上"}
    visited(county, "far", who="赵老师", **given)
    [found] = looked_through(county)
    assert found.kind == "same_photo"
    assert len(looked_through(county)) == 1


def test_one_person_in_two_homes_at_once_and_copied_words_are_found(county: County) -> None:
    visited(county, "both", begun_at="19:00", ended_at="20:00", note=WORDS)
    visited(county, "class_only", begun_at="19:30", note=WORDS.replace("，", " "), at_home=None, address="石桥")
    assert sorted(row.kind for row in looked_through(county)) == ["same_words", "two_places"]


def test_a_doubt_is_settled_by_somebody_else_with_a_reason_and_once(county: County) -> None:
    doubt = doubted(county)
    given = {"visit_doubt": doubt, "settling": "explained", "reason": "两家同一个院子"}
    with pytest.raises(NotAllowed):
        settle_doubt(county.ctx("王老师"), **given)
    refused(county, "access.missing_parameter", settle_doubt, "李校长", **given | {"reason": ""})
    settle_doubt(county.ctx("李校长"), **given)
    row = the(VisitDoubt)
    assert (row.settled_by_id, row.settled_on, row.settling) == (county.accounts["李校长"], DAY, "explained")
    refused(county, "visits.settled_already", settle_doubt, "陈局长", **given)


def test_nobody_settles_a_doubt_of_their_own_visit(county: County) -> None:
    for key in ("both", "class_only"):
        given = {"photo": photo(county, "李校长", "school_a"), "at_home": None, "address": "村口"}
        visited(county, key, "王老师", "李校长", who="李校长", **given)
    [found] = looked_through(county)
    given = {"visit_doubt": found.pk, "settling": "explained", "reason": "一个院子"}
    refused(county, "visits.own_doubt", settle_doubt, "李校长", **given)
    settle_doubt(county.ctx("张镇长"), **given)


# whom to visit


def test_a_list_holds_as_many_as_can_be_visited_and_open_cases_first(county: County) -> None:
    suspected(county)
    lists = [the(VisitList, pk=drawn(county, "陈局长", "county", capacity=4, seed=11)) for _ in range(2)]
    places = [
        [
            (row.child_id, row.ground, row.trip)
            for row in sorted(all_of(ListedChild, visit_list=each), key=lambda r: r.number)
        ]
        for each in lists
    ]
    assert places[0] == places[1]
    assert len(places[0]) <= 4
    assert places[0][0] == (county.children["both"], "trigger", 1)
    refused(county, "visits.no_capacity", draw_list, unit=county.units["class_a"], from_on=DAY, capacity=0)
    refused(county, "access.not_found", draw_list, "赵老师", unit=county.units["class_a"], from_on=DAY, capacity=3)


def test_a_nominated_child_stands_on_the_list_until_it_was_visited(county: County) -> None:
    nominate(county.ctx("王老师"), child=county.children["class_only"], reason="最近不爱说话")
    grounds = {row.child_id: row.ground for row in all_of(ListedChild, visit_list=drawn(county))}
    assert grounds[county.children["class_only"]] == "nominated"
    visited(county, "class_only", at_home=None, address="村口")
    grounds = {row.child_id: row.ground for row in all_of(ListedChild, visit_list=drawn(county))}
    assert grounds.get(county.children["class_only"]) != "nominated"
