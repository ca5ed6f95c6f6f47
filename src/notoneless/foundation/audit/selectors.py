"""Reading the chain to verify it. Lists of entries for people are read through `access`, which stands above."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from notoneless.foundation.audit.models import DayRoot, Entry, Payload
from notoneless.foundation.audit.rules import Linked, Root, breaks, day_of
from notoneless.foundation.audit.services import parts_of
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.sealing import commitment


@dataclass(frozen=True)
class Verified:
    """What verifying found: how many entries are chained, how many wait, the last root, and what is wrong."""

    chained: int
    waiting: int
    payloads: int
    root: Root | None
    problems: tuple[Problem, ...]


def verify(kept: Root | None = None) -> Verified:
    """Go through the whole chain and every payload; `kept` is a root that was kept outside this database."""
    try:
        return _verified(kept)
    except (ValueError, TypeError, AttributeError, OverflowError):  # SQLite lets any text be put into any column
        return Verified(0, 0, 0, None, (Problem("audit.unreadable"),))


def _verified(kept: Root | None) -> Verified:
    problems = (*breaks(_linked(), _roots(), kept), *_payload_problems())
    last = Entry.objects.filter(number__isnull=False).order_by("-number").first()
    root = Root(day_of(last.at), last.number or 0, bytes(last.link or b"")) if last else None
    waiting = Entry.objects.filter(number__isnull=True).count()
    return Verified(root.number if root else 0, waiting, Payload.objects.count(), root, problems)


def _linked() -> Iterator[Linked]:
    for entry in Entry.objects.filter(number__isnull=False).order_by("number").iterator(chunk_size=5000):
        yield Linked(entry.number or 0, day_of(entry.at), parts_of(entry), bytes(entry.link or b""))


def _roots() -> Iterator[Root]:
    for root in DayRoot.objects.order_by("day"):
        yield Root(root.day, root.number, bytes(root.link))


def _payload_problems() -> Iterator[Problem]:
    for payload in Payload.objects.select_related("entry").iterator(chunk_size=2000):
        try:
            content = json.loads(opened(payload, "content") or "{}")
            whole = commitment(bytes.fromhex(content["salt"]), content["text"]) == bytes(payload.entry.commitment)
        except (NotonelessError, ValueError, KeyError):
            whole = False
        if not whole:
            yield Problem("audit.payload_differs", {"entry": str(payload.entry_id)})
    # those of no entry at all: the join above does not see them
    astray = Payload.objects.exclude(entry_id__in=Entry.objects.values("pk"))
    for entry in astray.values_list("entry_id", flat=True):
        yield Problem("audit.payload_differs", {"entry": str(entry)})


def last_root() -> Root | None:
    """The root of the last day that has one."""
    root = DayRoot.objects.order_by("-day").first()
    return Root(root.day, root.number, bytes(root.link)) if root else None
