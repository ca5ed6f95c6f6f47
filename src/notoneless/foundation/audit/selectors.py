"""Reading the chain to verify it. Lists of entries for people are read through `access`, which stands above."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.audit.models import DayRoot, Entry, Payload
from notoneless.foundation.audit.rules import CHINA, START, Linked, Root, breaks, day_of
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


def _linked(after: int | None = None) -> Iterator[Linked]:
    # an entry that somebody numbered 0, or less, is to be seen too
    chained = Entry.objects.filter(number__isnull=False) if after is None else Entry.objects.filter(number__gt=after)
    for entry in chained.order_by("number").iterator(chunk_size=5000):
        yield Linked(entry.number or 0, day_of(entry.at), parts_of(entry), bytes(entry.link or b""))


def _roots(after: int | None = None) -> Iterator[Root]:
    stored = DayRoot.objects.all() if after is None else DayRoot.objects.filter(number__gt=after)
    for root in stored.order_by("day"):
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


@dataclass(frozen=True)
class ChainState:
    """The chain at a glance: how many entries are chained and wait, the last root, and what is wrong with its end."""

    chained: int
    waiting: int
    root: Root | None
    looked_at: int
    problems: tuple[Problem, ...]


def chain_state(most: int) -> ChainState:
    """The chain at a glance: that no number is wanting, and the links of the last `most` entries. `verify` looks at all."""
    last = Entry.objects.filter(number__isnull=False).order_by("-number").first()
    chained = last.number or 0 if last else 0
    after = max(0, chained - most)
    before = Entry.objects.filter(number=after).first()
    link = bytes(before.link or b"") if before else START
    problems = list(breaks(_linked(after), _roots(after), after=(after, link)))
    numbered = Entry.objects.filter(number__isnull=False).count()
    if not problems and numbered != chained:
        problems.append(Problem("audit.numbers_missing", {"count": chained - numbered}))
    waiting = Entry.objects.filter(number__isnull=True).count()
    return ChainState(chained, waiting, last_root(), chained - after, tuple(problems))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries are looked for. `number`: the end of an entry's id, as error pages show it."""

    from_on: date | None = None
    to_on: date | None = None
    actor: UUID | None = None
    action: str = ""
    outcome: str = ""
    about: UUID | None = None
    number: str = ""


def entries_wanted(wanted: Wanted, before: UUID | None = None) -> QuerySet[Entry]:
    """Entries, the newest first; `before` is the last of the page before. Ids grow with time, so they give the order."""
    found = Entry.objects.order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    if wanted.from_on is not None:
        begins = datetime.combine(wanted.from_on, time(), CHINA)
        found = found.filter(at__gte=begins, id__gte=_id_at(begins - _APART))
    if wanted.to_on is not None:
        ends = datetime.combine(wanted.to_on + timedelta(days=1), time(), CHINA)
        found = found.filter(at__lt=ends, id__lt=_id_at(ends + _APART))
    if wanted.about is not None:
        found = found.filter(Q(object=wanted.about) | Q(id=wanted.about) | Q(request=wanted.about))
    if wanted.number:
        found = found.filter(id__endswith=wanted.number)
    exact = {"actor": wanted.actor, "action": wanted.action, "outcome": wanted.outcome}
    return found.filter(**{name: value for name, value in exact.items() if value})


_APART = timedelta(days=1)
"""How far the instant of a request may be from that of its entry: the id of the entry narrows the search by it."""


def _id_at(instant: datetime) -> UUID:
    """The first id of an instant."""
    return UUID(int=int(instant.timestamp() * 1000) << 80)


def contents_of(entries: Iterable[Entry]) -> dict[UUID, Mapping[str, Any]]:
    """What was entered, of several entries by their ids; those whose content has been erased are left out."""
    rows = Payload.objects.filter(entry__in=[each.pk for each in entries])
    return {each.entry_id: json.loads(json.loads(opened(each, "content") or "{}")["text"]) for each in rows}


def content_of(entry: Entry) -> Mapping[str, Any] | None:
    """What was entered; None where it has been erased. Raises NotonelessError where the keys cannot be had."""
    return contents_of([entry]).get(entry.pk)
