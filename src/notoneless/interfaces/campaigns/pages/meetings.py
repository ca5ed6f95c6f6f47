"""Meetings: the list with what was decided, and one with all that it came to."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.campaigns.rules.meetings import MeetingState
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.evidence import hold_of
from notoneless.casework.campaigns.selectors.meetings import (
    MeetingPage,
    leads,
    list_meetings,
    meeting_in_reach,
    open_meeting,
    own_decisions,
)
from notoneless.casework.campaigns.selectors.people import post_at
from notoneless.casework.campaigns.services import (
    call_meeting,
    drop_decision,
    finish_decision,
    hold_evidence,
    sign_in,
    sign_off_meeting,
)
from notoneless.casework.campaigns.services.checking import may_sign
from notoneless.foundation.access.context import Context
from notoneless.interfaces.campaigns.pages.meeting_forms import FORMS
from notoneless.interfaces.campaigns.pages.wording import of_decision, of_meeting, refused, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import NotonelessError


@page({"GET": READ_CAMPAIGN})
def meetings(ctx: Context, request: HttpRequest) -> Answer:
    """The meetings in reach, and the decisions that are this person's."""
    values = {
        "lines": [of_meeting(each) for each in list_meetings(ctx)],
        "mine": [of_decision(each) for each in own_decisions(ctx)],
        "may_call": ctx.may(call_meeting.code),
        "may_finish": ctx.may(finish_decision.code),
        "may_hold": ctx.may(hold_evidence.code),
    }
    return Shown("campaigns/meetings.html", values)


@page({"GET": READ_CAMPAIGN})
def meeting(ctx: Context, request: HttpRequest, meeting: UUID) -> Answer:
    """One meeting, and what this person may do next."""
    return meeting_shown(ctx, meeting)


def meeting_shown(ctx: Context, meeting: UUID, refusal: NotonelessError | None = None) -> Answer:
    """The page of a meeting; where something was refused, with the reason."""
    found, row = open_meeting(ctx, meeting), meeting_in_reach(ctx, meeting, READ_CAMPAIGN)
    is_open = found.line.state in (MeetingState.CALLED, MeetingState.WRITTEN)
    is_there = any(each.account == ctx.actor for each in found.attendees)
    begun = is_open and found.line.on <= ctx.today
    leading = leads(ctx, row.unit_id)
    may_join = begun and not is_there and ctx.may(sign_in.code) and post_at(ctx, row.unit) is not None
    values = {
        **of_meeting(found.line),
        "found": found,
        "decisions": [of_decision(each) for each in found.decisions],
        "ways": _ways(ctx, found, begun) if leading else [],
        "may_sign_in": may_join,
        "may_sign_off": begun and bool(found.minutes) and ctx.may(sign_off_meeting.code) and may_sign(ctx, row),
        "may_finish": ctx.may(finish_decision.code),
        "may_drop": leading and ctx.may(drop_decision.code),
        "leads": leading,
        "held": hold_of(row.unit_id),
        "form": new_form(ctx),
        "error": refused(refusal),
    }
    return Shown("campaigns/meeting.html", values, 422 if refusal else 200)


def _ways(ctx: Context, found: MeetingPage, begun: bool) -> list[tuple[str, str]]:
    """What this person may do with a meeting: route and words."""
    state = found.line.state
    is_open = state in (MeetingState.CALLED, MeetingState.WRITTEN)
    is_untouched = is_open and not found.minutes and not found.attendees
    fits = {"note": state is MeetingState.SIGNED, "change": is_open, "call-off": is_untouched}
    fits |= {"hear": begun and found.line.kind == "office", "proof": state is not MeetingState.CALLED_OFF}
    return [
        (f"meeting_{name}", form.words())
        for name, form in FORMS.items()
        if fits.get(name, begun) and ctx.may(form.action.code)
    ]


@page({"POST": sign_in.code})
def signing_in(ctx: Context, request: HttpRequest, meeting: UUID) -> Answer:
    """Sign in with one tap."""
    return _tapped(ctx, request, meeting, "signed_in", sign_in.code, lambda acting: sign_in(acting, meeting=meeting))


@page({"POST": sign_off_meeting.code})
def signing_off(ctx: Context, request: HttpRequest, meeting: UUID) -> Answer:
    """Sign the minutes off as they were shown."""
    seen = request.POST.get("seen", "")
    code = sign_off_meeting.code
    return _tapped(
        ctx, request, meeting, "signed_off", code, lambda acting: sign_off_meeting(acting, meeting=meeting, seen=seen)
    )


def _tapped(
    ctx: Context, request: HttpRequest, meeting: UUID, done: str, code: str, act: Callable[[Context], object]
) -> Answer:
    meeting_in_reach(ctx, meeting, code)
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        return meeting_shown(ctx, meeting, refusal)
    messages.success(request, told(f"campaigns.{done}"))
    return Went("meeting", {"meeting": meeting})


ROUTES = [
    route("meetings/", meetings, "meetings"),
    route("meetings/<uuid:meeting>/", meeting, "meeting"),
    route("meetings/<uuid:meeting>/sign-in/", signing_in, "meeting_sign_in"),
    route("meetings/<uuid:meeting>/sign-off/", signing_off, "meeting_sign_off"),
]
