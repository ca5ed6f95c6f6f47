"""What allauth asks us: that nobody signs up, that sign-ins are recorded, that secrets of second factors are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import recorded
from notoneless.foundation.audit.models import Outcome
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.frame.asking import context_of, now, start_session

BEGIN, END, REFUSE, PASSWORD = "account.sign_in", "account.sign_out", "account.sign_in", "account.change_password"
"""What is recorded of signing in. The name that was typed is not: it may be a password in the wrong field."""

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

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in with a new session, recorded. Nobody is signed in whose sign-in cannot be recorded."""
        with transaction.atomic():
            super().login(request, user)
            start_session(request)
            recorded(context_of(request), BEGIN, Outcome.DONE, {}, [user])

    def logout(self, request: HttpRequest) -> None:
        """Sign out, recorded."""
        if request.user.is_authenticated:
            with transaction.atomic():
                recorded(context_of(request), END, Outcome.DONE, {})
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record that somebody was not let in."""
        super().authentication_failed(request, **credentials)
        with transaction.atomic():
            recorded(context_of(request), REFUSE, Outcome.REFUSED, {}, reason="session.not_let_in")

    def set_password(self, user: Account, password: str) -> None:
        """Set a password of one's own: it does not run out as a first password does."""
        user.set_password(password)
        user.must_change_password, user.password_until, user.password_set_at = False, None, now()
        user.save(update_fields=["password", "must_change_password", "password_until", "password_set_at"])
        with transaction.atomic():
            recorded(context_of(self.request), PASSWORD, Outcome.DONE, {}, [user])


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what second factors keep: whoever reads the database learns no secret of an authenticator app."""

    def encrypt(self, text: str) -> str:
        """Close a secret."""
        return key_ring().close(text, _MFA_PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return key_ring().open(bytes.fromhex(encrypted_text), _MFA_PLACE)
