"""Contexts of programs: the owner of a token, narrowed to what the token carries."""

from datetime import datetime

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Token
from notoneless.foundation.access.selectors import holdings_of, token_behind
from notoneless.interfaces.frame import clock

LONGEST_SECRET = 200
"""Characters. What is longer is no token, and is not searched for."""


def nobody(channel: str, address: str = "") -> Context:
    """The context of a program that has not said who it is."""
    return Context(actor=None, at=clock.now(), channel=channel, ids=clock.IDS, address=address)


def context_of_token(secret: str, channel: str, address: str = "") -> Context:
    """The context behind a secret, by one of CHANNELS; nobody's where token or owner are not good any more.

    It has proved nothing again: whatever asks for a fresh proof is refused. Raises KeyStoreDown.
    """
    unknown = nobody(channel, address)
    token = _token(secret.strip(), unknown.at)
    if token is None:
        return unknown
    return Context(
        actor=token.account_id,
        held=holdings_of(token.account_id, unknown.at),
        at=unknown.at,
        channel=channel,
        ids=clock.IDS,
        strong=token.strong,
        confirmed_at=None,
        narrowed=frozenset(token.may),
        address=address,
    )


def _token(secret: str, at: datetime) -> Token | None:
    if not secret or len(secret) > LONGEST_SECRET or not secret.isascii():
        return None
    return token_behind(secret, at)
