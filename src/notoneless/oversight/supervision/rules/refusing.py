"""Why something cannot be entered or done about inspections and what they found."""

from collections.abc import Mapping
from datetime import date

from notoneless.kernel.problems import Problem
from notoneless.oversight.supervision.rules.kinds import InspectionKind, Mark, MendState, checklist

FAR = 400
"""Days from today, or from when it was found, beyond which a day is a slip of the pen."""


def why_not_day(on: date, today: date) -> Problem | None:
    """Why nothing can have been on a day: it is still to come, or too long ago."""
    if on > today:
        return Problem("supervising.day_to_come", {"day": on.isoformat()})
    return why_not_near(on, today)


def why_not_near(on: date, day: date) -> Problem | None:
    """Why a day cannot be meant: it is further from another than a school year."""
    return Problem("supervising.far_day", {"day": on.isoformat()}) if abs((on - day).days) > FAR else None


def why_not_found(found_on: date, mend_by: date) -> Problem | None:
    """Why a shortcoming cannot be mended by a day: it lies before that on which it was found, or too long after."""
    if mend_by < found_on:
        return Problem("supervising.mended_before_found", {"day": found_on.isoformat()})
    return why_not_near(mend_by, found_on)


def why_not_mended(state: MendState) -> Problem | None:
    """Why it cannot be said to be mended."""
    codes = {MendState.MENDED: "supervising.mended_already", MendState.CLOSED: "supervising.closed_already"}
    return Problem(codes[state]) if state in codes else None


def why_not_looked_at(state: MendState, by_same: bool) -> Problem | None:
    """Why a mending can be neither accepted nor sent back: it is not reported, is closed, or is one's own."""
    if state is MendState.CLOSED:
        return Problem("supervising.closed_already")
    if state is MendState.OPEN:
        return Problem("supervising.not_mended")
    return Problem("supervising.own_mending") if by_same else None


def marks_of(kind: InspectionKind, text: str) -> Mapping[str, Mark] | Problem:
    """What a checklist says, of lines such as `fire=good`; the problem where an item is missing, unknown or twice there."""
    found: dict[str, Mark] = {}
    for line in text.split():
        item, _, mark = line.partition("=")
        if item not in checklist(kind) or mark not in set(Mark) or item in found:
            return Problem("supervising.no_checklist")
        found[item] = Mark(mark)
    if len(found) != len(checklist(kind)):
        return Problem("supervising.checklist_incomplete")
    return found
