"""The words that pages of procedures show for codes, in the reader's language, and procedures as lines of a page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from notoneless.casework.procedures.rules.clocks import Clock, ClockState
from notoneless.casework.procedures.rules.moves import STEP_OF, EnforcementStep, Move, Stage
from notoneless.casework.procedures.rules.steps import STEP_AT, Due, StepLine, StepState
from notoneless.casework.procedures.selectors.lists import OpenLine
from notoneless.casework.procedures.selectors.procedures import EventLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

AND = "、"

SOON = 3
"""Days before a last day from which a page warns of it."""

STEP_BADGES = {StepState.DONE: "success", StepState.NOW: "info", StepState.OPEN: "warning", StepState.CLOSED: ""}
CLOCK_BADGES = {
    ClockState.RUNNING: "info",
    ClockState.RUN_OUT: "warning",
    ClockState.IN_TIME: "success",
    ClockState.LATE: "danger",
}
"""The badge of each state."""


def told(code: str, **given: Any) -> str:
    """A sentence or phrase of the catalogue."""
    return said(Problem(code, given))


def said(problem: Problem) -> str:
    """A problem as the reader reads it."""
    return sentence(problem, language_of())


def choices(begins: str, codes: Iterable[Any]) -> Sequence[tuple[str, str]]:
    """Codes of this room to choose among."""
    return [(str(code), told(f"procedures.{begins}_{code}")) for code in codes]


def of_due(due: Due | None, today: date) -> dict[str, Any]:
    """What is due next, with the days that are left or over; empty where nothing is."""
    if due is None:
        return {}
    days = (due.until - today).days
    badge = "danger" if days < 0 else "warning" if days <= SOON else "info"
    return {"what": said(due.what), "until": due.until, "left": days, "over": -days, "is_over": days < 0,
            "badge": badge, "provisional": due.provisional}  # fmt: skip


def of_line(line: OpenLine, today: date) -> dict[str, Any]:
    """A procedure as a line of the list."""
    step = STEP_AT.get(Stage(line.stage))
    return {
        "line": line,
        "step": told(f"procedures.step_{step}") if step else "",
        "stage": told(f"procedures.stage_{line.stage}"),
        "due": of_due(line.due, today),
        "following": AND.join(told(f"procedures.move_{move}") for move in line.following),
    }


def of_step(line: StepLine, events: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """One of the four steps, with what happened in it."""
    return {
        "words": told(f"procedures.step_{line.step}"),
        "state": told(f"procedures.step_state_{line.state}"),
        "badge": STEP_BADGES[line.state],
        "line": line,
        "why": [said(each) for each in line.why],
        "events": events,
    }


def by_step(events: Iterable[EventLine]) -> Mapping[EnforcementStep, list[dict[str, Any]]]:
    """Events by the step in which they happened; what belongs to all steps stands with what went before it."""
    found: dict[EnforcementStep, list[dict[str, Any]]] = {step: [] for step in EnforcementStep}
    step = EnforcementStep.OUTREACH
    for each in events:
        step = STEP_OF.get(Move(each.move), step)
        found[step].append(of_event(each))
    return found


def of_event(event: EventLine) -> dict[str, Any]:
    """An event as a line of its step."""
    mistake = told(f"procedures.mistake_{event.correction.mistake}") if event.correction is not None else ""
    return {
        "event": event,
        "move": told(f"procedures.move_{event.move}"),
        "facts": _facts(event),
        "mistake": mistake,
    }


def _facts(event: EventLine) -> list[tuple[str, str]]:
    """What an event keeps in clear, as label and words."""
    details = event.details
    found = [
        (gettext("方式"), _coded("how", details) or _coded("means", details)),
        (gettext("参加方"), AND.join(told(f"procedures.side_{each}") for each in details.get("sides", ()))),
        (gettext("态度"), _coded("attitude", details)),
        (gettext("约定返校日"), details.get("agreed_on") or ""),
        (gettext("当事人"), details.get("party", "")),
        (gettext("机关"), event.unit),
        (gettext("授权文件"), details.get("delegated", "")),
        (gettext("法律依据"), basis_told(details)),
        (gettext("执法人员"), AND.join(" ".join(each) for each in details.get("officers", ()))),
        (told("parameter.amount"), str(details.get("amount", ""))),
        (told("parameter.added"), str(details.get("added", ""))),
        (told("parameter.court"), details.get("court", "")),
        (told("parameter.head"), details.get("head", "")),
        (told("parameter.case_number"), details.get("case_number", "")),
        (
            told("parameter.hearing_on") if event.move == Move.CALL_HEARING else gettext("期限"),
            details.get("until", ""),
        ),
        (gettext("结果"), _coded("outcome", details)),
        (gettext("严重情况"), _coded("grave", details)),
        (gettext("移送给"), details.get("told_to", "")),
    ]
    return [(label, words) for label, words in found if words]


def _coded(name: str, details: Mapping[str, Any]) -> str:
    return told(f"procedures.{name}_{details[name]}") if details.get(name) else ""


def basis_told(details: Mapping[str, Any]) -> str:
    """The legal basis of a penalty, as it was entered."""
    if "basis" not in details:
        return ""
    kind, name, article, least, most = details["basis"]
    told_kind = told(f"procedures.text_{kind}")
    return gettext("%(name)s%(article)s（%(kind)s），罚款 %(least)s 元至 %(most)s 元") % {
        "name": name, "article": article, "kind": told_kind, "least": least, "most": most}  # fmt: skip


def of_clock(clock: Clock, today: date) -> dict[str, Any]:
    """A clock as a line of the page: what it measures, from when until when, how it stands and the article."""
    state = clock.state(today)
    return {
        "clock": clock,
        "words": said(clock.named()),
        "state": told(f"procedures.clock_state_{state}"),
        "badge": CLOCK_BADGES.get(state, ""),
    }
