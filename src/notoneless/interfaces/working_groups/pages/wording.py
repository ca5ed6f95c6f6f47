"""The words that pages of working groups show for codes, in the reader's language."""

from datetime import date
from typing import Any

from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.casework.working_groups.rules.remedies import RemedyState
from notoneless.casework.working_groups.selectors.groups import GroupLine, PlaceLine
from notoneless.casework.working_groups.selectors.outreach import Act
from notoneless.casework.working_groups.selectors.remedies import RemedyLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def of_group(line: GroupLine) -> dict[str, Any]:
    """A group as a page shows it."""
    return {
        "line": line,
        "basis": told(f"working_groups.basis_{line.basis}"),
        "places": [of_place(each) for each in line.places],
        "past": [of_place(each) for each in line.past],
        "gaps": [gap_words(each) for each in line.gaps],
    }


def of_place(place: PlaceLine) -> dict[str, Any]:
    """A place as a line of a page."""
    return {
        "place": place,
        "party": told(f"working_groups.party_{place.party}"),
        "role": told(f"role.{place.role}"),
        "gap": gap_words(place) if place.is_gap else "",
    }


def gap_words(place: PlaceLine) -> str:
    """What is missing in a place."""
    if place.unit is None:
        party = told(f"working_groups.party_{place.party}")
        return f"{party}：{told('working_groups.gap_unit')}"
    return told("working_groups.gap", unit=place.unit_name, role=told(f"role.{place.role}"))


BADGES = {RemedyState.PLANNED: "warning", RemedyState.DONE: "success"}


def of_remedy(line: RemedyLine) -> dict[str, Any]:
    """A measure as a line of a page."""
    return {
        "line": line,
        "kind": told(f"working_groups.kind_{line.kind}"),
        "state": told(f"working_groups.remedy_{line.state}"),
        "badge": BADGES.get(line.state, ""),
        "is_planned": line.state is RemedyState.PLANNED,
        "is_late": line.days is not None and line.days < 0,
    }


def of_act(act: Act) -> dict[str, Any]:
    """An act of persuasion as a line of a page: who was there, and why it was no joint visit."""
    missing = "、".join(told(f"procedures.side_{side}") for side in act.missing)
    if act.is_visit:
        how = told("working_groups.how_visit")
    else:
        how = f"{told(f'procedures.how_{act.how}')} {told(f'procedures.attitude_{act.attitude}')}"
    return {
        "act": act,
        "how": how,
        "sides": [told(f"procedures.side_{side}") for side in sorted(act.sides)],
        "why": told("working_groups.not_joint", sides=missing) if missing else told("working_groups.not_at_home"),
    }


def reason_words(code: str, day: date) -> str:
    """The words of a reason by its code."""
    if code == HIDDEN:
        return told("cases.reason_hidden")
    known = reasons_on(day).table.get(code)
    if known is None:
        return code
    return known.zh if language_of() == "zh" else known.en
