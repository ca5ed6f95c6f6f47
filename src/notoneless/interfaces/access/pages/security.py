"""One's own security: second factors, sessions, password."""

from collections.abc import Iterator
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.audit.models import Outcome
from notoneless.interfaces.frame.asking import BEGUN
from notoneless.interfaces.frame.pages import SIGNED_IN, Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import Problem, sentence


@page({"GET": SIGNED_IN})
def security(ctx: Context, request: HttpRequest) -> Answer:
    """What there is, and the ways to change it."""
    kinds = Authenticator.objects.filter(user_id=ctx.actor).values_list("type", flat=True)
    began = datetime.fromtimestamp(request.session[BEGUN], UTC)
    ends = began + settings.SESSION_LASTS
    values = {"kinds": sorted(set(kinds)), "strong": ctx.strong, "began": began, "ends": ends}
    return Shown("access/security.html", values | {"others": sum(1 for _ in _others(ctx, request))})


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


ROUTES = [
    route("security/", security, "security"),
    route("security/sessions/end/", end_others, "end_other_sessions"),
]
