"""What changes of the roll ask of whoever looks: to decide, to hand in again, to complete, to chase. Numbers name nobody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import State as RollState
from notoneless.records.enrolment.selectors import standings_on
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import HANDED, ChangeKind
from notoneless.records.roll_changes.rules.refusing import lacking
from notoneless.records.roll_changes.rules.standing import OPEN, State
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.graduates import count_not_handed
from notoneless.records.roll_changes.selectors.knowing import levels_of_each, numbers_on, papers_of, received
from notoneless.records.roll_changes.selectors.register import count_incomplete

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
    to_hand_over: int
    graduates_to_confirm: int
    since: date | None


def to_decide(ctx: Context) -> tuple[UUID, ...]:
    """The applications that wait for whoever looks, the earliest first."""
    if not ctx.may(APPROVE):
        return ()
    waiting = _waiting(sight(ctx, APPROVE, ChangeRequest), ctx.actor)
    levels = levels_of_each(ctx, APPROVE, waiting) if waiting else {}
    return tuple(row.pk for row in waiting if row.waits_for in levels[row.pk])


@prepared
def _waiting(seen: Sight, actor: UUID | None) -> QuerySet[ChangeRequest]:
    rows = seen.of(ChangeRequest).filter(state=State.WAITING).exclude(kind__in=HANDED).exclude(by_id=actor)
    return rows.defer("reason", "statement").order_by("asked_on", "id")


@prepared
def _own(seen: Sight, actor: UUID | None) -> QuerySet[ChangeRequest]:
    return seen.of(ChangeRequest).filter(by_id=actor, state__in=OPEN).defer("reason", "statement").order_by()


@prepared
def _sent(seen: Sight) -> QuerySet[ChangeRequest]:
    sent = Q(kind=ChangeKind.TRANSFER, state=State.CARRIED_OUT, arrived_on=None)
    rows = seen.of(ChangeRequest).filter(sent | Q(kind__in=HANDED, state__in=OPEN))
    return rows.defer("reason", "statement").order_by()


@prepared
def _ended(seen: Sight, day: date) -> QuerySet[RollEntry]:
    """Whose last day is over has an event that says a day which is over."""
    over = RollEvent._base_manager.filter(entry=OuterRef("pk"), until_on__lt=day)
    paused = [RollState.SUSPENDED, RollState.DEFERRED]
    return seen.of(RollEntry).filter(Exists(over), left_on__isnull=True, state__in=paused).order_by()


def change_errands(ctx: Context) -> ChangeErrands:
    """What there is to do."""
    mine = _own(sight(ctx, READ_CHANGE, ChangeRequest), ctx.actor)
    papers = papers_of([row.pk for row in mine]) if mine else {}
    needed = numbers_on(ctx.today).papers_for if mine else None
    lacks = [
        row
        for row in mine
        if needed is not None
        and row.state == State.WAITING
        and lacking(needed(ChangeKind(row.kind), row.is_within), papers.get(row.pk, {}).keys())
    ]
    overdue, (transfers, graduates) = _overdue(ctx), _to_confirm(ctx)
    return ChangeErrands(
        sent_back=sum(row.state == State.SENT_BACK for row in mine),
        without_papers=len(lacks),
        incomplete=count_incomplete(ctx) if ctx.may("roll_change.document") else 0,
        not_resumed=sum(state is RollState.SUSPENDED for state, _ in overdue),
        not_entered=sum(state is RollState.DEFERRED for state, _ in overdue),
        to_confirm=transfers,
        to_hand_over=count_not_handed(ctx),
        graduates_to_confirm=graduates,
        since=min((until for _, until in overdue), default=None),
    )


def _to_confirm(ctx: Context) -> tuple[int, int]:
    """How many pupils were let go, and how many graduates handed over, to one's school who are not said to have come."""
    if not ctx.may(CONFIRM):
        return 0, 0
    rows = _sent(sight(ctx, CONFIRM, ChangeRequest))
    mine = received(ctx, CONFIRM, rows) if rows else frozenset()
    graduates = sum(row.pk in mine and row.kind in HANDED for row in rows)
    return len(mine) - graduates, graduates


def _overdue(ctx: Context) -> list[tuple[RollState, date]]:
    """The suspensions and deferrals in reach whose last day is over."""
    if not ctx.may(CHASE):
        return []
    found = standings_on(_ended(sight(ctx, CHASE, RollEntry), ctx.today), ctx.today).values()
    return [(each.state, each.until) for each in found if each.until is not None and each.until < ctx.today]
