"""`notoneless demo county`: one county, whose units, people and half a year of rosters fit together."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from notoneless.casework.watch_list.models import Care, KeeperContact, Keeping, Screening, WatchListEntry, Wavering
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import found_county
from notoneless.foundation.access.models import Account, Grant, Unit
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.selectors import holdings_of
from notoneless.foundation.papers.models import Paper, PaperPrefix
from notoneless.foundation.papers.rules.prefixes import why_no_prefix
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.plans.models import Adoption
from notoneless.interfaces.demo.county.answers import NEWCOMERS
from notoneless.interfaces.demo.county.building import build
from notoneless.interfaces.demo.county.deciding import why_cleared
from notoneless.interfaces.demo.county.ground import group_of
from notoneless.interfaces.demo.county.papers import prefix_of_school
from notoneless.interfaces.demo.county.people import Person
from notoneless.interfaces.demo.county.times import Times, months_before, morning, summer_before
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.models import DutyRow, Exemption, SealedMonth
from notoneless.records.adjudication.models import Decision, Doubt, Verdict
from notoneless.records.adjudication.selectors import decisions_taken, queue
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark, Leave
from notoneless.records.attendance.selectors import absent_days
from notoneless.records.enrolment.selectors import child_roll, open_roll
from notoneless.records.enrolment.selectors import dossier_lines as roll_lines
from notoneless.records.findings.models import Comparison, Finding
from notoneless.records.findings.selectors import check_list
from notoneless.records.golden.models import WorkingOut
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.roll_work.services import adopt_plan
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.surveys.selectors.cells import open_cell
from notoneless.records.surveys.selectors.history import dossier_lines as survey_lines
from notoneless.records.surveys.selectors.tree import list_surveys, open_survey_page
from notoneless.synthetic import COUNTY, make_rosters
from support.databases import all_of, owners_eyes
from support.demo_rooms import (
    campaigns_are_alive,
    children_are_cared_for,
    promises_are_signed,
    pupils_are_brought_back,
    schools_are_inspected_and_complained_of,
    some_are_aided_and_some_left_behind,
    some_are_helped_and_teachers_appraised,
    some_are_schooled_elsewhere_and_some_have_come,
)
from support.installation import at

TODAY = date(2026, 11, 20)
DAYS = [date(2026, 7, 1), date(2026, 9, 1)]
UNTIL = date(2026, 9, 12)
"""A Saturday: nine school days after the term began."""
DEMONSTRATION = make_rosters(500, 1, 1.0, date(2026, 8, 31))

TOLD: list[Problem] = []
"""The stages that the building told of."""

HEADING = 1
"""Rows of a sheet above the first child."""


@pytest.fixture
def people(db: None) -> list[Person]:
    times = Times(morning(date(2026, 6, 20)))
    founded = found_county(times.ids, times.at, COUNTY, times.at.date())
    TOLD.clear()
    with owners_eyes():
        return build(founded, DEMONSTRATION, times, DAYS, TOLD.append, morning(UNTIL))


def test_some_pupils_are_watch_listed_one_of_them_without_a_keeper(people: list[Person]) -> None:
    entries, kept = all_of(WatchListEntry), all_of(Keeping)
    assert (len(entries), len(kept)) == (3, 2)
    assert {each.entry_id for each in kept} < {each.pk for each in entries}
    assert [len(all_of(model)) for model in (KeeperContact, Care, Wavering)] == [1, 1, 1]
    assert all_of(Screening)


def test_the_county_lives(people: list[Person]) -> None:
    """One county for all that is asked of it: building it takes seconds."""
    units = {each.sign_in_name: Account._base_manager.select_related("unit__parent").get(name=each.name).unit
             for each in people if each.role not in {"county_officer"} and "administrator" not in each.role}  # fmt: skip
    assert [each.code.removeprefix("synthetic.stage_") for each in TOLD] == [
        *("units", "people"),
        *("month",) * len(DAYS),
        *("attendance", "duties"),
    ]
    assert [each.params["month"] for each in TOLD if "month" in each.params] == ["2026-07", "2026-09"]
    with owners_eyes():
        _people_sit_one_above_another(units)
        _children_belong_where_their_rosters_say(units)
        _every_role_works_somewhere()
        _months_follow_one_another()
        _some_doubts_are_decided(_as("chen"))
        _no_decision_hides_a_child()
        _the_survey_from_door_to_door_is_whole_in_some_townships(_as("chen"))
        _a_village_has_asked_but_in_one_group(_as("zhou"))
        _a_class_is_half_done_and_the_days_are_over(_as("zhao"))
        _pupils_have_come_and_gone(_as("li"), units)
        _the_lists_of_offices_name_children_in_no_school(_as("chen"))
        _plans_are_adopted_and_some_do_what_they_owe()
        _the_school_of_the_cast_has_reported_each_day(units["wang"])
        li, zhang, chen = (replace(_as(name), at=morning(UNTIL)) for name in ("li", "zhang", "chen"))
        pupils_are_brought_back(li, zhang, chen)
        some_are_schooled_elsewhere_and_some_have_come()
        promises_are_signed(li, zhang, units["li"], date(2026, 8, 1), UNTIL)
        children_are_cared_for(li, chen)
        campaigns_are_alive(li)
        some_are_aided_and_some_left_behind(li)
        some_are_helped_and_teachers_appraised(li)
        schools_are_inspected_and_complained_of(li, chen)
        _a_newcomer_issues_a_paper_at_once(_as("li"), units["li"])


def _a_newcomer_issues_a_paper_at_once(li: Context, school: Unit) -> None:
    """Every school has a prefix of its own by its head, and the plan of the cast's school waits to be adopted."""
    prefixes = all_of(PaperPrefix, is_current=True)
    schools = set(Unit._base_manager.filter(kind="school").values_list("pk", flat=True))
    assert {row.unit_id for row in prefixes} >= schools
    assert len({row.prefix for row in prefixes}) == len(prefixes)
    heads = set(Grant._base_manager.filter(role="school_head").values_list("unit_id", "account_id"))
    assert {(row.unit_id, row.set_by_id) for row in prefixes if row.unit_id in schools} <= heads
    draft = RollWorkPlan._base_manager.get(unit=school, state="draft")
    assert RollWorkMeasure._base_manager.filter(plan=draft).count() > 3
    that_day = replace(li, at=morning(UNTIL))
    adopt_plan(that_day.with_request(li.ids.new()), roll_plan=draft.pk, effective_on=that_day.today)
    [paper] = all_of(Paper, unit=school, kind="roll_work_plan")
    assert paper.number.startswith(next(row.prefix for row in prefixes if row.unit_id == school.pk))


