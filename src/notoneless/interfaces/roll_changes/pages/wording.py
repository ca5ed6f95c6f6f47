"""The words that pages of changes of the roll show for codes, in the reader's language."""

from typing import Any

from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.roll_changes.rules.kinds import ChangeKind, Level, PaperKind
from notoneless.records.roll_changes.rules.standing import State
from notoneless.records.roll_changes.selectors import REVEAL_CHANGE
from notoneless.records.roll_changes.selectors.register import HoleLine, RegisterLine
from notoneless.records.roll_changes.selectors.requests import PaperLine, RequestLine, RequestPage, StepLine

BADGES = {
    State.WAITING: "info",
    State.SENT_BACK: "warning",
    State.CARRIED_OUT: "success",
    State.REFUSED: "danger",
    State.WITHDRAWN: "",
    State.DOCUMENTED: "success",
    State.UNDONE: "warning",
}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def kind_word(kind: ChangeKind) -> str:
    """What a change is called."""
    return told(f"roll_changes.kind_{kind}")


def state_word(state: State, waits_for: str) -> str:
    """Where an application stands, with the level it waits for."""
    if state is State.WAITING:
        return told("roll_changes.state_waiting", level=Problem(f"roll_changes.level_{Level(waits_for)}"))
    return told(f"roll_changes.state_{state}")


def group_word(state: State) -> str:
    """What a state is called that many applications are in."""
    return told("roll_changes.group_waiting") if state is State.WAITING else told(f"roll_changes.state_{state}")


def paper_words(papers: tuple[PaperKind, ...]) -> list[str]:
    """What papers are called."""
    return [told(f"roll_changes.paper_{each}") for each in papers]


def of_request(line: RequestLine) -> dict[str, Any]:
    """An application as a row of a page."""
    return {
        "line": line,
        "kind": kind_word(line.kind),
        "state": state_word(line.state, line.waits_for),
        "badge": BADGES[line.state],
        "lacks": paper_words(line.lacks),
    }


def of_page(ctx: Context, found: RequestPage) -> dict[str, Any]:
    """What one application says, as its page and every form that decides on it show it."""
    return {
        **of_request(found.line),
        "papers": [of_paper(each) for each in found.papers],
        "course": [of_step(each) for each in found.course],
        "may_open": ctx.may(REVEAL_CHANGE),
        "may_see_paper": found.paper is not None and ctx.may(READ_PAPER),
        "may_see_file": ctx.may(READ_ATTACHMENT),
        "days_back": max(0, (found.line.asked_on - found.line.on).days),
    }


def of_paper(line: PaperLine) -> dict[str, Any]:
    """A paper as a row of a page."""
    return {"line": line, "kind": told(f"roll_changes.paper_{line.kind}")}


def of_step(line: StepLine) -> dict[str, Any]:
    """A step as a row of a page."""
    return {
        "line": line,
        "move": told(f"roll_changes.move_{line.move}"),
        "level": told(f"roll_changes.level_{line.level}") if line.level else "",
    }


def of_change(line: RegisterLine) -> dict[str, Any]:
    """A change of the register as a row of a page."""
    return {
        "line": line,
        "heading": told(f"roll_changes.heading_{line.heading}"),
        "papers": paper_words(line.papers),
        "lacks": paper_words(line.lacks),
    }


def of_hole(line: HoleLine) -> dict[str, Any]:
    """A child whose entry has a hole, as a row of a page."""
    return {"line": line, "hole": told(f"roll_changes.hole_{line.hole}")}
