"""The words that pages of visits show for codes, in the reader's language, and the fields of their forms."""

from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import Step
from notoneless.casework.visits.rules.choosing import NEVER_DAYS
from notoneless.casework.visits.rules.kinds import Met, PlanState, VisitKind
from notoneless.casework.visits.selectors.lists import ListedLine
from notoneless.casework.visits.selectors.reading import PlanLine, VisitLine
from notoneless.interfaces.frame.forming import Options
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def kinds() -> Options:
    """The kinds of records."""
    return [(kind.value, told(f"visits.kind_{kind}")) for kind in VisitKind]


def met_options() -> Options:
    """Whom visitors may have met."""
    return [(met.value, told(f"visits.met_{met}")) for met in Met]


def cause_options(day: date) -> Options:
    """What may keep a child from school, as the plan has it on a day."""
    return [(each.code, each.zh if language_of() == "zh" else each.en) for each in reasons_on(day).serving(Step.VERIFY)]


def cause_words(code: str, day: date) -> str:
    """The words of a cause; a code that the plan no longer has stays as it is."""
    known = reasons_on(day).table.get(code)
    if known is None:
        return code
    return known.zh if language_of() == "zh" else known.en


def of_plan(line: PlanLine, today: date) -> dict[str, Any]:
    """A planned visit as a line of a page."""
    days = (line.due_on - today).days
    if days < 0:
        when = told("visits.due_over", days=-days)
    else:
        when = told("visits.due_left", days=days) if days else told("visits.due_today")
    return {
        "line": line,
        "state": told(f"visits.state_{line.state}"),
        "when": when,
        "badge": "danger" if days < 0 else "" if days else "warning",
        "is_open": line.state == PlanState.OPEN,
        "visitors": "、".join(line.visitors),
    }


def of_visit(line: VisitLine) -> dict[str, Any]:
    """A record as a line of a page or a register."""
    return {
        "line": line,
        "kind": told(f"visits.kind_{line.kind}"),
        "time": f"{line.begun_at}–{line.ended_at}" if line.ended_at else line.begun_at,
        "place": told("visits.at_home") if line.is_at_home else line.address,
        "visitors": "、".join([*line.visitors, *([line.companions] if line.companions else [])]),
        "met": f"{told(f'visits.met_{line.met}')} {line.met_name}".strip(),
        "reason": cause_words(line.reason, line.on) if line.reason else "",
        "promise": f"{line.promise} {line.promised_on or ''}".strip(),
        "signature": signature_words(line),
    }


def signature_words(line: VisitLine) -> str:
    """How somebody signed, if anybody did."""
    if line.signature is not None:
        return f"{told('visits.signed_on_screen')} {line.signer}".strip()
    return told("visits.signed_on_paper", name=line.signer) if line.is_signed_on_paper else ""


def of_listed(line: ListedLine) -> dict[str, Any]:
    """A child of a list, with the reason of its place."""
    code = f"visits.ground_{line.ground}"
    words = told(code, days=line.days) if line.ground == "trigger" else told(code)
    waited = line.ground != "trigger"
    since = told("visits.never_reached") if line.days >= NEVER_DAYS else told("visits.reached_ago", days=line.days)
    return {"line": line, "ground": words, "since": since if waited else ""}


def uuid_of(text: str | None) -> UUID | None:
    """An id in an address; None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def day_of(text: str | None) -> date | None:
    """A day in an address; None where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
