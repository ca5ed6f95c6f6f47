"""What is counted for the rates: by what happened, at which units, as of then; and the names are just those who count."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from notoneless.casework.cases.services import close_out, propose_close_out
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import ChildUnit
from notoneless.oversight.indicators.measures import counted
from notoneless.oversight.indicators.rules.rates import CODES, DEFINITIONS, Rate, applies_to, rate_of
from notoneless.oversight.indicators.selectors import names_behind, open_rates, targets_for
from notoneless.oversight.indicators.services import count_units
from notoneless.records.enrolment.services import (
    complete_class,
    defer,
    enter_class,
    leave,
    promote_class,
    resume,
    suspend,
    transfer_in,
    transfer_out,
)
from notoneless.records.findings.models import FoundElsewhere
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.rosters.rules.versions import RosterKind
from support import cases, plans, surveys
from support.cases import proposal_of_case
from support.county import DAY, County, made_up_id
from support.databases import all_of, owners_eyes
from support.golden import children_now
from support.rolls import on_roll, sent, suspended
from support.rosters import CHILDREN, adopt, adopt_both, sex_of

AT_HOME = {"county", "town_a", "village_a", "group_a"}
AT_SCHOOL = {"county", "town_a", "school_a", "class_a"}
BEFORE = date(2026, 6, 1)


def told(county: County, day: date = DAY) -> dict[str, set[str]]:
    """The units at which each code of the rates counts somebody, of 慕容甲乙 alone."""
    with owners_eyes():
        found = counted(day)
    keys = {unit: key for key, unit in county.units.items()}
    return {code: {keys[unit] for unit, value in found[code].items() if value} for code in CODES}


def deferred(county: County) -> UUID:
    given = {"unit": county.units["class_a"], "on": DAY, "until_on": DAY + timedelta(days=300), "reason": "19"}
    return defer(county.ctx("陈局长"), child=county.children["both"], **given)


def died(county: County) -> UUID:
    entry = on_roll(county, on=BEFORE)
    return leave(county.ctx("李校长"), entry=entry, on=DAY, movement="26", reason=None, destination=None)


def confirmed_elsewhere(county: County) -> UUID:
    entry = sent(county)
    return transfer_in(county.ctx("陈局长"), entry=entry, on=DAY, unit=None, grade=None, destination="外省某校")


def back_from_suspension(county: County) -> UUID:
    entry = on_roll(county, on=BEFORE)
    given = {"on": BEFORE, "until_on": DAY + timedelta(days=30), "reason": "19"}
    suspend(county.ctx("陈局长"), entry=entry, **given)
    return resume(county.ctx("李校长"), entry=entry, on=DAY, unit=county.units["class_a"], grade=3)


def gone(county: County) -> UUID:
    entry = on_roll(county, on=BEFORE)
    return transfer_out(county.ctx("李校长"), entry=entry, on=DAY, destination="外省某校")


def dropped_out(county: County) -> UUID:
    on_roll(county, on=BEFORE)
    return cases.verified(county)


def returned(county: County) -> UUID:
    on_roll(county, on=BEFORE)
    return cases.closed_out(county)


HAPPENINGS = [
    # what happens to 慕容甲乙, who lives in a group and learns in a class; codes at home, codes at school
    (lambda _: None, {"enrol_all.in_class", "enrol_primary.in_class", "gross_primary.here"}, set()),
    (
        on_roll,
        {"enrol_all.on_roll", "enrol_primary.on_roll", "gross_primary.here"},
        {"year_primary.entrants", "year_primary.here"},
    ),
    (
        suspended,
        {"enrol_all.suspended", "enrol_primary.suspended"},
        {"year_primary.entrants", "year_primary.suspended"},
    ),
    (deferred, {"enrol_all.deferred", "enrol_primary.deferred"}, set()),
    (sent, {"enrol_all.not_confirmed", "enrol_primary.not_confirmed"}, {"year_primary.entrants", "year_primary.sent"}),
    (
        confirmed_elsewhere,
        {"enrol_all.elsewhere", "enrol_primary.elsewhere", "gross_primary.elsewhere"},
        {"year_primary.entrants", "year_primary.sent"},
    ),
    (gone, {"enrol_all.not_confirmed", "enrol_primary.not_confirmed"}, {"year_primary.at_start", "year_primary.sent"}),
    (
        back_from_suspension,
        {"enrol_all.on_roll", "enrol_primary.on_roll", "gross_primary.here"},
        {"year_primary.resumed", "year_primary.here"},
    ),
    (died, set(), {"year_primary.at_start", "year_primary.deceased"}),
    (
        dropped_out,
        {"enrol_all.dropped_out", "enrol_primary.dropped_out"},
        {"year_primary.at_start", "year_primary.here", "dropout_primary.verified"},
    ),
    (
        returned,
        {"enrol_all.on_roll", "enrol_primary.on_roll", "gross_primary.here"},
        {"year_primary.at_start", "year_primary.here", "dropout_primary.verified", "dropout_primary.returned"},
    ),
    (cases.verified, {"enrol_all.dropped_out", "enrol_primary.dropped_out"}, {"dropout_primary.off_roll"}),
    (
        cases.suspected,
        {"enrol_all.in_class", "enrol_primary.in_class", "gross_primary.here", "enrol_all.under_suspicion"},
        set(),
    ),
    (
        lambda county: cases.verified(county, kind="out_of_school"),
        {"enrol_all.out_of_school", "enrol_primary.out_of_school"},
        set(),
    ),
]


@pytest.fixture
def alone(county: County) -> County:
    """The county with 慕容甲乙 alone."""
    with owners_eyes():
        ChildUnit._base_manager.exclude(child_id=county.children["both"]).delete()
    return county


@pytest.mark.parametrize(("happens", "home", "school"), HAPPENINGS)
def test_what_happens_counts_at_home_and_at_school(
    alone: County, happens: Callable[[County], object], home: set[str], school: set[str]
) -> None:
    happens(alone)
    found = told(alone)
    of_dropouts = {code for code in found if code.startswith("dropouts.") and found[code]}
    assert {code for code, units in found.items() if units} - of_dropouts == home | school
    assert all(found[code] == AT_HOME for code in home)
    assert all(
        (found[code] <= AT_SCHOOL and "school_a" in found[code]) or code == "dropout_primary.off_roll"
        for code in school
    )
    verified = {"enrol_all.dropped_out": "dropouts.dropped_out", "enrol_all.out_of_school": "dropouts.out_of_school"}
    assert of_dropouts == {verified[code] for code in home if code in verified}
    assert all(found[code] == AT_HOME | AT_SCHOOL for code in of_dropouts)


def test_a_past_day_is_counted_as_it_was(alone: County) -> None:
    entry = on_roll(alone)
    alone.time.pass_by(days=20)
    leave(
        alone.ctx("李校长"), entry=entry, on=DAY + timedelta(days=20), movement="other", reason=None, destination="外省"
    )
    alone.time.pass_by(days=20)
    case = cases.verified(alone)
    assert told(alone, DAY - timedelta(days=1))["enrol_all.in_class"] == set()
    assert told(alone, DAY + timedelta(days=19))["year_primary.here"] == AT_SCHOOL
    assert told(alone, DAY + timedelta(days=20))["year_primary.left"] == AT_SCHOOL
    alone.time.pass_by(days=9)
    propose_close_out(alone.ctx("张镇长"), case=case, on=DAY + timedelta(days=49), **cases.BACK)
    close_out(alone.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY + timedelta(days=49))
    assert told(alone, DAY + timedelta(days=48))["dropouts.dropped_out"]
    assert not told(alone, DAY + timedelta(days=49))["dropouts.dropped_out"]


def test_a_class_that_began_here_has_its_retention_six_years_later(county: County) -> None:
    for key, on in (("both", date(2020, 9, 1)), ("class_only", date(2020, 9, 1)), ("other_class", date(2020, 9, 1))):
        entry = on_roll(county, key, on=on, grade=1)
        if key == "class_only":
            transfer_out(county.ctx("李校长"), entry=entry, on=date(2022, 3, 1), destination="外省")
        if key == "other_class":
            leave(
                county.ctx("李校长"),
                entry=entry,
                on=date(2023, 3, 1),
                movement="other",
                reason=None,
                destination="外省",
            )
    room = county.units["class_a"]
    for year in range(2021, 2026):
        promote_class(county.ctx("李校长"), unit=room, on=date(year, 9, 1), into=None)
    complete_class(county.ctx("李校长"), unit=room, on=date(2026, 6, 30))
    with owners_eyes():
        values = counted(DAY)
    here = {code: values[code].get(county.units["school_a"], 0) for code in CODES}
    found = rate_of(Rate.STAGE_PRIMARY, here, UnitKind.SCHOOL, 100)
    assert (found.above, found.below, str(found.percent)) == (1, 2, "50.00")
    assert rate_of(Rate.STAGE_JUNIOR, here, UnitKind.SCHOOL, 100).why == "cohort_not_here"
    with owners_eyes():
        before = counted(date(2026, 8, 31))
    assert before["stage_primary.graduates"].get(county.units["school_a"], 0) == 0, "the year had not ended"


def test_a_class_taken_over_has_no_retention_of_its_stage_and_says_why(county: County) -> None:
    enter_class(county.ctx("陈局长"), unit=county.units["class_a"], on=DAY, grade=3)
    county.time.pass_by(days=3 * 365 + 370)
    with owners_eyes():
        values = counted(DAY + timedelta(days=4 * 365 + 2))
    here = {code: values[code].get(county.units["school_a"], 0) for code in CODES}
    assert here["stage_primary.taken_over"] == 2
    assert rate_of(Rate.STAGE_PRIMARY, here, UnitKind.SCHOOL, 100).why == "cohort_taken_over"


def test_who_learns_outside_the_county_is_in_school_as_the_comparison_found(county: County) -> None:
    adopt_both(county)
    name, number, _, _ = CHILDREN[2]
    lines = [f"{name},{sex_of(number)},{made_up_id(number)},外省第一小学"]
    adopt(county, "elsewhere", "姓名,性别,身份证号,就读学校", lines)
    children_now(county)
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    [found] = all_of(FoundElsewhere, is_current=True)
    with owners_eyes():
        values = counted(DAY)
    home = county.units["county"]
    assert values["enrol_all.elsewhere"][home] == 1
    assert values["enrol_all.not_found"][home] == 2, "of the three in no school here one learns elsewhere"
    behind = names_behind(county.ctx("周支书"), county.units["village_a"], Rate.ENROLMENT, "enrol_all.elsewhere")
    assert [line.id for line in behind.lines] == [found.child_id]
    compare_rosters_in_force(county.ctx("陈局长"), unit=home)
    assert len(all_of(FoundElsewhere, is_current=True)) == 1
    assert len(all_of(FoundElsewhere)) == 2


def test_what_a_survey_was_told_counts_until_a_comparison_knows_better(county: County) -> None:
    cell = surveys.answered_all(county, "group_a")
    assert cell
    with owners_eyes():
        values = counted(DAY)
    home = county.units["group_a"]
    told_of = {code: units[home] for code, units in values.items() if code.startswith("enrol_all.") and units.get(home)}
    assert sum(told_of.values()) == 3
    assert told_of.get("enrol_all.unknown", 0) == 0, "each child of the group was answered for"


LIST = "姓名,性别,身份证号,出生日期,乡镇,村"


def test_the_list_of_the_federation_is_counted_for_the_whole_county_alone(county: County) -> None:
    adopt_both(county)
    rows = [
        f"{name},{sex_of(number)},{made_up_id(number)},,,"
        for name, number, _, _ in (CHILDREN[0], CHILDREN[2], CHILDREN[3])
    ]
    adopt(county, RosterKind.DISABLED.value, LIST, [*rows, f"无踪一,{sex_of(407)},{made_up_id(407)},,,"])
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    with owners_eyes():
        values = counted(DAY)
    parts = {code: dict(units) for code, units in values.items() if code.startswith("disabled.") and units}
    home = county.units["county"]
    assert parts == {
        "disabled.listed": {home: 4},
        "disabled.here": {home: 1},
        "disabled.missing": {home: 2},
        "disabled.unknown": {home: 1},
    }
    count_units(county.ctx("陈局长"), unit=home)
    found = open_rates(county.ctx("陈局长")).unit.rates[Rate.DISABILITY]
    assert (found.above, found.below, str(found.percent)) == (1, 4, "25.00")
    assert open_rates(county.ctx("张镇长")).unit.rates[Rate.DISABILITY].why == "of_county"


@pytest.mark.parametrize(
    ("who", "unit"),
    [
        ("陈局长", "county"),
        ("张镇长", "town_a"),
        ("周支书", "village_a"),
        ("吴组长", "group_a"),
        ("李校长", "school_a"),
    ],
)
def test_the_names_are_just_those_who_count(county: County, who: str, unit: str) -> None:
    for happens, key in ((on_roll, "both"), (suspended, "other_class"), (sent, "class_only")):
        happens(county, key)
    cases.verified(county, "far_school")
    cases.suspected(county, "both")
    row = county.units[unit]
    with owners_eyes():
        values = counted(DAY)
    kind = {"county": "county", "town_a": "township", "village_a": "village", "group_a": "group", "school_a": "school"}[
        unit
    ]
    seen = 0
    for rate in Rate:
        codes = [code for code in DEFINITIONS[rate].codes if code in CODES]
        empty = [code for code in codes if not values[code].get(row, 0)]
        for code in codes if not applies_to(rate, UnitKind(kind)) else ():
            if code in empty[2:]:  # of those that count nobody two are asked for
                continue
            behind = names_behind(county.ctx(who), row, rate, code)
            assert behind.count == values[code].get(row, 0), (rate, code)
            assert len(behind.lines) == behind.reached == behind.count
            seen += behind.count
    assert seen > 3


def test_a_list_of_names_is_recorded_and_paged(county: County) -> None:
    ctx = county.ctx("张镇长")
    names_behind(ctx, county.units["town_a"], Rate.ENROLMENT, "enrol_all.unknown")
    [entry] = Entry.objects.filter(action="indicator.names")
    assert (entry.actor, entry.count) == (county.accounts["张镇长"], 2)
    second = names_behind(ctx, county.units["town_a"], Rate.ENROLMENT, "enrol_all.unknown", page=2)
    assert (second.lines, second.count, second.has_more) == ((), 2, False)


FOREIGN = [
    ("张镇长", "town_z"),
    ("周支书", "village_b"),
    ("吴组长", "group_b"),
    ("李校长", "school_z"),
    ("王老师", "class_a"),
    ("赵老师", "class_z"),
]


@pytest.mark.parametrize(("who", "unit"), FOREIGN)
def test_nobody_sees_names_beyond_the_reach_nor_without_the_office(county: County, who: str, unit: str) -> None:
    for rate, code in ((Rate.DROPOUTS, "dropouts.dropped_out"), (Rate.ANNUAL_PRIMARY, "year_primary.here")):
        with pytest.raises((NotFound, NotAllowed)):
            names_behind(county.ctx(who), county.units[unit], rate, code)


WRONG = [
    (Rate.ENROLMENT, "year_primary.here"),
    (Rate.DISABILITY, "disabled.listed"),
    (Rate.DROPOUTS, "case.suspected"),
    (Rate.NINE_YEARS, "nine.entrants"),
]


@pytest.mark.parametrize(("rate", "code"), WRONG)
def test_a_code_that_a_rate_is_not_made_of_has_no_names(county: County, rate: Rate, code: str) -> None:
    with pytest.raises(NotFound):
        names_behind(county.ctx("张镇长"), county.units["town_a"], rate, code)


def test_dropouts_are_those_of_this_moment_and_each_counts_once_in_a_unit(county: County) -> None:
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "both")
    found = open_rates(county.ctx("陈局长"))
    assert found.is_live
    assert found.unit.rates[Rate.DROPOUTS].above == 1
    assert {line.name: line.rates[Rate.DROPOUTS].above for line in found.beneath} == {"清溪镇": 1, "高坪乡": 0}
    county.time.pass_by(days=40)
    before = open_rates(county.ctx("陈局长"), None, DAY)
    assert (before.is_live, before.unit.rates[Rate.DROPOUTS].above) == (False, 0), "as it was counted"


def test_months_follow_for_a_year_and_what_was_not_counted_says_so(county: County) -> None:
    home = county.units["county"]
    count_units(county.ctx("陈局长"), unit=home)
    county.time.pass_by(days=61)
    on_roll(county, on=DAY)
    count_units(county.ctx("陈局长"), unit=home)
    found = open_rates(county.ctx("张镇长"))
    assert len(found.months) == 12
    rates = {
        month.first: month.rates[Rate.ENROLMENT].parts["enrol_all.on_roll"] for month in found.months if month.rates
    }
    assert rates == {date(2026, 9, 1): 0, date(2026, 11, 1): 1}
    october = open_rates(county.ctx("张镇长"), None, date(2026, 10, 1))
    assert october.unit.rates[Rate.ENROLMENT].why == "not_counted"
    for month in (date(2025, 11, 1), date(2026, 12, 1)):
        with pytest.raises(NotFound):
            open_rates(county.ctx("张镇长"), None, month)


def test_a_target_is_what_the_adopted_plans_want_and_the_stricter_stands(county: County) -> None:
    units = {key: county.units[key] for key in ("county", "town_a", "village_a", "school_a", "town_z")}

    def wanted(key: str, rate: Rate, day: date = DAY) -> tuple[int, str] | None:
        target = targets_for(units[key], day).get(rate)
        return (int(target.value), target.clause) if target else None

    assert not any(targets_for(unit, DAY) for unit in units.values())
    plans.adopted(county, "张镇长", "town_a", 2)
    assert {key: wanted(key, Rate.ENROLMENT) for key in units} == {
        "county": None,
        "town_a": (100, "2.01"),
        "village_a": (100, "2.01"),
        "school_a": (100, "2.01"),
        "town_z": None,
    }
    assert wanted("town_a", Rate.ENROLMENT, DAY - timedelta(days=1)) is None
    assert wanted("town_a", Rate.DROPOUTS) is None
    plans.adopted(county, "陈局长", "county", 5)
    assert {key: wanted(key, Rate.DROPOUTS) for key in units} == dict.fromkeys(units, (0, "5.01"))
    assert wanted("town_z", Rate.ANNUAL_PRIMARY) == (100, "5.01")
    count_units(county.ctx("陈局长"), unit=units["county"])
    cases.verified(county, "both")
    found = open_rates(county.ctx("陈局长"))
    assert {line.name: line.short(Rate.DROPOUTS) for line in (found.unit, *found.beneath)} == {
        "晴川县": 1,
        "清溪镇": 1,
        "高坪乡": 0,
    }
