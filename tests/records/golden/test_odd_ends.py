"""Odd ends of working children out: renewed keys, numbers of the wrong child, odd rosters, decisions undone, ties."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors import list_cases
from notoneless.casework.cases.services import suspect
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.selectors import list_children
from notoneless.foundation.people.services import register_child
from notoneless.foundation.places.models import Household
from notoneless.foundation.sealing.keys import key_ring, write_ring
from notoneless.foundation.sealing.renewing import renew_rows, sealed_columns
from notoneless.kernel.sealing import with_new_key
from notoneless.records.adjudication.models import Doubt, Verdict
from notoneless.records.adjudication.services import decide_doubt, undo_decision
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.rules.folding import found_again
from notoneless.records.golden.rules.known import Facts, Known, Stay
from notoneless.records.golden.rules.sightings import Sighting
from notoneless.records.golden.services import is_due
from notoneless.records.rosters.models import Roster
from notoneless.records.rosters.services import withdraw_roster
from support.county import DAY, County, made_up_id
from support.databases import all_of, owners_eyes, the
from support.doubts import doubts
from support.golden import children_now, state_hash
from support.rosters import SCHOOL, adopt

HOME = "姓名,性别,身份证号,乡镇,村,组,监护人姓名,与监护人关系,联系电话,家庭住址"
BORN = HOME.replace("身份证号", "出生日期,身份证号")
PLACE = "清溪镇,柳树村,一组"


def line(number: int, name: str, place: str = PLACE, home: str = "老屋", head: str = "百大山") -> str:
    return f"{name},男,{made_up_id(number)},{place},{head},父亲,1381111{number:04},{home}"


@pytest.fixture
def add_key() -> Iterator[Callable[[], None]]:
    """A further key joins the ring, which is put back afterwards."""
    path = Path(settings.KEY_RING_FILE)
    before = path.read_bytes()
    yield lambda: write_ring(with_new_key(key_ring()), path)
    path.write_bytes(before)
    os.utime(path, (1, 1))


def renew() -> None:
    with owners_eyes():
        for model, columns in sealed_columns():
            list(renew_rows(model, columns))


# keys


@pytest.mark.parametrize("renewed", [False, True])
def test_a_child_entered_by_hand_is_recognised_under_an_older_key(
    county: County, add_key: Callable[[], None], renewed: bool
) -> None:
    given = {"unit": county.units["group_a"], "name": "百里一", "from_on": DAY, "id_number": made_up_id(501)}
    child = register_child(county.ctx("陈局长"), **given)
    add_key()
    if renewed:
        renew()
    adopt(county, "household", HOME, [line(501, "百里一")])
    children_now(county)
    assert [row.pk for row in all_of(Child, name="百里一")] == [child]
    renew()


@pytest.mark.parametrize("renewed", [False, True])
def test_families_stay_families_when_keys_are_renewed(
    county: County, add_key: Callable[[], None], renewed: bool
) -> None:
    adopt(county, "household", HOME, [line(501, "百里一"), line(502, "百里二", head="百大川")])
    children_now(county)
    add_key()
    if renewed:
        renew()
    county.time.pass_by(days=40)
    moved = [
        line(501, "百里一", "清溪镇,石桥村,", "新屋"),
        *(line(number, name, head="百大川") for number, name in ((502, "百里二"), (503, "百里三"))),
    ]
    adopt(county, "household", HOME, moved, as_of=DAY + timedelta(days=30))
    children_now(county)
    homes = {name: the(Child, name=name).household for name in ("百里一", "百里二", "百里三")}
    assert (homes["百里一"].address, homes["百里一"].unit.name) == ("新屋", "石桥村")
    assert homes["百里二"] == homes["百里三"]
    assert len([each for each in all_of(Household) if each.address in ("老屋", "新屋")]) == 2


# numbers typed for the wrong child


@pytest.mark.parametrize("with_births", [False, True])
def test_a_number_typed_for_the_wrong_child_moves_no_case(county: County, with_births: bool) -> None:
    def row(name: str, born: str, number: int, family: str) -> str:
        return f"{name},男,{born + ',' if with_births else ''}{made_up_id(number)},{PLACE},{family}"

    east, west = "甲大山,父亲,13811112222,老屋", "乙大川,父亲,13811113333,新屋"
    header = BORN if with_births else HOME
    adopt(county, "household", header, [row("东方朔", "2017-01-28", 503, east), row("西门庆", "2017-01-26", 501, west)])
    children_now(county)
    ids = {child.name: child.pk for child in all_of(Child)}
    suspect(county.ctx("陈局长"), child=ids["西门庆"], seen="没来", on=DAY)
    county.time.pass_by(days=10)
    right = [row("东方朔", "2017-01-26", 501, east), row("西门庆", "2017-01-27", 502, west)]
    adopt(county, "household", header, right, as_of=DAY + timedelta(days=5))
    children_now(county)
    assert [case.child.name for case in all_of(Case)] == ["西门庆"]
    assert the(Child, name="西门庆").pk == ids["西门庆"]
    assert the(Child, name="东方朔").pk == ids["东方朔"]


@pytest.mark.parametrize("together", [1, 100])
@pytest.mark.parametrize("names", [("东方朔", "西门庆"), ("西门庆", "东方朔")])
def test_a_number_that_changes_hands_is_nobodys_loss(county: County, together: int, names: tuple[str, str]) -> None:
    one, other = names
    east, west = f"{PLACE},甲大山,父亲,13811112222,老屋", f"{PLACE},乙大川,父亲,13811113333,新屋"
    first = [f"{one},男,2016-05-05,,{east}", f"{other},男,2016-06-06,{made_up_id(501)},{west}"]
    second = [f"{one},男,2016-05-05,{made_up_id(501)},{east}", f"{other},男,2016-06-06,{made_up_id(502)},{west}"]
    adopt(county, "household", BORN, first)
    children_now(county)
    county.time.pass_by(days=10)
    adopt(county, "household", BORN, second, as_of=DAY + timedelta(days=5))
    children_now(county, together=together)
    found = {
        number: [each.name for each in list_children(county.ctx("陈局长"), search=made_up_id(number)).lines]
        for number in (501, 502)
    }
    assert found == {501: [one], 502: [other]}


# odd rosters


def test_a_mark_between_columns_in_a_cell_of_a_place_stops_nothing(county: County) -> None:
    adopt(county, "household", HOME, [line(501, "百里一"), line(502, "百里二", "清溪镇,柳树\x1f村,一组")])
    children_now(county)
    assert "百里一" in {child.name for child in all_of(Child)}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 9, 1), date(2006, 8, 31)])
def test_a_roster_of_a_day_before_the_plan_is_refused_when_it_comes(county: County, day: date) -> None:
    with pytest.raises(Unusable):
        adopt(county, "household", HOME, [line(501, "百里一")], as_of=day)
    adopt(county, "household", HOME, [line(501, "百里一")])
    children_now(county)
    assert "百里一" in {child.name for child in all_of(Child)}


def test_many_of_one_name_and_birth_are_told_by_what_else_is_said() -> None:
    def known(number: int, guardian: str, unit: str) -> Known:
        facts = Facts("百里一", "男", "2016-05-05", guardian=guardian)
        return Known(f"{number:032}", facts, (Stay(Track.HOUSEHOLD, unit, "2026-09-01"),))

    many = [known(number, f"百大{number}", f"{number:032x}") for number in range(3_000)]
    twins = [known(3_000, "百大川", "a" * 32), known(3_001, "百大川", "a" * 32)]
    seen = [Sighting(each.facts, each.stays[0].unit, "2026-10-01", "", "") for each in (*many, *twins)]
    found = found_again([*many, *twins], seen)
    assert {at: found.get(at) for at in range(3_000)} == {at: at for at in range(3_000)}


# decisions


def decide(county: County, doubt: Doubt, verdict: Verdict) -> object:
    county.time.pass_by(minutes=1)
    return decide_doubt(county.ctx("陈局长"), doubt=doubt.pk, verdict=verdict, reason="看过")


def test_an_undone_decision_is_noticed_whatever_was_decided_since(county: County) -> None:
    doubts(county)
    [doubt] = all_of(Doubt, is_current=True)
    decide(county, doubt, Verdict.SAME)
    county.time.pass_by(minutes=20)
    children_now(county)
    same = state_hash()
    different = decide(county, doubt, Verdict.DIFFERENT)
    county.time.pass_by(minutes=20)
    children_now(county)
    assert state_hash() != same
    undo_decision(county.ctx("陈局长"), decision=different)
    county.time.pass_by(minutes=20)
    assert is_due(county.ctx("陈局长"))
    children_now(county)
    assert state_hash() == same


def test_whom_a_roster_taken_back_had_put_in_a_class_sits_there_no_more_and_keeps_its_home(county: County) -> None:
    adopt(county, "household", HOME, [line(501, "百里一")])
    school = adopt(county, "school", SCHOOL, [f"百里一,男,{made_up_id(501)},清溪镇中心小学,三年级,1班,在读"])
    children_now(county)
    child = the(Child, name="百里一").pk
    suspect(county.ctx("陈局长"), child=child, seen="没来", on=DAY)
    county.time.pass_by(days=1)
    home = next(row for row in all_of(Roster) if row.pk != school)
    for roster in (school, home.pk):
        withdraw_roster(county.ctx("陈局长"), roster=roster, reason="传错了")
    children_now(county)
    assert {row.track for row in all_of(ChildUnit, child=child, until_on=None)} == {"household"}
    assert [case.child_id for case in all_of(Case)] == [child]


def test_who_is_merged_is_two_again_once_the_decision_is_undone(county: County) -> None:
    doubts(county)
    [doubt] = all_of(Doubt, is_current=True)
    county.time.pass_by(minutes=20)
    children_now(county)
    before = state_hash()
    both = {child.pk for child in all_of(Child) if child.name.startswith("令狐")}
    for child in both:
        suspect(county.ctx("陈局长"), child=child, seen="没来", on=DAY)
    decided = decide(county, doubt, Verdict.SAME)
    county.time.pass_by(minutes=20)
    children_now(county)
    assert {case.child_id for case in all_of(Case)} == both
    assert {line.name for line in list_cases(county.ctx("陈局长")).lines} == {"令狐晓芳", "令狐文芳"}  # nobody is lost
    undo_decision(county.ctx("陈局长"), decision=decided)
    county.time.pass_by(minutes=20)
    children_now(county)
    assert state_hash() == before


# ties


def test_of_two_workings_out_of_one_instant_one_is_written(county: County) -> None:
    from notoneless.records.golden.services import apply_steps, begin_working_out

    adopt(county, "household", HOME, [line(501, "百里一")])
    runs = [begin_working_out(county.ctx("陈局长"), unit=county.units["county"]) for _ in range(2)]
    assert len({row.begun_at for row in all_of(WorkingOut)}) == 1
    first, second = sorted(runs)
    with pytest.raises(Unusable):
        apply_steps(county.ctx("陈局长"), run=first, most=9)
    apply_steps(county.ctx("陈局长"), run=second, most=9)
    assert len(all_of(Child, name="百里一")) == 1
