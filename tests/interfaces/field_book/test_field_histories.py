"""Random histories of phones and a server: what was acknowledged is there once, and order decides nothing.

Three to five phones are offline, send twice, lose answers, have wrong clocks, come after weeks, are installed anew; a role ends
meanwhile; the server is restored from a backup. A history is then played again with everything arriving in another order.
"""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import RequestFactory

from notoneless.casework.visits.models import HomeVisit
from notoneless.foundation.access.models import Grant
from notoneless.foundation.field_book.models import FieldEvent
from notoneless.foundation.field_book.selectors import Owner, device_secret
from notoneless.foundation.field_book.services import add_device
from notoneless.interfaces.field_book.pages.contents import own_key
from notoneless.interfaces.field_book.pages.delivering import handed_in
from notoneless.interfaces.frame import clock
from notoneless.kernel.envelopes import seal_envelope
from notoneless.records.attendance.models import ArrivalReport, AttendanceMark
from support.county import DAY, County
from support.databases import all_of, owners_eyes
from support.field import KEPT, Written, back_to

HISTORIES = int(os.environ.get("NOTONELESS_FIELD_HISTORIES", "12"))
FIRST = int(os.environ.get("NOTONELESS_FIELD_FIRST", "0"))
"""How many histories, from which seed: a soak plays ten thousand."""

WHO = ("王老师", "王老师", "李校长", "周支书", "王老师")
_ASKED = RequestFactory()


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones and server live in the time of the county."""
    monkeypatch.setattr(clock, "now", lambda: county.time.at)


@dataclass
class Pocket:
    """A phone that is spared the browser: it has what the page's scripts keep."""

    county: County
    who: str
    secret: str = ""
    outbox: dict[str, Written] = field(default_factory=dict)

    def enable(self) -> None:
        """Be signed in once: the server learns of the phone."""
        ctx = self.county.ctx(self.who)
        unit = self.county.units[
            "class_a" if self.who == "王老师" else "school_a" if self.who == "李校长" else "village_a"
        ]
        made = add_device(ctx, unit=unit, name="测试机")
        self.secret = device_secret(made, Owner(UUID(str(ctx.actor)), unit, ctx.strong))

    def hand_in(self, answers: bool = True) -> None:
        """What the outbox does; without an answer the phone learns nothing."""
        waiting = [each for each in self.outbox.values() if each.state == "here"]
        held = [each.id for each in self.outbox.values() if each.acknowledged]
        status, told = self._send(waiting, held)
        if (
            status == 401
        ):  # the server was restored to before it knew this phone: its owner signs in again, if that may be
            if not any(h.on(self.county.ctx(self.who).today) for h in self.county.ctx(self.who).held):
                return
            self.enable()
            status, told = self._send(waiting, held)
        assert status == 200
        if not answers:
            return
        again = [self.outbox[each] for each in told["wanted"]]
        more = self._send(again, [])[1]["events"] if again else []
        for each in (*told["held"], *told["events"], *more):
            row = self.outbox[each["id"]]
            assert each["state"] in KEPT
            row.state, row.acknowledged = each["state"], True

    def _send(self, events: list[Written], held: list[str]) -> tuple[int, Any]:
        body = {"events": [{"id": each.id, "envelope": each.envelope} for each in events], "held": held}
        headers = {"Authorization": f"Device {self.secret}"}
        answer = handed_in(_ASKED.post("/field/deliveries/", json.dumps(body), "application/json", headers=headers))
        return answer.status_code, json.loads(answer.content)


