"""The words that pages of the roll show for codes, in the reader's language, and the fields of their forms."""

from collections.abc import Iterable, Mapping
from typing import Any

from notoneless.interfaces.frame.forming import Options
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.codes.rolls import MOVEMENTS, REASONS, CodeWord
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.enrolment.selectors import EntryCard, EventLine, GroupLine, PupilLine


def told(code: str) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code), language_of())


def word(table: Mapping[str, CodeWord], code: str) -> str:
    """The word of a code."""
    known = table.get(code)
    return "" if known is None else known.zh if language_of() == "zh" else known.en


def chosen_from(table: Mapping[str, CodeWord], codes: Iterable[str]) -> Options:
    """Codes to choose among, with their words."""
    return [(code, word(table, code)) for code in sorted(codes)]


def state_words(state: str) -> str:
    """A state of an entry."""
    return told(f"enrolment.state_{state}")


KINDS = {"on_roll": "success", "not_confirmed": "warning", "suspended": "info", "deferred": "info"}
"""The badge of a state; all others are plain."""


def badge_of(state: str, is_overdue: bool) -> str:
    """The kind of badge for a state."""
    return "danger" if is_overdue else KINDS.get(state, "")


def of_group(group: GroupLine) -> dict[str, Any]:
    """A school or class as a line of a page."""
    pending = [f"{state_words(state)} {count}" for state, count in sorted(group.counts.items()) if state != "on_roll"]
    return {
        "unit": group.unit,
        "name": group.name,
        "total": group.total,
        "on_roll": group.counts.get("on_roll", 0),
        "others": pending,
    }


def of_pupil(line: PupilLine) -> dict[str, Any]:
    """A pupil as a line of a page."""
    return {
        "line": line,
        "state": state_words(line.state),
        "badge": badge_of(line.state, line.is_overdue),
    }


def of_entry(entry: EntryCard) -> dict[str, Any]:
    """An entry of a child with its events, as a page shows it."""
    return {
        "entry": entry,
        "state": state_words(entry.state),
        "badge": badge_of(entry.state, entry.is_overdue),
        "events": [of_event(event) for event in entry.events],
    }


def of_event(event: EventLine) -> dict[str, Any]:
    """An event as a line of a history."""
    return {"event": event, "step": told(f"enrolment.step_{event.step}"), "movement": word(MOVEMENTS, event.movement)}


def reasons(codes: Iterable[str]) -> Options:
    """Reasons to choose among."""
    return chosen_from(REASONS, codes)
