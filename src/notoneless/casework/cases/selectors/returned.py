"""Which children with a case are back at school: a room above knows, and is asked through the wiring."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.utils.module_loading import import_string

Returns = Callable[[date, Collection[UUID]], Collection[UUID]]
"""A day and children: those of them who are back."""


def back_among(children: Collection[UUID], day: date) -> frozenset[UUID]:
    """Those of some children whose return was recorded and stands on a day. Their cases go on until it has held, and nobody
    is told that they are to come back. It shows nothing to anybody by itself."""
    if not children:
        return frozenset()
    known: Sequence[Returns] = import_string(program.CASE_RETURNS)
    return frozenset(child for returns in known for child in returns(day, children))
