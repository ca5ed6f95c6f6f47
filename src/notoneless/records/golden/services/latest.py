"""The last working out, and what tells one set of rosters from another: known without the engine that compares."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.records.adjudication.services.binding import last_decided, state_of_decisions
from notoneless.records.golden.models import WorkingOut
from notoneless.records.rosters.models import Roster
from notoneless.records.rosters.rules.versions import RosterKind

BEGIN = "golden.begin"

COMPARED = (RosterKind.HOUSEHOLD, RosterKind.SCHOOL, RosterKind.ELSEWHERE)
"""The rosters whose rows are compared."""


def latest(ctx: Context, code: str = BEGIN) -> WorkingOut | None:
    """The last working out of the county."""
    rows = visible_to(ctx, code, WorkingOut).select_related("image", "state")
    return rows.order_by("-begun_at", "-id").first()


QUIET = timedelta(minutes=10)
"""So long after the last decision children are worked out anew: whoever goes through doubts takes many, one after the other."""


def decisions(ctx: Context) -> str:
    """What tells the decisions that bind now from others; empty where there are none."""
    return state_of_decisions(ctx, BEGIN)


def are_settled(ctx: Context) -> bool:
    """Whether nobody has decided anything for a while."""
    at = last_decided(ctx, BEGIN)
    return at is None or ctx.at - at >= QUIET


def digest(rosters: Sequence[Roster]) -> str:
    """What tells one set of adopted rosters from another."""
    return hashlib.sha256("\n".join(sorted(str(roster.id) for roster in rosters)).encode()).hexdigest()
