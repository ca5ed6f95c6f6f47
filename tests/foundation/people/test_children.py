"""What the list, the search and the page show, and what they leave behind."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, SecondFactorNeeded, Unrecorded
from notoneless.foundation.access.revealing import Limits, StepUpNeeded, reveal
from notoneless.foundation.audit import services as audit
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.people import selectors
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.selectors import list_children, open_child
from notoneless.foundation.people.services import correct_phone, place_child
from notoneless.foundation.sealing.keys import KeyStoreDown
from support.county import CHILDREN, DAY, County
from support.databases import all_of, is_postgres, owners_eyes, the

LIMITS = Limits()


def found(county: County, who: str, search: str) -> set[str]:
    keys = {pk: key for key, pk in county.children.items()}
    return {keys[line.id] for line in list_children(county.ctx(who), search=search).lines}


@pytest.mark.parametrize(
    "search", ["慕容甲乙", "慕容", "甲乙", "乙", "murong", "murongjiayi", "jiayi", "mrjy", "MRJ", " 慕 容 ", "mr jy"]
)
def test_a_child_is_found_by_characters_pinyin_and_initials(county: County, search: str) -> None:
    assert found(county, "王老师", search) == {"both"}


@pytest.mark.parametrize("spot", [1, 2, 4])
def test_a_child_is_found_by_its_whole_number_and_by_its_familys_phone(county: County, spot: int) -> None:
    number = county.markers["both"][spot]
    assert found(county, "王老师", number) == {"both"}
    assert found(county, "赵老师", number) == set()
    assert found(county, "王老师", number[:-1]) == set()


@pytest.mark.parametrize("search", ["夏侯", "不存在", "%", "_", "'", '"; DROP TABLE people_child; --', "\x00", "🙂"])
def test_a_search_finds_nothing_it_should_not(county: County, search: str) -> None:
    assert found(county, "王老师", search) == set()


def test_a_list_is_in_the_order_of_pinyin_and_goes_on_where_it_stopped(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [line.id for line in list_children(county.ctx("陈局长")).lines]
    names = [line.name for line in list_children(county.ctx("陈局长")).lines]
    assert names == ["皇甫寅卯", "慕容甲乙", "欧阳丙丁", "上官壬癸", "司徒戊己", "夏侯子丑", "诸葛庚辛"]
    monkeypatch.setattr(selectors, "PAGE", 3)
    parts, after = [], None
    while True:
        page = list_children(county.ctx("陈局长"), after=after)
        parts += [line.id for line in page.lines]
        assert page.count == len(CHILDREN)
        after = page.following
        if after is None:
            break
    assert parts == whole


def test_a_list_does_not_go_on_from_a_child_out_of_reach(county: County) -> None:
    for stranger in (county.children["far"], uuid4()):
        with pytest.raises(NotFound):
            list_children(county.ctx("王老师"), after=stranger)


def test_a_list_leaves_its_count_and_a_hash_but_not_what_was_searched(county: County) -> None:
    list_children(county.ctx("王老师"), search="慕容")
    entry = Entry.objects.filter(outcome=Outcome.READ).latest("id")
    assert (entry.action, entry.count, entry.actor) == ("child.read", 1, county.accounts["王老师"])


def test_opening_a_child_leaves_a_row_that_names_it(county: County) -> None:
    card = open_child(county.ctx("王老师"), county.children["both"])
    entry = Entry.objects.filter(outcome=Outcome.READ).latest("id")
    assert (entry.object_table, entry.object) == ("people_child", county.children["both"])
    assert [place.name for place in card.line.places] == ["柳树村一组", "三年级（1）班"]
    assert [each.name for each in card.guardians] == ["家长慕容甲乙"]
    assert card.id_number.is_there
    assert card.id_number.may_open


@pytest.mark.parametrize("who", ["赵老师", "系统管理员", "安全管理员", "审计管理员"])
def test_out_of_reach_there_is_no_such_child(county: County, who: str) -> None:
    with pytest.raises(NotFound):
        open_child(county.ctx(who), county.children["both"])
    with pytest.raises(NotFound):
        open_child(county.ctx(who), uuid4())


def test_officials_see_nothing_without_a_second_factor(county: County) -> None:
    assert list_children(replace(county.ctx("陈局长"), strong=False)).count == 0
    assert list_children(replace(county.ctx("王老师"), strong=False)).count == 2


def test_no_card_holds_a_sealed_value(county: County) -> None:
    told = repr(open_child(county.ctx("陈局长"), county.children["both"]))
    _, id_number, student_number, _, phone = county.markers["both"]
    assert not [number for number in (id_number, student_number, phone) if number in told]


# memberships


def test_a_child_that_moves_is_seen_by_the_new_unit_from_that_day_and_by_the_old_until_then(county: County) -> None:
    place_child(county.ctx("陈局长"), child=county.children["class_only"], unit=county.units["class_z"], from_on=DAY)
    assert found(county, "王老师", "") == {"both"}
    assert "class_only" in found(county, "赵老师", "")
    assert "class_only" in found(county, "陈局长", "")


def test_a_move_on_one_track_leaves_the_other_alone(county: County) -> None:
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_z"], from_on=DAY)
    assert "both" in found(county, "吴组长", "")
    open_rows = all_of(ChildUnit, child_id=county.children["both"], until_on__isnull=True)
    assert sorted(row.track for row in open_rows) == ["household", "school"]


# reveal


def child_of(county: County, key: str) -> Child:
    return the(Child, pk=county.children[key])


def test_a_number_is_revealed_with_grant_reach_and_fresh_proof_and_that_is_recorded(county: County) -> None:
    ctx = county.ctx("王老师")
    assert reveal(ctx, child_of(county, "both"), "id_number", LIMITS) == county.markers["both"][1]
    entry = Entry.objects.filter(action="child.reveal").latest("id")
    assert (entry.outcome, entry.object, entry.reason) == ("read", county.children["both"], "id_number")
    guardian = the(Guardian, pk=county.guardians["both"])
    assert reveal(ctx, guardian, "phone", LIMITS) == county.markers["both"][4]


def refused_reveal(ctx: object, child: Child, kind: type[Refused]) -> None:
    with pytest.raises(kind):
        reveal(ctx, child, "id_number", LIMITS)  # type: ignore[arg-type]
    entry = Entry.objects.latest("id")
    assert (entry.outcome, entry.action) == ("refused", "child.reveal")


def test_a_number_is_not_revealed_otherwise(county: County) -> None:
    ctx, child = county.ctx("王老师"), child_of(county, "both")
    refused_reveal(county.ctx("赵老师"), child, NotFound)
    refused_reveal(county.ctx("审计管理员"), child, NotAllowed)
    refused_reveal(replace(county.ctx("陈局长"), strong=False), child, SecondFactorNeeded)
    refused_reveal(replace(ctx, confirmed_at=None), child, StepUpNeeded)
    refused_reveal(replace(ctx, confirmed_at=ctx.at - LIMITS.proof * 1.01), child, StepUpNeeded)
    refused_reveal(replace(ctx, confirmed_at=ctx.at + LIMITS.proof), child, StepUpNeeded)
    for channel in ("api", "cli", "sync", "import"):
        refused_reveal(replace(ctx, channel=channel), child, NotAllowed)


def test_numbers_are_revealed_up_to_the_days_limit_and_again_the_next_day(county: County) -> None:
    limits, child = Limits(a_day=3), child_of(county, "both")
    for _ in range(3):
        reveal(county.ctx("王老师"), child, "id_number", limits)
    with pytest.raises(Refused) as refusal:
        reveal(county.ctx("王老师"), child, "id_number", limits)
    assert refusal.value.problem.code == "access.too_many_revealed"
    reveal(county.ctx("李校长"), child, "id_number", limits)
    county.time.pass_by(days=1)
    reveal(county.ctx("王老师"), child, "id_number", limits)


@pytest.mark.parametrize("field", ["id_number_index", "sort_key", "name"])
def test_what_is_not_declared_to_be_revealed_is_not(county: County, field: str) -> None:
    with pytest.raises(TypeError):
        reveal(county.ctx("陈局长"), child_of(county, "both"), field, LIMITS)


def test_sealed_text_changes_with_a_whole_row_only(county: County) -> None:
    from notoneless.foundation.sealing.models import Plain

    with pytest.raises(TypeError):
        Child._base_manager.filter(pk=county.children["both"]).update(id_number=Plain("1"))
    assert "1371" not in repr(Plain("1371"))


def test_a_box_copied_to_another_row_is_not_opened(county: County) -> None:
    ids = [county.guardians[key] if is_postgres() else county.guardians[key].hex for key in ("far", "both")]
    with owners_eyes(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_guardian SET phone = (SELECT phone FROM people_guardian WHERE id = %s) WHERE id = %s", ids
        )
    guardian = the(Guardian, pk=county.guardians["both"])
    with pytest.raises(Exception, match="加密内容被改动"):
        reveal(county.ctx("王老师"), guardian, "phone", LIMITS)


# nothing is served without keys or without the audit


@pytest.mark.parametrize("content", [None, "", "{}", "not a ring"])
def test_without_keys_nothing_is_done_and_nothing_shown(
    county: County, settings: object, tmp_path: Path, content: str | None
) -> None:
    ring = tmp_path / "ring.json"
    if content is not None:
        ring.write_text(content)
    ctx, before = county.ctx("王老师"), Entry.objects.count()
    settings.KEY_RING_FILE = ring  # type: ignore[attr-defined]
    expected = (KeyStoreDown, Unrecorded)
    for attempt in (
        lambda: list_children(ctx),
        lambda: list_children(ctx, search=county.markers["both"][1]),
        lambda: correct_phone(ctx, guardian=county.guardians["both"], phone="13711112222"),
        lambda: reveal(ctx, child_of(county, "both"), "id_number", LIMITS),
    ):
        with pytest.raises(expected):
            attempt()
    assert Entry.objects.filter(outcome=Outcome.DONE).count() <= before


def test_without_the_audit_nothing_is_done_and_nothing_shown(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise DatabaseError

    ctx, child = county.ctx("王老师"), child_of(county, "both")
    from notoneless.foundation.access import recording

    assert recording.record is audit.record
    monkeypatch.setattr(recording, "record", down)
    with pytest.raises(Unrecorded):
        list_children(ctx)
    with pytest.raises(Unrecorded):
        open_child(ctx, county.children["both"])
    with pytest.raises(Unrecorded):
        reveal(ctx, child, "id_number", LIMITS)
    with pytest.raises(Unrecorded):
        correct_phone(ctx, guardian=county.guardians["both"], phone="13711112222")
    with pytest.raises(Unrecorded):
        correct_phone(ctx, guardian=county.guardians["far"], phone="13711112222")
    monkeypatch.undo()
    guardian = the(Guardian, pk=county.guardians["both"])
    assert reveal(ctx, guardian, "phone", LIMITS) == county.markers["both"][4]


def test_searches_for_numbers_are_limited_hit_or_miss_and_recorded_as_such(county: County) -> None:
    ctx, number = county.ctx("王老师"), county.markers["both"][1]
    for text in (number, county.markers["far"][1], county.markers["both"][4]):
        list_children(county.ctx("王老师"), search=text, found_a_day=3)
    with pytest.raises(Refused) as refusal:
        list_children(county.ctx("王老师"), search=number, found_a_day=3)
    assert refusal.value.problem.code == "people.too_many_numbers"
    assert Entry.objects.filter(actor=ctx.actor, action="child.find").count() == 3
    assert list_children(county.ctx("王老师"), search="慕容", found_a_day=3).count == 1
    assert list_children(county.ctx("李校长"), search=number, found_a_day=3).count == 1
    county.time.pass_by(days=1)
    assert list_children(county.ctx("王老师"), search=number, found_a_day=3).count == 1


def test_a_token_finds_nobody_by_a_number(county: County) -> None:
    ctx = replace(county.ctx("陈局长"), narrowed=frozenset({"child.read"}), channel="api")
    with pytest.raises(NotAllowed):
        list_children(ctx, search=county.markers["both"][1])
    assert list_children(ctx, search="慕容").count == 1


def test_numbers_and_telephones_revealed_count_together(county: County) -> None:
    limits = Limits(a_day=3)
    for field in ("id_number", "student_number"):
        reveal(county.ctx("王老师"), child_of(county, "both"), field, limits)
    guardian = the(Guardian, pk=county.guardians["both"])
    reveal(county.ctx("王老师"), guardian, "phone", limits)
    with pytest.raises(Refused):
        reveal(county.ctx("王老师"), guardian, "phone", limits)