def test_schools_of_one_name_or_of_a_long_one_have_prefixes_of_their_own() -> None:
    taken: set[str] = set()
    long = "一所名字非常非常非常长的九年一贯制学校"
    for name in ("中心小学", "中心小学", long, f"{long}（分校）"):
        found = prefix_of_school(name, taken)
        assert found not in taken
        assert why_no_prefix(found) is None
        taken.add(found)


def _the_school_of_the_cast_has_reported_each_day(own: Unit) -> None:
    rows = all_of(ArrivalReport)
    assert {row.unit.parent_id for row in rows} == {own.parent_id}
    days = {row.on for row in rows if row.unit_id == own.pk}
    assert len(days) == 9
    last = sorted(days)[-2:]
    assert last[-1] == UNTIL - timedelta(days=1)
    [child] = {each.child_id for each in all_of(AttendanceMark, reason="unwilling")}
    assert {day.on for day in absent_days(*last, [child]) if not day.excused} == set(last)
    assert {leave.state for leave in all_of(Leave)} == {"granted", "applied"}


def _as(name: str) -> Context:
    """Somebody of the cast, today."""
    account = Account._base_manager.get(sign_in_name=name).pk
    held, now = holdings_of(account, morning(TODAY)), morning(TODAY)
    return Context(actor=account, held=held, at=now, channel="web", ids=Times(now).ids, strong=True)


def _people_sit_one_above_another(units: dict[str, Unit]) -> None:
    assert units["wang"].parent == units["li"]
    assert units["zhao"].parent != units["li"]
    assert units["li"].parent == units["zhang"]
    assert units["zhou"].parent == units["zhang"]
    assert units["wu"].parent == units["zhou"]


