"""Files: opened, kept by posts, lifted and opened again; contacts, care; gaps, what is due, who sees them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.casework.early_warning.services import end_concern
from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.watch_list.measures import EVIDENCE
from notoneless.casework.watch_list.models import Care, KeeperContact, Keeping, WatchListEntry
from notoneless.casework.watch_list.rules.files import contact_due, gap_of, ids_in, reasons_in, why_not_on
from notoneless.casework.watch_list.rules.kinds import KeeperGap, WatchReason
from notoneless.casework.watch_list.selectors.errands import watch_errands
from notoneless.casework.watch_list.selectors.facts import watch_listed
from notoneless.casework.watch_list.selectors.files import (
    dossier_lines,
    entries_of_child,
    known_reasons,
    open_file_page,
    to_open,
)
from notoneless.casework.watch_list.selectors.lists import (
    FileFilter,
    ledger_lines,
    list_files,
    list_gaps,
)
from notoneless.casework.watch_list.services import care, judge_care, lift, open_file, reopen, set_keeper
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.services import disable_account
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import hand_over_post, leave_post
from notoneless.foundation.people.services import place_child
from notoneless.kernel.problems import NotonelessError
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.early_warning import concern
from support.visits import visited
from support.watch_list import cared, contacted, lifted, listed, of_group, refused, wavers

MEASURES = {each.code: each for each in EVIDENCE}
U1, U2, U3 = (UUID(int=number) for number in (1, 2, 3))


def holds(county: County, code: str, day: date = DAY) -> dict[str, int]:
    """What a level comes to, by the keys of units."""
    names = {pk: key for key, pk in county.units.items()}
    with owners_eyes():
        found: Any = MEASURES[code].holds(day, None)  # type: ignore[union-attr]
    return {names[unit]: count for unit, count in found.items()}


def later(county: County, days: int) -> date:
    county.time.pass_by(days=days)
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("inclined learning learning", (WatchReason.LEARNING, WatchReason.INCLINED)),
        ("", None),
        ("learning lazy", None),
    ],
)
def test_reasons_are_codes_each_once_and_in_their_order(text: str, reasons: Any) -> None:
    assert reasons_in(text) == reasons


def test_ids_are_read_from_a_text() -> None:
    assert ids_in(f"{U1} {U2}") == {U1, U2}
    assert ids_in("") == frozenset()
    assert ids_in("nobody") is None


@pytest.mark.parametrize(
    ("post", "gap"),
    [
        (None, KeeperGap.UNNAMED),
        ((U3, "class_teacher"), KeeperGap.MOVED),
        ((U1, "school_head"), KeeperGap.VACANT),
        ((U1, "class_teacher"), None),
    ],
)
def test_a_file_is_kept_by_a_post_that_is_held_and_answers_for_the_pupil(post: Any, gap: KeeperGap | None) -> None:
    assert gap_of(post, {(U1, "class_teacher"), (U3, "class_teacher")}, {U1, U2}) is gap


def test_a_contact_is_due_so_many_days_after_the_last_or_after_the_file_was_opened() -> None:
    assert contact_due(DAY, None, 14) == date(2026, 9, 15)
    assert contact_due(DAY, date(2026, 9, 10), 14) == date(2026, 9, 24)
    assert contact_due(DAY, date(2026, 8, 1), 14) == date(2026, 9, 15)


def test_a_day_lies_between_the_beginning_and_today() -> None:
    assert why_not_on(DAY, DAY, DAY) is None
    assert str(why_not_on(DAY + timedelta(days=1), DAY, DAY)).count("future")
    assert str(why_not_on(DAY - timedelta(days=1), DAY, DAY)).count("before")


def test_a_file_says_why_the_pupil_is_listed_and_who_keeps_it(county: County) -> None:
    entry = listed(county, note="父母离异")
    page = open_file_page(county.ctx("李校长"), entry, met_on)
    assert (page.entry.name, page.entry.reasons) == ("慕容甲乙", ("learning", "inclined"))
    assert (page.entry.keeper_unit, page.entry.keepers, page.entry.gap) == ("三年级（1）班", ("王老师",), None)
    assert page.noted == {entry}
    assert [each.role for each in page.keepers] == ["class_teacher", "school_head"]
    assert watch_listed(DAY) == {county.children["both"]}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reasons": "lazy"}, "no_reason"),
        ({"keeper_role": "school_head"}, "no_keeper"),
        ({"keeper_role": None}, "no_keeper"),
    ],
)
def test_a_file_is_refused_without_a_reason_and_for_a_post_that_does_not_answer(
    county: County, given: dict[str, Any], told: str
) -> None:
    with refused(told):
        listed(county, **given)
    assert not all_of(WatchListEntry)


def test_a_pupil_is_listed_once(county: County) -> None:
    listed(county)
    with refused("listed_already"):
        listed(county)


def test_a_lifted_file_stays_and_goes_on_when_it_is_opened_again(county: County) -> None:
    first = listed(county)
    contacted(county, first)
    day = later(county, 30)
    lifted(county, first)
    assert watch_listed(day - timedelta(days=1)) == {county.children["both"]}
    assert watch_listed(day) == frozenset()
    for act in (lambda: lifted(county, first), lambda: contacted(county, first), lambda: cared(county, first)):
        with refused("lifted_already"):
            act()
    again = reopen(county.ctx("李校长"), watch_list_entry=first, reasons="absence", note=None)
    page = open_file_page(county.ctx("王老师"), first, met_on)
    assert (page.entry.id, page.entry.keepers) == (again, ("王老师",))
    assert [(each.id, each.lifting, each.because) for each in page.earlier] == [(first, "steady", "一个学期没有缺课")]
    assert len(page.contacts) == 1
    with refused("listed_already"):
        reopen(county.ctx("李校长"), watch_list_entry=first, reasons="absence", note=None)
    lifted(county, again)
    with refused("reopened_already"):
        reopen(county.ctx("李校长"), watch_list_entry=first, reasons="absence", note=None)
    told = [line.told.code for line in dossier_lines(county.ctx("王老师"), county.children["both"])]
    assert told == ["watch_list.line_opened", "watch_list.line_lifted"] * 2
    assert entries_of_child(county.ctx("王老师"), county.children["both"], met_on)[0].id == again


def test_a_lifted_file_goes_on_when_a_file_is_opened_for_the_pupil(county: County) -> None:
    first = lifted(county)
    again = listed(county)
    assert the(WatchListEntry, pk=again).follows_id == first
    with refused("listed_already"):
        reopen(county.ctx("王老师"), watch_list_entry=first, reasons="absence", note=None)
    lifted(county, again)
    third = reopen(county.ctx("王老师"), watch_list_entry=again, reasons="absence", note=None)
    lifted(county, third)
    assert the(WatchListEntry, pk=listed(county)).follows_id == third


def test_a_class_teacher_keeps_and_does_not_lift(county: County) -> None:
    entry = listed(county)
    with pytest.raises(NotAllowed):
        lift(county.ctx("王老师"), watch_list_entry=entry, lifting="steady", reason="好了")


def test_a_file_goes_with_the_post_to_whoever_takes_it_over(county: County) -> None:
    entry = listed(county)
    appoint(county, "新老师", "class_teacher", "class_b", "13911110000")
    assert not list_files(county.ctx("新老师"), met_on).lines
    given = {"post": the(Post, holder__name="王老师").pk, "account": county.accounts["新老师"], "from_on": DAY}
    hand_over_post(county.ctx("安全管理员"), **given)
    found = list_files(county.ctx("新老师"), met_on, FileFilter(whose="mine"))
    assert [(line.id, line.keepers, line.gap) for line in found.lines] == [(entry, ("新老师",), None)]
    with pytest.raises((NotAllowed, NotFound)):
        contacted(county, entry)
    contacted(county, entry, "新老师")
    assert holds(county, "warning.without_keeper") == {}


def test_gaps_are_files_without_a_keeper_whose_keeper_left_or_whose_pupil_moved(county: County) -> None:
    unnamed = listed(county, unit=None)
    assert holds(county, "warning.without_keeper") == {"class_a": 1}
    assert [line.gap for line in list_gaps(county.ctx("李校长"), met_on).files] == [KeeperGap.UNNAMED]
    assert (
        watch_errands(county.ctx("李校长"), met_on).keeperless,
        watch_errands(county.ctx("李校长"), met_on).to_list,
    ) == (1, 0)
    assert watch_errands(county.ctx("王老师"), met_on).keeperless == 0
    given = {"keeper_unit": county.units["class_a"], "keeper_role": "class_teacher"}
    set_keeper(county.ctx("李校长"), watch_list_entry=unnamed, **given)
    with refused("kept_already"):
        set_keeper(county.ctx("李校长"), watch_list_entry=unnamed, **given)
    assert holds(county, "warning.without_keeper") == {}
    leave_post(county.ctx("安全管理员"), post=the(Post, holder__name="王老师").pk, until_on=DAY + timedelta(days=1))
    day = later(county, 1)
    assert holds(county, "warning.without_keeper", DAY) == {}
    assert holds(county, "warning.without_keeper", day) == {"class_a": 1}
    [line] = list_gaps(county.ctx("李校长"), met_on).files
    assert (line.id, line.gap) == (unnamed, KeeperGap.VACANT)
    with refused("no_keeper"):
        set_keeper(county.ctx("李校长"), watch_list_entry=unnamed, **given)
    head = {"keeper_unit": county.units["school_a"], "keeper_role": "school_head"}
    set_keeper(county.ctx("李校长"), watch_list_entry=unnamed, **head)
    assert not list_gaps(county.ctx("李校长"), met_on).files
    assert len(all_of(Keeping, entry_id=unnamed)) == 2


def test_a_pupil_who_moves_to_another_class_leaves_a_gap(county: County) -> None:
    entry = listed(county)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_b"], from_on=DAY)
    assert [line.gap for line in list_gaps(county.ctx("李校长"), met_on).files] == [KeeperGap.MOVED]
    assert holds(county, "warning.without_keeper") == {"class_b": 1}
    assert open_file_page(county.ctx("李校长"), entry, met_on).entry.gap is KeeperGap.MOVED


def test_a_disabled_account_keeps_nothing(county: County) -> None:
    listed(county)
    disable_account(county.ctx("安全管理员"), account=county.accounts["王老师"])
    assert holds(county, "warning.without_keeper") == {"class_a": 1}


def test_who_was_found_inclined_should_have_a_file(county: County) -> None:
    noted = concern(county)
    assert holds(county, "warning.without_file") == {"class_a": 1}
    gaps = list_gaps(county.ctx("李校长"), met_on)
    assert [(each.name, each.room) for each in gaps.to_list] == [("慕容甲乙", "三年级（1）班")]
    entry = listed(county)
    assert holds(county, "warning.without_file") == {}
    later(county, 2)
    lifted(county, entry)
    assert holds(county, "warning.without_file", DAY + timedelta(days=2)) == {}
    later(county, 3)
    concern(county, on=DAY + timedelta(days=5), concern_kind="working")
    assert holds(county, "warning.without_file", DAY + timedelta(days=5)) == {"class_a": 1}
    end_concern(county.ctx("王老师"), concern=noted, on=DAY + timedelta(days=5))
    assert holds(county, "warning.without_file", DAY + timedelta(days=5)) == {"class_a": 1}


def test_contacts_are_counted_and_the_next_one_is_due_in_two_weeks(county: County) -> None:
    entry = listed(county)
    assert watch_errands(county.ctx("王老师"), met_on).contacts == ()
    later(county, 14)
    assert watch_errands(county.ctx("王老师"), met_on).contacts == (date(2026, 9, 15),)
    assert watch_errands(county.ctx("李校长"), met_on).contacts == ()
    contacted(county, entry, answered="unreached")
    assert watch_errands(county.ctx("王老师"), met_on).contacts == (date(2026, 9, 15),)
    contacted(county, entry)
    assert watch_errands(county.ctx("王老师"), met_on).contacts == ()
    [line] = list_files(county.ctx("王老师"), met_on).lines
    assert (line.times, line.last_on, line.due_on) == (2, date(2026, 9, 15), date(2026, 9, 29))
    for wrong in (DAY - timedelta(days=1), DAY + timedelta(days=15)):
        with pytest.raises(NotonelessError):
            contacted(county, entry, on=wrong)
    assert len(all_of(KeeperContact)) == 2


def test_who_was_met_on_a_visit_has_been_turned_to(county: County) -> None:
    entry = listed(county)
    day = later(county, 14)
    visited(county, met="nobody")
    assert watch_errands(county.ctx("王老师"), met_on).contacts == (date(2026, 9, 15),)
    visited(county)
    assert watch_errands(county.ctx("王老师"), met_on).contacts == ()
    [line] = list_files(county.ctx("王老师"), met_on).lines
    assert (line.times, line.last_on, line.due_on) == (1, day, day + timedelta(days=14))
    later(county, 1)
    lifted(county, entry)
    later(county, 1)
    visited(county)
    again = open_file_page(county.ctx("李校长"), entry, met_on).entry
    assert (again.times, again.last_on) == (1, day + timedelta(days=2))


def test_care_has_an_effect(county: County) -> None:
    made = cared(county)
    with pytest.raises(NotonelessError):
        judge_care(county.ctx("王老师"), care=made, effect="better", on=DAY - timedelta(days=1), effect_words=None)
    judge_care(county.ctx("王老师"), care=made, effect="better", on=DAY, effect_words="及格了")
    row = the(Care)
    assert (row.effect, row.effect_on, row.effect_words) == ("better", DAY, "及格了")
    [(line, done)] = ledger_lines(county.ctx("陈局长"), met_on, FileFilter())
    assert (line.name, done) == ("慕容甲乙", (("tutoring", "每周三补数学", "better"),))


def test_the_file_is_seen_by_those_in_charge_and_by_nobody_else(county: County) -> None:
    entry = listed(county)
    for who in ("王老师", "李校长", "张镇长", "陈局长"):
        assert [line.id for line in list_files(county.ctx(who), met_on).lines] == [entry]
    assert not list_files(county.ctx("赵老师"), met_on).lines
    with pytest.raises(NotFound):
        open_file_page(county.ctx("赵老师"), entry, met_on)
    for act in (
        lambda ctx: care(ctx, watch_list_entry=entry, on=DAY, care_kind="talk", care_words="谈心"),
        lambda ctx: open_file(
            ctx, child=county.children["class_only"], reasons="other", note=None, keeper_unit=None, keeper_role=None
        ),
    ):
        with pytest.raises(NotFound):
            act(county.ctx("赵老师"))
    for who in ("周支书", "吴组长", "何老师", "审计管理员"):
        assert not list_files(county.ctx(who), met_on).lines


def test_a_list_is_narrowed_to_units_posts_and_states(county: County) -> None:
    first = listed(county)
    second = listed(county, "other_class", "李校长", unit=None)
    head = county.ctx("李校长")
    assert {line.id for line in list_files(head, met_on).lines} == {first, second}
    in_b = FileFilter(unit=county.units["class_b"])
    assert [line.id for line in list_files(head, met_on, in_b).lines] == [second]
    assert list_files(head, met_on, FileFilter(whose="mine")).total == 0
    lifted(county, second)
    assert [line.id for line in list_files(head, met_on, FileFilter(state="lifted")).lines] == [second]
    with pytest.raises(NotFound):
        list_files(head, met_on, FileFilter(after=county.children["both"]))


def test_what_is_known_speaks_for_a_file(county: County) -> None:
    concern(county)
    wavers(county)
    of_group(county)
    found = to_open(county.ctx("王老师"), county.children["both"])
    assert found.reasons == (WatchReason.WAVERING, WatchReason.INCLINED, WatchReason.KEY_GROUP)
    assert [each.holders for each in found.keepers] == [("王老师",), ("李校长",)]
    assert known_reasons(county.ctx("王老师"), county.children["class_only"]) == ()
