"""Counselling: who is to be counselled and was, the form of a talk, and what was said, for the counsellor alone."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.support.rules.kinds import TalkFor
from notoneless.casework.support.selectors import READ_COUNSELLING, REVEAL_COUNSELLING
from notoneless.casework.support.selectors.talks import TalkLine, list_talks, list_to_counsel, talk_to_open
from notoneless.casework.support.services import record_talk
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.support.pages.forming import Form, answered, sent, typed
from notoneless.interfaces.support.pages.wording import choices, told


def of_talk(line: TalkLine) -> dict[str, Any]:
    """A talk as a row of a page."""
    return {"line": line, "held_for": told(f"helping.for_{line.held_for}")}


@page({"GET": READ_COUNSELLING})
def talks(ctx: Context, request: HttpRequest) -> Answer:
    """The pupils with whom nobody has talked in the term, and the talks that were held."""
    to_counsel = list_to_counsel(ctx)
    values = {
        "waiting": [
            {"line": each, "held_for": [told(f"helping.for_{code}") for code in each.held_for]} for each in to_counsel
        ],
        "lines": [of_talk(line) for line in list_talks(ctx)],
        "may_record": ctx.may(record_talk.code),
    }
    return Shown("support/counselling.html", values)


@page({"GET": record_talk.code, "POST": record_talk.code})
def talking(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """What was talked about with a pupil, and its sending. What was typed is shown again to whoever typed it alone."""
    row, given = child_in_reach(ctx, child, record_talk.code), typed(request)
    fields = [
        FormField("on", gettext("哪天"), "date", given.get("on", ctx.today.isoformat())),
        FormField("held_for", told("parameter.held_for"), "select", given.get("held_for", ""), choices("for", TalkFor)),
        FormField(
            "counselled",
            told("parameter.counselled"),
            "textarea",
            given.get("counselled", ""),
            hint=gettext("加密保存，只有您本人能打开；校长、班主任和上级都看不到"),
        ),
    ]

    def act(acting: Context) -> UUID:
        return record_talk(acting, child=child, **sent(request, ("on", "held_for", "counselled")))

    return answered(ctx, request, Form(record_talk.code, "talk", row.name, fields, act, ("counselling", {})))


@page({"POST": REVEAL_COUNSELLING})
def opened(ctx: Context, request: HttpRequest, talk: UUID) -> Answer:
    """Open what one has talked about with a pupil."""
    row = talk_to_open(ctx, talk)
    text = reveal(ctx, row, "said", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    return Shown("support/talk.html", {"name": row.child.name, "on": row.on, "text": text})


ROUTES = [
    route("counselling/", talks, "counselling"),
    route("counselling/children/<uuid:child>/record/", talking, "counselling_record"),
    route("counselling/<uuid:talk>/said/", opened, "counselling_reveal"),
]
