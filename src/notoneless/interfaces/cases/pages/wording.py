"""The words that pages of cases show for codes, in the reader's language, and the fields of their forms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from notoneless.casework.cases.rules.reasons import Reason, reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.casework.cases.selectors.cases import CaseEventLine, CaseLine
from notoneless.interfaces.frame.forming import Options
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

BADGES = {
    "suspected": "warning",
    "verified": "danger",
    "proposed": "info",
    "cleared": "success",
    "closed_out": "success",
}
"""The badge of each state."""


def told(code: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def word_of(reason: Reason) -> str:
    """The words of a reason."""
    return reason.zh if language_of() == "zh" else reason.en


def reason_words(code: str, day: date) -> str:
    """The words of a reason by its code, as the plan has it on a day; a code that it no longer has stays as it is."""
    if code == HIDDEN:
        return told("cases.reason_hidden")
    known = reasons_on(day).table.get(code)
    return word_of(known) if known else code


def reason_options(reasons: Iterable[Reason]) -> Options:
    """Reasons to choose among."""
    return [(reason.code, word_of(reason)) for reason in reasons]


def of_case(line: CaseLine, today: date) -> dict[str, Any]:
    """A case as a line of a page."""
    return {
        "line": line,
        "state": told(f"cases.state_{line.state}"),
        "badge": BADGES.get(line.state, ""),
        "is_late": line.review_on is not None and line.review_on <= today,
        "kind": told(f"cases.kind_{line.kind}") if line.kind else "",
        "reason": reason_words(line.reason, today) if line.reason else "",
    }


def of_event(event: CaseEventLine, today: date) -> dict[str, Any]:
    """An event as a line of a timeline."""
    zh, en = event.finding or ("", "")
    return {
        "event": event,
        "step": told(f"cases.step_{event.step}"),
        "kind": told(f"cases.kind_{event.kind}") if event.kind else "",
        "reason": reason_words(event.reason, today) if event.reason else "",
        "finding": zh if language_of() == "zh" else en,
    }
