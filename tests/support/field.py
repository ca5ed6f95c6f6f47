"""A phone with a field book, as the page's scripts are: it writes sealed, hands in, keeps, and offers again."""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.test import Client

from notoneless.foundation.attachments.store import put
from notoneless.foundation.field_book.services import add_device, receive, settle
from notoneless.kernel.envelopes import seal_envelope
from support.browsing import Visitor, sign_in
from support.county import County

DELIVERIES = "/field/deliveries/"
KEPT = {"done", "contended", "refused", "quarantined", "conflicting", "taken", "set_aside", "waiting"}


@dataclass
class Written:
    """One thing written down: its envelope, and what the server has said of it."""

    id: str
    envelope: Mapping[str, Any]
    state: str = "here"
    sentence: str = ""
    acknowledged: bool = False


@dataclass
class Phone:
    """A phone. `visitor`: the browser of its owner; handing in uses no cookie of it."""

    county: County
    who: str
    visitor: Visitor
    secret: str = ""
    pack: Mapping[str, Any] = field(default_factory=dict)
    outbox: dict[str, Written] = field(default_factory=dict)

    def fetch(self) -> Mapping[str, Any]:
        """Be online and signed in: the roster, and once the credential."""
        answer = self.visitor.get("/field/pack/")
        assert answer.status_code == 200, answer.content[:300]
        self.pack = json.loads(answer.content)
        if not self.secret:
            answer = self.visitor.post("/field/devices/add/", {"name": "测试机"})
            assert answer.status_code == 200, answer.content[:300]
            self.secret = json.loads(answer.content)["secret"]
        return self.pack

    def write(self, code: str, given: Mapping[str, Any], event: UUID | None = None, **more: Any) -> str:
        """Write something down, sealed."""
        name = str(event or uuid4())
        plain = json.dumps({"code": code, "given": dict(given), **more}).encode()
        self.outbox[name] = Written(name, seal_envelope(b64decode(self.pack["key"]), plain, name, token_bytes(12)))
        return name

    def hand_in(self, answers: bool = True) -> int:
        """Hand in all that waits and offer what was acknowledged; the status. `answers`: whether the answer comes back."""
        waiting = [each for each in self.outbox.values() if each.state == "here"]
        held = [each.id for each in self.outbox.values() if each.acknowledged]
        status, told = deliver(self.secret, waiting, held)
        if status != 200 or not answers:
            return status
        again = [self.outbox[each] for each in told["wanted"]]
        if again:
            status, more = deliver(self.secret, again, [])
            told["events"] += more["events"]
        for each in (*told["held"], *told["events"]):
            row = self.outbox[each["id"]]
            row.state, row.sentence = (each["state"] if each["state"] in KEPT else "unusable"), each["sentence"]
            row.acknowledged = row.acknowledged or each["state"] in KEPT
        return status

    def state(self, event: str) -> str:
        """How something stands, as far as this phone knows."""
        return self.outbox[event].state


def deliver(secret: str, events: list[Written], held: list[str]) -> tuple[int, dict[str, Any]]:
    """A delivery, as a browser sends it; the status and the answer."""
    body = {"events": [{"id": each.id, "envelope": each.envelope} for each in events], "held": held}
    answer = post(secret, body)
    return answer.status_code, json.loads(answer.content)


def post(secret: str, body: Any) -> Any:
    """Anything, to the door for deliveries."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {"Authorization": f"Device {secret}"}
    return Client().post(DELIVERIES, text, content_type="application/json", headers=headers, secure=True)


def phone_of(county: County, who: str) -> Phone:
    """The phone of somebody, with a roster."""
    phone = Phone(county, who, sign_in(county, who))
    phone.fetch()
    return phone


def marks(county: County, **words: str) -> str:
    """Exceptions of a class: by key of the child `mark`, or `mark/reason/note`."""
    lines = []
    for key, text in words.items():
        mark, _, rest = text.partition("/")
        reason, _, note = rest.partition("/")
        lines.append("\t".join((str(county.children[key]), mark, reason, note)))
    return "\n".join(lines)


def back_to(savepoint: str) -> None:
    """The server as it was at a savepoint. What PostgreSQL was told of who asks went back too, and is told again."""
    transaction.savepoint_rollback(savepoint)
    connection.run_on_commit.clear()


def device_of(county: County, who: str = "王老师", unit: str = "class_a") -> UUID:
    """A phone that the server knows."""
    return add_device(county.ctx(who), unit=county.units[unit], name="测试机")


def received_given(county: County) -> dict[str, Any]:
    """What the program notes of an event that came in."""
    content = b'{"format": 1}'
    given = {"field_device": device_of(county), "device_event": uuid4(), "event_kind": "attendance.report"}
    given |= {"content": put(content), "size": len(content), "digest": "00" * 16, "slot": "a class of a day"}
    return given | {"told_at": "2026-09-01T01:00:00+00:00", "event_state": "waiting", "told_why": None}


def event_waiting(county: County) -> UUID:
    """An event that was received and not entered."""
    return receive(county.ctx("本系统"), **received_given(county))


def event_refused(county: County) -> UUID:
    """An event that waits for a person."""
    event = event_waiting(county)
    settle(county.ctx("本系统"), **settled_given(event))
    return event


def settled_given(event: UUID) -> dict[str, Any]:
    """That an event could not be entered."""
    told = '{"code": "field_book.contended", "params": {}}'
    return {"field_event": event, "event_state": "refused", "entered_row": None, "told_why": told}
