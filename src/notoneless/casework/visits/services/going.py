"""Who goes: accounts that answer for the child somewhere, each with the unit whose post it holds."""

from collections.abc import Collection
from uuid import UUID

from notoneless.casework.visits.models import HomeVisit, PlannedVisit, Visitor
from notoneless.casework.visits.selectors.companions import companions_of, went_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import Problem

MOST = 12
"""People of one visit; a table full of them is no visit to a home."""


def going(ctx: Context, child: UUID, text: str, visit: UUID | None = None) -> dict[UUID, UUID]:
    """The accounts named in a text, each with its unit. Raises Unusable where one does not answer for the child, or none is.

    `visit`: a record that is corrected: who went stays somebody who went, for the same unit, whatever posts have changed since.
    """
    try:
        named = {UUID(word) for word in text.split()}
    except ValueError:
        raise Unusable(Problem("visits.no_visitor")) from None
    if not named or len(named) > MOST:
        raise Unusable(Problem("visits.no_visitor"))
    before = went_on(visit) if visit is not None else []
    known = {each.account: each.unit for each in (*companions_of(ctx, child), *before)}
    if not named <= known.keys():
        raise Unusable(Problem("visits.stranger"))
    return {account: known[account] for account in sorted(named)}


def enter_visitors(
    ctx: Context,
    child: UUID,
    people: dict[UUID, UUID],
    *,
    planned: PlannedVisit | None = None,
    visit: HomeVisit | None = None,
) -> None:
    """Write down who is to go, or went."""
    for account, unit in people.items():
        row = Visitor(id=ctx.ids.new(), child_id=child, planned=planned, visit=visit, account_id=account, unit_id=unit)
        row.save(force_insert=True)


def went(visit: UUID) -> Collection[UUID]:
    """The accounts of those who went."""
    return frozenset(Visitor._base_manager.filter(visit_id=visit).values_list("account_id", flat=True))
