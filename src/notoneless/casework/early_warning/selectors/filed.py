"""Which dropouts were reported upwards on a form of their own: a room above keeps it, and is asked through the wiring."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Filed:
    """One dropout report: on which day it was sent, and when the run of the case that it reports was opened."""

    id: UUID
    child: UUID
    on: date
    opened_on: date


Reports = Callable[[Collection[UUID], date], Iterable[Filed]]
"""Children and a day: the reports sent of them until then."""


def filed_among(children: Collection[UUID], day: date) -> list[Filed]:
    """The dropout reports sent of some children until a day. It shows nothing to anybody by itself."""
    if not children:
        return []
    known: Sequence[Reports] = import_string(program.CASE_REPORTS)
    return [each for reports in known for each in reports(children, day)]
