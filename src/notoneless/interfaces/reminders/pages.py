"""Channels of reminders: which there are, what was sent, and the forms that name, try and end them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.acting import asked_field, form_page
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reminders.models import ReminderDigest
from notoneless.oversight.reminders.rules import ChannelKind, DigestState, is_to_send
from notoneless.oversight.reminders.selectors import (
    READ_REMINDERS,
    channel_in_reach,
    list_channels,
    numbers_on,
    units_of,
)
from notoneless.oversight.reminders.services import add_channel, end_channel, try_channel

_BADGES = {"waiting": "info", "sending": "info", "sent": "success", "failed": "danger"}


def _told(slug: str, **given: str) -> str:
    return sentence(Problem(f"reminders.{slug}", dict(given)), language_of())


def _digest(ctx: Context, row: ReminderDigest) -> dict[str, Any]:
    state = DigestState(row.state)
    is_given_up = state is DigestState.SENDING and not is_to_send(state, row.attempts) and row.due_at <= ctx.at
    shown = DigestState.FAILED if is_given_up else state
    return {"row": row, "state": _told(f"state_{shown}"), "badge": _BADGES[shown], "text": row.text.split("\n")}


@page({"GET": READ_REMINDERS})
def channels(ctx: Context, request: HttpRequest) -> Answer:
    """The channels in reach, with what they were told lately."""
    numbers = numbers_on(ctx.today)
    values = {
        "lines": [
            {
                "row": each.row,
                "kind": _told(f"kind_{each.row.kind}"),
                "digests": [_digest(ctx, row) for row in each.digests],
            }
            for each in list_channels(ctx)
        ],
        "times": "、".join(f"{at:%H:%M}" for _, at in numbers.times),
        "quiet": [f"{at:%H:%M}" for at in numbers.quiet],
        "may_add": ctx.may(add_channel.code),
        "may_end": ctx.may(end_channel.code),
        "may_try": ctx.may(try_channel.code),
        "form": new_form(ctx),
    }
    return Shown("reminders/list.html", values)


def _fields(ctx: Context, typed: Mapping[str, str]) -> list[FormField]:
    units = [(str(pk), name) for pk, name in units_of(ctx, add_channel.code)]
    kinds = [(each.value, _told(f"kind_{each}")) for each in ChannelKind]
    return [
        asked_field("unit", "select", typed, units[0][0] if len(units) == 1 else "", units),
        asked_field("channel_kind", "select", typed, options=kinds),
        asked_field("name", "text", typed, hint=_told("hint_name")),
        asked_field("channel_address", "text", typed, hint=_told("hint_address")),
    ]


@page({"GET": add_channel.code, "POST": add_channel.code})
def adding(ctx: Context, request: HttpRequest) -> Answer:
    """A new channel, and its sending."""
    typed = {name: str(text) for name, text in request.POST.items()}
    given: dict[str, Any] = {name: typed.get(name, "") for name in ("unit", "channel_kind", "name", "channel_address")}
    refusal = (
        tried(ctx, request, add_channel.code, lambda acting: add_channel(acting, **given))
        if request.method == "POST"
        else None
    )
    if request.method == "POST" and refusal is None:
        messages.success(request, _told("added"))
        return Went("reminders", {})
    return form_page(ctx, _told("add"), "", _fields(ctx, typed), refusal, reverse("reminders"))


def _acted(ctx: Context, request: HttpRequest, channel: UUID, action: Action[Any], done: str) -> Answer:
    row = channel_in_reach(ctx, channel, action.code)
    given = {"reminder_channel": row.pk}
    refusal = tried(ctx, request, action.code, lambda acting: action(acting, **given))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, _told(done, name=row.name))
    return Went("reminders", {})


@page({"POST": try_channel.code})
def trying(ctx: Context, request: HttpRequest, channel: UUID) -> Answer:
    """A channel is told at once what waits."""
    return _acted(ctx, request, channel, try_channel, "tried")


@page({"POST": end_channel.code})
def ending(ctx: Context, request: HttpRequest, channel: UUID) -> Answer:
    """A channel is told nothing any more."""
    return _acted(ctx, request, channel, end_channel, "done_end")


ROUTES = [
    route("reminders/", channels, "reminders"),
    route("reminders/new/", adding, "reminder_new"),
    route("reminders/<uuid:channel>/try/", trying, "reminder_try"),
    route("reminders/<uuid:channel>/end/", ending, "reminder_end"),
]
