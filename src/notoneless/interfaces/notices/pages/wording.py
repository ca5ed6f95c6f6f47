"""The words that pages of notices show for codes, in the reader's language, and the fields of their forms."""

from typing import Any

from notoneless.casework.notices.rules.kinds import NoticeState
from notoneless.casework.notices.selectors.notices import NoticeLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

BADGES = {
    NoticeState.UNSERVED: "warning",
    NoticeState.WAITING: "",
    NoticeState.OVERDUE: "danger",
    NoticeState.HANDED_OVER: "info",
    NoticeState.ENDED: "success",
    NoticeState.WITHDRAWN: "",
}


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def of_notice(line: NoticeLine) -> dict[str, Any]:
    """A notice as a line of a page. `when`: how far its last day is, where that still matters."""
    when = ""
    if line.state in (NoticeState.UNSERVED, NoticeState.WAITING, NoticeState.OVERDUE):
        if line.days < 0:
            when = told("notices.over", days=-line.days)
        else:
            when = told("notices.left", days=line.days) if line.days else told("notices.today")
    return {
        "line": line,
        "kind": told(f"notices.kind_{line.kind}"),
        "state": told(f"notices.state_{line.state}"),
        "badge": BADGES[line.state],
        "when": when,
        "means": told(f"notices.means_{line.means}") if line.means else "",
        "reply": told(f"notices.reply_{line.reply}") if line.reply else "",
    }
