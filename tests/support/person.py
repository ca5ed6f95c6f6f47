"""A person before a browser: signs in, has an authenticator app, follows redirects."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import make_password

from notoneless.foundation.access.models import Account
from support.browsing import Visitor as Client
from support.county import County

PASSWORD = "晴天的灯塔与七只白鹭"
"""Somebody's own password, as good as any."""


@dataclass
class Person:
    """One of the cast with a browser of its own, a password that it chose, and perhaps an authenticator app."""

    county: County
    who: str
    client: Client = field(default_factory=Client)
    secret: str = ""

    @property
    def account(self) -> Account:
        """The account as it is now."""
        return Account.objects.get(pk=self.county.accounts[self.who])

    def chose(self, password: str = PASSWORD) -> "Person":
        """Has chosen a password before."""
        values = {"password": make_password(password), "must_change_password": False, "password_until": None}
        Account.objects.filter(pk=self.county.accounts[self.who]).update(**values)
        return self

    def with_app(self) -> "Person":
        """Has set up an authenticator app before."""
        self.secret = generate_totp_secret()
        TOTP.activate(self.account, self.secret)
        return self

    def code(self, later: int = 0) -> str:
        """What the authenticator app shows now, or so many steps later."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + later))

    def sign_in(self, password: str = PASSWORD, name: str = "", **more: Any) -> Any:
        """Send the sign-in form."""
        sent = {"login": name or self.account.sign_in_name, "password": password}
        return self.client.post("/sign-in/", sent, **more)

    def give_code(self, code: str = "", **more: Any) -> Any:
        """Send the code of the second step."""
        return self.client.post("/sign-in/factor/", {"code": code or self.code()}, **more)

    def comes_in(self) -> "Person":
        """Signs in, with the app if there is one, and gets in."""
        answer = self.sign_in()
        if self.secret:
            assert answer["Location"] == "/sign-in/factor/"
            answer = self.give_code()
        assert answer.status_code == 302
        assert self.is_in()
        return self

    def form_on(self, path: str) -> str:
        """The request id of the forms on a page."""
        found = re.search(r'name="request" value="([^"]+)"', self.client.get(path).content.decode())
        assert found
        return found[1]

    def is_in(self) -> bool:
        """Whether the browser is signed in."""
        return bool(self.client.get("/security/").status_code == 200)

    def has_app(self) -> bool:
        """Whether an authenticator app is set up."""
        return Authenticator.objects.filter(user=self.account, type="totp").exists()
