"""What phones handed in and nobody could enter: looked at side by side, entered by a person, or set aside with the reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.field_book.models import FieldEvent
from notoneless.foundation.field_book.rules import TO_SETTLE, EventState
from notoneless.foundation.field_book.selectors import (
    READ_FIELD_BOOK,
    EventLine,
    event_in_reach,
    events_to_settle,
    line_of,
    my_events,
    others_about,
)
from notoneless.foundation.field_book.services import set_aside, take
from notoneless.interfaces.field_book.pages.contents import Content, content_of
from notoneless.interfaces.field_book.pages.entering import arguments
from notoneless.interfaces.field_book.pages.packing.gathering import title_of
from notoneless.interfaces.field_book.pages.packing.wording import told
from notoneless.interfaces.field_book.pages.telling import content_words
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence

TAKE, ASIDE = take.code, set_aside.code
BADGES = {
    EventState.DONE: "success",
    EventState.TAKEN: "success",
    EventState.SET_ASIDE: "",
    EventState.WAITING: "info",
}


@page({"GET": READ_FIELD_BOOK})
def listing(ctx: Context, request: HttpRequest) -> Answer:
    """What waits for a person in reach, and what oneself has handed in lately."""
    values = {
        "waiting": [_line(each) for each in events_to_settle(ctx)],
        "mine": [_line(each) for each in my_events(ctx)],
    }
    return Shown("field_book/events.html", values)


@page({"GET": READ_FIELD_BOOK})
def showing(ctx: Context, request: HttpRequest, event: UUID) -> Answer:
    """One event beside those about the same thing, with what can be done about it."""
    return _shown(ctx, event_in_reach(ctx, event, READ_FIELD_BOOK), "")


@page({"POST": TAKE})
def taking(ctx: Context, request: HttpRequest, event: UUID) -> Answer:
    """Enter an event in one's own name, with the reason."""
    row, reason = event_in_reach(ctx, event, TAKE), request.POST.get("reason", "")
    refusal = tried(ctx, request, TAKE, lambda acting: _taken(acting, row, reason))
    return _after(ctx, request, row, refusal, gettext("已记入"))


@page({"POST": ASIDE})
def putting_aside(ctx: Context, request: HttpRequest, event: UUID) -> Answer:
    """Let an event not count, with the reason."""
    row, reason = event_in_reach(ctx, event, ASIDE), request.POST.get("reason", "")
    refusal = tried(ctx, request, ASIDE, lambda acting: set_aside(acting, field_event=row.pk, reason=reason))
    return _after(ctx, request, row, refusal, gettext("已标为不采用，原记录保留"))


def _taken(acting: Context, row: FieldEvent, reason: str) -> None:
    """Enter what an event says, then note that it was: both or neither."""
    content = content_of(row)
    if row.state == EventState.QUARANTINED and row.by_id == acting.actor:
        raise Refused(Problem("field_book.not_by_writer"))
    result = _entered(acting.within("enter"), row, content, reason)
    given = {"field_event": row.pk, "entered_row": result, "reason": reason}
    take(acting, **given)
    for other in others_about(acting, row):  # whoever decides for one has decided against the other
        if other.state == EventState.CONTENDED and row.slot is not None and other.slot == row.slot:
            set_aside(acting.within(f"instead of {other.pk}"), field_event=other.pk, reason=reason)


def _entered(acting: Context, row: FieldEvent, content: Content, reason: str) -> UUID | None:
    given = arguments(acting, content, row.by_id)
    if content.kind.take is not None:
        return content.kind.take(acting, given, reason)
    result: UUID | None = content.kind.do(acting, **given)
    return result


def _after(ctx: Context, request: HttpRequest, row: FieldEvent, refusal: NotonelessError | None, done: str) -> Answer:
    if refusal is not None:
        return _shown(ctx, row, sentence(refusal.told, language_of()))
    messages.success(request, done)
    return Went("field_events")


def _shown(ctx: Context, row: FieldEvent, error: str) -> Answer:
    others = [{"line": _line(line_of(ctx, each)), **content_words(ctx, each)} for each in others_about(ctx, row)]
    values: dict[str, Any] = {
        "each": _line(line_of(ctx, row)),
        "said": content_words(ctx, row),
        "others": others,
        "may_take": ctx.may(TAKE) and row.state in TO_SETTLE and bool(row.kind),
        "may_set_aside": ctx.may(ASIDE) and row.state in TO_SETTLE,
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("field_book/event.html", values, 422 if error else 200)


def _line(line: EventLine) -> dict[str, Any]:
    return {
        "line": line,
        "title": title_of(line.kind) if line.kind else told("field_book.kind_unknown"),
        "state": told(f"field_book.state_{line.state}"),
        "badge": BADGES.get(line.state, "warning"),
        "why": sentence(line.told, language_of()) if line.told else "",
    }


ROUTES = [
    route("field/events/", listing, "field_events"),
    route("field/events/<uuid:event>/", showing, "field_event"),
    route("field/events/<uuid:event>/take/", taking, "field_take"),
    route("field/events/<uuid:event>/set-aside/", putting_aside, "field_set_aside"),
]
