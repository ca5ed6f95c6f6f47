"""Which children with a case are back at school: a room above knows, and is asked through the wiring."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings as program
from django.utils.module_loading import import_string

from notoneless.casework.cases.rules.standing import Standing, State

Returns = Callable[[date, Collection[UUID]], Mapping[UUID, date]]
"""A day and children: of those of them who are back by then, since when."""

RETURNED = "returned"
"""The reason of a case that is closed out because its child is back in school."""

_OUT = frozenset({State.VERIFIED, State.PROPOSED})


def back_since(children: Collection[UUID], day: date) -> dict[UUID, date]:
    """Since when those of some children are back whose return was recorded and stands on a day. Their cases go on until it has
    held, and nobody is told that they are to come back. It shows nothing to anybody by itself."""
    if not children:
        return {}
    known: Sequence[Returns] = import_string(program.CASE_RETURNS)
    return {child: since for returns in known for child, since in returns(day, children).items()}


def back_among(children: Collection[UUID], day: date) -> frozenset[UUID]:
    """Those of some children who are back on a day."""
    return frozenset(back_since(children, day))


def as_counted(standings: Mapping[UUID, Standing], day: date) -> dict[UUID, Standing]:
    """Where cases stand for whoever counts children, by child: one who is back is back since the recorded day, be it that the
    case goes on until the return has held, or was closed out for it months later."""
    ends = {child for child, each in standings.items() if each.state in _OUT or each.reason == RETURNED}
    back = back_since(ends, day)
    return {
        child: replace(each, state=State.CLOSED_OUT, reason=RETURNED, closed_on=back[child]) if child in back else each
        for child, each in standings.items()
    }
