"""Lines of reports of dropouts in words: what was missed, how long each report took, how late it was, what is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from notoneless.interfaces.frame.pages import language_of
from notoneless.interfaces.reporting.pages.wording import told
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reporting.rules.delays import Delay
from notoneless.oversight.reporting.selectors.dropouts import ReportLine
from notoneless.oversight.reporting.selectors.openings import Missed

_A_DAY = 24
"""Hours: what took longer is told in days."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word and the kind of its badge."""

    words: str
    kind: str


def line_of(line: ReportLine, today: date) -> dict[str, Any]:
    """A line as the page shows it."""
    told_line, sent = line.told, line.sent
    return {
        "line": line,
        "state": word(f"cases.state_{line.state}"),
        "missed": missed_words(line.missed),
        "tell_due": due_badge(line.tell_by, today),
        "told": _took(told_line.took) if told_line else None,
        "read": _took(told_line.read_took) if told_line and told_line.read_took else None,
        "send_due": due_badge(line.send_by, today),
        "sent": _took(sent.took) if sent else None,
        "destination": word(f"arrivals.where_{sent.destination}") if sent and sent.destination else "",
        "received": [(told(f"receiver.{each.kind}"), each) for each in sent.received] if sent else [],
        "papers": [(told(f"receiver.{kind}"), paper, number) for paper, number, kind in sent.papers] if sent else [],
        "waits": [told(f"receiver.{each}") for each in sent.waits] if sent else [],
    }


def word(code: str) -> str:
    """A word of another room's catalogue."""
    return sentence(Problem(code), language_of())


def missed_words(missed: Missed) -> str:
    """What a pupil has missed; nothing where it has not."""
    return told("missed", since=missed.since.isoformat(), days=missed.days) if missed.since else ""


def due_badge(due: date | None, today: date) -> Badge | None:
    """By when something not done is due; None where no plan says so."""
    if due is None:
        return None
    late = (today - due).days
    if late > 0:
        return Badge(told("overdue", days=late), "danger")
    return Badge(told("due", day=due.isoformat()) if late else told("due_today"), "warning")


def _took(took: Delay) -> dict[str, Any]:
    """How long something took, and whether that was in time."""
    length = told("took", hours=took.hours) if took.hours < _A_DAY else told("took_days", days=took.hours // _A_DAY)
    badge = None
    if took.days_late is not None:
        badge = (
            Badge(told("late", days=took.days_late), "warning") if took.is_late else Badge(told("in_time"), "success")
        )
    return {"length": length, "badge": badge}
