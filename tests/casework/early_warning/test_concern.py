"""Points for real, who sees them, when they are gone; facts and concerns of class teachers; inclination reported and read."""

from datetime import date, timedelta
from typing import Any

import pytest

from notoneless.casework.early_warning.measures import EVIDENCE
from notoneless.casework.early_warning.models import AtRiskReport, ConcernNote, ConcernScore, PupilFact
from notoneless.casework.early_warning.selectors.at_risk import count_to_read, count_to_report, list_inclined
from notoneless.casework.early_warning.selectors.concern import (
    audit,
    concern_by_school,
    count_listed,
    list_concern,
    named_concern,
    open_concern,
)
from notoneless.casework.early_warning.services import (
    acknowledge,
    end_concern,
    reckon_points,
    record_fact,
    report_at_risk,
)
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.problems import NotonelessError
from support.attendance import reported
from support.cases import verified
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.early_warning import concern, risk_report

WHO_NEEDS_NOT = ("张镇长", "周支书", "吴组长", "何老师", "陈局长")
"""People who reach the child and are not in charge of the pupil."""


def fact(county: County, kind: str, value: str, key: str = "both", who: str = "王老师", on: date = DAY) -> None:
    record_fact(county.ctx(who), child=county.children[key], fact=kind, value=value, on=on)


def pointed(county: County) -> None:
    reckon_points(county.ctx("陈局长"), unit=county.units["county"])


def weighed(county: County, key: str = "both") -> Any:
    """Three subjects failed, older than the grade by the roster of the tests, and the teacher's word: on the list."""
    fact(county, "subjects_failed", "3", key)
    concern(county, key=key, inclined=False)
    pointed(county)
    return the(ConcernScore, child_id=county.children[key])


def test_points_are_reckoned_from_what_rooms_know(county: County) -> None:
    reported(county, both="absent")
    for kind, value in (("boarding", "no"), ("parents_away", "both"), ("far", "yes")):
        fact(county, kind, value)
    row = weighed(county)
    # attendance 1 of 1 missed: 3; three subjects: 3; nine years old in grade 3: 1; parents: 1; far: 1; concern: 2
    assert row.groups == {
        "attendance": 3,
        "learning": 3,
        "age": 1,
        "grade": 0,
        "family": 1,
        "distance": 1,
        "concern": 2,
    }
    assert (row.total, row.is_listed, row.expires_on) == (11, True, date(2027, 1, 20))
    assert [each["code"] for each in row.reasons] == ["absent", "failed", "wants_to_leave"]


def test_a_brother_who_dropped_out_counts_for_the_household_and_history_for_the_child(county: County) -> None:
    with owners_eyes():
        home = Child._base_manager.get(pk=county.children["both"]).household_id
        Child._base_manager.filter(pk=county.children["group_only"]).update(household_id=home)
    verified(county, "group_only")
    verified(county, "class_only")
    pointed(county)
    scores = {row.child_id: row for row in all_of(ConcernScore)}
    assert scores[county.children["both"]].groups["family"] == 2
    assert scores[county.children["class_only"]].groups["history"] == 3


def test_who_is_in_charge_sees_and_everybody_else_does_not(county: County) -> None:
    weighed(county)
    for who in ("王老师", "李校长"):
        [line] = list_concern(county.ctx(who))
        assert (line.name, line.total, line.known) == ("慕容甲乙", 6, len(line.groups))
        assert open_concern(county.ctx(who), county.children["both"]).line == line
        assert count_listed(county.ctx(who)) == 1
    assert list_concern(county.ctx("赵老师")) == ()
    with pytest.raises(NotFound):
        open_concern(county.ctx("赵老师"), county.children["both"])
    for who in WHO_NEEDS_NOT:
        assert list_concern(county.ctx(who)) == ()
        with pytest.raises(NotFound):
            open_concern(county.ctx(who), county.children["both"])


