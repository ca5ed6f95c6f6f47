"""Which due days a change of the calendar moves: told before it is confirmed, and once more when it was made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from notoneless.casework.early_warning.selectors.moving import moved_tasks
from notoneless.casework.procedures.selectors.moving import moved_clocks
from notoneless.casework.watch_list.selectors.moving import moved_screenings
from notoneless.foundation.access.context import Context
from notoneless.foundation.calendar.selectors import calendar_in_force
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of
from notoneless.kernel.calendar import Calendar, MovedDay
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.selectors.moved import MovedDeadline, MovedDuty, by_duty, moved_deadlines
from notoneless.oversight.reporting.selectors.moving import moved_reports
from notoneless.policy.model import Words

_CONFIRMED, _JUST_MOVED = "confirmed", "calendar_moved"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "request", _CONFIRMED})
_MOST = 200
"""Duties that are shown at most; how many more there are is told."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The duties whose due days a change moves, as they are shown, and how many more there are."""

    lines: Sequence[tuple[str, Mapping[str, Any]]]
    more: int


_ROOMS = (moved_clocks, moved_tasks, moved_screenings, moved_reports)
"""What rooms count by the calendar, beside the duties of plans."""


def all_moved(ctx: Context, before: Calendar, after: Calendar, last: date) -> list[MovedDeadline]:
    """The deadlines from today until a day that one calendar has otherwise than another: of duties, and of what rooms count by
    it, of which `units` counts how many things are due then."""
    rooms = (each for room in _ROOMS for each in room(ctx, before, after, last))
    return [*moved_deadlines(ctx, before, after, last), *map(_of_room, rooms)]


def _of_room(each: MovedDay) -> MovedDeadline:
    told = Problem(each.group, {"what": Problem(each.kind)})
    title = Words(sentence(told, "zh"), sentence(told, "en"))
    return MovedDeadline(each.kind, title, "", each.kind, each.count, each.before, each.after, each.becomes_firm)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether whoever sends a form has seen what it moves."""
    return bool(request.POST.get(_CONFIRMED))


@contextmanager
def on_trial(is_real: bool) -> Iterator[None]:
    """What is done within stands, or was only tried: then nothing of it is left."""
    with transaction.atomic():
        yield
        if not is_real:
            transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class Carried:
    """A change that was carried out or tried: the calendar before and after it, and the due days that it moves."""

    before: Calendar
    after: Calendar
    moved: Sequence[MovedDeadline]


def carried_out(ctx: Context, request: HttpRequest, first: date, last: date, work: Callable[[], object]) -> Carried:
    """Change the calendar of days between two, for good once that is confirmed.

    Raises what `work` raises.
    """
    before = calendar_in_force(ctx, first, last)
    with on_trial(is_confirmed(request)):
        work()
        after = calendar_in_force(ctx, first, last)
    return Carried(before, after, all_moved(ctx, before, after, last))


def asking(
    ctx: Context,
    request: HttpRequest,
    title: str,
    moved: Sequence[MovedDeadline],
    back: str,
    said: Sequence[str] = (),
) -> Answer:
    """The page on which what was sent is confirmed, with all it moves. said: what is about to be changed, line by line."""
    values = {
        "title": title,
        "said": said,
        "moved": shown(moved),
        "to": request.path,
        "sent": [(name, text) for name, text in request.POST.items() if name not in _NOT_KEPT],
        "back": back,
        "form": new_form(ctx),
    }
    return Shown("calendar/confirm.html", values)


def shown(moved: Sequence[MovedDeadline]) -> Moved:
    """Due days as a page shows them, a line for each duty."""
    return _worded(*_lines(moved))


def kept(request: HttpRequest, moved: Sequence[MovedDeadline]) -> None:
    """Remember what was moved, for the next page this person sees; the same form sent again takes nothing away."""
    if not moved and _JUST_MOVED in request.session:
        return
    lines, number = _lines(moved)
    request.session[_JUST_MOVED] = {"lines": lines, "all": number}


def _lines(moved: Sequence[MovedDeadline]) -> tuple[list[dict[str, Any]], int]:
    """The lines that are shown, and how many there are altogether."""
    duties = by_duty(moved)
    return [_kept(each) for each in duties[:_MOST]], len(duties)


def just_moved(request: HttpRequest) -> Moved | None:
    """What this person has just moved, told once; None after nothing."""
    found = request.session.pop(_JUST_MOVED, None)
    return _worded(found["lines"], found["all"]) if found else None


def _worded(lines: Sequence[Mapping[str, Any]], number: int) -> Moved:
    return Moved([(str(each[language_of()]), each) for each in lines], number - len(lines))


def _kept(each: MovedDuty) -> dict[str, Any]:
    return {
        "zh": each.first.title.zh,
        "en": each.first.title.en,
        "clause": each.first.clause,
        "units": each.units,
        "times": each.times,
        "before": _written(each.first.before),
        "after": _written(each.first.after),
        "last_before": _written(each.last.before),
        "last_after": _written(each.last.after),
        "becomes_firm": each.becomes_firm,
    }


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
