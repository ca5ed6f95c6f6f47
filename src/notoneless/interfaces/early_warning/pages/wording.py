"""The words that these pages show for codes, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from notoneless.casework.early_warning.rules.following import Answered, TaskState
from notoneless.casework.early_warning.selectors.concern import ConcernLine
from notoneless.casework.early_warning.selectors.newer import ANSWERED, CONCERNED, Newer
from notoneless.casework.early_warning.selectors.tasks import Coming, ContactLine, TaskLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

BADGES = {"due": "warning", "overdue": "danger", "done": "success", "ended": ""}
"""The badge of each state of a task."""


def told(code: str, **given: Any) -> str:
    """A sentence or phrase of this room's catalogue."""
    return sentence(Problem(f"early_warning.{code}", given), language_of())


def choices(begins: str, codes: Iterable[Any]) -> Sequence[tuple[str, str]]:
    """Codes to choose among."""
    return [(str(code), told(f"{begins}_{code}")) for code in codes]


def of_task(line: TaskLine) -> dict[str, Any]:
    """A task as a line of a page."""
    return {
        "line": line,
        "trigger": told(f"trigger_{line.trigger}"),
        "state": told(f"state_{line.state}"),
        "badge": BADGES[line.state],
        "role": sentence(Problem(f"role.{line.role}"), language_of()),
        "holders": ("、" if language_of() == "zh" else ", ").join(line.holders),
        "end": told(f"end_{line.end}") if line.end else "",
        "last": of_contact(line.last) if line.last else None,
    }


def next_step(lines: Sequence[TaskLine]) -> str:
    """What comes next for a child and until when: its first open task, or the day on which it is to be back."""
    held = [line for line in lines if line.state in (TaskState.DUE, TaskState.OVERDUE)]
    if held:
        first = min(held, key=lambda line: (line.due_on, line.id))
        trigger = Problem(f"early_warning.trigger_{first.trigger}")
        return told("next_task", trigger=trigger, who=post_of(first), day=first.due_on.isoformat())
    last = next((line.last for line in lines if line.last and line.state != TaskState.ENDED), None)
    if last is None:
        return ""
    if last.answered == Answered.COMES_BACK:
        return told("next_back_on", day=last.next_on.isoformat()) if last.next_on else told("next_back")
    return told("next_soon") if last.answered in (Answered.REFUSES, Answered.UNREACHED) else ""


def post_of(each: TaskLine | Coming) -> str:
    """Whose post bears something: its unit, its role, and who holds it today."""
    role = sentence(Problem(f"role.{each.role}"), language_of())
    return f"{each.unit_name} {role} {'、'.join(each.holders)}".strip()


def of_contact(contact: ContactLine) -> dict[str, Any]:
    """A contact as a line of a page."""
    return {
        "contact": contact,
        "how": told(f"how_{contact.how}"),
        "whom": told(f"whom_{contact.whom}"),
        "answered": told(f"answered_{contact.answered}"),
    }


def of_concern(line: ConcernLine) -> dict[str, Any]:
    """A pupil who needs attention, with reasons and one action for each."""
    return {
        "line": line,
        "reasons": [of_reason(each) for each in line.reasons],
        "protective": (
            {"words": told(f"protective_{line.protective['code']}", **line.protective["values"])}
            if line.protective
            else None
        ),
        "newer": [of_newer(each) for each in line.newer],
        "groups": [(told(f"group_{group}"), number) for group, number in line.groups.items()],
    }


def of_newer(each: Newer) -> dict[str, Any]:
    """Something that happened since points were reckoned."""
    begins = {ANSWERED: "answered", CONCERNED: "concern"}.get(each.kind)
    return {"on": each.on, "words": told(f"{begins}_{each.what}") if begins else told("newer_absent")}


def of_reason(reason: Mapping[str, Any]) -> dict[str, Any]:
    """A reason for points: what, how many, since when, and what to do."""
    code = reason["code"]
    return {
        "words": told(f"reason_{code}", **reason["values"]),
        "action": told(f"do_{code}"),
        "points": reason["points"],
        "on": reason["on"],
    }


def uuid_of(text: str | None) -> UUID | None:
    """An id in an address; None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
