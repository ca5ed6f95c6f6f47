"""Who holds the posts that owe something: a duty goes with the post."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, in_force, sight
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.selectors import READ
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.rules.raising import LEADS

Key = tuple[UUID, str, date]
"""Unit, role and day."""


def led_by(ctx: Context) -> list[UUID]:
    """The units whose post somebody holds that is told of what is overdue beneath."""
    held = list(ctx.holdings())
    kinds = dict(Unit._base_manager.filter(pk__in={each.unit for each in held}).values_list("pk", "kind"))
    return [each.unit for each in held if LEADS.get(kinds.get(each.unit, "")) == each.role]


def holders_when_due(ctx: Context, rows: Iterable[DutyRow]) -> Mapping[Key, tuple[str, ...]]:
    """Names of who held the post on the day on which each row is due, as far as they are in reach: a query for each day."""
    asked: dict[date, set[UUID]] = {}
    for row in rows:
        asked.setdefault(row.due_on, set()).add(row.bearer_id)
    found: dict[Key, tuple[str, ...]] = {}
    for day, bearers in asked.items():
        for (unit, role), names in holders_on(ctx, day, bearers).items():
            found[unit, role, day] = names
    return found


def holders_on(ctx: Context, day: date, units: Iterable[UUID]) -> Mapping[tuple[UUID, str], tuple[str, ...]]:
    """Names of who holds posts at some units on a day, by unit and role, as far as they are in reach."""
    found: dict[tuple[UUID, str], tuple[str, ...]] = {}
    for unit, role, name in _posts(sight(ctx, READ, Post), day, sorted(set(units))):
        found[unit, role] = (*found.get((unit, role), ()), name)
    return found


@prepared
def _posts(seen: Sight, day: date, units: Sequence[UUID]) -> QuerySet[Post, Any]:
    rows = seen.of(Post).filter(in_force(day), unit_id__in=units).order_by("from_on", "id")
    return rows.values_list("unit_id", "grant__role", "holder__name")
