"""The lists of other offices beside the rosters in force: whom they name who is in no school, or on no roster."""

import pytest

from notoneless.foundation.access.refusals import NotFound
from notoneless.records.findings.selectors import ListCheck, check_list
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.rosters.rules.versions import LISTS, RosterKind
from notoneless.records.rosters.services import withdraw_roster
from support.county import County, made_up_id
from support.rosters import adopt, adopt_both

HEADER = "姓名,性别,身份证号,出生日期,乡镇,村"
IN_SCHOOL = f"巫马一,男,{made_up_id(401)},,清溪镇,柳树村"
IN_NO_SCHOOL = f"巫马三,女,{made_up_id(403)},,清溪镇,柳树村"
NO_ENTRY = f"巫马五,女,{made_up_id(405)},,高坪乡,远山村"
LOST = f"无踪一,男,{made_up_id(407)},,清溪镇,柳树村"
BY_NUMBER = f"巫马依,男,{made_up_id(401)},,清溪镇,柳树村"
TOO_YOUNG = "无踪二,男,,2024-03-04,清溪镇,柳树村"
GROWN_UP = "无踪三,男,,1980-03-04,清溪镇,柳树村"
UNDATED = "无踪四,男,,,清溪镇,柳树村"

CASES: dict[str, tuple[list[str], tuple[int, int], list[str], list[str]]] = {
    "在读": ([IN_SCHOOL], (1, 1), [], []),
    "未入学": ([IN_NO_SCHOOL], (1, 0), ["巫马三"], []),
    "两边都没有": ([LOST], (1, 0), [], ["无踪一"]),
    "号码相同、姓名写错": ([BY_NUMBER], (1, 1), [], []),
    "不满适龄": ([TOO_YOUNG, IN_SCHOOL], (1, 1), [], []),
    "已经成年": ([GROWN_UP, IN_SCHOOL], (1, 1), [], []),
    "年龄不详": ([UNDATED], (1, 0), [], ["无踪四"]),
    "各样都有": ([IN_SCHOOL, IN_NO_SCHOOL, NO_ENTRY, LOST, TOO_YOUNG], (4, 1), ["巫马三", "巫马五"], ["无踪一"]),
}


def check(county: County, kind: RosterKind) -> ListCheck:
    return check_list(county.ctx("陈局长"), kind, "zh")


@pytest.mark.parametrize("case", CASES)
def test_whom_a_list_names(county: County, case: str) -> None:
    rows, counts, missing, unknown = CASES[case]
    adopt_both(county)
    compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])
    adopt(county, "disabled", HEADER, rows)
    found = check(county, RosterKind.DISABLED)
    assert (found.of_age, found.on_roll) == counts
    assert sorted(line.name for line in found.lines) == sorted(missing)
    assert [each.name for each in found.unknown] == unknown


@pytest.mark.parametrize("kind", LISTS)
def test_each_list_is_checked_and_one_taken_back_is_none(county: County, kind: RosterKind) -> None:
    assert check(county, kind) == ListCheck()
    adopt_both(county)
    roster = adopt(county, kind.value, HEADER, [IN_SCHOOL, LOST])
    found = check(county, kind)
    assert (found.of_age, found.on_roll, [each.row for each in found.unknown]) == (2, 1, [3])
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="不对")
    assert check(county, kind) == ListCheck()


def test_without_rosters_in_force_all_of_a_list_are_unknown(county: County) -> None:
    adopt(county, "ledger", HEADER, [IN_SCHOOL, LOST])
    found = check(county, RosterKind.LEDGER)
    assert (found.of_age, found.on_roll, len(found.unknown)) == (2, 0, 2)


@pytest.mark.parametrize("who", ["王老师", "李校长", "张镇长", "周支书", "吴组长", "何老师", "赵老师", "安全管理员"])
def test_nobody_else_reads_a_list(county: County, who: str) -> None:
    adopt(county, "poverty", HEADER, [IN_SCHOOL])
    with pytest.raises(NotFound):
        check_list(county.ctx(who), RosterKind.POVERTY, "zh")


@pytest.mark.parametrize("kind", [RosterKind.HOUSEHOLD, RosterKind.SCHOOL, RosterKind.ELSEWHERE])
def test_a_roster_of_a_track_is_no_list(county: County, kind: RosterKind) -> None:
    with pytest.raises(NotFound):
        check(county, kind)


def test_an_unknown_child_is_told_with_list_row_and_place(county: County) -> None:
    adopt_both(county)
    adopt(county, "disabled", HEADER, [IN_SCHOOL, LOST], title="残联名册")
    [unknown] = check(county, RosterKind.DISABLED).unknown
    assert (unknown.roster, unknown.row, unknown.place) == ("残联名册", 3, "清溪镇 柳树村")
