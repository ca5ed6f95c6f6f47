"""Wavering pupils: the mark, and the clock that runs until somebody has been to the home."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.visits.selectors.wavering import list_clocks
from notoneless.casework.visits.services import record_visit
from notoneless.casework.watch_list.models import Wavering
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST, REVEAL_WATCH_LIST
from notoneless.casework.watch_list.selectors.files import row_in_reach
from notoneless.casework.watch_list.services import waver
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.watch_list.pages.wording import sent, sorry, told
from notoneless.kernel.problems import NotonelessError


@page({"GET": READ_WATCH_LIST})
def clocks(ctx: Context, request: HttpRequest) -> Answer:
    """Who wavers, and how long there is until the home is to be visited."""
    values = {
        "lines": list_clocks(ctx),
        "may_visit": ctx.may(record_visit.code),
        "may_reveal": ctx.may(REVEAL_WATCH_LIST),
    }
    return Shown("watch_list/clocks.html", values)


@page({"GET": waver.code, "POST": waver.code})
def marking(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The form that marks a pupil, and its sending: with nothing typed it marks today."""
    name = child_in_reach(ctx, child, waver.code).name
    if request.method != "POST":
        return _shown(ctx, child, name, {"on": ctx.today.isoformat(), "note": ""})
    given = sent(request, ("on", "note"))
    made: list[UUID] = []
    refusal = tried(ctx, request, waver.code, lambda acting: made.append(waver(acting, child=child, **given)))
    if refusal is not None:
        return _shown(ctx, child, name, given, refusal)
    messages.success(request, told("watch_list.wavers", day=_due(ctx, made[0]).isoformat()))
    return Went("watch_clocks")


def _due(ctx: Context, mark: UUID) -> date:
    return row_in_reach(ctx, Wavering, mark, waver.code).due_on


def _shown(
    ctx: Context, child: UUID, name: str, given: dict[str, str], refusal: NotonelessError | None = None
) -> Answer:
    values = {"child": child, "name": name, "given": given, "form": new_form(ctx), **sorry(refusal)}
    return Shown("watch_list/waver.html", values, 422 if refusal else 200)


@page({"POST": REVEAL_WATCH_LIST})
def note(ctx: Context, request: HttpRequest, wavering: UUID) -> Answer:
    """Open what a class teacher wrote of a mark."""
    row = row_in_reach(ctx, Wavering, wavering, REVEAL_WATCH_LIST)
    text = reveal(ctx, row, "note", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    return Shown("watch_list/note.html", {"text": text, "name": row.child.name, "entry": None})


ROUTES = [
    route("watch-list/wavering/", clocks, "watch_clocks"),
    route("watch-list/children/<uuid:child>/wavering/", marking, "watch_waver"),
    route("watch-list/wavering/<uuid:wavering>/note/", note, "watch_wavering_note"),
]
