"""Whose guardians are still to be told, and what else waits for those who issue notices."""

from collections import Counter
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.notices.rules.standing import state_on
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.notices.selectors.knowing import (
    GONE,
    Dropout,
    children_of,
    dropouts_of,
    known_of,
    ordered_among,
    schooled_among,
)
from notoneless.casework.procedures.selectors.known import homes_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Beneath, Sight, in_force, sight, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import ChildUnit

ISSUE_NOTICE, SERVE_NOTICE = "notice.issue", "notice.serve"

KINDS = {
    UnitKind.SCHOOL: NoticeKind.RETURN,
    UnitKind.TEACHING_POINT: NoticeKind.RETURN,
    UnitKind.TOWNSHIP: NoticeKind.DEADLINE,
}
"""Which notice each kind of unit issues; no other unit issues any."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A child whose dropout is verified and to whose guardian no such notice stands. `since`: the day it was verified.

    `home`: where it lives, empty where nobody knows.
    """

    child: UUID
    name: str
    since: date
    home: str


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
    lacking = {unit.pk: len(_children_lacking(ctx, unit.pk, KINDS[UnitKind(unit.kind)])) for unit in units}
    mine = {unit.pk for unit in units}
    schools = [unit.pk for unit in units if KINDS[UnitKind(unit.kind)] is NoticeKind.RETURN]
    pupils = {child for unit in schools for child in children_of(unit, ctx.today).values_list("child_id", flat=True)}
    rows = _standing(sight(ctx, READ_NOTICE, ReturnNotice))
    since = dropouts_of({row.child_id for row in rows}, ctx.today) if rows else {}
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
    cases = _lacking(ctx, code, unit, kind)
    homes = homes_of(ctx, [row.child for row in cases])
    listed(ctx, code, [row.child_id for row in cases], {"lacking": kind.value, "unit": str(unit)})
    return tuple(
        Lacking(row.child_id, row.child.name, row.verified_on or ctx.today, homes[row.child_id]) for row in cases
    )


def _lacking(ctx: Context, code: str, unit: UUID, kind: NoticeKind) -> list[Case]:
    cases = {row.child_id: row for row in _verified(sight(ctx, code, Case), unit, ctx.today)}
    lacking = _without_notice(cases.keys(), kind, ctx.today)
    return [row for child, row in cases.items() if child in lacking]


def _children_lacking(ctx: Context, unit: UUID, kind: NoticeKind) -> Set[UUID]:
    """Who lacks a notice: it is counted, and nothing else is read of a case."""
    verified = set(_verified_children(sight(ctx, ISSUE_NOTICE, Case), unit, ctx.today))
    return _without_notice(verified, kind, ctx.today)


def _without_notice(verified: Set[UUID], kind: NoticeKind, day: date) -> Set[UUID]:
    """Those of children with a verified case to whose guardians a notice of a kind is still to be sent."""
    if not verified:
        return set()
    since = dropouts_of(verified, day)
    told, in_vain = _told(since, kind, day)
    told |= (verified - since.keys()) | ordered_among(verified)  # of whom no dropout stands, all is known
    if kind is NoticeKind.DEADLINE:  # whom no school has, no school tells
        told |= schooled_among(verified, day) - in_vain
    return verified - told


@prepared
def _of_children(children: Collection[UUID]) -> QuerySet[ReturnNotice]:
    return ReturnNotice._base_manager.filter(child_id__in=children).order_by("id")


@prepared
def _standing(seen: Sight) -> QuerySet[ReturnNotice]:
    return seen.of(ReturnNotice).filter(withdrawn_on__isnull=True).order_by("issued_on", "id")


def _verified_of(seen: Sight, unit: UUID, day: date) -> QuerySet[Case]:
    """Asked is whether a dropout is of the unit, and not which of its thousands of children is a dropout."""
    here = Beneath([unit], None).holds("unit_id")
    there = ChildUnit._base_manager.filter(in_force(day), here, child_id=OuterRef("child_id"))
    return seen.of(Case).filter(Exists(there), state__in=GONE, verified_on__isnull=False)


@prepared
def _verified_children(seen: Sight, unit: UUID, day: date) -> QuerySet[Case, UUID]:
    return _verified_of(seen, unit, day).order_by().values_list("child_id", flat=True)


@prepared
def _verified(seen: Sight, unit: UUID, day: date) -> QuerySet[Case]:
    named = (
        _verified_of(seen, unit, day)
        .select_related("child__household")
        .defer("child__id_number", "child__student_number")
    )
    return named.order_by("verified_on", "id")


def _told(since: Mapping[UUID, Dropout], kind: NoticeKind, day: date) -> tuple[set[UUID], set[UUID]]:
    """Those of some dropouts to whom a notice of a kind stands, and those whose school has told them in vain."""
    told, in_vain = set(), set()
    for row in _of_children(list(since)) if since else ():
        state = state_on(known_of(row, since.get(row.child_id)), day)
        if row.kind == kind and state not in (NoticeState.ENDED, NoticeState.WITHDRAWN):
            told.add(row.child_id)
        if row.kind == NoticeKind.RETURN and state in (NoticeState.OVERDUE, NoticeState.HANDED_OVER):
            in_vain.add(row.child_id)
    return told, in_vain
