"""How long a session lasts, and what must be done before anything else."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from notoneless.foundation.access.models import Account
from notoneless.interfaces.frame.asking import BEGUN, SEEN, now

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
            if _is_over(request):
                logout(request)
                return HttpResponseRedirect(resolve_url("account_login"))
            if _needs_own_password(account) and request.path not in {resolve_url(name) for name in ALWAYS}:
                return HttpResponseRedirect(resolve_url("account_change_password"))
        return self.get_response(request)


def _is_over(request: HttpRequest) -> bool:
    instant = now().timestamp()
    begun, seen = (float(request.session.get(key, 0)) for key in (BEGUN, SEEN))
    if (
        instant - seen > settings.SESSION_IDLE.total_seconds()
        or instant - begun > settings.SESSION_LASTS.total_seconds()
    ):
        return True
    if instant - seen > _FRESH:
        request.session[SEEN] = instant
    return False


def _needs_own_password(account: Account) -> bool:
    if account.must_change_password:
        return True
    if settings.PASSWORD_POLICY != "dengbao":
        return False
    return account.password_set_at is None or now() - account.password_set_at > settings.PASSWORD_LASTS
