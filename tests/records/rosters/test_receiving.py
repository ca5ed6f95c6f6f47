"""Rosters are kept as received, count once adopted, and are taken back as if they had never come."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.models import Waiting
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put, read
from notoneless.records.rosters.models import ColumnMemory, Roster, RosterFault, RosterState
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.selectors import counting, faults_of, list_rosters, open_roster, table_of_roster
from notoneless.records.rosters.services.receiving import adopt_roster, receive_roster, withdraw_roster
from support.county import DAY, County, made_up_id
from support.databases import all_of, the

HEADER = "姓名,性别,身份证号,乡镇,村,组,监护人,联系电话"


def roster_file(county: County, count: int = 3, header: str = HEADER, more: str = "", who: str = "陈局长") -> UUID:
    """A household roster of invented children, kept as a file of the county."""
    rows = [
        f"巫马{number},男,{made_up_id(100 + number)},清溪镇,柳树村,一组,巫马家{number},1380099{number:04}"
        for number in range(count)
    ]
    content = "\n".join([header, *rows, more]).encode()
    given = {"unit": county.units["county"], "kind": "csv", "content": put(content), "size": len(content)}
    return add_attachment(county.ctx(who), **given)


def received(county: County, **changes: Any) -> UUID:
    """A roster of the county, received."""
    given = {"unit": county.units["county"], "kind": RosterKind.HOUSEHOLD, "as_of": DAY, "title": "九月户籍名册"}
    given |= {"file": changes.pop("file", None) or roster_file(county)}
    return receive_roster(county.ctx("陈局长"), **given | changes)


def test_a_roster_is_kept_with_file_table_and_place_of_each_row(county: County) -> None:
    roster = received(county)
    row = open_roster(county.ctx("陈局长"), roster)
    assert (row.count, row.state, row.title) == (3, RosterState.RECEIVED, "九月户籍名册")
    table = table_of_roster(row)
    assert table["name"].to_pylist() == ["巫马0", "巫马1", "巫马2"]
    assert table["sheet_row"].to_pylist() == [2, 3, 4]
    assert read(row.file.content).decode().startswith("姓名,")


def test_neither_file_nor_table_lies_plain_in_the_store(county: County, settings: Any) -> None:
    received(county)
    number = made_up_id(100)
    files = [path for path in settings.ATTACHMENTS.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if number.encode() in path.read_bytes() or "巫马".encode() in path.read_bytes()]


def test_the_same_roster_again_is_the_one_there_is(county: County) -> None:
    file = roster_file(county)
    assert received(county, file=file) == received(county, file=file)
    assert len(all_of(Roster)) == 1
    later = received(county, file=file, as_of=date(2026, 8, 1))
    assert later != received(county, file=file)


def test_faults_are_kept_with_their_cells_and_masked(county: County) -> None:
    bad = made_up_id(150)[:-1] + ("0" if made_up_id(150)[-1] != "0" else "1")
    file = roster_file(county, more=f"巫马坏,男,{bad},清溪镇,柳树村,一组,巫马家,13800990099")
    roster = received(county, file=file)
    (fault,) = [each for each in faults_of(county.ctx("陈局长"), roster) if each.row == 5 and each.column == "C"]
    assert "resident_id" in fault.problem.code
    assert bad not in fault.value
    assert not RosterFault._base_manager.filter(value__contains=bad).exists()


@pytest.mark.parametrize("content", [b"\x00\x01\x02", "甲,乙\n1,2\n".encode(), b"x"])
def test_a_file_that_is_no_roster_is_refused_and_nothing_is_kept(county: County, content: bytes) -> None:
    before = len(all_of(Attachment))
    given = {"unit": county.units["county"], "kind": "csv", "content": put(content), "size": len(content)}
    file = add_attachment(county.ctx("陈局长"), **given)
    with pytest.raises(Unusable):
        received(county, file=file)
    assert not all_of(Roster)
    assert len(all_of(Attachment)) == before + 1


def test_a_day_to_come_is_refused(county: County) -> None:
    with pytest.raises(Unusable):
        received(county, as_of=date(2026, 9, 2))


def test_columns_that_a_person_chose_hold_for_the_next_roster_with_these_headings(county: County) -> None:
    header = "称呼,性别,号码一,乡镇,村,组,监护人,联系电话"
    chosen = "columns:\n  name: 称呼\n  id_no: 号码一\n"
    first = received(county, file=roster_file(county, header=header), columns=chosen)
    second = received(county, file=roster_file(county, 4, header=header), as_of=date(2026, 8, 1))
    for roster, count in ((first, 3), (second, 4)):
        table = table_of_roster(open_roster(county.ctx("陈局长"), roster))
        assert table["id_no"].to_pylist() == [made_up_id(100 + number) for number in range(count)]
    assert len(all_of(ColumnMemory)) == 1


def test_only_an_adopted_roster_counts_and_a_withdrawn_one_no_more(county: County) -> None:
    roster, where = received(county), (RosterKind.HOUSEHOLD, county.units["group_a"])
    assert counting(all_of(Roster)) == {}
    adopt_roster(county.ctx("陈局长"), roster=roster)
    assert counting(all_of(Roster))[where] == roster
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="上传错了")
    assert counting(all_of(Roster)) == {}
    events = sorted(all_of(Waiting), key=lambda each: each.id)
    told = [("roster.adopted", "watch_list.propose_groups"), ("roster.withdrawn", "watch_list.propose_groups")]
    assert [(each.event, each.listener) for each in events] == told


def test_what_was_adopted_or_withdrawn_is_so_once(county: County) -> None:
    roster = received(county)
    adopt_roster(county.ctx("陈局长"), roster=roster)
    with pytest.raises(Unusable):
        adopt_roster(county.ctx("陈局长"), roster=roster)
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="x")
    with pytest.raises(Unusable):
        withdraw_roster(county.ctx("陈局长"), roster=roster, reason="x")
    assert received(county, file=the(Roster, pk=roster).file_id) != roster


@pytest.mark.parametrize("who", ["王老师", "赵老师", "周支书", "审计管理员"])
def test_who_keeps_no_rosters_sees_and_adopts_none(county: County, who: str) -> None:
    roster = received(county)
    assert list_rosters(county.ctx(who)) == []
    with pytest.raises(NotFound):
        open_roster(county.ctx(who), roster)
    with pytest.raises(NotAllowed):
        adopt_roster(county.ctx(who), roster=roster)


def test_the_list_says_how_far_each_is(county: County) -> None:
    roster = received(county)
    (line,) = list_rosters(county.ctx("陈局长"))
    assert (line.unit, line.kind, line.count) == ("晴川县", RosterKind.HOUSEHOLD, 3)
    assert (line.state, line.faults) == (RosterState.RECEIVED, len(faults_of(county.ctx("陈局长"), roster)))
