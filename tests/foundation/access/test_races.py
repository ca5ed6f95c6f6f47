"""At the same instant: whatever two do at once is as if one had come after the other.

Real threads, each with a connection of its own: on SQLite over a file, as an installation has it, on PostgreSQL as the
application's role. What a thread sees before another has ended is decided by the database alone.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction

from notoneless.foundation.access import outbox, revealing, services
from notoneless.foundation.access.models import Account, Grant, Receipt, Unit, Waiting
from notoneless.foundation.access.outbox import Listener, deliver_due
from notoneless.foundation.access.refusals import Conflict, Refused
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.services import found_unit, give_grant, open_account
from notoneless.foundation.audit.models import DayRoot, Entry, Outcome
from notoneless.foundation.audit.selectors import verify
from notoneless.foundation.audit.services import seal_entries
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people import services as people
from notoneless.foundation.people.events import ChildPlaced
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.people.services import correct_phone, place_child, register_child
from notoneless.foundation.places.models import Household
from notoneless.foundation.places.services import register_household
from notoneless.foundation.sealing.models import opened
from notoneless.records.roll_work.models import RollWorkMeasure
from notoneless.records.roll_work.services import adopt_plan, drafting, reopen_measure
from support.county import DAY, County, appoint, build_county, made_up_id
from support.databases import all_of, the
from support.racing import at_once, shared_database
from support.roll_work import TEXT, done_measure, drafted, prefixed, ready

MEETING = 0.3
"""Seconds that one waits for another at a meeting point. On SQLite nobody comes: who writes first keeps the file."""


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to."""
    built = build_county()
    with shared_database(tmp_path):
        yield built


def meet(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, parties: int = 2) -> None:
    """Let a function begin only when all have come to it, if they can: each has seen nothing of the others."""
    real, point = getattr(module, name), threading.Barrier(parties)

    def waiting(*given: Any, **named: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            point.wait(MEETING)
        return real(*given, **named)

    monkeypatch.setattr(module, name, waiting)


def codes(ends: list[Any]) -> list[str]:
    """How the calls that were refused were refused; anything else that was raised is no answer to anybody."""
    errors = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(error, Refused) for error in errors), errors
    return [error.problem.code for error in errors]


def entries(outcome: Outcome, action: str) -> int:
    return Entry.objects.filter(outcome=outcome, action=action).count()


def test_the_threads_have_connections_of_their_own(county: County) -> None:
    count = "SELECT count(*) FROM audit_entry"

    def counted() -> tuple[int, int]:
        with connection.cursor() as cursor:
            cursor.execute(count)
            return id(connection.connection), cursor.fetchone()[0]

    first, second = at_once(counted, counted)
    assert first[0] != second[0]
    assert first[1] == second[1] > 0


# one request, many times


def test_one_request_sent_by_eight_at_once_is_done_once(county: County) -> None:
    request, given = uuid4(), {"unit": county.units["group_b"], "name": "同时登记", "from_on": DAY}
    contexts = [county.ctx("陈局长", request) for _ in range(8)]
    ends = at_once(*(lambda ctx=ctx: register_child(ctx, **given) for ctx in contexts))
    assert len(set(ends)) == 1
    assert [child.pk for child in all_of(Child, name="同时登记")] == [ends[0]]
    assert Receipt.objects.filter(request=request).count() == 1
    assert Entry.objects.filter(request=request).count() == 1


def test_one_request_with_two_contents_at_once_does_one_of_them(county: County) -> None:
    request, ctx = uuid4(), county.ctx("王老师", uuid4())
    guardian, phones = county.guardians["both"], ["13711112222", "13733334444"] * 4
    contexts = [replace(ctx, request=request) for _ in phones]
    ends = at_once(
        *(
            lambda ctx=ctx, phone=phone: correct_phone(ctx, guardian=guardian, phone=phone)
            for ctx, phone in zip(contexts, phones, strict=True)
        )
    )
    assert codes(ends) == ["access.conflict"] * 4
    done = {phone for phone, end in zip(phones, ends, strict=True) if end is None}
    assert done == {opened(the(Guardian, pk=guardian), "phone")}
    told = Entry.objects.filter(request=request).values_list("outcome", flat=True)
    assert sorted(told) == [Outcome.CONFLICT] * 4 + [Outcome.DONE]
    assert all(isinstance(end, Conflict) for end in ends if end)


# two requests that do not go together


