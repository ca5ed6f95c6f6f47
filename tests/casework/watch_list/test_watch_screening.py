"""Screening class by class, key groups, wavering marks with their clock, and what visits make of the watch list."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.visits.rules.choosing import Candidate, Ground, Shares, choose
from notoneless.casework.visits.selectors.candidates import candidates_of, signals_of
from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.visits.selectors.key_pupils import key_pupils
from notoneless.casework.visits.selectors.wavering import clocks_of_child, list_clocks, running
from notoneless.casework.watch_list.measures import EVIDENCE
from notoneless.casework.watch_list.models import KeyGroupMark, Screening, Wavering
from notoneless.casework.watch_list.rules.files import Clock, clock_of
from notoneless.casework.watch_list.selectors.errands import watch_errands
from notoneless.casework.watch_list.selectors.screening import list_screenings, open_class
from notoneless.casework.watch_list.services import end_group, screen
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.people.services import place_child
from notoneless.foundation.sealing.models import opened
from notoneless.oversight.duties.models import DutyRow
from support.cases import suspected
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.plans import adopted, reckoned
from support.visits import visited
from support.watch_list import grade_six, listed, of_group, refused, screened, wavers

MEASURES: dict[str, Any] = {each.code: each for each in EVIDENCE}


def unscreened_on(county: County, day: date = DAY) -> dict[str, int]:
    names = {pk: key for key, pk in county.units.items()}
    with owners_eyes():
        return {names[unit]: count for unit, count in MEASURES["warning.unscreened"].holds(day, None).items()}


def done(county: County, first: date = DAY, last: date = DAY) -> list[tuple[str, date]]:
    names = {pk: key for key, pk in county.units.items()}
    with owners_eyes():
        return [(names[each.unit], each.day) for each in MEASURES["warning.screened"].done(first, last, None)]


def told(county: County, who: str) -> tuple[int, date | None]:
    found = watch_errands(county.ctx(who), met_on)
    return found.unscreened, found.screen_by


def states(county: County, unit: str = "class_a", who: str = "王老师") -> dict[str, str]:
    return {each.name: each.found for each in open_class(county.ctx(who), county.units[unit]).pupils}


def test_key_grades_are_screened_and_others_are_not(county: County) -> None:
    assert unscreened_on(county) == {}
    grade_six(county)
    assert unscreened_on(county) == {"class_a": 2}
    assert states(county) == {"慕容甲乙": "", "欧阳丙丁": ""}
    assert told(county, "王老师") == (2, date(2026, 10, 1))
    assert told(county, "赵老师")[0] == 0


def test_a_class_is_screened_child_by_child_or_all_at_once(county: County) -> None:
    grade_six(county)
    screened(county, "to_list", children=str(county.children["both"]), rest=None)
    assert unscreened_on(county) == {"class_a": 1}
    screened(county, "well")
    assert states(county) == {"慕容甲乙": "to_list", "欧阳丙丁": "well"}
    assert unscreened_on(county) == {}
    assert done(county) == [("class_a", DAY), ("class_a", DAY)]
    [line] = list_screenings(county.ctx("陈局长")).lines
    assert (line.school, line.pupils, line.done) == ("清溪镇中心小学", 2, 2)
    with owners_eyes():
        assert len(MEASURES["warning.without_file"].holds(DAY, None)) == 1


def test_who_could_not_be_seen_is_still_to_be_screened_and_a_later_finding_stands(county: County) -> None:
    grade_six(county)
    screened(county, "unseen", children=str(county.children["both"]), rest=None)
    assert unscreened_on(county) == {"class_a": 2}
    county.time.pass_by(days=2)
    screened(county)  # the rest: of whom nothing was said
    assert states(county) == {"慕容甲乙": "unseen", "欧阳丙丁": "well"}
    assert unscreened_on(county, DAY + timedelta(days=2)) == {"class_a": 1}
    screened(county, children=str(county.children["both"]), rest=None)
    assert unscreened_on(county, DAY + timedelta(days=2)) == {}
    assert unscreened_on(county, DAY) == {"class_a": 2}
    assert [row.holds for row in all_of(Screening, child_id=county.children["both"])] == [False, True]
    county.time.pass_by(days=2)
    screened(county, "to_list", children=str(county.children["both"]), rest=None)
    assert states(county)["慕容甲乙"] == "to_list"
    assert len(done(county, DAY, DAY + timedelta(days=9))) == 2


def test_a_new_term_asks_anew_and_holidays_ask_nothing(county: County) -> None:
    grade_six(county)
    screened(county)
    assert unscreened_on(county, date(2027, 2, 1)) == {}
    assert unscreened_on(county, date(2027, 3, 1)) == {"class_a": 2}
    county.time.at = county.time.at.replace(year=2027, month=2, day=1)
    with refused("no_term"):
        screened(county)
    assert list_screenings(county.ctx("陈局长")).begun is None
    assert told(county, "李校长") == (0, None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"children": "nobody"}, "not_to_screen"),
        ({"unit": "school_a", "who": "李校长"}, "no_class"),
    ],
)
def test_a_screening_names_pupils_of_a_class(county: County, given: dict[str, Any], told: str) -> None:
    grade_six(county)
    with refused(told):
        screened(county, **given)


def test_a_pupil_who_is_not_to_be_screened_is_refused(county: County) -> None:
    grade_six(county)
    with refused("not_to_screen"):
        screened(county, children=str(county.children["other_class"]))
    with pytest.raises(NotFound):
        screen(county.ctx("赵老师"), unit=county.units["class_a"], screened="well", children=None, rest=True)
    assert not all_of(Screening)


def test_key_groups_and_the_ledger_are_screened_whatever_the_grade(county: County) -> None:
    mark = of_group(county)
    suspected(county, "class_only")
    assert unscreened_on(county) == {"class_a": 2}
    lines = {each.name: each for each in open_class(county.ctx("王老师"), county.units["class_a"]).pupils}
    assert (lines["慕容甲乙"].mark, lines["慕容甲乙"].is_of_grade) == (mark, False)
    assert lines["欧阳丙丁"].is_in_ledger
    assert opened(the(KeyGroupMark), "group") == "near_poverty"
    with refused("of_group_already"):
        of_group(county)
    end_group(county.ctx("王老师"), key_group_mark=mark)
    assert unscreened_on(county) == {"class_a": 1}
    with refused("group_ended"):
        end_group(county.ctx("王老师"), key_group_mark=mark)


def test_whom_a_case_brings_in_after_the_terms_day_has_the_span_from_then_on(county: County) -> None:
    county.time.pass_by(days=90)
    today = county.ctx("王老师").today
    suspected(county, "class_only")  # 90 days ago, as it is written: nobody knew before
    assert told(county, "王老师") == (1, today + timedelta(days=30))
    [pupil] = open_class(county.ctx("王老师"), county.units["class_a"]).pupils
    assert (pupil.is_in_ledger, pupil.due_on) == (True, today + timedelta(days=30))
    assert unscreened_on(county, today) == {}
    assert unscreened_on(county, today + timedelta(days=30)) == {}
    assert unscreened_on(county, today + timedelta(days=31)) == {"class_a": 1}
    grade_six(county)  # whom the term itself asks for is late by the term's day
    assert told(county, "王老师") == (2, date(2026, 10, 1))


def test_the_grades_of_a_plan_in_force_stand_before_the_countys(county: County) -> None:
    adopted(county, "陈局长", "county", 5, DAY, warning__key_grades="3")
    assert unscreened_on(county, DAY) == {"class_a": 2, "class_b": 1}


def test_a_class_without_anybody_to_screen_is_shown_to_who_says_who_is_of_a_key_group(county: County) -> None:
    def shown(who: str) -> list[tuple[str, int]]:
        return [(line.name, line.pupils) for line in list_screenings(county.ctx(who)).lines]

    assert shown("王老师") == [("三年级（1）班", 0)]
    assert shown("李校长") == [("三年级（1）班", 0), ("三年级（2）班", 0)]
    assert shown("陈局长") == []
    of_group(county)
    assert shown("王老师") == [("三年级（1）班", 1)]
    assert shown("陈局长") == [("三年级（1）班", 1)]


def test_classes_of_a_county_are_shown_page_by_page(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notoneless.casework.watch_list.selectors.screening.PAGE", 1)
    for unit in ("class_a", "class_b", "class_z"):
        grade_six(county, unit)
    pages = [list_screenings(county.ctx("陈局长"), number) for number in (0, 1, 2, 3, 9)]
    assert [len(each.lines) for each in pages] == [1] * 5
    assert {(each.pupils, each.pages) for each in pages} == {(5, 3)}
    assert len({each.lines[0].unit for each in pages[1:4]}) == 3


def test_a_wavering_mark_starts_a_clock_that_a_visit_stops(county: County) -> None:
    county.time.pass_by(days=1)
    mark = wavers(county)
    row = the(Wavering)
    assert (row.unit_id, row.on, row.due_on) == (county.units["class_a"], DAY, date(2026, 9, 4))
    [line] = list_clocks(county.ctx("王老师"))
    assert (line.id, line.clock, line.days_left) == (mark, Clock(DAY, date(2026, 9, 4), None), 2)
    assert running(county.ctx("王老师"), "watch_list.waver") == [date(2026, 9, 4)]
    signal = signals_of(county.ctx("王老师"), [county.children["both"]], DAY + timedelta(days=1))
    assert signal[county.children["both"]].due_on == date(2026, 9, 4)
    assert not list_clocks(county.ctx("赵老师"))
    visited(county)
    [line] = clocks_of_child(county.ctx("王老师"), county.children["both"])
    assert (line.clock.met_on, line.is_late) == (date(2026, 9, 2), False)
    assert running(county.ctx("王老师"), "watch_list.waver") == []
    assert not signals_of(county.ctx("王老师"), [county.children["both"]], DAY + timedelta(days=1))
    with refused("wavers_already"):
        wavers(county)


SEPTEMBER = [date(2026, 9, day) for day in range(1, 8)]


@pytest.mark.parametrize(
    ("went", "met_on", "attempts"),
    [
        ([], None, 0),
        ([(SEPTEMBER[2], False)], None, 1),
        ([(SEPTEMBER[2], False), (SEPTEMBER[2], False), (SEPTEMBER[4], False)], None, 3),
        ([(SEPTEMBER[2], False), (SEPTEMBER[4], True), (SEPTEMBER[5], False)], SEPTEMBER[4], 1),
        ([(SEPTEMBER[1], True)], SEPTEMBER[1], 0),
        ([(SEPTEMBER[0], True)], None, 0),  # before the mark
        ([(SEPTEMBER[0], False), (SEPTEMBER[3], True)], SEPTEMBER[3], 0),
    ],
)
def test_a_clock_runs_until_somebody_was_met(went: list[tuple[date, bool]], met_on: date | None, attempts: int) -> None:
    assert clock_of(SEPTEMBER[1], SEPTEMBER[4], went) == Clock(SEPTEMBER[1], SEPTEMBER[4], met_on, attempts)


@pytest.mark.parametrize(("met", "stops"), [("nobody", False), ("neighbour", False), ("child_only", True)])
def test_a_visit_that_meets_nobody_is_an_attempt_and_the_clock_goes_on(county: County, met: str, stops: bool) -> None:
    adopted(county, plan=1)
    wavers(county)
    visited(county, met=met, note="去过", at_home=True)
    [line] = list_clocks(county.ctx("王老师"))
    assert (line.clock.is_running, line.clock.attempts) == (not stops, 0 if stops else 1)
    assert running(county.ctx("王老师"), "watch_list.waver") == ([] if stops else [date(2026, 9, 4)])
    county.time.pass_by(days=4)
    reckoned(county)
    [duty] = all_of(DutyRow, duty="wavering_visit", unit=county.units["class_a"])
    assert duty.state == ("done" if stops else "broken")


@pytest.mark.parametrize(
    ("visited_on", "today", "late"),
    [
        (None, date(2026, 9, 4), False),
        (None, date(2026, 9, 5), True),
        (date(2026, 9, 4), date(2026, 10, 1), False),
        (date(2026, 9, 5), date(2026, 10, 1), True),
    ],
)
def test_a_clock_runs_out_at_the_end_of_its_day(visited_on: date | None, today: date, late: bool) -> None:
    clock = Clock(DAY, date(2026, 9, 4), visited_on)
    assert clock.is_late(today) is late
    assert clock.is_running is (visited_on is None)


def test_the_days_of_a_plan_in_force_stand_before_the_countys(county: County) -> None:
    adopted(county, plan=1, visit__wavering_within="1")
    wavers(county)
    assert the(Wavering).due_on == date(2026, 9, 2)


def test_a_mark_needs_a_class_and_a_day_that_has_come(county: County) -> None:
    with refused("future"):
        wavers(county, on=DAY + timedelta(days=1))
    with refused("in_no_class"):
        place_child(
            county.ctx("陈局长"), child=county.children["other_class"], unit=county.units["school_a"], from_on=DAY
        )
        wavers(county, "other_class", "李校长")
    with pytest.raises(NotFound):
        wavers(county, who="赵老师")


def test_a_mark_is_of_a_day_in_the_class_of_the_pupil(county: County) -> None:
    county.time.pass_by(days=5)
    moved = DAY + timedelta(days=5)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_b"], from_on=moved)
    with refused("before"):  # the class of that day would owe a visit that nobody asked of it
        wavers(county, who="李校长", on=DAY)
    wavers(county, who="李校长", on=moved)
    assert the(Wavering).unit_id == county.units["class_b"]


def test_a_pupil_marked_twice_is_one_pupil_to_visit_by_the_first_day(county: County) -> None:
    wavers(county)
    county.time.pass_by(days=1)
    wavers(county, on=DAY + timedelta(days=1))
    assert running(county.ctx("王老师"), "watch_list.waver") == [date(2026, 9, 4)]
    visited(county)
    assert running(county.ctx("王老师"), "watch_list.waver") == []


def test_of_many_clocks_those_that_run_are_shown_first(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notoneless.casework.visits.selectors.wavering._SHOWN", 1)
    running_on = wavers(county, "class_only")
    county.time.pass_by(days=1)
    wavers(county, on=DAY + timedelta(days=1))
    visited(county)
    assert [line.id for line in list_clocks(county.ctx("王老师"))] == [running_on]


def test_watch_listed_pupils_are_key_pupils_and_drawn_before_points(county: County) -> None:
    listed(county)
    suspected(county, "other_class", "李校长")
    with owners_eyes():
        assert key_pupils(DAY) == {county.children["both"], county.children["other_class"]}
    [here] = [each for each in candidates_of(county.ctx("李校长"), county.units["class_a"], DAY) if each.is_key]
    assert here.child == county.children["both"]
    visited(county)
    assert not [each for each in candidates_of(county.ctx("李校长"), county.units["class_a"], DAY) if each.is_key]


def test_the_shares_of_a_list_stay_beside_key_pupils() -> None:
    ids = [UUID(int=number) for number in range(20)]
    key = [Candidate(each, is_key=True) for each in ids[:12]]
    others = [Candidate(each, score=5) for each in ids[12:15]] + [Candidate(each) for each in ids[15:]]
    places = choose([*key, *others], 10, DAY, 1, Shares(under_served=10, random=10))
    grounds = [place.ground for place in places]
    assert grounds.count(Ground.KEY_PUPIL) == 9
    assert grounds.count(Ground.RANDOM) == 1
