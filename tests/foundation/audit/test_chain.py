"""Whatever is changed in the audit shows."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from notoneless.foundation.audit.models import DayRoot, Entry, Payload
from notoneless.foundation.audit.rules import START, Linked, Root, breaks, next_link
from notoneless.foundation.audit.selectors import chain_state, verify
from notoneless.foundation.audit.services import seal_entries
from notoneless.foundation.people.services import correct_phone
from support.county import County
from support.databases import owners_eyes

DAY = date(2026, 9, 1)
MISSING = ["audit.root_missing"] * 2
"""What is told of the two days of `busy` without their roots."""


def chain(length: int) -> list[Linked]:
    before, made = START, []
    for number in range(1, length + 1):
        parts = (f"at{number}", "actor", "action", bytes([number % 256]) * 32)
        before = next_link(before, number, parts)
        made.append(Linked(number, DAY + timedelta(days=number // 10), parts, before))
    return made


def kept(entries: list[Linked]) -> Root:
    return Root(entries[-1].day, entries[-1].number, entries[-1].link)


def edited(entries: list[Linked], rng: random.Random) -> list[Linked]:  # noqa: C901 (a list of edits)
    """One random edit. What an attacker can recompute is recomputed."""
    rows, place = list(entries), rng.randrange(len(entries))
    match rng.choice(("part", "link", "delete", "swap", "insert", "cut", "rewrite")):
        case "part":
            parts = list(rows[place].parts)
            spot = rng.randrange(3)
            parts[spot] = f"{parts[spot]}x"
            rows[place] = replace(rows[place], parts=tuple(parts))
        case "link":
            flipped = bytearray(rows[place].link)
            flipped[rng.randrange(32)] ^= 1 << rng.randrange(8)
            rows[place] = replace(rows[place], link=bytes(flipped))
        case "delete":
            del rows[place]
        case "swap":
            other = (place + 1) % len(rows)
            rows[place], rows[other] = rows[other], rows[place]
        case "insert":
            rows.insert(place, replace(rows[place], parts=("forged",)))
        case "cut":
            rows = rows[:place]
        case "rewrite":  # from one place on, every link made anew
            before = rows[place - 1].link if place else START
            for index in range(place, len(rows)):
                parts = ("forged", *rows[index].parts[1:])
                before = next_link(before, rows[index].number, parts)
                rows[index] = replace(rows[index], parts=parts, link=before)
    return rows


def test_a_whole_chain_has_no_breaks() -> None:
    entries = chain(60)
    roots = [kept([each]) for each in entries if each.number % 10 == 9 or each is entries[-1]]
    assert not list(breaks(entries, roots, kept(entries)))


@pytest.mark.parametrize("seed", range(300))
def test_every_edit_is_found_given_the_last_root_that_was_kept(seed: int) -> None:
    entries = chain(40)
    rows = edited(entries, random.Random(seed))
    roots = list({each.day: kept([each]) for each in rows}.values())  # the attacker renews them too
    assert list(breaks(rows, roots, kept(entries)))


# in the database


@pytest.fixture
def busy(county: County) -> County:
    for key in ("both", "far", "group_only"):
        county.time.pass_by(hours=11)
        correct_phone(county.ctx("陈局长"), guardian=county.guardians[key], phone="13711112222")
    seal_entries()
    return county


def run(sql: str) -> int:
    with owners_eyes(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def test_sealing_chains_everything_once_and_the_chain_is_whole(busy: County) -> None:
    found = verify()
    assert not found.problems
    assert (found.chained, found.waiting) == (Entry.objects.count(), 0)
    assert found.payloads == Payload.objects.count() > 0
    assert seal_entries() == 0
    assert DayRoot.objects.count() == 2
    assert verify(found.root).problems == ()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET outcome = 'refused' WHERE number = 5",
        "UPDATE audit_entry SET actor = NULL WHERE number = 5",
        "UPDATE audit_entry SET address = '10.0.0.1' WHERE number = 5",
        "UPDATE audit_entry SET count = 3 WHERE number = 5",
        "UPDATE audit_entry SET at = '2026-01-01 00:00:00' WHERE number = 5",
        "UPDATE audit_entry SET number = 9999 WHERE number = 5",
        "UPDATE audit_payload SET content = (SELECT content FROM audit_payload ORDER BY id DESC LIMIT 1)"
        " WHERE entry_id = (SELECT id FROM audit_entry WHERE number = 5)",
        "UPDATE audit_entry SET commitment = (SELECT commitment FROM audit_entry WHERE number = 6) WHERE number = 5",
    ],
)
def test_rows_changed_behind_the_programs_back_are_found(busy: County, sql: str) -> None:
    assert run(sql) > 0
    assert verify().problems


def test_an_end_cut_off_is_found_by_the_daily_root(busy: County) -> None:
    last = Entry.objects.order_by("-number").values_list("number", flat=True)[0]
    entry = Entry.objects.get(number=last)
    Payload.objects.filter(entry=entry).delete()
    run(f"DELETE FROM audit_entry WHERE number = {last}")
    assert [problem.code for problem in verify().problems] == ["audit.root_without_entry"]


def test_an_older_copy_of_the_whole_is_found_by_a_root_kept_elsewhere(busy: County) -> None:
    root = verify().root
    assert root
    with owners_eyes():
        DayRoot.objects.all().delete()
    newer = Root(root.day, root.number + 1, b"1" * 32)
    assert [problem.code for problem in verify(newer).problems] == ["audit.root_without_entry", *MISSING]


def test_roots_deleted_to_cut_the_end_off_are_missed(busy: County) -> None:
    last = Entry.objects.order_by("-number").values_list("number", flat=True)[0]
    run(f"DELETE FROM audit_payload WHERE entry_id = (SELECT id FROM audit_entry WHERE number = {last})")
    run(f"DELETE FROM audit_entry WHERE number = {last}")
    run("DELETE FROM audit_day_root")
    assert [problem.code for problem in verify().problems] == MISSING
    assert [problem.code for problem in chain_state(1).problems] == MISSING[:1]


@pytest.mark.parametrize("link", [None, bytes(32)])
def test_two_roots_with_one_number_are_found(busy: County, link: bytes | None) -> None:
    root = verify().root
    assert root
    with owners_eyes():
        DayRoot.objects.create(day=root.day + timedelta(days=1), number=root.number, link=link or root.link)
    assert "audit.root_differs" in [problem.code for problem in verify().problems]


def test_a_payload_erased_by_retention_leaves_the_chain_whole(busy: County) -> None:
    before = verify().payloads
    Payload.objects.filter(entry__number=5).delete()
    found = verify()
    assert (found.problems, found.payloads) == ((), before - 1)


def test_an_entry_that_comes_late_renews_the_root_of_its_day(busy: County) -> None:
    early = verify().root
    correct_phone(county_at(busy, hours=-22), guardian=busy.guardians["far"], phone="13722223333")
    assert seal_entries() == 1
    assert verify(early).problems == ()


def county_at(county: County, hours: int) -> object:
    ctx = county.ctx("陈局长")
    return replace(ctx, at=ctx.at + timedelta(hours=hours))


def test_entries_cannot_be_changed_through_the_program(county: County) -> None:
    with pytest.raises(TypeError):
        Entry.objects.filter(number=1).update(outcome="done")
    with pytest.raises(TypeError):
        Entry.objects.all().delete()
