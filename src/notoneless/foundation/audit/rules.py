"""The chain of entries, and what breaks it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from notoneless.kernel.problems import Problem
from notoneless.kernel.sealing import chained

CHINA = timezone(timedelta(hours=8))
"""Asia/Shanghai, without summer time since 1992."""

YEARS = range(2000, 2201)
"""Years of which there may be entries. Ids hold instants as milliseconds since 1970, and have no place for all there are."""

START = bytes(32)
"""The link before the first."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A numbered entry as the chain sees it: `parts` are its fields as text and its commitment."""

    number: int
    day: date
    parts: tuple[str | bytes, ...]
    link: bytes


@dataclass(frozen=True, slots=True)
class Root:
    """The last number and link of a day."""

    day: date
    number: int
    link: bytes


def day_of(at: datetime) -> date:
    """The day in China of an instant."""
    return at.astimezone(CHINA).date()


def instants_of(first: date, last: date) -> tuple[datetime, datetime]:
    """The instant at which the first day begins, and that at which the last has ended."""
    return datetime.combine(first, time(), CHINA), datetime.combine(last, time(), CHINA) + timedelta(days=1)


def instant(at: datetime) -> str:
    """An instant as the chain hashes it: UTC, to the microsecond, whatever the database keeps of zones."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def next_link(before: bytes, number: int, parts: Iterable[str | bytes]) -> bytes:
    """The link of entry `number` after the link `before`."""
    return chained(before, (str(number), *parts))


def breaks(
    entries: Iterable[Linked], roots: Iterable[Root], kept: Root | None = None, after: tuple[int, bytes] = (0, START)
) -> Iterator[Problem]:
    """What is wrong with a chain: its entries by number, the roots that were stored, and one that was kept elsewhere.

    `after`: number and link of the entry before the first, to look at the end of a long chain alone.
    """
    stored = list(roots)
    wanted = {root.number: root for root in stored}
    last: dict[date, int] = {}
    if kept is not None and kept.number in wanted and wanted[kept.number].link != kept.link:
        yield Problem("audit.root_differs", {"number": kept.number})
    if kept is not None:
        wanted[kept.number] = kept
    before, expected = after[1], after[0] + 1
    for entry in entries:
        if entry.number != expected:
            yield Problem("audit.gap", {"number": expected})
        elif next_link(before, entry.number, entry.parts) != entry.link:
            yield Problem("audit.altered", {"number": entry.number})
        root = wanted.pop(entry.number, None)
        if root is not None and root.link != entry.link:
            yield Problem("audit.root_differs", {"number": entry.number})
        before, expected, last[entry.day] = entry.link, entry.number + 1, entry.number
    for number in sorted(wanted):
        yield Problem("audit.root_without_entry", {"number": number})
    yield from _moved(stored, wanted, last)


def _moved(stored: list[Root], missing: Mapping[int, Root], last: Mapping[date, int]) -> Iterator[Problem]:
    """Roots put back to an earlier entry, to another day, or taken away: less would be guarded than seems to be."""
    for root in stored:
        if root.number not in missing and root.number != last.get(root.day):
            yield Problem("audit.root_differs", {"number": root.number})
    # a root is written together with the links of its day
    for day in sorted(last.keys() - {root.day for root in stored}):
        yield Problem("audit.root_missing", {"day": day.isoformat()})


_OF_STAFF = frozenset({"account", "grant", "post", "token", "unit", "outbox", "county", "keys", "attachment"})
"""Nouns of actions that tell of no child: what was entered there may be read by whoever reads the audit."""

_NEUTRAL = frozenset({"from_on", "until_on", "field", "role", "kind", "rows", "strong", "others", "count"})
"""What tells nothing of a person, whatever the action."""

_NEVER = frozenset({"phone", "search", "meant", "tried"})
"""What may hold anything at all, or is sealed where it is stored."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{7,}[\dXx]?")


def content_shown(action: str, content: Mapping[str, object], within: str = "") -> Iterator[tuple[str, str | None]]:
    """What an entry's content tells whoever reads the audit, name by name; None for what is withheld.

    Ids and neutral values are told. Names, numbers, addresses and searches are not: a child is nobody's business here.
    """
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from content_shown(action, value, f"{within}{name}.")
            continue
        text = "" if value is None else str(value)
        is_told = name in _NEUTRAL or (action.partition(".")[0] in _OF_STAFF and not within and name not in _NEVER)
        if text == "" or isinstance(value, bool) or _ID.fullmatch(text):
            yield f"{within}{name}", text
        else:
            yield f"{within}{name}", _LONG_NUMBER.sub("…", text) if is_told else None
