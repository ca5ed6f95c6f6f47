"""A program that talks to the API with a token of one of the cast."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from notoneless.foundation.access.models import Token
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.services import a_token_may_carry
from notoneless.foundation.sealing.keys import key_ring
from support.county import CAST, County


def give_token(county: County, who: str, *, may: list[str] | None = None, strong: bool = True, days: int = 30) -> str:
    """A token as its row, whatever rules there are for making one; with all that the person may do unless `may` says less."""
    secret = uuid4().hex
    Token.objects.create(
        id=county.ids.new(),
        account_id=county.accounts[who],
        name="程序",
        secret=key_ring().index(secret, "access_token/secret"),
        may=sorted(filter(a_token_may_carry, ROLES.table[CAST[who][0]].may)) if may is None else may,
        strong=strong,
        made_at=county.time.at,
        until=county.time.at + timedelta(days=days),
    )
    return secret


class Program:
    """Sends requests with a token; `secret` None sends none."""

    def __init__(self, county: County, secret: str | None) -> None:
        self.county = county
        self.secret = secret
        self.client = Client()

    def headers(self, **more: str | None) -> dict[str, str]:
        """The headers of a write; one that is None is left out."""
        given: dict[str, str | None] = {
            "Authorization": f"Bearer {self.secret}" if self.secret is not None else None,
            "Idempotency-Key": str(uuid4()),
            "Request-Time": self.county.time.at.isoformat(),
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        return {name: value for name, value in given.items() if value is not None}

    def get(self, address: str, **more: str | None) -> Any:
        """Read an address beneath /api/."""
        return self.client.get(f"/api/{address}", headers=self.headers(**more), secure=True)

    def post(self, address: str, body: Any, kind: str = "application/json", **more: str | None) -> Any:
        """Send a body, as it is where it is text or bytes, to an address beneath /api/."""
        raw = body if isinstance(body, str | bytes) else json.dumps(body, ensure_ascii=False)
        return self.client.post(f"/api/{address}", raw, content_type=kind, headers=self.headers(**more), secure=True)

    def act(self, code: str, body: Any, **more: Any) -> Any:
        """Send an action."""
        return self.post(f"actions/{code}", body, **more)


def phone_body(county: County, key: str = "both", phone: str = "13711112222") -> dict[str, str]:
    """What corrects the phone number of a child's guardian."""
    return {"guardian": str(county.guardians[key]), "phone": phone}


def no_such_id() -> str:
    """An id that nothing has."""
    return str(UUID(int=uuid4().int))
