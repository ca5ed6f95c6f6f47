"""When a digest is sent, what it says, how soon it is tried again, and where a channel leads: pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from re import fullmatch
from urllib.parse import quote, urlsplit

from notoneless.kernel.problems import Problem

PLAN = "local/reminders"

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30))
"""How long to wait after each failed attempt; after the last the digest is given up, and whoever keeps the channel sees it."""

MOST_ATTEMPTS = len(PAUSES) + 1

_LATEST = timedelta(hours=2)
"""A digest that could not be written for so long, as nothing ran, is left out: the next one says the same."""

MOST_LINES = 8
"""Titles of duties in one digest."""


class ChannelKind(StrEnum):
    """What a digest is sent by."""

    DINGTALK = "dingtalk"
    WECOM = "wecom"
    FEISHU = "feishu"
    MAIL = "mail"
    WEBHOOK = "webhook"


class DigestState(StrEnum):
    """Where a digest stands. SENDING: taken up; where nothing is heard of it, it is sent again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReminderNumbers:
    """The county's settings. `times`: by name, when a digest is due; `quiet`: from when until when nothing is sent."""

    times: tuple[tuple[str, time], ...]
    quiet: tuple[time, time]
    per_minute: int


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits at a unit and beneath it: how many duties are overdue and due today, and of which titles."""

    overdue: int
    due: int
    titles: tuple[tuple[str, int], ...]


def numbers_of(found: Mapping[str, str]) -> ReminderNumbers:
    """The settings, from their texts; a time that the county leaves open is none."""
    times = [(key, found[f"remind.{key}"]) for key in ("morning", "evening") if f"remind.{key}" in found]
    quiet = [time.fromisoformat(found.get(f"remind.quiet_{key}", "00:00")) for key in ("from", "until")]
    spoken = tuple((key, time.fromisoformat(text)) for key, text in times)
    return ReminderNumbers(spoken, (quiet[0], quiet[1]), int(found.get("remind.per_minute", "20")))


def is_quiet(now: time, numbers: ReminderNumbers) -> bool:
    """Whether nothing is sent now. Quiet hours may go past midnight; where both ends are one there are none."""
    begins, ends = numbers.quiet
    if begins <= ends:
        return begins <= now < ends
    return now >= begins or now < ends


def occasion_at(local: datetime, is_school_day: bool, numbers: ReminderNumbers) -> str | None:
    """The digest that is due at a moment of the county: its day and name; None where none is.

    The latest of the day's times that has come, for two hours; none in quiet hours and on days without school.
    """
    if not is_school_day or is_quiet(local.time(), numbers):
        return None
    come = [
        (at, key)
        for key, at in numbers.times
        if timedelta() <= local - datetime.combine(local.date(), at, local.tzinfo) < _LATEST
    ]
    return f"{local.date().isoformat()} {max(come)[1]}" if come else None


def is_worth_telling(waits: Waits) -> bool:
    """Where nothing waits nothing is said: whoever is told of nothing every day reads no more what is told."""
    return bool(waits.overdue or waits.due)


def digest(unit: str, waits: Waits, link: str) -> list[Problem]:
    """What is sent, line by line: numbers, titles of duties, and the link."""
    head = Problem("reminders.digest", {"unit": unit, "overdue": waits.overdue, "due": waits.due})
    shown, more = waits.titles[:MOST_LINES], sum(count for _, count in waits.titles[MOST_LINES:])
    lines = [Problem("reminders.line", {"title": title, "count": count}) for title, count in shown]
    lines += [Problem("reminders.more", {"count": more})] if more else []
    return [head, *lines, Problem("reminders.link", {"link": link})]


def pause_after(attempts: int) -> timedelta:
    """How long nothing is done about a digest once so many attempts were begun."""
    return PAUSES[min(attempts, len(PAUSES)) - 1]


def is_to_send(state: DigestState, attempts: int) -> bool:
    """Whether a digest is still to be sent: taken up as often as it may be, and not heard of, it is given up."""
    return state in (DigestState.WAITING, DigestState.SENDING) and attempts < MOST_ATTEMPTS


def address_of(kind: ChannelKind, text: str, mail: str, hosts: Collection[str]) -> str | Problem:
    """Where a channel leads, as the sending library writes it; or why it leads nowhere.

    text: what was typed: the robot's address or its token, with 加签 the secret after a blank; a mail address; an address.
    mail: the operator's mail server, empty where none is named. hosts: to which webhooks may lead.
    """
    typed = text.split()
    if kind is ChannelKind.MAIL:
        return _mailbox(typed, mail)
    if kind is ChannelKind.WEBHOOK:
        return _webhook(typed, hosts)
    return _robot(kind, typed)


_ROBOTS: Mapping[ChannelKind, tuple[str, str, str]] = {
    ChannelKind.DINGTALK: ("oapi.dingtalk.com", r"access_token=([A-Za-z0-9]+)", "dingtalk"),
    ChannelKind.WECOM: ("qyapi.weixin.qq.com", r"key=([A-Za-z0-9-]+)", "wecombot"),
    ChannelKind.FEISHU: ("open.feishu.cn", r"/open-apis/bot/v2/hook/([A-Za-z0-9-]+)", "feishu"),
}
"""Of each robot: the host of its address, where its token stands in it, and how the sending library calls it."""


def _robot(kind: ChannelKind, typed: Sequence[str]) -> str | Problem:
    host, pattern, scheme = _ROBOTS[kind]
    wrong = Problem("reminders.no_robot", {"host": host})
    if not typed or len(typed) > (2 if kind is ChannelKind.DINGTALK else 1):
        return wrong
    token = typed[0]
    if "/" in token:
        parts = urlsplit(token)
        found = fullmatch(pattern, parts.query or parts.path)
        if parts.scheme != "https" or parts.netloc != host or found is None:
            return wrong
        token = found[1]
    if not fullmatch(r"[A-Za-z0-9-]{8,100}", token) or not all(
        fullmatch(r"[A-Za-z0-9]{8,100}", each) for each in typed[1:]
    ):
        return wrong
    secret = f"{typed[1]}@" if len(typed) > 1 else ""
    return f"{scheme}://{secret}{token}"


def _mailbox(typed: Sequence[str], mail: str) -> str | Problem:
    if not mail:
        return Problem("reminders.no_mail")
    if len(typed) != 1 or not fullmatch(r"[^@\s/?&=]{1,64}@[A-Za-z0-9.-]{3,190}", typed[0]):
        return Problem("reminders.no_mailbox")
    return f"{mail}{'&' if '?' in mail else '?'}to={quote(typed[0])}"


def _webhook(typed: Sequence[str], hosts: Collection[str]) -> str | Problem:
    parts = urlsplit(typed[0]) if len(typed) == 1 else urlsplit("")
    if parts.scheme not in ("https", "http") or parts.username or not parts.netloc:
        return Problem("reminders.no_webhook")
    if f"{parts.scheme}://{parts.netloc}" not in hosts:
        return Problem("reminders.host_not_named", {"host": parts.netloc})
    scheme = "jsons" if parts.scheme == "https" else "json"
    return f"{scheme}://{parts.netloc}{quote(parts.path)}{'?' if parts.query else ''}{parts.query}"
