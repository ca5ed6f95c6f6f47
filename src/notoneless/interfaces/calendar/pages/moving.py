"""Which due days a change of the calendar moves: told before it is confirmed, and once more when it was made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.calendar.selectors import calendar_in_force
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, language_of
from notoneless.oversight.duties.selectors.moved import MovedDeadline, moved_deadlines

_CONFIRMED, _JUST_MOVED = "confirmed", "calendar_moved"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "request", _CONFIRMED})
_MOST = 200
"""Due days that are shown at most; how many more there are is told."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The due days that a change moves, as they are shown, and how many more there are."""

    lines: Sequence[tuple[str, Mapping[str, Any]]]
    more: int


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


def carried_out(ctx: Context, request: HttpRequest, last: date, work: Callable[[], object]) -> list[MovedDeadline]:
    """Change the calendar, for good once that is confirmed; the due days until a day that it moves.

    Raises what `work` raises.
    """
    before = calendar_in_force(ctx, ctx.today, last)
    with on_trial(is_confirmed(request)):
        work()
        after = calendar_in_force(ctx, ctx.today, last)
    return moved_deadlines(ctx, before, after, last)


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
    """Due days as a page shows them."""
    return _worded([_kept(each) for each in moved[:_MOST]], len(moved))


def kept(request: HttpRequest, moved: Sequence[MovedDeadline]) -> None:
    """Remember what was moved, for the next page this person sees; the same form sent again takes nothing away."""
    if not moved and _JUST_MOVED in request.session:
        return
    request.session[_JUST_MOVED] = {"lines": [_kept(each) for each in moved[:_MOST]], "all": len(moved)}


def just_moved(request: HttpRequest) -> Moved | None:
    """What this person has just moved, told once; None after nothing."""
    found = request.session.pop(_JUST_MOVED, None)
    return _worded(found["lines"], found["all"]) if found else None


def _worded(lines: Sequence[Mapping[str, Any]], number: int) -> Moved:
    return Moved([(str(each[language_of()]), each) for each in lines], number - len(lines))


def _kept(each: MovedDeadline) -> dict[str, Any]:
    return {
        "zh": each.title.zh,
        "en": each.title.en,
        "clause": each.clause,
        "units": each.units,
        "before": each.before.isoformat() if each.before else "",
        "after": each.after.isoformat() if each.after else "",
        "becomes_firm": each.becomes_firm,
    }