def _children_belong_where_their_rosters_say(units: dict[str, Unit]) -> None:
    for name in ("wang", "zhao", "wu", "zhou"):
        beneath = ChildUnit._base_manager.filter(in_force(TODAY), unit=units[name])
        assert beneath.exists() == (name != "zhou"), name  # the children of a village live in its groups
    assert Child._base_manager.count() > 450
    on_both = ChildUnit._base_manager.filter(in_force(TODAY), track="school").values("child")
    assert 300 < on_both.count() < Child._base_manager.count()


def _every_role_works_somewhere() -> None:
    held = set(Grant._base_manager.values_list("role", flat=True))
    assert held == set(ROLES.table) - {"tutoring_leader", "counsellor"}


def _months_follow_one_another() -> None:
    days = [row.made_at.date() for row in Comparison._base_manager.order_by("made_at")]
    assert days == DAYS
    assert all(row.is_whole for row in all_of(WorkingOut))
    assert Finding._base_manager.filter(is_current=True).exists()
    ended = ChildUnit._base_manager.filter(track="school", until_on__isnull=False)
    assert ended.exists()  # classes were left in summer, and schools by some children since


def _some_doubts_are_decided(chen: Context) -> None:
    taken, _ = decisions_taken(chen)
    left = queue(chen, "zh").left
    assert {line.verdict for line in taken} == set(Verdict)
    assert left > len(taken) / 2
    assert {line.by for line in taken} > {"林科长"}  # some were decided in the township


def _no_decision_hides_a_child() -> None:
    persons = {
        (line["roster"], line["row"] + HEADING): line["person"] for line in DEMONSTRATION.truth["people"].to_pylist()
    }
    decided = set()
    for doubt in Doubt._base_manager.filter(found_at__date=DAYS[-1]):
        own, other = persons["household", doubt.own_row], persons.get((doubt.other_kind, doubt.other_row))
        verdicts = set(Decision._base_manager.filter(doubt=doubt, is_standing=True).values_list("verdict", flat=True))
        assert verdicts <= ({"same", "later"} if own == other else {"different", "later"})
        decided |= verdicts
    assert {"same", "different"} <= decided


def _the_lists_of_offices_name_children_in_no_school(chen: Context) -> None:
    poor, disabled = (check_list(chen, kind, "zh") for kind in (RosterKind.POVERTY, RosterKind.DISABLED))
    assert 0 < (poor.on_roll or 0) < (poor.of_age or 0)
    assert poor.lines
    assert {each.name for each in poor.unknown} == {NEWCOMERS[0].name}
    assert {each.name for each in disabled.unknown} == {each.name for each in NEWCOMERS[1:]}


def _plans_are_adopted_and_some_do_what_they_owe() -> None:
    adopted = Counter(Adoption._base_manager.values_list("unit__kind", "key"))
    assert adopted == {("county", "model/plan_5"): 1, ("township", "model/plan_2"): 2, ("school", "model/plan_8"): 3}
    states = Counter(DutyRow._base_manager.filter(duty="leading_group").values_list("state", flat=True))
    assert states["done"] > states["due"] > 0
    assert not DutyRow._base_manager.filter(is_provisional=True, due_on__lt=date(2026, 12, 1)).exists()
    assert Exemption._base_manager.count() == 1
    assert not SealedMonth._base_manager.exists()  # nothing was owed before the term began


def _the_survey_from_door_to_door_is_whole_in_some_townships(chen: Context) -> None:
    surveys = {line.unit: line for line in list_surveys(chen)}
    page = open_survey_page(chen, surveys[COUNTY].id)
    states = [line.state for line in page.lines]
    assert surveys[COUNTY].is_running
    assert states.count("done") >= 3
    assert {"begun", "not_begun"} < set(states)
    for line in page.lines:
        assert (line.progress.missing == 0) == (line.state == "done") or not line.progress.asked_about
        assert bool(line.surveyors) == (line.progress.answered > 0)


def _a_village_has_asked_but_in_one_group(zhou: Context) -> None:
    survey = next(line for line in list_surveys(zhou) if line.unit == COUNTY)
    lines = open_survey_page(zhou, survey.id).lines
    assert [line.state for line in lines].count("begun") == 1
    assert {line.state for line in lines} == {"begun", "done"}
    slow = next(line for line in lines if line.state == "begun")
    children = open_cell(zhou, slow.cell).lines if slow.cell else ()
    answers = [child.answer for child in children if child.answer]
    assert 0 < len(answers) < len(children)
    assert all(answer.place for answer in answers if answer.kind == "in_school")
    found = next(answer for answer in answers if answer.is_found)
    assert [line.on for line in survey_lines(zhou, found.child)] == [DAYS[-1]]


