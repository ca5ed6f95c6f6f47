"""One's own security: second factors, sessions, password, and the tokens of one's programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted, recorded
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.revealing import StepUpNeeded
from notoneless.foundation.access.services import end_token, make_token, token_secret
from notoneless.foundation.audit.models import Outcome
from notoneless.interfaces.access.pages.tokens import MAKE, Sent, section, words_of
from notoneless.interfaces.frame.asking import BEGUN, forget, keep, kept, with_form
from notoneless.interfaces.frame.pages import SIGNED_IN, Answer, Shown, Went, language_of, page, proved, route
from notoneless.kernel.problems import Problem, sentence

_TYPED = "token_form"
"""Under which name the session keeps, sealed, what was typed of a token."""


@page({"GET": SIGNED_IN})
def security(ctx: Context, request: HttpRequest) -> Answer:
    """What there is, and the ways to change it. What was typed of a token before the password was asked again stands there."""
    text = kept(request, _TYPED)
    forget(request, _TYPED)
    return _shown(ctx, request, sent=Sent(**json.loads(text)) if text else None)


def _shown(ctx: Context, request: HttpRequest, refusal: Refused | None = None, sent: Sent | None = None) -> Answer:
    kinds = Authenticator.objects.filter(user_id=ctx.actor).values_list("type", flat=True)
    began = datetime.fromtimestamp(request.session[BEGUN], UTC)
    values = {
        "kinds": sorted(set(kinds)),
        "has_role": bool(ctx.held),
        "strong": ctx.strong,
        "began": began,
        "ends": began + settings.SESSION_LASTS,
        "others": sum(1 for _ in _others(ctx, request)),
        "for_programs": section(ctx, sent) if ctx.may(MAKE) else None,
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("access/security.html", values, 422 if refusal else 200)


@page({"POST": SIGNED_IN})
def end_others(ctx: Context, request: HttpRequest) -> Answer:
    """End all one's other sessions (ASVS 5.0, 7.4.3)."""
    others = [session.session_key for session in _others(ctx, request)]
    Session.objects.filter(session_key__in=others).delete()
    recorded(ctx, "account.sign_out", Outcome.DONE, {"others": len(others)}, reason="session.elsewhere")
    messages.success(request, sentence(Problem("session.others_ended", {"count": len(others)}), language_of()))
    return Went("security")


def _others(ctx: Context, request: HttpRequest) -> Iterator[Session]:
    """The live sessions of the same person. A session does not name its owner outside, so each is opened."""
    for session in Session.objects.filter(expire_date__gt=ctx.at).exclude(session_key=request.session.session_key):
        if session.get_decoded().get("_auth_user_id") == str(ctx.actor):
            yield session


@page({"POST": MAKE})
def make_one(ctx: Context, request: HttpRequest) -> Answer:
    """Make a token, freshly proved, and show its secret this once."""
    sent = Sent(request.POST.get("name", ""), tuple(request.POST.getlist("may")), request.POST.get("until_on", ""))
    try:
        proved(ctx)
    except StepUpNeeded:
        keep(request, _TYPED, json.dumps(asdict(sent)))
        raise
    acting = with_form(ctx, request)
    try:
        made = make_token(acting, account=ctx.actor, name=sent.name, may=",".join(sent.may), until_on=sent.until_on)
    except Unusable as refusal:
        noted(ctx, refusal, Attempted(MAKE, {}))
        return _shown(ctx, request, refusal, sent)
    values = {"secret": token_secret(acting, made), "name": sent.name, "may": list(words_of(sent.may))}
    return Shown("access/token.html", values | {"until_on": sent.until_on})


@page({"POST": "token.end"})
def end_one(ctx: Context, request: HttpRequest, token: UUID) -> Answer:
    """End a token of one's own, freshly proved."""
    proved(ctx)
    end_token(with_form(ctx, request), token=token)
    messages.success(request, sentence(Problem("session.token_ended"), language_of()))
    return Went("security")


ROUTES = [
    route("security/", security, "security"),
    route("security/sessions/end/", end_others, "end_other_sessions"),
    route("security/tokens/make/", make_one, "token_make"),
    route("security/tokens/<uuid:token>/end/", end_one, "token_end"),
]
