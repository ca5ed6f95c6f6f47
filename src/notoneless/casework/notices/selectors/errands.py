"""Whose guardians are still to be told, and what else waits for those who issue notices."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors.returned import back_among
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.notices.rules.standing import state_on
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.notices.selectors.knowing import (
    GONE,
    children_of,
    dropouts_of,
    known_of,
    ordered_among,
    schooled_among,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import visible_to

ISSUE_NOTICE, SERVE_NOTICE = "notice.issue", "notice.serve"

KINDS = {
    UnitKind.SCHOOL: NoticeKind.RETURN,
    UnitKind.TEACHING_POINT: NoticeKind.RETURN,
    UnitKind.TOWNSHIP: NoticeKind.DEADLINE,
}
"""Which notice each kind of unit issues; no other unit issues any."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A child whose dropout is verified and to whose guardian no such notice stands. `since`: the day it was verified."""

    child: UUID
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class NoticeErrands:
    """What waits for somebody: children without a notice, of whom `unit` has some, notices to be
    served or that ran out, children handed over."""

    lacking: int
    unit: UUID | None
    unserved: int
    overdue: int
    handed_over: int


def issuing_units(ctx: Context) -> list[Unit]:
    """The schools and townships in whose name this person may issue notices."""
    rows = visible_to(ctx, ISSUE_NOTICE, Unit).filter(pk__in=ctx.units_for(ISSUE_NOTICE), kind__in=KINDS)
    return list(rows.order_by("sort_key", "id"))


def notice_errands(ctx: Context) -> NoticeErrands:
    """What waits for somebody who issues notices or takes them to a family: a school hands on what ran out, a township takes up
    what was handed over."""
    units = issuing_units(ctx) if ctx.may(ISSUE_NOTICE) else []
    lacking = {unit.pk: len(_lacking(ctx, ISSUE_NOTICE, unit.pk, KINDS[UnitKind(unit.kind)])) for unit in units}
    mine = {unit.pk for unit in units}
    schools = [unit.pk for unit in units if KINDS[UnitKind(unit.kind)] is NoticeKind.RETURN]
    pupils = {child for unit in schools for child in children_of(unit, ctx.today).values_list("child_id", flat=True)}
    rows = list(visible_to(ctx, READ_NOTICE, ReturnNotice).filter(withdrawn_on__isnull=True))
    since = dropouts_of({row.child_id for row in rows}, ctx.today)
    states = [(row, state_on(known_of(row, since.get(row.child_id)), ctx.today)) for row in rows]
    counted = Counter(
        state
        for row, state in states
        if (state is NoticeState.OVERDUE and row.child_id in pupils and row.kind == NoticeKind.RETURN)
        or (state is NoticeState.HANDED_OVER and row.handed_to_id in mine and not _is_taken_up(row, states))
    )
    first = next((unit for unit, count in lacking.items() if count), None)
    unserved = sum(state is NoticeState.UNSERVED for _, state in states)
    return NoticeErrands(
        sum(lacking.values()), first, unserved, counted[NoticeState.OVERDUE], counted[NoticeState.HANDED_OVER]
    )


def _is_taken_up(row: ReturnNotice, states: Collection[tuple[ReturnNotice, NoticeState]]) -> bool:
    """Whether the township that a child was handed over to has issued a notice of its own since."""
    ended = NoticeState.ENDED
    return any(
        each.child_id == row.child_id and each.kind == NoticeKind.DEADLINE and state is not ended
        for each, state in states
    )


def lacking_notice(ctx: Context, code: str, unit: UUID, kind: NoticeKind) -> tuple[Lacking, ...]:
    """Dropouts of a unit to whose guardians no notice of a kind stands, the longest known first. It leaves an entry.

    A township's notice follows the school's: only children whose school has told them in vain, or whom no school has, are
    lacking one. Nobody is who is back or was ordered back.
    """
    found = _lacking(ctx, code, unit, kind)
    listed(ctx, code, [each.child for each in found], {"lacking": kind.value, "unit": str(unit)})
    return found


def _lacking(ctx: Context, code: str, unit: UUID, kind: NoticeKind) -> tuple[Lacking, ...]:
    reach = visible_to(ctx, code, Case).filter(state__in=GONE, child_id__in=children_of(unit, ctx.today))
    rows = reach.filter(verified_on__isnull=False).select_related("child").order_by("verified_on", "id")
    cases = {row.child_id: row for row in rows}
    told, in_vain = _told(cases.keys(), kind, ctx.today)
    told |= back_among(cases.keys(), ctx.today) | ordered_among(cases.keys())
    if kind is NoticeKind.DEADLINE:  # whom no school has, no school tells
        told |= schooled_among(cases.keys(), ctx.today) - in_vain
    wanted = [child for child in cases if child not in told]
    return tuple(Lacking(child, cases[child].child.name, cases[child].verified_on or ctx.today) for child in wanted)


def _told(children: Collection[UUID], kind: NoticeKind, day: date) -> tuple[set[UUID], set[UUID]]:
    """Those of some children to whom a notice of a kind stands, and those whose school has told them in vain."""
    since = dropouts_of(children, day)
    told, in_vain = set(), set()
    for row in ReturnNotice._base_manager.filter(child_id__in=children).order_by("id"):
        state = state_on(known_of(row, since.get(row.child_id)), day)
        if row.kind == kind and state not in (NoticeState.ENDED, NoticeState.WITHDRAWN):
            told.add(row.child_id)
        if row.kind == NoticeKind.RETURN and state in (NoticeState.OVERDUE, NoticeState.HANDED_OVER):
            in_vain.add(row.child_id)
    return told, in_vain