def test_two_roles_that_never_meet_in_one_person_do_not_meet_at_once(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(monkeypatch, services, "check_grant")
    given = {"account": county.accounts["吴组长"], "unit": county.units["county"], "from_on": DAY}
    wanted = ("system_administrator", "security_administrator")
    contexts = [county.ctx("安全管理员") for _ in wanted]
    ends = at_once(
        *(
            lambda ctx=ctx, role=role: give_grant(ctx, role=role, **given)
            for ctx, role in zip(contexts, wanted, strict=True)
        )
    )
    assert codes(ends) == ["access.conflict_of_duty"]
    held = {grant.role for grant in all_of(Grant, account_id=given["account"])}
    assert len(held & set(wanted)) == 1
    assert entries(Outcome.REFUSED, "grant.give") == 1


def _opened(county: County, name: str, phone: str | None, unit: str) -> Callable[[], Any]:
    ctx = county.ctx("系统管理员")
    return lambda: open_account(ctx, unit=county.units[unit], sign_in_name=name, name="新人", phone=phone)


@pytest.mark.parametrize(
    ("names", "phone", "code"),
    [(("new", "new"), None, "access.sign_in_name_taken"), (("new1", "new2"), "13700009999", "access.phone_taken")],
)
def test_two_accounts_opened_at_once_are_not_one(
    county: County,
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, str],
    phone: str | None,
    code: str,
) -> None:
    meet(monkeypatch, services, "_give_slip")
    before = len(all_of(Account))
    # at two units: those who open accounts at one wait for each other anyway
    ends = at_once(_opened(county, names[0], phone, "town_a"), _opened(county, names[1], phone, "town_z"))
    assert codes(ends) == [code]
    assert len(all_of(Account)) == before + 1
    assert (entries(Outcome.REFUSED, "account.open"), entries(Outcome.FAILED, "account.open")) == (1, 0)


def test_one_child_registered_by_two_at_once_is_one_child(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch, people.Child, "save")
    given = {"name": "一个孩子", "from_on": DAY, "id_number": made_up_id(900)}
    contexts = [(county.ctx("陈局长"), county.units[unit]) for unit in ("group_a", "group_z")]
    ends = at_once(*(lambda ctx=ctx, unit=unit: register_child(ctx, unit=unit, **given) for ctx, unit in contexts))
    assert codes(ends) == ["people.id_number_taken"]
    assert len(all_of(Child, name="一个孩子")) == 1
    assert entries(Outcome.REFUSED, "child.register") == 1


def test_two_units_founded_at_once_with_one_code_are_one(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch, services, "place_in_tree")
    given = {"kind": "village", "name": "新村", "from_on": DAY, "code": "529901100299"}
    contexts = [(county.ctx("陈局长"), county.units[town]) for town in ("town_a", "town_z")]
    ends = at_once(*(lambda ctx=ctx, town=town: found_unit(ctx, parent=town, **given) for ctx, town in contexts))
    assert codes(ends) == ["access.unit_code_taken"]
    assert entries(Outcome.REFUSED, "unit.found") == 1


def test_what_the_database_refuses_is_attempted_once_more_and_no_more(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = services._give_slip, [True, False, True, True]

    def meddled(*given: Any) -> None:
        if refused.pop(0):
            raise IntegrityError
        real(*given)

    monkeypatch.setattr(services, "_give_slip", meddled)
    account = _opened(county, "new1", None, "county")()
    with pytest.raises(IntegrityError):
        _opened(county, "new2", None, "county")()
    assert [row.pk for row in all_of(Account, name="新人")] == [account]
    assert not refused
    assert entries(Outcome.FAILED, "account.open") == 1


# the program's own work


def test_sealers_at_once_chain_each_entry_once(county: County) -> None:
    corrections = [county.ctx("陈局长") for _ in range(6)]
    guardians = list(county.guardians.values())

    def correct(number: int) -> None:
        correct_phone(corrections[number], guardian=guardians[number], phone=f"1371111{number:04}")

    ends = at_once(*(lambda n=n: correct(n) for n in range(6)), *[seal_entries] * 4)
    assert not codes(ends)
    seal_entries()
    found = verify()
    assert (found.problems, found.waiting) == ((), 0)
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, Entry.objects.count() + 1))
    assert DayRoot.objects.get().number == numbers[-1]


TELL = Listener(ChildPlaced, register_household, {"unit": "unit", "head_name": "child"})
"""Leaves a household whose head is called as the child's id: an effect that can be counted."""

WIRED = (TELL,)