def test_the_bureau_sees_numbers_and_names_by_need_alone_and_all_is_recorded(county: County) -> None:
    weighed(county)
    officer, school = county.ctx("陈局长"), county.units["school_a"]
    lines = {line.school: line for line in concern_by_school(officer)}
    assert lines[school].pupils == 3
    assert lines[school].listed is None  # one alone would be told
    assert lines[county.units["school_z"]].listed == 0
    with pytest.raises(NotonelessError):
        named_concern(officer, school, "  ")
    [line] = named_concern(officer, school, "核对资助名单")
    assert line.name == "慕容甲乙"
    assert named_concern(county.ctx("张镇长"), school, "看看") == ()
    assert Entry.objects.filter(action="concern.names", actor=officer.actor).count() == 1
    verdicts = {(each.kind, each.value): each.verdict for each in audit(officer)}
    assert verdicts["ethnicity", ""] == verdicts["disability", ""] == "unknown"
    assert verdicts["sex", "男"] == "too_few"


def test_the_county_compares_groups_by_what_was_counted(county: County) -> None:
    made: list[Any] = []
    ids, at, classes = county.ids, county.time.at, county.units
    for number in range(40):  # of twenty boys ten are listed, of twenty girls five
        sex, is_listed = ("男", number < 10) if number < 20 else ("女", number < 25)
        child = Child(id=ids.new(), name="乙", sort_key="", sex=sex, born_on=DAY, registered_at=at)
        made += [child, ChildUnit(id=ids.new(), child=child, unit_id=classes["class_a"], track="school", from_on=DAY)]
        given = {"total": 6, "groups": {}, "reasons": [], "expires_on": DAY + timedelta(days=90)}
        made.append(ConcernScore(id=ids.new(), child=child, on=DAY, is_listed=is_listed, **given))
        # of those whose parents are away, as was said last, the boys that are listed and the girls that are not: ten of 25
        said = ["none"] if 10 <= number < 25 else ["none", "mother"] if number < 10 else ["both"]
        by = {"child": child, "kind": "parents_away", "on": DAY, "by": county.accounts["王老师"]}
        made += [
            PupilFact(id=ids.new(), value=each, at=at + timedelta(hours=hour), **by) for hour, each in enumerate(said)
        ]
    with owners_eyes():
        for model in (Child, ChildUnit, ConcernScore, PupilFact):
            model._base_manager.bulk_create([each for each in made if isinstance(each, model)])
    found = {(each.kind, each.value): each for each in audit(county.ctx("陈局长"))}
    told = {key: (each.percent, each.listed, each.pupils, each.verdict) for key, each in found.items()}
    # two boys and three girls of the county's own are in no list: 10 of 22 are 45 percent, 5 of 23 are 22
    assert told["sex", "男"] == (45, 10, 22, "fair")
    assert told["sex", "女"] == (22, 5, 23, "seen_less")
    assert told["left_behind", "yes"] == (40, 10, 25, "fair")
    assert told["left_behind", "no"] == (33, 5, 15, "fair")


def test_points_expire_with_the_term_and_are_reckoned_again_from_nothing(county: County) -> None:
    weighed(county)
    pointed(county)
    assert len(all_of(ConcernScore)) == len({row.child_id for row in all_of(ConcernScore)})
    county.time.at += timedelta(days=150)
    assert list_concern(county.ctx("王老师")) == ()
    pointed(county)
    assert all_of(ConcernScore) == []


def test_what_is_known_later_supersedes_and_nothing_is_edited(county: County) -> None:
    fact(county, "subjects_failed", "3")
    fact(county, "subjects_failed", "0")
    assert len(all_of(PupilFact)) == 2
    assert open_concern(county.ctx("李校长"), county.children["both"]).facts["subjects_failed"] == ("0", DAY)


@pytest.mark.parametrize(
    ("kind", "value", "on"),
    [("boarding", "maybe", DAY), ("subjects_failed", "9", DAY), ("far", "yes", date(2026, 9, 2))],
)
def test_a_fact_that_cannot_be_is_refused(county: County, kind: str, value: str, on: date) -> None:
    with pytest.raises(NotonelessError):
        fact(county, kind, value, on=on)
    assert all_of(PupilFact) == []


@pytest.mark.parametrize("on", [date.min, date(2016, 9, 1), DAY - timedelta(days=367)])
def test_a_mistyped_year_is_asked_about_where_a_concern_or_a_fact_would_count_nowhere(county: County, on: date) -> None:
    for note in (lambda: concern(county, on=on), lambda: fact(county, "far", "yes", on=on)):
        with pytest.raises(NotonelessError, match="请核对年份"):
            note()
    assert not all_of(ConcernNote) + all_of(PupilFact)


