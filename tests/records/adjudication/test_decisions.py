"""Doubts are decided once: the decision holds while the rows say the same, is undone exactly, and hides nobody by mistake."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.refusals import NotAllowed, NotFound, Unusable
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.sealing.keys import key_ring, write_ring
from notoneless.foundation.sealing.models import label_of, opened
from notoneless.foundation.sealing.renewing import renew_rows
from notoneless.kernel.sealing import KeyRing, with_new_key
from notoneless.records.adjudication.models import Decision, Doubt
from notoneless.records.adjudication.selectors import decisions_taken, open_doubt, queue
from notoneless.records.adjudication.services import decide_doubt, undo_decision
from notoneless.records.findings.models import Finding
from support.county import DAY, County, made_up_id
from support.databases import all_of, owners_eyes, the
from support.doubts import ACROSS, CHILD, ENTRY, FAR_CHILD, FAR_ENTRY, SCHOOL, adopt_doubted, compare, doubts
from support.rosters import adopt

NAME = "令狐晓芳"


def decide(county: County, doubt: UUID, verdict: str, who: str = "陈局长", **more: Any) -> UUID:
    county.time.pass_by(seconds=1)
    return decide_doubt(county.ctx(who), doubt=doubt, verdict=verdict, **more)


def undo(county: County, decision: UUID, who: str = "陈局长") -> None:
    county.time.pass_by(seconds=1)
    undo_decision(county.ctx(who), decision=decision)


def found(county: County) -> dict[str, str]:
    """Who is listed now, and why."""
    compare(county)
    return {each.name: each.why for each in all_of(Finding, is_current=True)}


def left(county: County, who: str = "陈局长") -> int:
    return queue(county.ctx(who), "zh").left


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Unusable) as refusal:
        act()
    assert refusal.value.problem.code == f"adjudication.{code}"


@pytest.mark.parametrize(("verdict", "why"), [("same", None), ("different", "no_trace")])
def test_a_decision_holds_when_compared_anew(county: County, verdict: str, why: str | None) -> None:
    [doubt] = doubts(county)
    assert found(county) == {NAME: "doubtful"}
    decide(county, doubt, verdict)
    expected = {NAME: "id_missing"} if why else {}
    assert found(county) == expected
    assert left(county) == 0
    assert found(county) == expected


def test_undone_everything_is_as_it_was(county: County) -> None:
    [doubt] = doubts(county)
    before = queue(county.ctx("陈局长"), "zh")
    decision = decide(county, doubt, "same")
    assert left(county) == 0
    undo(county, decision)
    after = queue(county.ctx("陈局长"), "zh")
    assert (after.left, after.shown) == (before.left, before.shown)
    assert found(county) == {NAME: "doubtful"}
    assert left(county) == 1


def test_undone_the_decision_before_it_stands_again(county: County) -> None:
    [doubt] = doubts(county)
    decide(county, doubt, "different")
    second = decide(county, doubt, "same")
    assert [row.verdict for row in all_of(Decision, is_standing=True)] == ["same"]
    undo(county, second)
    assert [row.verdict for row in all_of(Decision, is_standing=True)] == ["different"]
    refused("not_standing", lambda: undo(county, second))


def test_the_same_rows_in_a_later_roster_are_bound_wherever_they_stand(county: County) -> None:
    [doubt] = doubts(county)
    decide(county, doubt, "same")
    county.time.pass_by(days=3)
    later = {"as_of": DAY + timedelta(days=2)}
    spelled = CHILD.replace("2017-03-02", "2017/3/2").replace("令狐晓芳", " 令狐晓芳 ")
    adopt_doubted(
        county, [FAR_CHILD.replace("公孙", "钟离"), spelled], [ENTRY.replace("三年级,1班", "三年级,2班")], **later
    )
    assert NAME not in found(county)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("2017-03-02", "2017-03-12", ["dob"]),
        (",令狐山,", ",令狐水,", ["guardian_name"]),
        ("柳树村", "石桥村", ["village"]),
        ("令狐晓芳", "令狐小芳", None),
    ],
)
def test_rows_that_say_otherwise_are_doubted_anew_with_a_note(
    county: County, before: str, after: str, changed: list[str] | None
) -> None:
    [doubt] = doubts(county)
    decision = decide(county, doubt, "different")
    county.time.pass_by(days=3)
    adopt_doubted(county, [CHILD.replace(before, after)], as_of=DAY + timedelta(days=2))
    compare(county)
    new = queue(county.ctx("陈局长"), "zh").shown
    assert new is not None
    assert new.id != doubt
    if changed is None:
        assert new.earlier is None
    else:
        assert new.earlier is not None
        assert new.earlier.id == decision
        assert list(new.changed) == changed


def test_a_doubt_stays_the_same_while_its_rows_say_the_same(county: County) -> None:
    [doubt] = doubts(county)
    compare(county)
    assert [each.pk for each in all_of(Doubt)] == [doubt]


def test_what_is_doubted_no_more_and_nobody_decided_is_let_go(county: County) -> None:
    doubts(county)
    county.time.pass_by(days=3)
    adopt_doubted(county, [CHILD], [], as_of=DAY + timedelta(days=2))
    compare(county)
    assert all_of(Doubt) == []


def test_put_off_it_comes_back_on_its_day(county: County) -> None:
    [doubt] = doubts(county)
    refused("check_on_missing", lambda: decide(county, doubt, "later"))
    refused("check_on_missing", lambda: decide(county, doubt, "later", check_on=DAY))
    refused("check_on_idle", lambda: decide(county, doubt, "same", check_on=DAY + timedelta(days=9)))
    decide(county, doubt, "later", check_on=DAY + timedelta(days=9))
    assert left(county) == 0
    assert found(county) == {NAME: "doubtful"}
    assert left(county) == 0
    county.time.pass_by(days=9)
    assert left(county) == 1


REACH = {
    "陈局长": ({"令狐晓芳", "公孙晓兰"}, {"same", "different"}),
    "张镇长": ({"令狐晓芳", "公孙晓兰"}, {"same", "different"}),
    "李校长": ({"令狐晓芳", "公孙晓兰"}, {"different"}),
}
"""Who sees the doubts of a near and of a far child with entries of the near school, and what each may say of the near."""


@pytest.mark.parametrize(
    "who", ["陈局长", "张镇长", "李校长", "王老师", "周支书", "吴组长", "何老师", "赵老师", "系统管理员"]
)
def test_both_sides_see_a_doubt_and_only_who_reaches_both_says_that_it_is_one_child(county: County, who: str) -> None:
    assert len(doubts(county, [CHILD, FAR_CHILD], [ENTRY, ACROSS])) == 2
    rows = {each.own_name: each.pk for each in all_of(Doubt)}
    seen, may = REACH.get(who, (set(), set()))
    assert left(county, who) == len(seen)
    if not seen:
        with pytest.raises((NotAllowed, NotFound)):
            decide(county, rows[NAME], "different", who)
        with pytest.raises(NotFound):
            open_doubt(county.ctx(who), rows[NAME], "zh")
        return
    decide(county, rows[NAME], "different", who)
    if "same" in may:
        decide(county, rows[NAME], "same", who)
    else:
        refused("one_side", lambda: decide(county, rows[NAME], "same", who))


def test_who_reaches_one_side_does_not_decide_that_it_is_one_child(county: County) -> None:
    [doubt] = doubts(county, [FAR_CHILD], [ACROSS])
    refused("one_side", lambda: decide(county, doubt, "same", "张镇长"))
    decision = decide(county, doubt, "same", "陈局长")
    refused("another_persons", lambda: undo(county, decision, "张镇长"))
    undo(county, decision, "陈局长")
    undo(county, decide(county, doubt, "different", "张镇长"), "张镇长")
    assert left(county, "张镇长") == 1


def test_a_doubt_of_another_township_does_not_exist_for_this_one(county: County) -> None:
    [doubt] = doubts(county, [FAR_CHILD], [FAR_ENTRY])
    for who in ("张镇长", "李校长"):
        assert left(county, who) == 0
        with pytest.raises(NotFound):
            decide(county, doubt, "different", who)
    decision = decide(county, doubt, "different")
    with pytest.raises(NotFound):
        undo(county, decision, "张镇长")
    assert decisions_taken(county.ctx("张镇长"))[0] == []


def test_rows_that_say_the_same_as_others_and_too_little_are_not_held_to_be_one_child(county: County) -> None:
    thin = CHILD.replace("令狐山", "")
    [doubt] = doubts(county, [thin, thin], [ENTRY])
    refused("alike", lambda: decide(county, doubt, "same"))
    decide(county, doubt, "different")
    assert set(found(county)) == {NAME}
    assert left(county) == 0


def test_a_namesake_who_comes_later_is_not_hidden(county: County) -> None:
    thin = CHILD.replace("令狐山", "")
    [doubt] = doubts(county, [thin])
    decide(county, doubt, "same")
    assert found(county) == {}
    county.time.pass_by(days=3)
    adopt_doubted(county, [thin, thin], as_of=DAY + timedelta(days=2))
    assert found(county) == {NAME: "doubtful"}
    shown = queue(county.ctx("陈局长"), "zh").shown
    assert shown is not None
    assert shown.earlier is not None
    assert list(shown.changed) == []
    decide(county, shown.id, "different")
    assert left(county) == 0


def test_a_partner_that_is_anothers_already_asks_for_a_reason(county: County) -> None:
    sister = CHILD.replace("晓芳", "小芳")
    first, second = doubts(county, [CHILD, sister.replace("小芳", "晓文")], [ENTRY])
    decide(county, first, "same")
    refused("partner_taken", lambda: decide(county, second, "same"))
    refused("partner_taken", lambda: decide(county, second, "same", reason="  "))
    decide(county, second, "same", reason="户口簿登记了两次")
    shown = open_doubt(county.ctx("陈局长"), second, "zh")
    assert len(shown.partners) == 1


def test_no_number_stands_in_the_clear(county: County) -> None:
    number = made_up_id(77)
    [doubt] = doubts(county, [CHILD.replace("2017-03-02,,", f"2017-03-02,{number},")], [ENTRY])
    row = the(Doubt)
    written = " ".join(str(value) for value in vars(row).values()) + repr(bytes(row.own_content.closed))
    assert number not in written
    assert number[6:14] not in written
    assert number in str(opened(row, "own_content"))
    shown = open_doubt(county.ctx("陈局长"), doubt, "zh")
    cells = {cell.field: cell for cell in shown.cells}
    assert cells["id_no"].own.startswith(number[:3] + "***")


def test_a_decision_outlives_the_key_under_which_it_was_found(county: County, settings: Any, tmp_path: Path) -> None:
    [doubt] = doubts(county)
    decide(county, doubt, "same")
    rotated = with_new_key(key_ring())
    settings.KEY_RING_FILE = str(tmp_path / "keys" / "ring.json")
    write_ring(rotated, tmp_path / "keys" / "ring.json")
    assert found(county) == {}
    with owners_eyes():
        assert sum(renewed for _, renewed in renew_rows(Doubt, ["own_content", "other_content"])) == 1
    write_ring(KeyRing(rotated.keys[1:], rotated.web), tmp_path / "keys" / "ring.json")
    row = the(Doubt)
    assert bytes(row.own_key) == key_ring().index(str(opened(row, "own_content")), label_of(Doubt, "own_content"))


def test_what_is_opened_decided_and_undone_leaves_entries(county: County) -> None:
    [doubt] = doubts(county)
    queue(county.ctx("陈局长"), "zh")
    undo(county, decide(county, doubt, "different", reason="查过户口簿"))
    decisions_taken(county.ctx("陈局长"))
    told = list(Entry.objects.filter(action__startswith="doubt.").values_list("action", "outcome"))
    assert sorted(told) == sorted(
        [("doubt.read", "read"), ("doubt.decide", "done"), ("doubt.undo", "done"), ("doubt.read", "read")]
    )


def test_a_decision_reaches_the_roster_of_those_schooled_elsewhere(county: County) -> None:
    adopt_doubted(county, [CHILD], [])
    away = ENTRY.replace("清溪镇中心小学", "外县第一小学")
    adopt(county, "elsewhere", SCHOOL, [away])
    compare(county)
    doubt = the(Doubt)
    assert doubt.other_kind == "elsewhere"
    decide(county, doubt.pk, "same")
    assert found(county) == {}


def test_what_would_contradict_later_decisions_is_not_brought_back_by_undoing(county: County) -> None:
    homes = [f"令狐晓{name},女,2017-03-02,,令狐山,清溪镇,柳树村,一组" for name in "芳兰"]
    entries = [f"令狐文{name},女,2017-03-02,,令狐山,清溪镇中心小学,三年级,1班,在读" for name in "芳兰"]
    doubts(county, homes, entries)
    pairs = {(doubt.own_name[-1], doubt.other_name[-1]): doubt.pk for doubt in all_of(Doubt, is_current=True)}
    decide(county, pairs["芳", "芳"], "same")
    parted = decide(county, pairs["芳", "芳"], "different")
    for own, other, verdict in (("兰", "芳", "same"), ("兰", "兰", "different"), ("芳", "兰", "same")):
        decide(county, pairs[own, other], verdict, reason="看过")
    before = {(row.pk, row.is_standing) for row in all_of(Decision)}
    refused("contradiction", lambda: undo(county, parted))
    assert {(row.pk, row.is_standing) for row in all_of(Decision)} == before
