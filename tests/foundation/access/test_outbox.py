"""Events on their way: at once with their action, or later, once, whatever is killed and whatever cannot be delivered."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.db import connection

from notoneless.foundation.access import outbox
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.models import Receipt, Waiting
from notoneless.foundation.access.outbox import MOST_ATTEMPTS, PAUSES, Listener, deliver_due, deliveries, retry_dead
from notoneless.foundation.access.refusals import Conflict, NotAllowed, NotFound, Unusable
from notoneless.foundation.access.roles import ROLES, Role, Roles
from notoneless.foundation.access.settling import settle_database
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.people.events import ChildPlaced
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.services import place_child
from notoneless.foundation.places.models import Household
from notoneless.foundation.places.services import register_household
from support.county import DAY, County
from support.databases import APP, all_of, is_postgres, owners_eyes
from support.registry import all_actions

MACHINE = frozenset({"household.register", "child.place"})
SYSTEM_MAY = Roles({**ROLES.table, "system": Role("system", ROLES.table["system"].kinds, MACHINE, False, "machine")})
"""The roles, with a program that may do what the listeners of these tests do."""

TELL = Listener(ChildPlaced, register_household, {"unit": "unit", "head_name": "child"})
"""Leaves a household whose head is called as the child's id: an effect that can be counted."""

POISON = Listener(ChildPlaced, place_child, {"child": "child", "unit": "unit", "from_on": "unit"})
"""Can never be delivered: a unit is no date."""

AT_ONCE = replace(TELL, at_once=True)
POISON_AT_ONCE = replace(POISON, at_once=True)

WIRED: list[Listener] = []
"""The wiring of these tests; settings name it."""


@pytest.fixture(autouse=True)
def wiring(settings: LazySettings, db: None) -> None:
    """Nobody listens yet; and the database knows that the program may do what these listeners do."""
    WIRED.clear()
    settings.WIRING = f"{__name__}.WIRED"
    if is_postgres():
        with owners_eyes():
            settle_database(connection, APP, all_actions(), SYSTEM_MAY)


def machine(county: County) -> Context:
    """The program's own context."""
    return replace(system_context(county.ids, county.time.at), roles=SYSTEM_MAY)


def place(county: County, child: str = "both", unit: str = "group_b", request: UUID | None = None) -> None:
    ctx = county.ctx("陈局长", request)
    place_child(ctx, child=county.children[child], unit=county.units[unit], from_on=DAY + timedelta(days=1))


def effects(county: County, child: str = "both") -> int:
    return len(all_of(Household, head_name=str(county.children[child])))


# in the same transaction


def test_a_listener_at_once_acts_with_its_action(county: County) -> None:
    WIRED.append(AT_ONCE)
    place(county)
    assert effects(county) == 1
    assert not Waiting.objects.exists()


def test_an_action_whose_listener_at_once_refuses_is_undone_and_recorded_once(county: County) -> None:
    WIRED.extend([AT_ONCE, POISON_AT_ONCE])
    before = len(all_of(ChildUnit))
    with pytest.raises(Unusable):
        place(county)
    assert (len(all_of(ChildUnit)), effects(county)) == (before, 0)
    assert Entry.objects.filter(outcome=Outcome.REFUSED).count() == 1


def test_two_events_of_one_kind_in_one_action_wake_their_listener_twice(county: County) -> None:
    WIRED.append(AT_ONCE)
    ctx = county.ctx("陈局长")
    for child in ("both", "far"):
        outbox.publish(ctx, ChildPlaced(child=county.children[child], unit=county.units["group_b"]))
    assert (effects(county), effects(county, "far")) == (1, 1)


def test_the_same_request_again_wakes_nobody(county: County) -> None:
    WIRED.extend([AT_ONCE])
    request = uuid4()
    place(county, request=request)
    place(county, request=request)
    assert effects(county) == 1
    with pytest.raises(Conflict):
        place(county, unit="group_a", request=request)
    assert effects(county) == 1


# later


def test_what_waits_is_delivered_once(county: County) -> None:
    WIRED.append(TELL)
    place(county)
    assert (effects(county), Waiting.objects.count()) == (0, 1)
    assert deliver_due(machine(county)) == 1
    assert deliver_due(machine(county)) == 0
    assert (effects(county), Waiting.objects.count()) == (1, 0)
    done = Entry.objects.get(action="household.register", channel="system")
    assert done.actor == machine(county).actor


