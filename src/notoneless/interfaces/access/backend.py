"""How Django finds an account: by sign-in name or phone number, while it is active and its first password is not too old."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.sealing.models import search_keys
from notoneless.interfaces.frame.clock import now
from notoneless.kernel.phones import phone_number


class SignInBackend(BaseBackend):
    """Checks a password. Says nothing of why it does not fit, and takes as long for an unknown name as for a known one."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> Account | None:
        """The account, if name or phone and password fit, it is active, and a first password is not too old."""
        account = find_account(username)
        if account is None:
            Account().set_password(password)
            return None
        fits = account.check_password(password)
        too_old = account.must_change_password and (account.password_until is None or account.password_until < now())
        return account if fits and account.is_active and not too_old else None

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, as long as it is active."""
        return _active.first(user_id)


@prepared
def _active(account: UUID) -> QuerySet[Account]:
    return Account._base_manager.select_related("unit").filter(pk=account, is_active=True)


def find_account(name: str) -> Account | None:
    """The account with a sign-in name, in whatever case it is typed, or with a phone number."""
    text = name.strip()
    alike = list(Account._base_manager.filter(sign_in_name__iexact=text).order_by("id")[:2])
    # two that differ in case alone are older than the rule that there is one: each is found as it is written
    account = next((each for each in alike if each.sign_in_name == text), alike[0] if len(alike) == 1 else None)
    number = phone_number(text) if account is None else None
    if number is not None:
        account = Account._base_manager.filter(phone_index__in=search_keys(Account, "phone", number)).first()
    return account
