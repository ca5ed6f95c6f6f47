"""What is counted of units: against plain loops over the same facts, month by month, and by whom."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.rules import sort_key
from notoneless.oversight.indicators import measures
from notoneless.oversight.indicators.measures import CODES, counted
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.services import count_units, counted_before
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.findings.models import Finding
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.surveys.services import sign_off
from support import cases, surveys
from support.county import DAY, County
from support.databases import all_of, owners_eyes
from support.rolls import on_roll, sent, suspended
from support.rosters import adopt_both

HOMES, ROOMS = (
    ("village_a", "group_a", "group_b", "village_b", "group_z"),
    ("class_a", "class_b", "class_z", "school_a"),
)
BIRTHS = (None, *(date(year, month, day) for year in (2009, 2010, 2011, 2015, 2019, 2020, 2021)
                  for month, day in ((8, 31), (9, 1)) ), date(2012, 2, 29))  # fmt: skip
GRADES = {"class_a": 3, "class_b": 3, "class_z": 4}


def crowd(county: County, number: int, seed: int) -> None:
    """Invented children in odd places: on one track, on both, moved, to come, gone, in two classes for a day."""
    chance = random.Random(seed)
    with owners_eyes():
        for at in range(number):
            row = Child(id=county.ids.new(), name=f"甲{at}", sort_key=sort_key(f"甲{at}"), registered_at=county.time.at)
            row.born_on, row.sex = chance.choice(BIRTHS), chance.choice(("男", "女", ""))
            row.save(force_insert=True)
            for track, units in (("household", HOMES), ("school", ROOMS)):
                _belongs(county, chance, row, track, units)


def _belongs(county: County, chance: random.Random, row: Child, track: str, units: tuple[str, ...]) -> None:
    begun = DAY + timedelta(days=chance.randint(-40, 5))
    for _ in range(chance.choice((0, 1, 1, 2))):
        until = begun + timedelta(days=chance.randint(0, 50))
        ends = until if chance.random() < 0.5 else None
        unit = county.units[chance.choice(units)]
        days = {"from_on": begun, "until_on": ends}
        ChildUnit(id=county.ids.new(), child=row, unit_id=unit, track=track, **days).save(force_insert=True)
        if ends is None:
            return
        begun = ends - timedelta(days=chance.choice((0, 0, 3)))


def above(unit: UUID | None) -> Iterator[UUID]:
    """A unit and all above it, by their parents."""
    while unit is not None:
        yield unit
        unit = Unit._base_manager.get(pk=unit).parent_id


def is_of_age(born: date | None, day: date) -> bool:
    """Six full years and not sixteen on the last 31 August that has come."""
    if born is None:
        return False
    year = day.year if (day.month, day.day) >= (8, 31) else day.year - 1
    years = year - born.year - ((born.month, born.day) > (8, 31))
    return 6 <= years < 16


def slowly(county: County, day: date) -> dict[str, dict[UUID, int]]:
    """The measures of children and their entries, counted unit by unit and child by child."""
    rooms = {county.units[key]: grade for key, grade in GRADES.items()}
    found: dict[str, dict[UUID, int]] = {}
    entries, memberships = all_of(RollEntry), all_of(ChildUnit)
    for child in all_of(Child):
        held = [
            row
            for row in memberships
            if row.child_id == child.pk and row.from_on <= day and (row.until_on is None or day < row.until_on)
        ]
        grades = [rooms.get(row.unit_id, 0) for row in held if row.track == "school"]
        of_age = is_of_age(child.born_on, day)
        open_entries = [
            each
            for each in entries
            if each.child_id == child.pk and each.entered_on <= day and not (each.left_on and each.left_on <= day)
        ]
        says = {
            "child.school_age": of_age,
            "child.boys": of_age and child.sex == "男",
            "child.girls": of_age and child.sex == "女",
            "child.in_class": of_age and bool(grades),
            "child.primary": of_age and any(1 <= grade <= 6 for grade in grades),
            "child.junior": of_age and any(7 <= grade <= 9 for grade in grades),
            "child.age_unknown": child.born_on is None,
            "roll.on_roll": of_age and bool(open_entries),
        }
        for unit in {upper for row in held for upper in above(row.unit_id)}:
            for code, is_so in says.items():
                found.setdefault(code, {}).setdefault(unit, 0)
                found[code][unit] += is_so
    return found


@pytest.mark.parametrize("seed", range(4))
def test_children_are_counted_as_plain_loops_count_them(county: County, seed: int) -> None:
    crowd(county, 60, seed)
    for key in ("both", "far", "other_class"):
        on_roll(county, key)
    for day in (DAY, DAY + timedelta(days=3), DAY - timedelta(days=20)):
        with owners_eyes():
            ours = counted(day)
        for code, units in slowly(county, day).items():
            told = {unit: value for unit, value in ours[code].items() if value}
            assert told == {unit: value for unit, value in units.items() if value}, (code, day)


EVENTS = [
    # what happens to 慕容甲乙, the measure, and whether the class still counts the child
    (on_roll, "roll.entered", True),
    (sent, "roll.gone", False),
    (suspended, "roll.suspended", True),
]


@pytest.mark.parametrize(("happens", "code", "stays"), EVENTS)
def test_what_happens_on_the_roll_counts_at_school_and_at_home_in_its_month(
    county: County, happens: Callable[[County], UUID], code: str, stays: bool
) -> None:
    happens(county)
    reached = {"county", "town_a", "village_a", "group_a", "school_a"} | ({"class_a"} if stays else set())
    with owners_eyes():
        told = counted(DAY)[code]
        assert {key for key, unit in county.units.items() if told.get(unit)} == reached
        assert set(counted(DAY + timedelta(days=40))[code]) == set(), "the next month begins at nought"
        assert set(counted(DAY - timedelta(days=1))[code]) == set()


def test_an_event_that_was_corrected_counts_once(county: County) -> None:
    entry = on_roll(county)
    [event] = all_of(RollEvent, entry_id=entry)
    with owners_eyes():
        copy = RollEvent._base_manager.get(pk=event.pk)
        copy.pk, copy.number, copy.supersedes_id = county.ids.new(), 2, event.pk
        copy.save(force_insert=True)
        assert counted(DAY)["roll.entered"][county.units["county"]] == 1
        taken_back = RollEvent._base_manager.get(pk=copy.pk)
        taken_back.pk, taken_back.number, taken_back.supersedes_id = county.ids.new(), 3, copy.pk
        taken_back.is_withdrawal = True
        taken_back.save(force_insert=True)
        assert counted(DAY)["roll.entered"] == {}


def test_findings_are_those_of_the_last_comparison_of_a_day(county: County) -> None:
    adopt_both(county)
    home = county.units["county"]
    compare_rosters_in_force(county.ctx("陈局长"), unit=home)
    with owners_eyes():
        first = counted(DAY)["finding.in_no_school"]
        assert counted(DAY - timedelta(days=1))["finding.in_no_school"] == {}
    current = all_of(Finding, is_current=True)
    for key, unit in county.units.items():
        assert first.get(unit, 0) == sum(unit in set(above(each.unit_id)) for each in current), key
    assert first[home] == 3
    county.time.pass_by(days=2)
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    with owners_eyes():
        assert counted(DAY + timedelta(days=2))["finding.in_no_school"] == first, "each child counts once"


CASES = [
    # how far the case of 慕容甲乙 is, and what counts it
    (cases.suspected, {"case.suspected"}),
    (cases.verified, {"case.verified"}),
    (cases.proposed, {"case.verified"}),
    (cases.cleared, set()),
    (cases.closed_out, {"case.closed_out", "case.returned"}),
]


@pytest.mark.parametrize(("far", "codes"), CASES)
def test_a_case_counts_where_its_child_belongs(county: County, far: Callable[[County], UUID], codes: set[str]) -> None:
    far(county)
    reached = {"county", "town_a", "village_a", "group_a", "school_a", "class_a"}
    with owners_eyes():
        told = {code: values for code, values in counted(DAY).items() if code.startswith("case.") and values}
        assert set(told) == codes
        for values in told.values():
            assert {key for key, unit in county.units.items() if values.get(unit)} == reached
        before = counted(DAY - timedelta(days=1))
        assert not any(values for code, values in before.items() if code.startswith("case."))
        later = counted(DAY + timedelta(days=40))
        assert {code for code, values in later.items() if code.startswith("case.") and values} == codes - {
            "case.closed_out",
            "case.returned",
        }


def test_grid_cells_count_as_signed_from_the_day_they_are(county: County) -> None:
    cell = surveys.answered_all(county, "village_b")
    with owners_eyes():
        before = counted(DAY)
    home = county.units["county"]
    assert before["survey.cells_signed"] == {}
    whole = before["survey.cells_missing"][home]
    sign_off(county.ctx("陈局长"), cell=cell, surveyor="何老师", signed_on=DAY)
    with owners_eyes():
        after = counted(DAY)
        assert counted(DAY - timedelta(days=1))["survey.cells_missing"] == {}, "it had not begun"
    assert after["survey.cells_missing"][home] == whole - 1
    assert after["survey.cells_signed"] == {county.units[key]: 1 for key in ("county", "town_a", "village_b")}


def test_rosters_age_and_where_there_is_none_is_told(county: County) -> None:
    with owners_eyes():
        before = counted(DAY)
    home, town = county.units["county"], county.units["town_a"]
    assert before["roster.villages_without"] == {home: 3, town: 2, county.units["town_z"]: 1} | {
        county.units[key]: 1 for key in ("village_a", "village_b", "village_z")
    }
    assert before["roster.household_days"] == {}
    adopt_both(county)
    with owners_eyes():
        after = counted(DAY + timedelta(days=9))
    assert after["roster.villages_without"] == after["roster.schools_without"] == {}
    assert after["roster.household_days"][home] == after["roster.school_days"][town] == 9


def test_a_month_keeps_its_last_count_and_a_past_one_can_be_counted_again(county: County) -> None:
    home = county.units["county"]
    for days in (0, 1, 29, 1):
        county.time.pass_by(days=days)
        count_units(county.ctx("陈局长"), unit=home)
    days = {row.day for row in all_of(UnitCount)}
    assert days == {DAY + timedelta(days=1), DAY + timedelta(days=31)}
    count_units(county.ctx("陈局长"), unit=home, on=DAY + timedelta(days=28))
    assert {row.day for row in all_of(UnitCount)} == {DAY + timedelta(days=28), DAY + timedelta(days=31)}
    rows = all_of(UnitCount, day=DAY + timedelta(days=31))
    assert {row.unit_id for row in rows if row.measure == "child.school_age"} == set(county.units.values())
    assert {row.measure for row in rows} <= set(CODES)
    assert all(row.value for row in rows if row.measure != "child.school_age")


def test_a_day_to_come_is_not_counted(county: County) -> None:
    with pytest.raises(Unusable):
        count_units(county.ctx("陈局长"), unit=county.units["county"], on=DAY + timedelta(days=1))
    assert all_of(UnitCount) == []


@pytest.mark.parametrize("who", ["王老师", "李校长", "张镇长", "周支书", "赵老师", "安全管理员"])
def test_nobody_below_the_county_counts(county: County, who: str) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        count_units(county.ctx(who), unit=county.units["county"])


def test_what_was_counted_before_is_not_counted_again(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = county.ctx("陈局长")
    times: list[date] = []
    monkeypatch.setattr(measures, "ROOMS", measures.ROOMS)
    monkeypatch.setattr(
        "notoneless.oversight.indicators.services.counted", lambda day: times.append(day) or counted(day)
    )
    with counted_before(ctx):
        count_units(ctx, unit=county.units["county"])
    assert times == [DAY]
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    assert times == [DAY, DAY]


def test_a_room_that_does_not_count_what_it_names_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from notoneless.foundation.people.measures import Measured

    monkeypatch.setattr(measures, "ROOMS", (Measured(("a.b",), lambda _: {}),))
    with pytest.raises(TypeError):
        counted(DAY)
