"""The children of the rosters in force are on record: whatever order, portions and interruptions they came in."""

from datetime import date, timedelta

import pytest

from notoneless.foundation.access.refusals import NotAllowed, Unusable
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.selectors import list_children, open_child
from notoneless.foundation.people.services import correct_phone, place_child, register_child
from notoneless.records.findings.models import Finding
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.services import apply_steps, begin_working_out
from notoneless.records.rosters.services import withdraw_roster
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.golden import children_now, on_record, state_hash
from support.rosters import adopt, adopt_both, adopt_home, adopt_school, sex_of

HOME = "姓名,性别,身份证号,乡镇,村,组,监护人姓名,与监护人关系,联系电话,家庭住址"
BARE = "姓名,性别,出生日期,乡镇,村,组,监护人姓名,联系电话"
BARE_COLUMNS = """complete: true
columns:
  name: A
  sex: B
  dob: C
  township: D
  village: E
  village_group: F
  guardian_name: G
  phone: H
  id_no: null
"""
SCHOOL = "姓名,性别,身份证号,学籍号,学校,年级,班级"
PLACE = "清溪镇,柳树村,一组"


def home_line(number: int, name: str, place: str = PLACE, phone: str = "13811112222") -> str:
    return (
        f"{name},{sex_of(number)},{made_up_id(number)},{place},{name[:1]}大山,父亲,{phone},{place.replace(',', '')}老屋"
    )


def school_line(number: int, name: str, room: str = "1班") -> str:
    id_number = made_up_id(number)
    return f"{name},{sex_of(number)},{id_number},G{id_number},清溪镇中心小学,三年级,{room}"


def stays(name: str) -> list[tuple[str, str, str]]:
    child = the(Child, name=name)
    rows = sorted(all_of(ChildUnit, child=child), key=lambda row: (row.track, row.from_on))
    return [(row.unit.name, str(row.from_on), str(row.until_on or "")) for row in rows]


def names() -> set[str]:
    return {child.name for child in all_of(Child)}


def test_children_of_both_rosters_are_on_record_with_family_and_places(county: County) -> None:
    before = names()
    adopt(county, "household", HOME, [home_line(501, "百里一"), home_line(502, "百里二")])
    adopt(county, "school", SCHOOL, [school_line(501, "百里一"), school_line(503, "百里三")])
    run = children_now(county)
    assert names() - before == {"百里一", "百里二", "百里三"}
    assert stays("百里一") == [("柳树村一组", "2026-09-01", ""), ("三年级（1）班", "2026-09-01", "")]
    assert stays("百里三") == [("三年级（1）班", "2026-09-01", "")]
    child = the(Child, name="百里一")
    card = open_child(county.ctx("王老师"), child.id)
    assert [guardian.name for guardian in card.guardians] == ["百大山"]
    assert card.id_number.is_there
    assert card.student_number.is_there
    found = list_children(county.ctx("陈局长"), search=made_up_id(501))
    assert [line.name for line in found.lines] == ["百里一"]
    assert {line.name for line in list_children(county.ctx("陈局长"), search="baili").lines} >= {"百里一", "百里三"}
    assert the(WorkingOut, pk=run).counts == {"before": 0, "enter": 3, "change": 0, "remove": 0}


@pytest.mark.parametrize(
    ("who", "seen"),
    [("王老师", {"百里一"}), ("吴组长", {"百里一", "百里二"}), ("赵老师", set()), ("李校长", {"百里一"})],
)
def test_each_sees_those_worked_out_within_reach(county: County, who: str, seen: set[str]) -> None:
    adopt(county, "household", HOME, [home_line(501, "百里一"), home_line(502, "百里二")])
    adopt(county, "school", SCHOOL, [school_line(501, "百里一")])
    children_now(county)
    assert {line.name for line in list_children(county.ctx(who), search="百里").lines} == seen


def test_again_changes_nothing(county: County) -> None:
    adopt_both(county)
    first = children_now(county)
    before = state_hash()
    assert children_now(county) == first
    assert state_hash() == before


@pytest.mark.parametrize("together", [1, 2, 3, 100])
def test_any_portion_gives_the_same_and_each_has_its_entry(county: County, together: int) -> None:
    adopt_both(county)
    run = children_now(county, together=together)
    whole = the(WorkingOut, pk=run)
    assert whole.is_whole
    assert whole.steps == 5
    assert {"巫马一", "巫马二", "巫马三", "巫马四", "巫马五"} <= names()


