"""Contexts of programs: the owner of a token, narrowed to what the token carries."""

from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.selectors import holdings_of, token_behind
from notoneless.interfaces.frame.asking import IDS, now
from notoneless.kernel.problems import NotonelessError, Problem

VARIABLE = "NOTONELESS_TOKEN"
"""Where commands find their token: never on the command line, which others can read."""


def context_of_token(secret: str, channel: str, address: str = "", request: UUID | None = None) -> Context | None:
    """The context behind a token, if it and its owner are still good."""
    at = now()
    found = token_behind(secret, at) if secret else None
    if found is None:
        return None
    return Context(
        actor=found.account_id,
        held=holdings_of(found.account_id, at),
        at=at,
        channel=channel,
        ids=IDS,
        request=request,
        strong=found.strong,
        narrowed=frozenset(found.may),
        address=address,
    )


def context_of_command(environment: dict[str, str], request: UUID | None = None) -> Context:
    """The context of a command. Raises NotonelessError without a good token in the environment."""
    ctx = context_of_token(environment.get(VARIABLE, ""), "cli", request=request)
    if ctx is None:
        raise NotonelessError(Problem("frame.no_token", {"variable": VARIABLE}))
    return ctx
