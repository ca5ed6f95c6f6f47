"""Whoever should not, twice, after a pupil has moved, at a hand-over, with nothing or too much typed: the file holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.visits.selectors.wavering import list_clocks, running
from notoneless.casework.watch_list.models import Care, KeeperContact, KeyGroupMark, WatchListEntry, Wavering
from notoneless.casework.watch_list.rules.kinds import KeeperGap
from notoneless.casework.watch_list.selectors import REVEAL_WATCH_LIST
from notoneless.casework.watch_list.selectors.errands import watch_errands
from notoneless.casework.watch_list.selectors.files import open_file_page, row_in_reach
from notoneless.casework.watch_list.selectors.screening import open_class
from notoneless.casework.watch_list.services import (
    care,
    contact,
    judge_care,
    lift,
    mark_group,
    reopen,
    screen,
    set_keeper,
    waver,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import hand_over_post
from notoneless.foundation.people.services import place_child
from notoneless.kernel.problems import NotonelessError
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.watch_list import cared, contacted, lifted, listed, of_group, wavers

LIMITS = Limits(timedelta(minutes=5), 100)


def moved_away(county: County) -> None:
    """The pupil moves to the school of 赵老师."""
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_z"], from_on=DAY)


def told_of_file(county: County) -> dict[str, Any]:
    """A file with all that may be in it."""
    entry = listed(county, note="父母离异")
    contacted(county, entry, note="奶奶哭了")
    cared(county, entry)
    wavers(county)
    of_group(county)
    return {"entry": entry, "child": county.children["both"], "care": the(Care).pk}


ACTS: dict[str, Callable[[Context, dict[str, Any]], object]] = {
    "contact": lambda ctx, file: contact(
        ctx, watch_list_entry=file["entry"], on=DAY, manner="talk", whom="child", answered="other", note=None
    ),
    "care": lambda ctx, file: care(ctx, watch_list_entry=file["entry"], on=DAY, care_kind="talk", care_words="谈心"),
    "judge": lambda ctx, file: judge_care(ctx, care=file["care"], effect="worse", on=DAY, effect_words=None),
    "lift": lambda ctx, file: lift(ctx, watch_list_entry=file["entry"], lifting="other", reason="不管了"),
    "waver": lambda ctx, file: waver(ctx, child=file["child"], on=DAY, note=None),
    "group": lambda ctx, file: mark_group(ctx, child=file["child"], key_group="lifted"),
    "file": lambda ctx, file: open_file_page(ctx, file["entry"], met_on),
}
REVEALED = {WatchListEntry: "note", KeeperContact: "note", Wavering: "note", KeyGroupMark: "group"}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_of_another_school_does_anything(county: County, act: str) -> None:
    file = told_of_file(county)
    with pytest.raises((NotFound, NotAllowed)):
        ACTS[act](county.ctx("赵老师"), file)
    with pytest.raises((NotFound, NotAllowed)):
        ACTS[act](county.ctx("周支书"), file)
    assert (the(WatchListEntry).lifted_on, len(all_of(KeeperContact)), the(Care).effect) == (None, 1, "")


@pytest.mark.parametrize("model", REVEALED)
@pytest.mark.parametrize(
    ("who", "refused"),
    [
        ("赵老师", NotFound),
        ("张镇长", NotFound),
        ("陈局长", NotFound),
        ("周支书", NotFound),
        ("王老师", None),
        ("李校长", None),
    ],
)
def test_what_opens_by_need_opens_to_those_in_charge_alone(
    county: County, model: Any, who: str, refused: type[NotonelessError] | None
) -> None:
    told_of_file(county)
    row = the(model)
    if refused is None:
        found = row_in_reach(county.ctx(who), model, row.pk, REVEAL_WATCH_LIST)
        assert reveal(county.ctx(who), found, REVEALED[model], LIMITS)
        return
    with pytest.raises(refused):
        row_in_reach(county.ctx(who), model, row.pk, REVEAL_WATCH_LIST)
    with pytest.raises(NotonelessError):
        reveal(county.ctx(who), row, REVEALED[model], LIMITS)


def test_a_file_moves_with_the_pupil_to_whoever_answers_for_it_now(county: County) -> None:
    file = told_of_file(county)
    moved_away(county)
    for who in ("王老师", "李校长"):
        for act in ACTS.values():
            with pytest.raises((NotFound, NotAllowed)):
                act(county.ctx(who), file)
        assert not list_clocks(county.ctx(who))
        assert watch_errands(county.ctx(who), met_on).contacts == ()
    page = open_file_page(county.ctx("赵老师"), file["entry"], met_on)
    assert (page.entry.gap, page.entry.school, len(page.contacts)) == (KeeperGap.MOVED, "高坪乡中心小学", 1)
    assert len(running(county.ctx("赵老师"), "watch_list.waver")) == 1
    contacted(county, file["entry"], "赵老师")
    assert [each.role for each in page.keepers] == ["class_teacher"]


def test_a_file_opened_again_after_the_pupil_has_moved_is_a_gap_and_not_the_old_teachers(county: County) -> None:
    entry = lifted(county)
    moved_away(county)
    again = reopen(county.ctx("赵老师"), watch_list_entry=entry, reasons="absence", note=None)
    page = open_file_page(county.ctx("赵老师"), again, met_on)
    assert (page.entry.gap, page.entry.keepers) == (KeeperGap.UNNAMED, ())


def test_a_keeper_of_another_school_is_no_keeper(county: County) -> None:
    entry = listed(county, unit=None)
    for unit in ("class_z", "class_b", "school_z"):
        with pytest.raises(NotonelessError):
            set_keeper(
                county.ctx("李校长"),
                watch_list_entry=entry,
                keeper_unit=county.units[unit],
                keeper_role="class_teacher",
            )
    assert open_file_page(county.ctx("李校长"), entry, met_on).entry.gap is KeeperGap.UNNAMED


def test_who_handed_a_post_over_opens_nothing_of_its_files(county: County) -> None:
    file = told_of_file(county)
    appoint(county, "新老师", "class_teacher", "class_b", "13911110000")
    given = {"post": the(Post, holder__name="王老师").pk, "account": county.accounts["新老师"], "from_on": DAY}
    hand_over_post(county.ctx("安全管理员"), **given)
    for model, name in REVEALED.items():
        with pytest.raises(NotonelessError):
            reveal(county.ctx("王老师"), the(model), name, LIMITS)
        assert reveal(county.ctx("新老师"), the(model), name, LIMITS)
    with pytest.raises((NotFound, NotAllowed)):
        ACTS["contact"](county.ctx("王老师"), file)


@pytest.mark.parametrize("reason", ["", "   ", "　", "\n", "x" * 201])
def test_nobody_is_taken_off_the_list_without_a_reason(county: County, reason: str) -> None:
    entry = listed(county)
    with pytest.raises(NotonelessError):
        lift(county.ctx("李校长"), watch_list_entry=entry, lifting="steady", reason=reason)
    with pytest.raises(NotonelessError):
        lift(county.ctx("李校长"), watch_list_entry=entry, lifting="", reason="好了")
    assert the(WatchListEntry).lifted_on is None


def test_one_request_sent_twice_is_one_contact_and_one_mark(county: County) -> None:
    entry = listed(county)
    ctx = county.ctx("王老师")
    given = {"on": DAY, "manner": "talk", "whom": "child", "answered": "other", "note": None}
    assert contact(ctx, watch_list_entry=entry, **given) == contact(ctx, watch_list_entry=entry, **given)
    ctx = county.ctx("王老师")
    marks = [waver(ctx, child=county.children["both"], on=DAY, note=None) for _ in range(2)]
    assert (len(all_of(KeeperContact)), len(set(marks)), len(all_of(Wavering))) == (1, 1, 1)


@pytest.mark.parametrize("children", ["x", "00000000-0000-0000-0000-000000000000", "1" * 2001, "' OR 1=1"])
def test_a_screening_of_whom_is_not_there_writes_nothing(county: County, children: str) -> None:
    of_group(county)
    with pytest.raises(NotonelessError):
        screen(county.ctx("王老师"), unit=county.units["class_a"], screened="well", children=children, rest=True)
    assert [each.found for each in open_class(county.ctx("王老师"), county.units["class_a"]).pupils] == [""]
