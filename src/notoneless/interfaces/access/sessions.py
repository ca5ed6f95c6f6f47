"""How long a session lasts, and what must be done before anything else."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.audit.models import Outcome
from notoneless.interfaces.frame.asking import BEGUN, SEEN, context_of
from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.frame.pages import language_of, tell
from notoneless.kernel.problems import NotonelessError, Problem, sentence

_FRESH = 60
"""Seconds within which a session is not marked as seen again: not every request need write."""

ALWAYS = ("account_logout", "account_change_password", "account_reauthenticate", "mfa_reauthenticate", "language")
"""Where somebody may go who must change a password first."""


class SessionLimits:
    """Ends sessions that were idle or lasted for too long, and asks for a password of one's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        account = request.user
        if isinstance(account, Account):
            over = _over(request)
            if over is not None:
                return _ended(request, over)
            if _needs_own_password(account) and request.path not in {resolve_url(name) for name in ALWAYS}:
                return HttpResponseRedirect(resolve_url("account_change_password"))
        return self.get_response(request)


def _over(request: HttpRequest) -> Problem | None:
    """Why the session is over; None while it is not, and then its use is noted."""
    instant = now().timestamp()
    begun, seen = (float(request.session.get(key, 0)) for key in (BEGUN, SEEN))
    if instant - begun > settings.SESSION_LASTS.total_seconds():
        return Problem("session.over")
    if instant - seen > settings.SESSION_IDLE.total_seconds():
        return Problem("session.idle")
    if instant - seen > _FRESH:
        request.session[SEEN] = instant
    return None


def _ended(request: HttpRequest, over: Problem) -> HttpResponse:
    """Sign out, record it, and lead back to signing in."""
    ctx = context_of(request)
    logout(request)
    try:
        with transaction.atomic():
            recorded(ctx, "account.sign_out", Outcome.DONE, {}, reason=over.code)
    except NotonelessError as refusal:
        return tell(request, refusal.told, 503)
    messages.info(request, sentence(over, language_of()))
    return HttpResponseRedirect(f"{resolve_url('account_login')}?next={quote(request.path)}")


def _needs_own_password(account: Account) -> bool:
    if account.must_change_password:
        return True
    if settings.PASSWORD_POLICY != "dengbao":
        return False
    return account.password_set_at is None or now() - account.password_set_at > settings.PASSWORD_LASTS
