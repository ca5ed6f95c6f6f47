"""What the schools in reach have signed of a month, read once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.reporting.models import MonthlyReturn
from notoneless.oversight.reporting.selectors.facts import READ_RETURN


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """The current return of a school: who signed it when, and its tables. No child is named in it."""

    unit: UUID
    name: str
    as_of: date
    signed_by: str
    signed_on: date
    digest: str
    figures: Mapping[str, Any]


def list_signed(ctx: Context, month: date) -> tuple[SignedReturn, ...]:
    """The current returns of a month, in the order of the tree. It leaves an entry."""
    rows = (
        visible_to(ctx, READ_RETURN, MonthlyReturn).filter(month=month, is_current=True).defer("children", "explained")
    )
    ordered = rows.select_related("unit", "signed_by").order_by("unit__parent__sort_key", "unit__sort_key", "unit_id")
    found = tuple(
        SignedReturn(row.unit_id, row.unit.name, row.as_of, row.signed_by.name, row.signed_on, row.digest, row.figures)
        for row in ordered
    )
    listed(ctx, READ_RETURN, [each.unit for each in found], {"month": month.isoformat()})
    return found
