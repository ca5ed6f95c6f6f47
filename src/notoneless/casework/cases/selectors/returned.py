"""Which children with a case are back at school: a room above knows, and is asked through the wiring."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.utils.module_loading import import_string

Returns = Callable[[date, Collection[UUID]], Mapping[UUID, date]]
"""A day and children: of those of them who are back by then, since when."""

RETURNED = "returned"
"""The reason of a case that is closed out because its child is back in school."""


def back_since(children: Collection[UUID], day: date) -> dict[UUID, date]:
    """Since when those of some children are back whose return was recorded and stands on a day. Their cases go on until it has
    held, and nobody is told that they are to come back. It shows nothing to anybody by itself."""
    if not children:
        return {}
    known: Sequence[Returns] = import_string(program.CASE_RETURNS)
    return {child: since for returns in known for child, since in returns(day, children).items()}
