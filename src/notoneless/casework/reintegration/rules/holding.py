"""Whether a returned pupil stays, from registers alone: the share of sessions in which it was seen, and its longest absence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from notoneless.casework.reintegration.rules.kinds import Hold
from notoneless.casework.reintegration.rules.settings import ReturnNumbers

_ALL = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Attended:
    """A school day of one pupil: in how many sessions that were reported it was due, in how many it was seen, and whether leave
    covers what it missed."""

    on: date
    due: int
    seen: int
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """What registers say of some days. `expected`: sessions that there were to report; `reported`: that were; `seen`: in which
    the pupil was there; `excused`: missed with leave; `longest`: most school days in a row missed without leave."""

    expected: int = 0
    reported: int = 0
    seen: int = 0
    excused: int = 0
    longest: int = 0


def window_of(days: Iterable[Attended], expected: int) -> Window:
    """What the days of a span come to. A day that nobody reported says nothing: it neither adds to an absence nor ends it."""
    reported = seen = excused = longest = running = 0
    for each in sorted(days, key=lambda day: day.on):
        reported, seen = reported + each.due, seen + each.seen
        excused += each.due - each.seen if each.is_excused else 0
        if each.due:
            running = 0 if each.seen or each.is_excused else running + 1
            longest = max(longest, running)
    return Window(max(expected, reported), reported, seen, excused, longest)


def hold_of(window: Window, numbers: ReturnNumbers) -> Hold:
    """Whether the pupil stays. Days on which nobody reported are no days of presence, and leave for all of them is none
    either.
    """
    due = window.reported - window.excused
    if not window.expected or due <= 0 or window.reported * _ALL < window.expected * numbers.reported:
        # what was reported may be enough to say that it does not hold
        return Hold.BROKEN if window.longest > numbers.absent_most else Hold.UNKNOWN
    stays = window.seen * _ALL >= due * numbers.share and window.longest <= numbers.absent_most
    return Hold.HOLDS if stays else Hold.BROKEN
