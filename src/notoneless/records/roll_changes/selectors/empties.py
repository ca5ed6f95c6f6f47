"""Entries whose pupil does not learn where the entry is, and pupils of a class without one: facts of registers and memberships.

They take no context: who reckons asks as the program. Who shows them asks first who is in reach.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.rules.kinds import AWAY
from notoneless.records.attendance.selectors.facts import leave_running, present_days
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State
from notoneless.records.enrolment.selectors import standings_on

_LOOKED_BACK = 4
"""Calendar days looked back for each school day that is asked for: weekends and the longest break lie between."""


class Hole(StrEnum):
    """What is wrong. EMPTY: on the roll and never seen; OFF_ROLL: learns in another school; UNREGISTERED: without an entry."""

    EMPTY = "empty"
    OFF_ROLL = "off_roll"
    UNREGISTERED = "unregistered"


@dataclass(frozen=True, slots=True)
class Found:
    """A child with what is wrong. `unit`: the school of its entry, or its class where it has none; `elsewhere`: the school in
    which it learns, if another; `days`: reported days on which it was due and never seen."""

    hole: Hole
    child: UUID
    unit: UUID
    elsewhere: UUID | None = None
    days: int = 0


def holes_on(day: date, empty_after: int, children: Collection[UUID] | None = None) -> list[Found]:
    """What is wrong on a day, of some children or of all; each kind in the order of the ids."""
    return [
        *empty_entries(day, empty_after, children),
        *off_roll(day, children),
        *unregistered(day, children),
    ]


def empty_entries(day: date, empty_after: int, children: Collection[UUID] | None = None) -> list[Found]:
    """Entries of pupils who should attend, were missed on so many reported days, never seen in that time, and have no leave."""
    first = day - timedelta(days=_LOOKED_BACK * empty_after)
    marks = AttendanceMark._base_manager.filter(is_current=True, kind__in=AWAY, on__gte=first, on__lte=day)
    if children is not None:
        marks = marks.filter(child_id__in=children)
    counted = marks.order_by().values_list("child_id").annotate(days=Count("on", distinct=True))
    missed: Mapping[UUID, int] = dict(counted.filter(days__gte=empty_after))
    if not missed:
        return []
    seen, excused = present_days(first, day, missed.keys()), leave_running(day, missed.keys())
    away = missed.keys() - seen.keys() - excused
    entries = _on_roll(_entries(day).filter(child_id__in=away), day)
    return [Found(Hole.EMPTY, each.child_id, each.unit_id, days=missed[each.child_id]) for each in entries]


def off_roll(day: date, children: Collection[UUID] | None = None) -> list[Found]:
    """Pupils whose entry is at one school while they belong to a class of another."""
    learns = dict(_rooms(day, children).values_list("child_id", "unit__parent_id"))
    held = _entries(day).values_list("child_id", "unit_id")
    apart = [child for child, unit in held if learns.get(child) not in (None, unit)]
    entries = _on_roll(_entries(day).filter(child_id__in=apart), day) if apart else []
    return [Found(Hole.OFF_ROLL, each.child_id, each.unit_id, learns[each.child_id]) for each in entries]


def unregistered(day: date, children: Collection[UUID] | None = None) -> list[Found]:
    """Pupils of a class without a roll entry, at their class."""
    held = _entries(day).values("child_id")
    rows = _rooms(day, children).exclude(child_id__in=held).order_by("child_id", "id")
    return [Found(Hole.UNREGISTERED, child, unit) for child, unit in rows.values_list("child_id", "unit_id")]


def _on_roll(rows: QuerySet[RollEntry], day: date) -> list[RollEntry]:
    """Of some entries those whose pupil should have attended on a day, whatever they stand at by now."""
    entries = list(rows.order_by("child_id"))
    standings = standings_on(entries, day)
    return [each for each in entries if standings[each.pk].state is State.ON_ROLL]


def _entries(day: date) -> QuerySet[RollEntry]:
    return RollEntry._base_manager.filter(entered_on__lte=day).exclude(left_on__lte=day)


def _rooms(day: date, children: Collection[UUID] | None) -> QuerySet[ChildUnit]:
    rows = ChildUnit._base_manager.filter(in_force(day), Q(track=Track.SCHOOL, unit__kind=UnitKind.CLASS))
    return rows.filter(child_id__in=children) if children is not None else rows
