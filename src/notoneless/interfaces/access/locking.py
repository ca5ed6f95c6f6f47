"""How failed attempts are counted: by account and address, with a wait that grows, and never by address alone.

A whole school has one address, and whoever has an address of IPv6 has all of its /64. Codes of the second step are few enough
to be guessed from many addresses, so they are counted by account as well: to come that far takes the password.

What is counted is an account's id or a keyed digest: no name that somebody typed is kept.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse

from notoneless.foundation.access.models import Account
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.access.backend import find_account
from notoneless.interfaces.frame.asking import site_of

LIMIT = 5
"""Failures of one account at one address before it must wait."""

CODES = 20
"""Wrong codes of one account, from wherever, before its second step must wait everywhere."""

_CODE = "code/"

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
"""How long an account must wait at an address after too many failures; each further failure doubles it."""


class GrowingWait(AxesDatabaseHandler):  # type: ignore[misc]
    """Locks an account for an address: not for good, but for longer and longer while failures of the last day add up."""

    def is_locked(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> bool:
        """Whether the wait after the last failure still runs."""
        return self.left(request, credentials) > timedelta(0)

    def left(self, request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> timedelta:
        """How long until another attempt may be made; nothing if it may be made now."""
        here = _left(self.get_user_attempts(request, credentials)[0], request, LIMIT)
        counted = name_of(request, credentials)
        if not counted.startswith(_CODE):
            return here
        everywhere = AccessAttempt.objects.filter(username=counted, attempt_time__gte=get_cool_off_threshold(request))
        return max(here, _left(everywhere, request, CODES))


def _left(attempts: QuerySet[AccessAttempt], request: HttpRequest, limit: int) -> timedelta:
    """How much of the wait after these attempts is left."""
    found = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    failures = (found["failures"] or 0) - limit
    if failures < 0:
        return timedelta(0)
    left: timedelta = found["last"] + wait_after(failures) - request.axes_attempt_time  # type: ignore[attr-defined]
    return max(left, timedelta(0))


def wait_after(beyond: int) -> timedelta:
    """The wait after so many failures beyond those that are let through."""
    longer: timedelta = FIRST_WAIT * 2 ** min(beyond, 10)
    return min(LONGEST_WAIT, longer)


def name_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """What an attempt is counted under: name and phone of one account are one."""
    given = credentials or {}
    return str(given.get("counted") or key_of_name(str(given.get("username") or "")))


def key_of_name(typed: str) -> str:
    """What stands for a name that was typed: the account's id, or a keyed hash, because it may be a password."""
    account = find_account(typed)
    return str(account.pk) if account else key_ring().index(typed.strip(), "sign_in").hex()


def client_of(request: HttpRequest) -> str:
    """The address that tried; of IPv6 the site."""
    return site_of(request)


def minutes_left(request: HttpRequest, credentials: Mapping[str, Any]) -> int:
    """Whole minutes until another attempt may be made; 0 for now."""
    AxesProxyHandler.update_request(request)
    left: timedelta = AxesProxyHandler.get_implementation().left(request, credentials)
    return -int(-left.total_seconds() // 60)


def code_attempt(account: Account) -> dict[str, str]:
    """What wrong codes of an account are counted under, apart from its passwords."""
    return {"counted": f"{_CODE}{account.pk}"}


def count_failure(request: HttpRequest, credentials: dict[str, str]) -> None:
    """Count a failure that did not go through a sign-in backend."""
    AxesProxyHandler.user_login_failed(GrowingWait, credentials=credentials, request=request)


def locked(request: HttpRequest, response: HttpResponse, credentials: Mapping[str, Any] | None = None) -> HttpResponse:
    """The answer to a locked attempt: the form, which says when to try again, with the status that programs understand."""
    if not response.has_header("Location"):
        response.status_code = 429
        response["Retry-After"] = str(60 * minutes_left(request, credentials or {}))
    return response
