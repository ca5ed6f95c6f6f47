"""An open case goes with its child to another school: case, group, ledger and tasks, whole; the new head accepts it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from notoneless.casework.working_groups.models import GroupPlace, WorkingGroup
from notoneless.casework.working_groups.services import accept_case, change_place
from notoneless.foundation.people.services import place_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.services import transfer_in, transfer_out
from support.browsing import Visitor, sign_in
from support.cases import verified
from support.county import County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.rolls import on_roll
from support.working_groups import minute

NAME = "慕容甲乙"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def placed_there(county: County) -> None:
    """The bureau places the child in a class of the other school."""
    day, unit = county.time.at.date(), county.units["class_z"]
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=unit, from_on=day)


def transferred(county: County) -> None:
    """The child is let go, and the other school receives it."""
    entry, day = the(RollEntry, child_id=county.children["both"]).pk, county.time.at.date()
    transfer_out(county.ctx("陈局长"), entry=entry, on=day, destination="高坪乡中心小学")
    transfer_in(county.ctx("陈局长"), entry=entry, on=day, unit=county.units["class_z"], grade=4, destination=None)


@pytest.mark.parametrize("moves", [placed_there, transferred])
def test_a_case_goes_whole_to_the_new_school_which_is_told_and_asked_in_place_of_the_old(
    county: County, moves: Callable[[County], None]
) -> None:
    prefixed(prefixed(county), "school_z", "高坪小学", "陈局长")
    adopted(county, "陈局长", "county", 5)
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    on_roll(county)
    case = verified(county)
    minute(county)
    county.time.pass_by(days=3)
    reckoned(county)
    li, qian, wang, zhao, zhang = (sign_in(county, who) for who in ("李校长", "钱校长", "王老师", "赵老师", "张镇长"))
    assert "1 名辍学儿童还没有发通知书" in plain(li.get("/today/"))
    assert qian.get(f"/cases/{case}/").status_code == 404
    moves(county)
    minute(county)
    reckoned(county)
    # the case with its whole history: at the new school, its head and its class teacher; no more at the old one
    for old in (li, wang):
        assert old.get(f"/cases/{case}/").status_code == 404
        assert NAME not in plain(old.get("/cases/"))
        assert NAME not in plain(old.get("/backlog/"))
    for new in (qian, zhao):
        seen = plain(new.get(f"/cases/{case}/"))
        for step in ("疑似辍学", "确认辍学或失学 辍学 打工务农 陈局长"):
            assert step in seen
        assert "三天没有来" in seen
        assert NAME in plain(new.get("/cases/"))
    assert re.search(rf"{NAME} 发返校通知书 \S+ \S+ \d+ 天 高坪乡中心小学", plain(qian.get("/backlog/")))
    # the head is asked to accept it; from then on the new school leads
    told = "2026-09-04 从清溪镇中心小学转来的学生有在办个案，等您接收或退回"
    assert told in plain(qian.get("/today/"))
    group = f"/working-groups/children/{county.children['both']}/"
    assert send(qian, group, f"/working-groups/cases/{case}/accept/").status_code == 302
    minute(county)
    _group_has_moved(county, qian)
    _ledger_has_moved(li, qian, zhang)
    # its tasks
    today = plain(qian.get("/today/"))
    assert told not in today
    assert "1 名辍学儿童还没有发通知书" in today
    for old in (li, wang):
        today = plain(old.get("/today/"))
        for words in ("辍学儿童还没有发通知书", "学生有在办个案", "在办个案 1 件"):
            assert words not in today


def _group_has_moved(county: County, qian: Visitor) -> None:
    """The new school leads, its head sits in the group; that the head of the old one did stays on record."""
    group = the(WorkingGroup, child_id=county.children["both"])
    assert group.lead_id == county.units["school_z"]
    places = {row.until_on is None: row.unit_id for row in all_of(GroupPlace, group=group, party="school")}
    assert places == {True: county.units["school_z"], False: county.units["school_a"]}
    assert "牵头单位 高坪乡中心小学" in plain(qian.get(f"/working-groups/children/{county.children['both']}/"))


def _ledger_has_moved(old: Visitor, new: Visitor, above: Visitor) -> None:
    """Still one row, with the new school as the one that leads."""
    [row] = re.findall(rf"{NAME} [^欧司诸上夏皇]*", plain(above.get("/ledgers/dropouts/")))
    assert "高坪乡中心小学 钱校长" in row
    assert "李校长" not in row
    assert NAME in plain(new.get("/ledgers/dropouts/"))
    assert NAME not in plain(old.get("/ledgers/dropouts/"))


def test_another_class_of_the_same_school_is_no_arrival_and_a_post_named_for_the_old_school_gives_way(
    county: County,
) -> None:
    case = verified(county)
    minute(county)
    county.time.pass_by(days=2)
    place = the(GroupPlace, party="school", until_on=None)
    member = {"member_unit": county.units["class_a"], "member_role": "class_teacher"}
    change_place(county.ctx("李校长"), group_place=place.pk, **member, reason="班主任更熟悉")
    county.time.pass_by(days=2)
    day = county.time.at.date()
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_b"], from_on=day)
    minute(county)
    assert the(GroupPlace, party="school", until_on=None).because == "班主任更熟悉"
    assert "学生有在办个案" not in plain(sign_in(county, "李校长").get("/today/"))
    county.time.pass_by(days=2)
    placed_there(county)
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    minute(county)
    assert the(GroupPlace, party="school", until_on=None).because == "班主任更熟悉"  # until the new head accepts
    accept_case(county.ctx("钱校长"), case=case)
    minute(county)
    now = the(GroupPlace, party="school", until_on=None)
    assert (now.unit_id, now.because) == (county.units["school_z"], "")
    [before] = [row for row in all_of(GroupPlace, party="school") if row.because]
    assert before.until_on == county.time.at.date()
