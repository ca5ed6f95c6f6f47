"""Lists of other offices propose key groups: what is put to whom, decided child by child, and never twice."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.watch_list.models import KeyGroupMark, KeyGroupProposal
from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.casework.watch_list.rules.proposing import ProposalState, group_said, joined, to_propose
from notoneless.casework.watch_list.selectors import REVEAL_WATCH_LIST
from notoneless.casework.watch_list.selectors.errands import watch_errands
from notoneless.casework.watch_list.selectors.files import row_in_reach
from notoneless.casework.watch_list.selectors.proposing import list_proposals
from notoneless.casework.watch_list.selectors.screened import count_unscreened
from notoneless.casework.watch_list.selectors.screening import open_class
from notoneless.casework.watch_list.services import decide_group, end_group, propose_groups
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.outbox import deliver_due
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.people.services import place_child
from notoneless.foundation.sealing.models import opened
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.services import withdraw_roster
from support.county import DAY, County
from support.databases import all_of, the
from support.rosters import adopt
from support.watch_list import (
    decided,
    grade_six,
    listed_by_office,
    looked_at,
    of_group,
    proposals_made,
    proposed,
    refused,
)

OPEN, ACCEPTED, REFUSED, GONE = ProposalState


def said(row: KeyGroupProposal) -> tuple[str, str, str]:
    told = json.loads(opened(row, "said") or "")
    return told["group"], told["title"], told["as_of"]


@pytest.mark.parametrize(
    ("kind", "cell", "group"),
    [
        ("poverty", "边缘易致贫户", "near_poverty"),
        ("poverty", " 边缘 易致贫户", "near_poverty"),
        ("poverty", "突发严重困难户", "hardship"),
        ("poverty", "脱贫不稳定户", "lifted"),
        ("poverty", "脱贫户", "lifted"),
        ("poverty", "是", "poverty"),
        ("poverty", "未脱贫", "poverty"),
        ("poverty", "", "poverty"),
        ("poverty", None, "poverty"),
        ("poverty", "否", None),
        ("poverty", "No", None),
        ("disabled", "", "disability"),
        ("disabled", "否", "disability"),
        ("kindergarten", "脱贫户", None),
    ],
)
def test_what_a_row_of_a_list_says(kind: str, cell: str | None, group: str | None) -> None:
    assert group_said(RosterKind(kind), cell) == group


@pytest.mark.parametrize(
    ("listed", "held", "before", "put"),
    [
        ({"lifted"}, (), {}, ["lifted"]),
        ({"lifted", "disability"}, (), {}, ["disability", "lifted"]),
        ({"lifted"}, ("lifted",), {}, []),
        ({"lifted"}, (), {"lifted": OPEN}, []),
        ({"lifted"}, (), {"lifted": ACCEPTED}, []),
        ({"lifted"}, (), {"lifted": REFUSED}, []),
        ({"lifted"}, (), {"lifted": GONE}, ["lifted"]),
        ({"near_poverty"}, ("lifted",), {"lifted": ACCEPTED}, ["near_poverty"]),
        ({"near_poverty"}, (), {"lifted": REFUSED}, ["near_poverty"]),
        ({"poverty"}, ("hardship",), {}, []),
        ({"poverty"}, ("disability",), {}, ["poverty"]),
    ],
)
def test_what_is_put_to_a_person(
    listed: set[str], held: tuple[str, ...], before: dict[str, ProposalState], put: list[str]
) -> None:
    assert to_propose(listed, held, before) == put


def test_a_pupil_is_of_one_kind_of_household_and_may_be_disabled_besides() -> None:
    assert joined((), KeyGroup.LIFTED) == ("lifted",)
    assert joined(("lifted",), KeyGroup.DISABILITY) == ("lifted", "disability")
    assert joined(("lifted", "disability"), KeyGroup.HARDSHIP) == ("hardship", "disability")


def test_an_adopted_list_is_put_to_the_class_teacher_and_counts_nobody_by_itself(county: County) -> None:
    listed_by_office(county, title="乡村振兴局 9 月名册", keys=("both", "other_class"))
    deliver_due(system_context(county.ids, county.time.at))
    assert len(all_of(KeyGroupProposal)) == 2
    assert not all_of(KeyGroupMark)
    found = list_proposals(county.ctx("王老师"))
    assert [(line.name, line.room, line.state) for line in found.waiting] == [("慕容甲乙", "三年级（1）班", "open")]
    assert found.count == watch_errands(county.ctx("王老师"), met_on).proposed == 1
    assert list_proposals(county.ctx("李校长")).count == 2
    assert list_proposals(county.ctx("赵老师")).count == 0
    row = the(KeyGroupProposal, child=county.children["both"])
    assert said(row) == ("near_poverty", "乡村振兴局 9 月名册", "2026-09-01")
    assert b"near_poverty" not in bytes(row.said.closed)
    assert "near_poverty" not in repr(found)


def test_what_is_accepted_counts_with_its_list_and_is_screened(county: County) -> None:
    proposal = proposed(county)
    decided(county, proposal, reason="看过户口簿")
    mark = the(KeyGroupMark)
    assert (opened(mark, "group"), mark.from_on, mark.proposal_id) == ("near_poverty", DAY, proposal)
    row = the(KeyGroupProposal)
    assert (row.state, row.decided_on, row.decided_by_id) == ("accepted", DAY, county.accounts["王老师"])
    assert opened(row, "because") == "看过户口簿"
    [pupil] = open_class(county.ctx("王老师"), county.units["class_a"]).pupils
    assert (pupil.child, pupil.mark) == (county.children["both"], mark.pk)
    with refused("proposal_is_accepted"):
        decided(county, proposal)


def test_a_refusal_says_why(county: County) -> None:
    proposal = proposed(county)
    with refused("no_refusal_reason"):
        decided(county, proposal, is_accepted=False, key_group=None)
    decided(county, proposal, is_accepted=False, key_group=None, reason="同名同号录错，家里不是监测户")
    assert not all_of(KeyGroupMark)
    with refused("proposal_is_refused"):
        decided(county, proposal)


def test_a_group_of_which_a_list_does_not_speak_is_not_taken_for_it(county: County) -> None:
    unsure = proposed(county, said="是")
    for group in ("disability", None):
        with refused("no_such_group"):
            decided(county, unsure, key_group=group)
    decided(county, unsure, key_group="hardship")
    assert opened(the(KeyGroupMark), "group") == "hardship"


def test_a_later_list_asks_again_only_where_it_says_something_else(county: County) -> None:
    proposal = proposed(county)
    decided(county, proposal, is_accepted=False, key_group=None, reason="不是")
    county.time.pass_by(days=30)
    later = DAY + timedelta(days=30)
    listed_by_office(county, as_of=later, title="10 月名册")
    assert [row.state for row in proposals_made(county)] == ["refused"]
    county.time.pass_by(days=30)
    listed_by_office(county, said="突发严重困难户", as_of=later + timedelta(days=30), title="11 月名册")
    rows = proposals_made(county)
    assert [row.state for row in rows] == ["refused", "open"]
    assert said(rows[1])[:2] == ("hardship", "11 月名册")
    assert [row.state for row in proposals_made(county)] == ["refused", "open"]


def test_what_a_person_has_ended_is_not_put_again(county: County) -> None:
    decided(county, proposed(county))
    end_group(county.ctx("王老师"), key_group_mark=the(KeyGroupMark).pk)
    assert [row.state for row in proposals_made(county)] == ["accepted"]


def test_who_is_counted_by_hand_is_not_put_and_a_second_group_joins_the_first(county: County) -> None:
    of_group(county)
    listed_by_office(county)
    assert not proposals_made(county)
    proposal = proposed(county, kind="disabled")
    decided(county, proposal, key_group="disability")
    marks = sorted(all_of(KeyGroupMark), key=lambda row: row.until_on is None)
    assert [opened(each, "group") for each in marks] == ["near_poverty", "near_poverty disability"]
    assert [each.until_on for each in marks] == [DAY, None]


def test_what_no_list_says_any_more_waits_no_longer(county: County) -> None:
    roster = listed_by_office(county)
    proposals_made(county)
    withdraw_roster(county.ctx("陈局长"), roster=roster, reason="发错了")
    [gone] = proposals_made(county)
    assert gone.state == "gone"
    assert list_proposals(county.ctx("王老师")).count == 0
    with refused("proposal_is_gone"):
        decided(county, gone.pk)
    listed_by_office(county, title="重发的名册")
    assert sorted(row.state for row in proposals_made(county)) == ["gone", "open"]


def test_a_number_with_another_name_or_a_child_in_no_class_is_not_put(county: County) -> None:
    listed_by_office(county, keys=("both", "group_only"), names={"both": "慕容丙"})
    assert not proposals_made(county)
    place_child(county.ctx("陈局长"), child=county.children["group_only"], unit=county.units["class_a"], from_on=DAY)
    assert [row.child_id for row in proposals_made(county)] == [county.children["group_only"]]


@pytest.mark.parametrize(("who", "refusal"), [("赵老师", NotFound), ("周支书", NotAllowed), ("陈局长", NotAllowed)])
def test_nobody_but_those_in_charge_decides_or_opens(county: County, who: str, refusal: type[Exception]) -> None:
    proposal: UUID = proposed(county)
    with pytest.raises(refusal):
        decided(county, proposal, who)
    with pytest.raises(NotFound):
        row_in_reach(county.ctx(who), KeyGroupProposal, proposal, REVEAL_WATCH_LIST)
    assert the(KeyGroupProposal).state == "open"


def test_a_teacher_does_not_propose(county: County) -> None:
    with pytest.raises(NotAllowed):
        propose_groups(county.ctx("王老师"), unit=county.units["class_a"])


# what a decision tells, who sees names, rows that contradict each other, whose clock runs since when


@pytest.mark.parametrize("group", ["disability", "near_poverty", "lifted", None])
def test_a_decision_tells_nothing_to_who_has_not_opened_what_it_decides(county: County, group: str | None) -> None:
    proposal = proposed(county)
    for who in ("王老师", "李校长"):
        given = {"key_group_proposal": proposal, "key_group": group, "reason": None}
        for is_accepted in (True, False):
            with refused("open_first"):
                decide_group(county.ctx(who), **given, is_accepted=is_accepted)
    looked_at(county, proposal, "李校长")
    with refused("open_first"):  # what another has opened is no word of this one's
        decide_group(county.ctx("王老师"), key_group_proposal=proposal, key_group=group, reason=None, is_accepted=True)
    assert the(KeyGroupProposal).state == "open"


@pytest.mark.parametrize("who", ["张镇长", "陈局长"])
def test_who_may_not_open_a_proposal_is_told_how_many_there_are_and_no_name(county: County, who: str) -> None:
    proposed(county)
    found = list_proposals(county.ctx(who))
    assert (found.waiting, found.decided, found.count) == ((), (), 1)
    decided(county, the(KeyGroupProposal).pk)
    assert list_proposals(county.ctx(who)).decided == ()


def test_of_two_rows_with_one_number_the_right_one_stands_and_the_other_is_told(county: County) -> None:
    name, number = county.markers["both"][:2]
    for names in ((name, "慕容丙"), ("慕容丙", name)):
        lines = [f"{each},{number},边缘易致贫户" for each in names]
        roster = adopt(county, "poverty", "姓名,身份证号,户类别", lines, title="".join(names))
        row = proposals_made(county)[-1]
        assert (row.state, row.child_id) == ("open", county.children["both"])
        assert json.loads(opened(row, "said") or "")["others"] == "慕容丙"
        withdraw_roster(county.ctx("陈局长"), roster=roster, reason="再报")
        proposals_made(county)


def test_the_time_to_screen_whom_a_list_brings_in_begins_when_that_is_accepted(county: County) -> None:
    county.time.pass_by(days=90)
    decided(county, proposed(county))
    today = county.ctx("王老师").today
    found = watch_errands(county.ctx("王老师"), met_on)
    assert (found.unscreened, found.screen_by) == (1, today + timedelta(days=30))
    [pupil] = open_class(county.ctx("王老师"), county.units["class_a"]).pupils
    assert pupil.due_on == today + timedelta(days=30)
    assert count_unscreened(today) == {}
    county.time.pass_by(days=31)
    assert count_unscreened(today + timedelta(days=31)) == {county.units["class_a"]: 1}
    grade_six(county)  # whom the term itself asks for is late by the term's day
    found = watch_errands(county.ctx("王老师"), met_on)
    assert found.screen_by is not None
    assert found.screen_by < today