def test_workers_at_once_deliver_each_event_once(county: County, settings: LazySettings) -> None:
    settings.WIRING = f"{__name__}.WIRED"
    for child in county.children.values():
        place_child(county.ctx("陈局长"), child=child, unit=county.units["group_b"], from_on=DAY + timedelta(days=1))
    assert Waiting.objects.count() == len(county.children)
    # an officer's context, because the database lets only who may enter households do so
    workers = [replace(county.ctx("陈局长"), channel="system") for _ in range(4)]
    ends = at_once(*(lambda ctx=ctx: deliver_due(ctx) for ctx in workers))
    assert not codes(ends)
    heads = Counter(row.head_name for row in all_of(Household))
    assert [heads[str(child)] for child in county.children.values()] == [1] * len(county.children)
    assert not Waiting.objects.exists()
    assert entries(Outcome.REFUSED, TELL.name) == entries(Outcome.FAILED, TELL.name) == 0


def test_a_worker_passes_by_what_another_is_delivering(
    county: County, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    # both have read the list of what is due before either delivers
    settings.WIRING = f"{__name__}.WIRED"
    place_child(
        county.ctx("陈局长"),
        child=county.children["both"],
        unit=county.units["group_b"],
        from_on=DAY + timedelta(days=1),
    )
    meet(monkeypatch, outbox, "_deliver")
    workers = [replace(county.ctx("陈局长"), channel="system") for _ in range(2)]
    assert at_once(*(lambda ctx=ctx: deliver_due(ctx) for ctx in workers)) == [1, 1]
    assert len(all_of(Household, head_name=str(county.children["both"]))) == 1
    assert entries(Outcome.DONE, TELL.name) == len(county.children)


def test_what_is_opened_at_once_is_counted_one_by_one(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(monkeypatch, revealing, "done_today")
    child, limits = the(Child, pk=county.children["both"]), Limits(a_day=3)
    asking = [county.ctx("王老师") for _ in range(6)]
    ends = at_once(*(lambda ctx=ctx: reveal(ctx, child, "id_number", limits) for ctx in asking))
    assert codes(ends) == ["access.too_many_revealed"] * 3
    assert entries(Outcome.READ, "child.reveal") == 3


def test_two_who_end_each_others_last_role_at_once_do_not_both_succeed(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(county, "另一名", "security_administrator", "county", "13900008888")
    meet(monkeypatch, services, "held_by")
    pairs = (("安全管理员", "另一名"), ("另一名", "安全管理员"))
    asked = [(county.ctx(who), county.accounts[whom]) for who, whom in pairs]
    ends = at_once(*(lambda ctx=ctx, whom=whom: services.disable_account(ctx, account=whom) for ctx, whom in asked))
    assert sum(end is None for end in ends) == 1
    assert Account._base_manager.filter(pk__in=[whom for _, whom in asked], is_active=True).count() == 1


# papers


def test_papers_issued_at_once_have_numbers_of_their_own_without_a_gap(county: County) -> None:
    prefixed(county)
    unit = the(Unit, pk=county.units["school_a"])
    data = dict.fromkeys(("school", "school_year", "title", "version", "effective_on", "basis", "aims"), "某")

    def issued() -> int:
        with transaction.atomic():
            given = {"unit": unit, "kind": "roll_work_plan", "data": {**data, "measures": []}}
            return issue(county.ctx("李校长"), "roll_work.adopt", **given).serial

    assert sorted(at_once(*[issued] * 8)) == list(range(1, 9))


def test_a_draft_adopted_twice_at_once_is_one_version_and_one_paper(county: County) -> None:
    plan = ready(prefixed(county))
    calls = [lambda: adopt_plan(county.ctx("李校长"), roll_plan=plan, effective_on=DAY)] * 2
    ends = at_once(*calls)
    assert codes(ends) == ["roll_work.adopted_already"]
    assert [(paper.serial, paper.number) for paper in all_of(Paper)] == [(1, "清溪小学学籍〔2026〕1号")]


def test_a_measure_opened_again_while_a_draft_is_begun_is_in_that_draft(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = done_measure(county)
    meet(monkeypatch, drafting, "copied")
    calls = [
        lambda: drafted(county),
        lambda: reopen_measure(county.ctx("王老师"), roll_measure=measure, reason="漏了一人"),
    ]
    [draft, _] = at_once(*calls)
    assert sorted(row.text for row in all_of(RollWorkMeasure, plan=draft)) == ["公布学籍管理制度", TEXT]