def _a_class_is_half_done_and_the_days_are_over(zhao: Context) -> None:
    survey = next(line for line in list_surveys(zhao) if line.kind == "school")
    assert not survey.is_running
    (line,) = open_survey_page(zhao, survey.id).lines
    assert line.state == "begun"
    assert line.progress.missing > 0 < line.progress.answered


def _pupils_have_come_and_gone(li: Context, units: dict[str, Unit]) -> None:
    page = open_roll(li, units["li"].pk)
    room = open_roll(li, units["wang"].pk)
    assert sum(group.total for group in page.groups) > len(room.pupils)
    assert {line.state for line in page.pending} == {"suspended", "not_confirmed"}
    assert [line.is_overdue for line in page.pending if line.state == "not_confirmed"] == [True]
    dossiers = ["".join(sentence(each.told) for each in roll_lines(li, line.child)) for line in room.pupils]
    came_back = [sentence(Problem(f"enrolment.step_{step}")) for step in ("suspend", "resume")]
    assert any(all(words in dossier for words in came_back) for dossier in dossiers)
    cards = [child_roll(li, line.child).entries for line in room.pupils]
    moved = next(each for each in cards if len(each) > 1)
    assert [card.state for card in moved] == ["on_roll", "transferred"]
    assert moved[1].school_unit == units["zhao"].parent_id


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("青岚县凤坝镇柳树村七组3号", "7组"),
        ("凤坝镇柳树村12社", "12组"),
        ("柳树村委会十二组", "12组"),
        ("柳树村十组9号", "10组"),
    ],
)
def test_a_group_is_read_from_an_address(address: str, group: str) -> None:
    assert group_of(address) == group


def test_months_go_back_half_a_year_without_holidays() -> None:
    assert months_before(TODAY) == [date(2026, month, 1) for month in (5, 6, 7, 9, 10, 11)]
    assert months_before(date(2026, 3, 2)) == [date(2025, month, 1) for month in (9, 10, 11, 12)] + [
        date(2026, 1, 1),
        date(2026, 3, 1),
    ]


def test_on_the_first_of_a_month_nothing_of_it_has_happened_yet() -> None:
    assert months_before(date(2026, 12, 1)) == months_before(date(2026, 11, 30)) == months_before(TODAY)
    assert months_before(date(2026, 3, 1))[-1] == date(2026, 1, 1)


@pytest.mark.parametrize(("day", "summer"), [(date(2026, 8, 30), 2025), (date(2026, 8, 31), 2026), (TODAY, 2026)])
def test_the_summer_before_a_day(day: date, summer: int) -> None:
    assert summer_before(day) == date(summer, 8, 31)


def test_a_county_too_small_for_its_cast_is_refused_in_a_sentence(tmp_path: Path) -> None:
    ended = at(tmp_path).run("demo", "county", "--children", "5")
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
    assert "40" in ended.stderr


def test_the_command_tells_who_each_is_and_where(tmp_path: Path) -> None:
    ended = at(tmp_path).run("demo", "county", "--children", "40")
    assert ended.returncode == 0, ended.stderr
    lines = dict(re.findall(r"^登录名 (\S+)　密码 \S+　([^　\n]+)", ended.stdout, re.MULTILINE))
    assert re.fullmatch(r"王老师，班主任，\S+班 · \S+学", lines["wang"])
    assert lines["chen"] == f"陈局长，县教育局控辍保学专班，{COUNTY}"
    assert lines["audit"].endswith(COUNTY)


@pytest.mark.parametrize(
    ("born", "is_in_class", "reason"),
    [
        (date(2017, 3, 12), True, "at_school"),
        (date(2017, 3, 12), False, None),
        (date(2010, 9, 1), False, None),
        (date(2010, 8, 31), False, "over_age"),
        (None, False, None),
    ],
)
def test_nobody_is_cleared_as_too_old_who_is_not(born: date | None, is_in_class: bool, reason: str | None) -> None:
    assert why_cleared(born, date(2026, 9, 1), is_in_class=is_in_class) == reason
