"""Marks, sessions, days and reasons as people read them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.attendance.rules.kinds import MarkKind, TracedTo
from notoneless.records.attendance.rules.parameters import AttendanceParameters, Session


def told(code: str, **given: str | int | Problem) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, dict(given)), language_of())


def mark_words(kind: str) -> str:
    """A mark by its words."""
    return told(f"arrivals.mark_{kind}") if kind else ""


def sign_of(kind: str) -> str:
    """A mark by the sign that a register has for it."""
    return told(f"arrivals.sign_{kind}") if kind else ""


def session_words(session: Session) -> str:
    """A session by its words."""
    return session.zh if language_of() == "zh" else session.en


def session_named(numbers: AttendanceParameters, key: str) -> str:
    """A session by its key; one that the county has no more is called by that."""
    found = numbers.session(key)
    return session_words(found) if found else key


def reason_words(numbers: AttendanceParameters, key: str) -> str:
    """A reason by its words."""
    found = numbers.reasons.get(key)
    if found is None:
        return key
    return found.zh if language_of() == "zh" else found.en


def reasons(numbers: AttendanceParameters, kind: MarkKind | None = None) -> list[tuple[str, str]]:
    """Reasons to choose from, all or those that fit a mark."""
    wanted: Sequence[Any] = numbers.reasons_for(kind) if kind else tuple(numbers.reasons.values())
    return [(each.key, reason_words(numbers, each.key)) for each in wanted]


def traced_to() -> list[tuple[str, str]]:
    """Where an absent pupil may be."""
    return [(each.value, told(f"arrivals.where_{each}")) for each in TracedTo]


def listed(words: Iterable[str]) -> str:
    """Several words one after the other, with the marks of the reader's language between them."""
    return ("、" if language_of() == "zh" else ", ").join(words)


def day_words(day: date) -> str:
    """A day with its weekday."""
    return f"{day.isoformat()} {told(f'arrivals.weekday_{day.weekday()}')}"


def day_of(text: str) -> date:
    """The day of an address. Raises NotFound for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound from None
