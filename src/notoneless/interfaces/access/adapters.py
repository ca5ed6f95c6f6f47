"""What allauth asks us: that nobody signs up, that sign-ins are recorded, that secrets of second factors are sealed."""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.crypto import constant_time_compare

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.access.services import end_ways_in
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.access.backend import find_account
from notoneless.interfaces.access.locking import key_of_name
from notoneless.interfaces.frame.asking import context_of, start_session
from notoneless.interfaces.frame.clock import now
from notoneless.interfaces.frame.pages import first_page, tell
from notoneless.kernel.problems import NotonelessError

BEGIN, END, REFUSE, PASSWORD = "account.sign_in", "account.sign_out", "account.sign_in", "account.change_password"
"""What is recorded of signing in. The name that was typed is not: it may be a password in the wrong field."""

PROVED = "notoneless.proved"
"""Session key: what stands for the password of the first step, until the second is taken."""

_MFA_PLACE = "mfa_authenticator"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the system administrator, have no e-mail address, and leave a trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """There is no e-mail; what happened stands in the audit and on the security page."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Messages that say what the page shows anyway are left out."""
        template = str(kwargs.get("message_template") or (args[2] if len(args) > 2 else ""))
        if not template.endswith(("logged_in.txt", "logged_out.txt")):
            super().add_message(*args, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failures are counted by axes."""

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Note under which password the first step was taken."""
        request.session[PROVED] = user.get_session_auth_hash()
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def is_reauthentication_required(self, **_: Any) -> bool:
        """Not soon after a sign-in, which proves as much as a proof in between."""
        proofs, instant = get_authentication_records(self.request, self.request.user), now().timestamp()
        return all(instant - proof["at"] >= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for proof in proofs)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in with a new session, recorded. Nobody is signed in whose sign-in cannot be recorded.

        Nor whose account was disabled, or given another password, between the first step and the second.
        """
        proved = request.session.pop(PROVED, "")
        if not user.is_active or not constant_time_compare(proved, user.get_session_auth_hash()):
            request.session.flush()
            raise ImmediateHttpResponse(HttpResponseRedirect(resolve_url("account_login")))
        super().login(request, user)
        start_session(request)
        ctx = context_of(request)
        or_out(request, lambda: recorded(ctx, BEGIN, Outcome.DONE, {"strong": ctx.strong}, [user]))

    def logout(self, request: HttpRequest) -> None:
        """Sign out, recorded; signed out in any case."""
        ctx, was_in = context_of(request), request.user.is_authenticated
        super().logout(request)
        if was_in:
            or_out(request, lambda: recorded(ctx, END, Outcome.DONE, {}))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record that somebody was not let in: a known account by its id, an unknown name by a keyed hash."""
        super().authentication_failed(request, **credentials)
        typed = str(credentials.get("username", ""))
        reason = "session.locked" if getattr(request, "axes_locked_out", False) else "session.not_let_in"
        record_refused(request, find_account(typed), {"tried": key_of_name(typed)}, reason)

    def set_password(self, user: Account, password: str) -> None:
        """Set a password of one's own: it does not run out as a first password does."""
        user.set_password(password)  # slow, so before the transaction
        with transaction.atomic():
            user.must_change_password, user.password_until, user.password_set_at = False, None, now()
            user.save(update_fields=["password", "must_change_password", "password_until", "password_set_at"])
            end_ways_in(user.pk)
            recorded(context_of(self.request), PASSWORD, Outcome.DONE, {}, [user])

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page that the person may see; where a second factor is wanting, the page to set one up."""
        return first_page(context_of(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the first page."""
        return first_page(context_of(request))


def record_refused(request: HttpRequest, account: Account | None, content: Mapping[str, str], reason: str) -> None:
    """Record an attempt that failed. Without a record nobody is answered."""
    ctx, targets = context_of(request), [account] if account else []
    or_out(request, lambda: recorded(ctx, REFUSE, Outcome.REFUSED, content, targets, reason=reason))


def or_out(request: HttpRequest, write: Callable[[], object]) -> None:
    """Write an entry, or sign out and say that nothing was done."""
    try:
        with transaction.atomic():
            write()
    except NotonelessError as refusal:
        logout(request)
        raise ImmediateHttpResponse(tell(request, refusal.told, 503)) from refusal


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what second factors keep: whoever reads the database learns no secret of an authenticator app."""

    def encrypt(self, text: str) -> str:
        """Close a secret."""
        return key_ring().close(text, _MFA_PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return key_ring().open(bytes.fromhex(encrypted_text), _MFA_PLACE)