def test_stopped_anywhere_the_next_one_goes_on(county: County) -> None:
    adopt_home(county)
    run = begin_working_out(county.ctx("陈局长"), unit=county.units["county"])
    apply_steps(county.ctx("陈局长"), run=run, most=2)
    county.time.pass_by(minutes=1)
    adopt_school(county)
    later = children_now(county)
    assert later != run
    assert the(WorkingOut, pk=later).counts == {"before": 2, "enter": 3, "change": 1, "remove": 0}
    whole = state_hash()
    with pytest.raises(Unusable):
        apply_steps(county.ctx("陈局长"), run=run, most=2)
    assert state_hash() == whole


def test_taking_a_roster_back_restores_the_state_exactly(county: County) -> None:
    adopt_home(county)
    children_now(county)
    before, ids = state_hash(), {child.id for child in all_of(Child)}
    county.time.pass_by(days=40)
    later = {"as_of": DAY + timedelta(days=30)}
    new = [home_line(401, "巫马一改", "清溪镇,石桥村,"), home_line(506, "百里六"), home_line(402, "巫马二")]
    roster = adopt(county, "household", HOME, new, **later)
    children_now(county)
    assert "百里六" in names()
    assert stays("巫马一改") == [("柳树村一组", "2026-09-01", "2026-10-01"), ("石桥村", "2026-10-01", "")]
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="不对")
    children_now(county)
    assert state_hash() == before
    assert {child.id for child in all_of(Child)} == ids


def test_an_older_roster_that_comes_late_gives_the_same_history(county: County) -> None:
    county.time.pass_by(days=70)
    old = (SCHOOL, [school_line(501, "百里一", "1班"), school_line(502, "百里二", "1班")])
    new = (SCHOOL, [school_line(501, "百里一", "2班"), school_line(504, "百里四", "1班")])
    before = state_hash()
    rosters = [adopt(county, "school", *new, as_of=DAY + timedelta(days=30))]
    children_now(county)
    rosters.append(adopt(county, "school", *old, as_of=DAY))
    children_now(county)
    late = state_hash()
    assert stays("百里一") == [("三年级（1）班", "2026-09-01", "2026-10-01"), ("三年级（2）班", "2026-10-01", "")]
    assert stays("百里二") == [("三年级（1）班", "2026-09-01", "2026-10-01")]
    for roster in rosters:
        withdraw_roster(county.ctx("陈局长"), roster=roster, reason="重来")
    children_now(county)
    assert state_hash() == before
    adopt(county, "school", *old, as_of=DAY)
    children_now(county)
    adopt(county, "school", *new, as_of=DAY + timedelta(days=30))
    children_now(county)
    assert state_hash() == late


def test_who_is_on_no_roster_any_more_still_has_a_home_that_answers(county: County) -> None:
    adopt(county, "household", HOME, [home_line(501, "百里一"), home_line(502, "百里二")])
    adopt(county, "school", SCHOOL, [school_line(501, "百里一"), school_line(502, "百里二")])
    children_now(county)
    county.time.pass_by(days=40)
    later = {"as_of": DAY + timedelta(days=30)}
    adopt(county, "household", HOME, [home_line(502, "百里二")], **later)
    adopt(county, "school", SCHOOL, [school_line(502, "百里二")], **later)
    children_now(county)
    assert stays("百里一") == [("柳树村一组", "2026-09-01", ""), ("三年级（1）班", "2026-09-01", "2026-10-01")]
    assert [line.name for line in list_children(county.ctx("吴组长"), search="百里一").lines] == ["百里一"]


def test_a_child_entered_by_hand_is_recognised_and_gets_what_it_lacks(county: County) -> None:
    by_hand = register_child(
        county.ctx("陈局长"),
        unit=county.units["group_a"],
        name="百里一",
        from_on=DAY,
        id_number=made_up_id(501),
        sex=None,
        born_on=None,
        student_number=None,
        household=None,
    )
    adopt(county, "household", HOME, [home_line(501, "百里一"), home_line(502, "百里二")])
    roster = adopt(county, "school", SCHOOL, [school_line(501, "百里一")])
    children_now(county)
    child = the(Child, name="百里一")
    assert child.id == by_hand
    assert child.student_number_index is not None
    assert child.born_on == date(2017, 1, 501 % 28 + 1)
    assert stays("百里一") == [("柳树村一组", "2026-09-01", ""), ("三年级（1）班", "2026-09-01", "")]
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="不对")
    children_now(county)
    assert the(Child, name="百里一").id == by_hand


