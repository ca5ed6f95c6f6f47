"""What axes asks us: who failed, for how long it must wait, and what it is told."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.frame.asking import address_of
from notoneless.interfaces.frame.pages import tell
from notoneless.kernel.problems import Problem

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
"""How long an account must wait at an address after too many failures; each further failure doubles it."""


def name_of(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """What stands for the name that was typed: a keyed hash, because it may be a phone number or a password."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return key_ring().index(str(typed).strip(), "sign_in").hex()


def client_of(request: HttpRequest) -> str:
    """The address that tried."""
    return address_of(request)


def wait(request: HttpRequest | None = None) -> timedelta:
    """How long to wait after the last failure: longer with each."""
    if request is None:
        return LONGEST_WAIT
    tried = AccessAttempt.objects.filter(username=name_of(request), ip_address=client_of(request))
    failures: int = max(tried.values_list("failures_since_start", flat=True), default=0)
    beyond = max(0, failures - LIMIT)
    longer: timedelta = FIRST_WAIT * 2 ** min(beyond, 10)
    return min(LONGEST_WAIT, longer)


LIMIT = 5
"""Failures of one account at one address before it must wait."""


def locked(request: HttpRequest, credentials: dict[str, Any] | None = None, *_: Any) -> HttpResponse:
    """What somebody is told who must wait: the same for every name."""
    minutes = max(1, int(wait(request).total_seconds() // 60))
    return tell(request, Problem("session.locked", {"minutes": minutes}), 429)
