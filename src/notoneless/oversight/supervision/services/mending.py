"""Shortcomings are mended, looked at by another person, accepted or sent back."""

from datetime import date

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import Problem
from notoneless.oversight.supervision.models import MendingStep, Shortcoming
from notoneless.oversight.supervision.rules.kinds import MendMove, MendState
from notoneless.oversight.supervision.rules.refusing import why_not_day, why_not_looked_at, why_not_mended
from notoneless.oversight.supervision.services.checking import authority_over, check_proof, refuse

ACCEPT, SEND_BACK = "shortcoming.accept", "shortcoming.send_back"


@action("shortcoming.mend", words="报告整改", english="Say that a shortcoming is mended", law="教育督导条例 22")
def mend(ctx: Context, *, shortcoming: Shortcoming, on: date, note: Line, proof: Attachment) -> None:
    """Say how a shortcoming was put right, with a photo or PDF that shows it; somebody else looks at it.

    Raises Refused for a day to come or before it was found, and for what is closed or waits to be looked at.
    """
    row = shortcoming
    refuse(why_not_mended(MendState(row.state)) or why_not_day(on, ctx.today))
    if on < row.found_on:
        raise Unusable(Problem("supervising.mended_before_found", {"day": row.found_on.isoformat()}))
    check_proof(ctx, proof)
    _step(ctx, row, MendMove.MEND, on, note, proof)
    row.state, row.mended_on, row.mended_by_id = MendState.MENDED, on, ctx.actor
    row.save(update_fields=["state", "mended_on", "mended_by"])


@action("shortcoming.accept", words="验收整改", english="Accept a mending")
def accept_mending(ctx: Context, *, shortcoming: Shortcoming, note: Line | None) -> None:
    """Close a shortcoming after looking at how it was mended. Raises Refused by who reported the mending, and, for what those
    above a school found, by whoever is not above it."""
    _looked_at(ctx, shortcoming, ACCEPT)
    _step(ctx, shortcoming, MendMove.ACCEPT, ctx.today, note or "")
    shortcoming.state, shortcoming.closed_on = MendState.CLOSED, ctx.today
    shortcoming.save(update_fields=["state", "closed_on"])


@action("shortcoming.send_back", words="退回整改", english="Send a mending back")
def send_mending_back(ctx: Context, *, shortcoming: Shortcoming, note: Line) -> None:
    """Say that it is not put right, and why; it is to be mended again, and its day stays. Raises Refused as accepting does."""
    _looked_at(ctx, shortcoming, SEND_BACK)
    _step(ctx, shortcoming, MendMove.SEND_BACK, ctx.today, note)
    shortcoming.state, shortcoming.mended_on = MendState.OPEN, None
    shortcoming.save(update_fields=["state", "mended_on"])


def _looked_at(ctx: Context, row: Shortcoming, code: str) -> None:
    refuse(why_not_looked_at(MendState(row.state), by_same=row.mended_by_id == ctx.actor))
    if not row.is_own and authority_over(ctx, code, row.unit_id) is None:
        raise Refused(Problem("supervising.own_unit"))


def _step(ctx: Context, row: Shortcoming, move: MendMove, on: date, note: str, proof: Attachment | None = None) -> None:
    step = MendingStep(id=ctx.ids.new(), shortcoming=row, move=move, on=on, note=note, proof=proof, at=ctx.at)
    step.by_id = ctx.actor  # type: ignore[assignment]
    step.save(force_insert=True)
