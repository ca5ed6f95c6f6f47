"""The cast in a browser without a browser: Django's client, signed in through the sign-in page."""

from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from notoneless.foundation.access.models import Account, Grant
from notoneless.foundation.access.roles import ROLES
from support.county import County

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
    """Sign in with password, and a second factor where the role asks for one."""
    account = ready(county, who)
    visitor = Visitor()
    roles = Grant._base_manager.filter(account=account).values_list("role", flat=True)
    codes: list[str] = []
    if any(ROLES.table[role].second_factor for role in roles):
        TOTP.activate(account, generate_totp_secret())
        codes = RecoveryCodes.activate(account).generate_codes()
    answer = visitor.post("/sign-in/", {"login": account.sign_in_name, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    if codes:
        answer = visitor.post("/sign-in/factor/", {"code": codes[0]})
        assert answer.status_code == 302
    return visitor
