"""Whose dropout is confirmed, as a list of pupils says beside their names."""

from collections.abc import Collection
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.cases.selectors.cases import NOT_BACK, READ_CASE
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to


def confirmed_among(ctx: Context, children: Collection[UUID]) -> frozenset[UUID]:
    """Those of some children, whose list the caller records, with a confirmed dropout in reach who are not known to be back."""
    if not children or not ctx.may(READ_CASE):
        return frozenset()
    rows = visible_to(ctx, READ_CASE, Case).filter(child_id__in=children, state__in=NOT_BACK)
    found = frozenset(rows.values_list("child_id", flat=True))
    return found - accounted_among(found, ctx.today)