def test_what_teacher_and_head_both_note_of_a_day_is_noted_and_reported_once(county: County) -> None:
    noted = concern(county)
    with pytest.raises(Refused, match="已经登记"):
        concern(county, who="李校长")
    assert count_to_report(county.ctx("李校长")) == 1
    end_concern(county.ctx("王老师"), concern=noted, on=DAY)
    assert concern(county) != noted


def test_only_who_teaches_a_child_says_what_it_is_like(county: County) -> None:
    with pytest.raises(NotFound):
        fact(county, "boarding", "yes", who="赵老师")
    for who in WHO_NEEDS_NOT:
        with pytest.raises(NotAllowed):
            fact(county, "boarding", "yes", who=who)


def test_a_concern_ends_and_counts_no_longer(county: County) -> None:
    noted = concern(county, inclined=False)
    pointed(county)
    assert the(ConcernScore, child_id=county.children["both"]).groups["concern"] == 2
    end_concern(county.ctx("王老师"), concern=noted, on=DAY)
    pointed(county)
    assert all("concern" not in row.groups or not row.groups["concern"] for row in all_of(ConcernScore))
    for on, code in ((DAY, "early_warning.over_already"),):
        with pytest.raises(NotonelessError) as refusal:
            end_concern(county.ctx("王老师"), concern=noted, on=on)
        assert refusal.value.problem.code == code


def test_an_inclination_is_reported_to_both_and_read_at_each(county: County) -> None:
    noted = concern(county)
    assert (count_to_report(county.ctx("李校长")), count_to_report(county.ctx("王老师"))) == (1, 0)
    report_at_risk(county.ctx("李校长"), concern=noted)
    assert count_to_report(county.ctx("李校长")) == 0
    reports = {row.authority: row for row in all_of(AtRiskReport)}
    assert set(reports) == {"township", "bureau"}
    for who, authority in (("张镇长", "township"), ("陈局长", "bureau")):
        assert count_to_read(county.ctx(who)) == 1
        acknowledge(county.ctx(who), risk_report=reports[authority].pk)
        assert count_to_read(county.ctx(who)) == 0
    [line] = list_inclined(county.ctx("李校长"))
    assert {each.authority: each.read_on for each in line.reports} == {"township": DAY, "bureau": DAY}
    assert list_inclined(county.ctx("赵老师")) == ()


def test_reports_that_cannot_be_are_refused(county: County) -> None:
    plain, bureau = concern(county, inclined=False), risk_report(county)
    for act, who, given, code in (
        (report_at_risk, "李校长", {"concern": plain}, "early_warning.not_inclined"),
        (
            report_at_risk,
            "李校长",
            {"concern": the(AtRiskReport, pk=bureau).concern_id},
            "early_warning.reported_already",
        ),
        (acknowledge, "张镇长", {"risk_report": bureau}, "early_warning.other_authority"),
    ):
        with pytest.raises(NotonelessError) as refusal:
            act(county.ctx(who), **given)
        assert refusal.value.problem.code == code
    with pytest.raises(NotAllowed):
        report_at_risk(county.ctx("王老师"), concern=plain)
    acknowledge(county.ctx("陈局长"), risk_report=bureau)
    with pytest.raises(NotonelessError) as refusal:
        acknowledge(county.ctx("陈局长"), risk_report=bureau)
    assert refusal.value.problem.code == "early_warning.read_already"


def test_a_child_in_no_school_is_no_pupil_to_be_concerned_about(county: County) -> None:
    with pytest.raises((NotonelessError, NotFound)):
        concern(county, key="group_only")
    assert all_of(ConcernNote) == []


def test_inclinations_and_reports_are_counted_at_the_school(county: County) -> None:
    risk_report(county)
    inclined, reports = (each for each in EVIDENCE)
    school = county.units["school_a"]
    assert [each.unit for each in inclined.happened(DAY, DAY, None)] == [school]  # type: ignore[union-attr]
    assert [each.unit for each in reports.done(DAY, DAY, {school})] == [school, school]  # type: ignore[union-attr]
    assert list(reports.done(DAY, DAY, {county.units["school_z"]})) == []  # type: ignore[union-attr]
