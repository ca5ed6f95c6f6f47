"""Forms as pages make and answer them: one field, and the doing of what a form asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.interfaces.frame.asking import with_form
from notoneless.kernel.problems import NotonelessError

NONE_SEEN = str(UUID(int=0))
"""The proposal of whoever was shown none: it is refused as the rules say."""

Options = Sequence[tuple[Any, str]]
"""What may be chosen: codes with their words."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form, as the component for fields takes it. `error`: why what was typed was refused."""

    name: str
    label: str
    type: str = "text"
    value: str = ""
    options: Options = ()
    is_optional: bool = False
    hint: str = ""
    inputmode: str = ""
    error: str = ""

    @property
    def ticked(self) -> list[str]:
        """What is ticked, of several."""
        return self.value.split()


def tried(ctx: Context, request: HttpRequest, code: str, act: Callable[[Context], Any]) -> NotonelessError | None:
    """Do what a form asks, whole or not at all; why it was refused, if it was. Out of reach stays out of reach."""
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():
            act(acting)
    except NotFound:
        raise
    except Refused as refusal:
        noted(ctx, refusal, Attempted(code, {}))
        return refusal
    return None
