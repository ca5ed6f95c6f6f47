"""Whether tasks or points are to be reckoned again; for the program itself."""

from datetime import date, datetime, timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.audit.rules import day_of
from notoneless.kernel.identifiers import earliest

RECKON, RECKON_CHILD, POINTS = "follow_up.reckon", "follow_up.reckon_child", "concern.reckon"
POINTS_LAST = timedelta(days=7)
"""How long points stand before they are reckoned anew."""

CHANGES: frozenset[str] = frozenset(
    {
        "attendance.correct",
        "attendance.amend",
        "attendance.report_beside",
        "attendance.import_register",
        "leave.grant",
        "leave.extend",
        "leave.close",
        "leave.withdraw",
        "roll.enter",
        "roll.enter_class",
        "roll.defer",
        "roll.suspend",
        "roll.resume",
        "roll.transfer_out",
        "roll.transfer_in",
        "roll.complete_class",
        "roll.leave",
        "roll.correct",
        "roll_change.approve",
        "roll_change.carry_arrival",
        "case.suspect",
        "case.clear",
        "case.close_out",
        "case.reopen",
        "case.correct",
        "calendar.set_term",
        "calendar.change_day",
        "calendar.undo_change",
        "calendar.load_notice",
    }
)
"""What changes what stands, besides what single children are missed: of these the program hears by events."""

_UNDER_WAY = timedelta(seconds=50)
"""How long after its entry was made a change may still not be seen, because its transaction had not ended."""


def is_due(ctx: Context) -> bool:
    """Whether today was not reckoned yet, or something was done since by which triggers are told."""
    last = _last(ctx, RECKON)
    if last is None or day_of(last) != ctx.today:
        return True
    since = earliest(int((last - _UNDER_WAY).timestamp() * 1000))
    done = Entry.objects.filter(pk__gte=since, outcome=Outcome.DONE, action__in=CHANGES)
    # what the reckoning itself has opened tells nothing new
    return done.exclude(actor=ctx.actor).exists()


def told_since(ctx: Context) -> set[UUID]:
    """The children of whom something was told since this context began: of each by itself."""
    since = earliest(int((ctx.at - _UNDER_WAY).timestamp() * 1000))
    done = Entry.objects.filter(pk__gte=since, outcome=Outcome.DONE, action=RECKON_CHILD, object__isnull=False)
    return set(done.values_list("object", flat=True))


def last_reckoned(ctx: Context) -> date | None:
    """The day on which tasks were reckoned last."""
    last = _last(ctx, RECKON)
    return day_of(last) if last is not None else None


def points_due(ctx: Context) -> bool:
    """Whether points were not reckoned for so long."""
    last = _last(ctx, POINTS)
    return last is None or ctx.today - day_of(last) >= POINTS_LAST


def _last(ctx: Context, code: str) -> datetime | None:
    """When it was done last, as far as that is not in the future of a clock that was set back."""
    rows = Entry.objects.filter(outcome=Outcome.DONE, action=code, at__lte=ctx.at)
    return rows.order_by("-at").values_list("at", flat=True).first()
