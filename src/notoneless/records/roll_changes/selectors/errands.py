"""What changes of the roll ask of whoever looks: to decide, to hand in again, to complete, to chase. Numbers name nobody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State as RollState
from notoneless.records.enrolment.selectors import standings_on
from notoneless.records.roll_changes.rules.kinds import ChangeKind
from notoneless.records.roll_changes.rules.refusing import lacking
from notoneless.records.roll_changes.rules.standing import OPEN, State
from notoneless.records.roll_changes.selectors.knowing import levels_of, numbers_on, papers_of, receives
from notoneless.records.roll_changes.selectors.register import count_incomplete
from notoneless.records.roll_changes.selectors.requests import rows_in_reach

APPROVE = "roll_change.approve"
CHASE = "roll_change.apply"
CONFIRM = "roll_change.confirm_arrival"


@dataclass(frozen=True, slots=True)
class ChangeErrands:
    """How much there is to do; `since`: the first day on which a pupil should have been back."""

    sent_back: int
    without_papers: int
    incomplete: int
    not_resumed: int
    not_entered: int
    to_confirm: int
    since: date | None


def to_decide(ctx: Context) -> tuple[UUID, ...]:
    """The applications that wait for whoever looks, the earliest first."""
    if not ctx.may(APPROVE):
        return ()
    rows = rows_in_reach(ctx, APPROVE).filter(state=State.WAITING).exclude(by_id=ctx.actor)
    return tuple(row.pk for row in rows.order_by("asked_on", "id") if row.waits_for in levels_of(ctx, APPROVE, row))


def change_errands(ctx: Context) -> ChangeErrands:
    """What there is to do."""
    mine = list(rows_in_reach(ctx).filter(by_id=ctx.actor, state__in=OPEN))
    papers = papers_of([row.pk for row in mine]) if mine else {}
    needed = numbers_on(ctx.today).papers if mine else {}
    lacks = [
        row
        for row in mine
        if lacking(needed[ChangeKind(row.kind)], papers.get(row.pk, {}).keys()) and row.state == State.WAITING
    ]
    overdue = _overdue(ctx)
    return ChangeErrands(
        sent_back=sum(row.state == State.SENT_BACK for row in mine),
        without_papers=len(lacks),
        incomplete=count_incomplete(ctx) if ctx.may("roll_change.document") else 0,
        not_resumed=sum(state is RollState.SUSPENDED for state, _ in overdue),
        not_entered=sum(state is RollState.DEFERRED for state, _ in overdue),
        to_confirm=_to_confirm(ctx),
        since=min((until for _, until in overdue), default=None),
    )


def _to_confirm(ctx: Context) -> int:
    """How many pupils were let go to one's school who are not said to have come."""
    if not ctx.may(CONFIRM):
        return 0
    rows = rows_in_reach(ctx, CONFIRM).filter(kind=ChangeKind.TRANSFER, state=State.CARRIED_OUT, arrived_on=None)
    return sum(receives(ctx, CONFIRM, row) for row in rows)


def _overdue(ctx: Context) -> list[tuple[RollState, date]]:
    """The suspensions and deferrals in reach whose last day is over."""
    if not ctx.may(CHASE):
        return []
    rows = visible_to(ctx, CHASE, RollEntry).filter(Q(left_on__isnull=True))
    entries = list(rows.filter(state__in=[RollState.SUSPENDED, RollState.DEFERRED]))
    found = standings_on(entries, ctx.today).values()
    return [(each.state, each.until) for each in found if each.until is not None and each.until < ctx.today]