def test_an_action_that_is_undone_leaves_nothing_waiting(county: County) -> None:
    WIRED.extend([TELL, POISON_AT_ONCE])
    with pytest.raises(Unusable):
        place(county)
    assert not Waiting.objects.exists()


class Killed(BaseException):
    """The process ends here."""


def test_a_worker_killed_before_the_end_of_a_delivery_has_done_nothing(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    WIRED.append(TELL)
    place(county)

    def killed(self: Waiting) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Waiting, "delete", killed)
        with pytest.raises(Killed):
            deliver_due(machine(county))
    assert (effects(county), Waiting.objects.get().attempts) == (0, 1)
    county.time.pass_by(minutes=1)
    deliver_due(machine(county))
    assert (effects(county), Waiting.objects.count()) == (1, 0)


def test_a_delivery_that_was_done_but_still_waits_is_not_done_again(county: County) -> None:
    # as after a backup of the one table and not of the other: the receipt of the delivery's own request answers
    WIRED.append(TELL)
    place(county)
    kept = Waiting.objects.get()
    deliver_due(machine(county))
    kept.save(force_insert=True)
    deliver_due(machine(county))
    assert (effects(county), Waiting.objects.count()) == (1, 0)


def test_what_kills_its_worker_every_time_is_dead_in_the_end(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    WIRED.append(TELL)
    place(county)

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(outbox, "_act", killed)
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            deliver_due(machine(county))
        county.time.pass_by(days=1)
    deliver_due(machine(county))
    assert (Waiting.objects.get().dead, Waiting.objects.get().trouble) == (True, "killed")


def test_another_worker_passes_by_what_is_being_delivered(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    WIRED.append(TELL)
    place(county)
    act, second = outbox._act, []

    def slow(*given: object) -> None:
        second.append(outbox._claim(machine(county), Waiting.objects.get().pk))
        act(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "_act", slow)
    deliver_due(machine(county))
    assert (second, effects(county)) == ([None], 1)


# many at once


def many(listener: Listener = TELL) -> Listener:
    """The same listener, with a place for further events: the address of the household."""
    return replace(listener, others=("address", "child"))


def place_three(county: County) -> list[str]:
    for child in ("both", "far", "class_only"):
        place(county, child)
    return [str(county.children[child]) for child in ("both", "far", "class_only")]


def test_what_waits_for_a_listener_of_many_is_one_action(county: County) -> None:
    WIRED.append(many())
    first, *others = place_three(county)
    assert deliver_due(machine(county)) == 3
    (made,) = all_of(Household, head_name=first)
    assert made.address == " ".join(others)
    assert not Waiting.objects.exists()
    assert Entry.objects.filter(action="household.register", channel="system").count() == 1


def test_where_many_at_once_fail_each_is_delivered_for_itself(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    WIRED.append(many())
    place_three(county)
    act = outbox._act

    def broken(ctx: Context, listener: Listener, event: Any, others: Any = ()) -> None:
        act(ctx, listener, event, others)
        if others:
            raise OSError

    monkeypatch.setattr(outbox, "_act", broken)
    deliver_due(machine(county))
    assert (effects(county), Waiting.objects.filter(attempts=1).count()) == (0, 3)
    county.time.pass_by(minutes=1)
    assert deliver_due(machine(county)) == 3
    assert (effects(county), effects(county, "far"), effects(county, "class_only")) == (1, 1, 1)
    assert not Waiting.objects.exists()


def test_a_worker_killed_over_many_has_done_nothing(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    WIRED.append(many())
    place_three(county)
    act = outbox._act

    def killed(*given: Any) -> None:
        act(*given)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_act", killed)
        with pytest.raises(Killed):
            deliver_due(machine(county))
    assert (effects(county), Waiting.objects.count()) == (0, 3)
    county.time.pass_by(minutes=1)
    deliver_due(machine(county))
    assert (effects(county), effects(county, "far"), Waiting.objects.count()) == (1, 1, 0)


def test_one_alone_and_one_that_was_tried_before_are_delivered_as_ever(county: County) -> None:
    WIRED.append(many())
    place(county)
    place(county, "far")
    Waiting.objects.filter(content__child=str(county.children["far"])).update(attempts=1)
    deliver_due(machine(county))
    assert (effects(county), effects(county, "far")) == (1, 1)


# what cannot be delivered


def test_a_poison_event_goes_dead_after_its_attempts_and_the_others_flow(county: County) -> None:
    WIRED.extend([POISON, TELL])
    place(county)
    pauses = []
    while not Waiting.objects.filter(dead=True).exists():
        before = county.time.at
        deliver_due(machine(county))
        poison = Waiting.objects.get()
        assert effects(county) == 1
        if not poison.dead:
            pauses.append(poison.due_at - before)
            county.time.at = poison.due_at - timedelta(seconds=1)
            assert deliver_due(machine(county)) == 0
            county.time.at = poison.due_at
    assert tuple(pauses) == PAUSES
    assert poison.attempts == MOST_ATTEMPTS
    refused = Entry.objects.filter(action="child.place", channel="system", outcome=Outcome.REFUSED)
    assert refused.count() == MOST_ATTEMPTS
    county.time.pass_by(days=30)
    assert deliver_due(machine(county)) == 0


def test_trouble_is_told_without_the_words_of_the_error(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    WIRED.append(TELL)
    place(county)

    def broken(*_: object) -> None:
        raise ValueError(county.markers["both"][1])

    monkeypatch.setattr(outbox, "_act", broken)
    deliver_due(machine(county))
    assert Waiting.objects.get().trouble == "ValueError"
    assert Entry.objects.filter(outcome=Outcome.FAILED, reason="access.failed", channel="system").count() == 1


def test_an_event_that_nobody_listens_to_any_more_is_kept(county: County) -> None:
    WIRED.append(TELL)
    place(county)
    WIRED.clear()
    deliver_due(machine(county))
    assert Waiting.objects.get().trouble == "LookupError"


def test_what_cannot_even_be_put_off_does_not_stand_in_the_way(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    WIRED.extend([POISON, TELL])
    place(county)

    def down(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(outbox, "_put_off", down)
    deliver_due(machine(county))
    assert effects(county) == 1


# the dead letters


@pytest.fixture
def dead(county: County) -> UUID:
    """A dead delivery."""
    WIRED.append(TELL)
    place(county)
    Waiting.objects.update(dead=True, attempts=MOST_ATTEMPTS, trouble="OSError")
    return Waiting.objects.get().pk


def test_a_dead_letter_is_retried_by_the_system_administrator(county: County, dead: UUID) -> None:
    assert deliver_due(machine(county)) == 0
    retry_dead(county.ctx("系统管理员"), unit=county.units["county"], delivery=dead)
    deliver_due(machine(county))
    assert (effects(county), Waiting.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["陈局长", "安全管理员", "审计管理员", "王老师"])
def test_nobody_else_retries_or_sees_what_waits(county: County, dead: UUID, who: str) -> None:
    with pytest.raises(NotAllowed):
        retry_dead(county.ctx(who), unit=county.units["county"], delivery=dead)
    with pytest.raises(NotAllowed):
        deliveries(county.ctx(who))


def test_only_what_is_dead_is_retried_and_at_the_county_alone(county: County, dead: UUID) -> None:
    with pytest.raises(NotFound):
        retry_dead(county.ctx("系统管理员"), unit=county.units["town_a"], delivery=dead)
    retry_dead(county.ctx("系统管理员"), unit=county.units["county"], delivery=dead)
    with pytest.raises(NotFound):
        retry_dead(county.ctx("系统管理员"), unit=county.units["county"], delivery=dead)


def test_what_waits_is_listed_without_what_it_carries(county: County, dead: UUID) -> None:
    (found,) = deliveries(county.ctx("系统管理员"))
    assert (found.id, found.dead, found.trouble) == (dead, True, "OSError")
    assert str(county.children["both"]) not in str(found)
    assert Entry.objects.filter(action="outbox.read", outcome=Outcome.READ, count=1).count() == 1


def test_receipts_of_deliveries_are_the_programs(county: County) -> None:
    WIRED.append(TELL)
    place(county)
    deliver_due(machine(county))
    assert Receipt.objects.filter(actor=machine(county).actor, action="household.register").count() == 1