@dataclass
class History:
    """One history, and the record of it that is played again."""

    county: County
    draw: random.Random
    phones: list[Pocket] = field(default_factory=list)
    arrived: list[list[tuple[str, Written]]] = field(default_factory=lambda: [[]])
    between: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    backup: tuple[str, list[str], list[list[tuple[str, Written]]], set[str]] | None = None

    def event(self, phone: Pocket) -> None:
        """Write one thing down."""
        name = str(UUID(int=self.draw.getrandbits(128), version=4))
        plain = json.dumps(self._content(phone)).encode()
        phone.outbox[name] = Written(name, seal_envelope(own_key().public, plain, name, self.draw.randbytes(12)))

    def _content(self, phone: Pocket) -> dict[str, Any]:
        skew = self.county.time.at + timedelta(days=self.draw.uniform(-3, 3))
        told = self.draw.choice([skew.isoformat(), "2015-01-01T00:00:00+08:00", ""])
        if phone.who == "王老师" and self.draw.random() < 0.8:
            return {"code": "attendance.report", "given": self._report(), "made_at": told}
        return {"code": "visit.record", "given": self._visit(), "made_at": told}

    def _report(self) -> dict[str, Any]:
        lines = []
        for key in ("both", "class_only"):
            kind, reason = self.draw.choice([("", ""), ("absent", ""), ("late", ""), ("leave", ""), ("left_early", "")])
            note = self.draw.choice(["", "", "发烧", "没接电话"])
            if kind:
                lines.append("\t".join((str(self.county.children[key]), kind, reason, note)))
        session = self.draw.choice(["morning", "afternoon"])
        given = {"unit": str(self.county.units["class_a"]), "on": DAY.isoformat(), "session": session}
        return given | {"exceptions": "\n".join(lines)}

    def _visit(self) -> dict[str, Any]:
        given = {"child": str(self.county.children["both"]), "kind": "home", "on": DAY.isoformat(), "met": "mother"}
        return given | {"at_home": "true", "note": f"谈话{self.draw.getrandbits(60)}"}

    def hand_in(self, phone: Pocket, answers: bool) -> None:
        """Hand in, and note what arrived for the first time."""
        before = {each.id for each in phone.outbox.values()}
        phone.hand_in(answers)
        there = {str(each.event) for each in all_of(FieldEvent)}
        new = [phone.outbox[each] for each in sorted(there & before - self.known)]
        self.arrived[-1] += [(phone.who, each) for each in new]
        self.known |= there

    def comes(self, phone: Pocket) -> None:
        """There is a line; perhaps the answer is lost."""
        self.hand_in(phone, self.draw.random() < 0.7)

    def installed_anew(self, phone: Pocket) -> None:
        """What it had not handed in is gone, and nobody was told otherwise."""
        phone.outbox.clear()
        if phone.who != "王老师" or "revoke" not in self.between:
            phone.enable()

    def role_ends(self, _: Pocket) -> None:
        """A teacher is a teacher no more."""
        if "revoke" not in self.between:
            self.then("revoke")
            happens(self.county, "revoke")

    def days_pass(self, _: Pocket) -> None:
        """A day, or a month."""
        days = self.draw.choice(["1", "30"])
        self.then(days)
        happens(self.county, days)

    def backs_up(self, _: Pocket) -> None:
        """A backup is made, or the server is what it was when the last was made: days have passed, roles ended are ended."""
        if self.backup is None:
            kept = list(self.between), [list(each) for each in self.arrived], set(self.known)
            self.backup = transaction.savepoint(), *kept
            return
        savepoint, between, arrived, known = self.backup
        back_to(savepoint)
        since = self.between[len(between) :]
        self.between, self.arrived, self.known, self.backup = between, arrived, known, None
        for what in since:
            self.then(what)
            if what == "revoke":
                happens(self.county, what)

    def then(self, what: str) -> None:
        """Something that is not an arrival: what comes before it does so in every order."""
        self.between.append(what)
        self.arrived.append([])


def happens(county: County, what: str) -> None:
    """A role ends, or days pass."""
    if what == "revoke":
        with owners_eyes():
            Grant._base_manager.filter(account_id=county.accounts["王老师"]).update(until_on=DAY)
    else:
        county.time.at += timedelta(days=int(what))


def played(history: History) -> None:
    """A random history, until everybody has a line and nothing waits."""
    draw, county = history.draw, history.county
    for number in range(draw.randint(3, 5)):
        history.phones.append(Pocket(county, WHO[number]))
        history.phones[-1].enable()
    steps = (
        history.event,
        history.comes,
        history.installed_anew,
        history.role_ends,
        history.days_pass,
        history.backs_up,
    )
    for _ in range(draw.randint(8, 18)):
        draw.choices(steps, (45, 35, 4, 4, 4, 8))[0](draw.choice(history.phones))
    for _ in range(2):
        for phone in history.phones:
            history.hand_in(phone, answers=True)


def stands(county: County) -> Any:
    """All that counts, and how each event stands, without ids that the server made and without times of arrival."""
    names = {child: key for key, child in county.children.items()}
    reports = {row.pk: (row.on.isoformat(), row.session) for row in all_of(ArrivalReport, is_current=True)}
    marks = [
        (*reports[row.report_id], names[row.child_id], row.kind, row.reason)
        for row in all_of(AttendanceMark, report__in=list(reports))
    ]
    visits = [(row.note, row.met) for row in all_of(HomeVisit, holds=True)]
    events = [(str(row.event), row.state) for row in all_of(FieldEvent)]
    return sorted(reports.values()), sorted(marks), sorted(visits), sorted(events)


def played_again(county: County, history: History, draw: random.Random) -> None:
    """The same, each part of it arriving in another order, from phones that the server learns of only now."""
    pockets = {who: Pocket(county, who) for who in dict.fromkeys(WHO)}
    for pocket in pockets.values():
        pocket.enable()
    for number, arrivals in enumerate(history.arrived):
        if number:
            happens(county, history.between[number - 1])
        shuffled = draw.sample(arrivals, len(arrivals))
        for who, each in shuffled:
            pockets[who].outbox = {each.id: Written(each.id, each.envelope)}
            pockets[who].hand_in()


def lost(history: History) -> Iterator[str]:
    """What an intact phone still holds, and the server has not, or has twice."""
    there = [str(each.event) for each in all_of(FieldEvent)]
    for phone in history.phones:
        for each in phone.outbox.values():
            if there.count(each.id) != 1 or not each.acknowledged:
                yield f"{phone.who} {each.id} {each.state} {there.count(each.id)}"


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_whatever_happens_nothing_is_lost_doubled_or_decided_by_order(county: County, seed: int) -> None:
    draw, began = random.Random(seed), county.time.at
    start = transaction.savepoint()
    history = History(county, draw)
    played(history)
    found = stands(county)
    assert not list(lost(history))
    notes = [note for note, _ in found[2]]
    assert len(set(notes)) == len(notes)
    assert "waiting" not in {state for _, state in found[3]}
    back_to(start)
    county.time.at = began
    played_again(county, history, draw)
    assert stands(county) == found
