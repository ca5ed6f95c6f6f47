"""Graduates of primary school: to whom each was handed over, whether it came, and for how many days it is in no school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Sight, sight
from notoneless.foundation.people.measures import LAST_PRIMARY_GRADE
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State as RollState
from notoneless.records.enrolment.selectors import READ_ROLL, standings_on
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind
from notoneless.records.roll_changes.rules.standing import OPEN, State
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.knowing import received
from notoneless.records.roll_changes.selectors.requests import rows_in_reach

SHOWN = 2000
"""Graduates of one list."""
HAND_OVER, CONFIRM = "roll_change.hand_over", "roll_change.confirm_arrival"
_A_YEAR = timedelta(days=366)


class Lost(StrEnum):
    """Where a graduate is between two schools. NOT_HANDED: to none; NOT_CONFIRMED: that school has not said that it came."""

    NOT_HANDED = "not_handed"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True, slots=True)
class GraduateLine:
    """A graduate who is on no roll. `days`: since it left, or since it was handed over; `request`: what waits at that school;
    `entry`: by which it is handed over, where whoever looks may; `is_mine`: whether whoever looks may say that it came."""

    lost: Lost
    child: UUID
    name: str
    school: str
    left_on: date
    days: int
    receiving: str
    request: UUID | None
    entry: UUID | None
    is_mine: bool


def list_graduates(ctx: Context) -> tuple[GraduateLine, ...]:
    """The graduates in reach who are on no roll: who was handed to no school first, the longest first. It leaves an entry."""
    waiting = list(_handed(ctx)[:SHOWN])
    mine = received(ctx, CONFIRM, waiting) if waiting and ctx.may(CONFIRM) else frozenset()
    lines = [_of_request(row, ctx.today, row.pk in mine) for row in waiting]
    lines += _not_handed(ctx)
    lines.sort(key=lambda each: (each.lost != Lost.NOT_HANDED, -each.days, each.school, each.name, str(each.child)))
    listed(ctx, READ_CHANGE, [each.child for each in lines], {"graduates": True})
    return tuple(lines[:SHOWN])


def count_not_handed(ctx: Context) -> int:
    """How many graduates wait for whoever looks to be handed over. Numbers name nobody."""
    return len(_entries(ctx, HAND_OVER)) if ctx.may(HAND_OVER) else 0


def _handed(ctx: Context) -> QuerySet[ChangeRequest]:
    return rows_in_reach(ctx).filter(kind=ChangeKind.GRADUATE, state__in=OPEN).order_by("asked_on", "id")


def _entries(ctx: Context, code: str) -> list[RollEntry]:
    """Entries in reach that ended with grade six within a year, of children who are on no roll and waited for nowhere."""
    entries = _waiting(sight(ctx, code, RollEntry), ctx.today - _A_YEAR)
    standings = standings_on(entries, ctx.today)
    return [each for each in entries if standings[each.pk].grade == LAST_PRIMARY_GRADE]


@prepared
def _waiting(seen: Sight, since: date) -> QuerySet[RollEntry]:
    rows = seen.of(RollEntry).filter(state=RollState.COMPLETED, left_on__gte=since)
    rows = rows.exclude(child__in=RollEntry._base_manager.filter(left_on__isnull=True).values("child_id"))
    # whoever has handed a child over does not see its entry at the school where it goes on
    handed = ChangeRequest._base_manager.filter(kind=ChangeKind.GRADUATE, state__in=OPEN | {State.CARRIED_OUT}).values(
        "child_id"
    )
    rows = (
        rows.exclude(child__in=handed)
        .select_related("child", "unit")
        .defer("child__id_number", "child__student_number")
    )
    return rows.order_by("left_on", "id")[:SHOWN]


def _not_handed(ctx: Context) -> Sequence[GraduateLine]:
    may_hand = {each.pk for each in _entries(ctx, HAND_OVER)} if ctx.may(HAND_OVER) else set()
    found = _entries(ctx, READ_ROLL) if ctx.may(READ_ROLL) else []
    return [
        GraduateLine(
            Lost.NOT_HANDED,
            each.child_id,
            each.child.name,
            each.unit.name,
            each.left_on or ctx.today,
            (ctx.today - (each.left_on or ctx.today)).days,
            "",
            None,
            each.pk if each.pk in may_hand else None,
            False,
        )
        for each in found
    ]


def _of_request(row: ChangeRequest, day: date, is_mine: bool) -> GraduateLine:
    school = row.unit.parent.name if row.unit.parent is not None and row.unit.kind == "class" else row.unit.name
    days = (day - row.asked_on).days
    named = row.also_unit.name
    return GraduateLine(Lost.NOT_CONFIRMED, row.child_id, row.name, school, row.on, days, named, row.pk, None, is_mine)
