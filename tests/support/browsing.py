"""The cast in a browser without a browser: Django's client, with a session that the program's own adapter has begun."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.context import request_context
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.access.roles import ROLES
from notoneless.interfaces.access.adapters import PROVED
from support.county import County

BACKEND = "notoneless.interfaces.access.backend.SignInBackend"
PASSWORD = "lantern over seven bridges"


class Visitor(Client):
    """A browser on HTTPS."""

    def generic(self, *args: Any, **kwargs: Any) -> Any:
        """A request, secure like all."""
        kwargs["secure"] = True
        return super().generic(*args, **kwargs)


def ready(county: County, who: str) -> Account:
    """An account with a password of its own."""
    account = Account._base_manager.get(pk=county.accounts[who])
    if account.has_usable_password() and not account.must_change_password and account.check_password(PASSWORD):
        return account
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    return account


def sign_in(county: County, who: str) -> Visitor:
    """A visitor whose session was begun as the sign-in page begins it, with a second factor where the role asks for one.

    The page itself is walked by the tests of access; here it would be the dearest thing that most tests do.
    """
    account = ready(county, who)
    roles = Grant._base_manager.filter(account=account).values_list("role", flat=True)
    request = RequestFactory().post("/sign-in/", secure=True)
    request.session, request.user = SessionStore(), AnonymousUser()
    with request_context(request):
        record_authentication(request, account, method="password", username=account.sign_in_name)
        if any(ROLES.table[role].second_factor for role in roles):
            key = TOTP.activate(account, generate_totp_secret()).instance
            record_authentication(request, account, method="mfa", id=key.pk, type=key.type)
        adapter = get_adapter(request)
        request.session[PROVED] = account.get_session_auth_hash()
        account.backend = BACKEND
        adapter.login(request, account)
    request.session.save()
    visitor = Visitor()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return visitor