def test_what_a_person_has_corrected_stands(county: County) -> None:
    adopt(county, "household", HOME, [home_line(501, "百里一")])
    adopt(county, "school", SCHOOL, [school_line(501, "百里一", "1班")])
    children_now(county)
    child = the(Child, name="百里一")
    guardian = the(Guardian, child=child)
    correct_phone(county.ctx("王老师"), guardian=guardian.id, phone="13877776666")
    county.time.pass_by(days=40)
    place_child(county.ctx("陈局长"), child=child.id, unit=county.units["class_b"], from_on=DAY + timedelta(days=20))
    later = {"as_of": DAY + timedelta(days=30)}
    adopt(county, "household", HOME, [home_line(501, "百里一", phone="13833334444")], **later)
    adopt(county, "school", SCHOOL, [school_line(501, "百里一", "1班")], **later)
    corrected = bytes(the(Guardian, child=child).phone_index)
    children_now(county)
    assert bytes(the(Guardian, child=child).phone_index) == corrected
    assert stays("百里一")[-1] == ("三年级（2）班", "2026-09-21", "")


def test_two_children_exchange_their_numbers(county: County) -> None:
    wrong = [
        f"百里一,男,{made_up_id(502)},{PLACE},百大山,父亲,13811112222,老屋",
        f"百里二,男,{made_up_id(501)},{PLACE},百大川,父亲,13811113333,新屋",
    ]
    right = [line.replace("百里一", "百里丙").replace("百里二", "百里一").replace("百里丙", "百里二") for line in wrong]
    adopt(county, "household", HOME, wrong)
    children_now(county)
    county.time.pass_by(days=10)
    adopt(county, "household", HOME, right, as_of=DAY + timedelta(days=5))
    children_now(county, together=1)
    found = {line.name for line in list_children(county.ctx("陈局长"), search=made_up_id(501)).lines}
    assert found == {"百里一"}


def test_a_name_corrected_without_an_id_number_is_the_same_child(county: County) -> None:
    adopt(
        county,
        "household",
        BARE,
        ["欧阳小明,男,2017-03-04,清溪镇,柳树村,一组,欧阳大山,13811112222"],
        columns=BARE_COLUMNS,
    )
    children_now(county)
    first = the(Child, name="欧阳小明").id
    county.time.pass_by(days=10)
    later = {"as_of": DAY + timedelta(days=5), "columns": BARE_COLUMNS}
    adopt(county, "household", BARE, ["欧阳晓明,男,2017-03-04,清溪镇,柳树村,一组,欧阳大山,13811112222"], **later)
    children_now(county)
    assert the(Child, name="欧阳晓明").id == first


def test_a_comparison_names_the_children_it_finds(county: County) -> None:
    adopt_both(county)
    children_now(county)
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    found = {finding.name: finding.child_id for finding in all_of(Finding, is_current=True)}
    assert found == {name: the(Child, name=name).id for name in ("巫马三", "巫马四", "巫马五")}


def test_grown_ups_of_a_whole_village_are_no_children(county: County) -> None:
    before = names()
    grown = "百里老,男,1961-03-04,清溪镇,柳树村,一组,,"
    adopt(
        county,
        "household",
        BARE,
        [grown, "百里幼,男,2020-03-04,清溪镇,柳树村,一组,百里老,13811112222"],
        columns=BARE_COLUMNS,
    )
    children_now(county)
    assert names() - before == {"百里幼"}


@pytest.mark.parametrize("who", ["王老师", "李校长", "张镇长", "周支书", "赵老师", "系统管理员", "审计管理员"])
def test_others_work_nothing_out(county: County, who: str) -> None:
    adopt_both(county)
    before = on_record()
    with pytest.raises(NotAllowed):
        begin_working_out(county.ctx(who), unit=county.units["county"])
    assert on_record() == before


def test_without_rosters_or_below_the_county_there_is_nothing_to_work_out(county: County) -> None:
    for unit in ("county", "town_a"):
        with pytest.raises(Unusable):
            begin_working_out(county.ctx("陈局长"), unit=county.units[unit])
