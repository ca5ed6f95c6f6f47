"""The rows of somebody's list: of thousands told to a post the first ones, and of each no more than is shown."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, in_force, sight
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.holding import led_by
from notoneless.policy.judging import State

OPEN = (State.DUE, State.BROKEN, State.COMING)
"""States in which something is still to be done."""


class ListedRow(NamedTuple):
    """A duty row as a list needs it, with its columns' names."""

    pk: UUID
    duty: str
    period: str
    unit_id: UUID
    bearer_id: UUID
    role: str
    version_id: UUID
    clause: str
    start_on: date
    due_on: date
    is_provisional: bool
    state: str
    counted: str
    needed: str
    progress: str
    sealed_id: UUID | None


def listed_rows(ctx: Context, last: date, most: int) -> list[list[ListedRow]]:
    """What is open until a last day: of the posts somebody holds, what was told to them because nobody beneath did it, and of
    the vacant posts beneath what has gone on further up; of each the most urgent, as many as asked for. No lists for nobody.

    What vacant posts owe would on nobody's own list be told to each post once and then no more.
    """
    own = [(each.unit, each.role) for each in ctx.holdings()]
    if not own:
        return []
    seen, led = sight(ctx, READ_DUTY, DutyRow), led_by(ctx)
    units, roles = [unit for unit, _ in own], [role for _, role in own]
    found = [_of_posts(seen, units, roles, last, most), _raised(seen, led, last, most) if led else []]
    if led and _above(led).exists():  # above the county there is nobody to whom it could have gone on
        found.append(_vacant(seen, sight(ctx, READ_ORGANIZATION, Post), led, ctx.today, last, most))
    return [[ListedRow(*row) for row in rows] for rows in found]


@prepared
def _of_posts(
    seen: Sight, units: Sequence[UUID], roles: Sequence[str], last: date, most: int
) -> QuerySet[DutyRow, Any]:
    own = (Q(bearer_id=unit, role=role) for unit, role in zip(units, roles, strict=True))
    return _first(seen, reduce(or_, own), last, most)


@prepared
def _raised(seen: Sight, led: Sequence[UUID], last: date, most: int) -> QuerySet[DutyRow, Any]:
    return _first(seen, Q(raised_to_id__in=led), last, most)


@prepared
def _vacant(seen: Sight, posts: Sight, led: Sequence[UUID], day: date, last: date, most: int) -> QuerySet[DutyRow, Any]:
    beneath = UnitClosure.objects.filter(ancestor_id__in=led, depth__gt=0).values("descendant_id")
    held = posts.of(Post).filter(in_force(day), unit_id=OuterRef("bearer_id"))
    nobody = ~Exists(held.filter(grant__role=OuterRef("role")))
    above = _above(led).values("ancestor_id")
    return _first(seen, Q(nobody, state=State.BROKEN, raised_to_id__in=above, bearer_id__in=beneath), last, most)


def _above(led: Sequence[UUID]) -> QuerySet[UnitClosure]:
    """The units above those that somebody leads."""
    return UnitClosure.objects.filter(descendant_id__in=led, depth__gt=0).exclude(ancestor_id__in=led)


def _first(seen: Sight, wanted: Q, last: date, most: int) -> QuerySet[DutyRow, Any]:
    """The most urgent first, in the order of the index `duties_raised_in_order`.

    Of sealed months there are ever more verdicts, most of them over: they come last.
    """
    rows = seen.of(DutyRow).filter(wanted, state__in=OPEN, due_on__lte=last, over_on__isnull=True)
    ordered = rows.alias(is_sealed=Q(sealed__isnull=False)).order_by("is_sealed", "due_on", "duty", "id")
    return ordered.values_list(*ListedRow._fields)[:most]
