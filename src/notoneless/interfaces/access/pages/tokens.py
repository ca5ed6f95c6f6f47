"""Tokens of one's own, for programs: what the section of the security page shows. Making and ending are views beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import Permission
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.selectors import READ_TOKEN, tokens
from notoneless.foundation.access.services import TOKEN_LASTS, a_token_may_carry
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import language_of
from notoneless.interfaces.frame.registry import all_permissions

MAKE = "token.make"
USUAL = timedelta(days=30)
"""How long a token lasts unless another day is chosen."""


@dataclass(frozen=True)
class Row:
    """A token as the list shows it: never its secret, which is shown once."""

    id: UUID
    name: str
    may: tuple[str, ...]
    until: datetime
    made_at: datetime


@dataclass(frozen=True)
class Choice:
    """A permission to tick."""

    code: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Sent:
    """What the form was sent with, to show it again."""

    name: str = ""
    may: tuple[str, ...] = ()
    until_on: str = ""


def section(ctx: Context, sent: Sent | None = None) -> dict[str, object]:
    """What the section shows to whoever may make tokens. That they were listed is recorded."""
    rows = [Row(each.pk, each.name, tuple(words_of(each.may)), each.until, each.made_at) for each in tokens(ctx)]
    listed(ctx, READ_TOKEN, [row.id for row in rows], {})
    known = sent or Sent(until_on=(ctx.today + USUAL).isoformat())
    return {
        "tokens": rows,
        "reads": _choices(ctx, "read", known),
        "writes": _choices(ctx, "write", known),
        "sent": known,
        "first": ctx.today + timedelta(days=1),
        "last": ctx.today + TOKEN_LASTS,
        "form": new_form(ctx),
    }


def words_of(codes: Sequence[str]) -> Iterator[str]:
    """The words of permissions in the reader's language; a code that is no permission any more stands as it is."""
    known = all_permissions()
    yield from (_words(known[code]) if code in known else code for code in codes)


def _choices(ctx: Context, kind: str, sent: Sent) -> list[Choice]:
    """What a token of this person may carry, no more than the person may do now."""
    may = [each for each in all_permissions().values() if each.kind == kind and a_token_may_carry(each.code)]
    return [Choice(each.code, _words(each), each.code in sent.may) for each in may if ctx.may(each.code)]


def _words(permission: Permission) -> str:
    return permission.english if language_of() == "en" else permission.words
