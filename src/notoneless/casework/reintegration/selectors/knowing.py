"""What the rules ask to be known of returns, for this room's own actions and counts. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.reintegration.models import CaseHandover, Return, ReturnFollowUp
from notoneless.casework.reintegration.rules.holding import Attended, Window, window_of
from notoneless.casework.reintegration.rules.kinds import OPEN, Hold, MarkState
from notoneless.casework.reintegration.rules.settings import PLAN, ReturnNumbers, numbers_of
from notoneless.casework.reintegration.rules.standing import Followed, Known, marks_on, state_on
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.plans.selectors import settings
from notoneless.records.attendance.selectors.facts import absent_days, sessions_seen
from notoneless.records.attendance.selectors.numbers import attendance_numbers

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


def numbers_on(day: date) -> ReturnNumbers:
    """The numbers as the county has decided them; what it has not decided stands by default."""
    return numbers_of(settings(PLAN, day))


def known_of(rows: Iterable[Return]) -> dict[UUID, Known]:
    """Returns as the rules take them, by their ids."""
    found = list(rows)
    followed: dict[UUID, list[Followed]] = defaultdict(list)
    each_time = ReturnFollowUp._base_manager.filter(returned_id__in=[row.pk for row in found]).order_by(
        "on", "at", "id"
    )
    for returned, on, mark, hold in each_time.values_list("returned_id", "on", "mark", "hold"):
        followed[returned].append(Followed(on, mark, Hold(hold)))
    cases = {row.pk: row for row in Case._base_manager.filter(pk__in={row.case_id for row in found})}
    return {row.pk: _known(row, cases[row.case_id], followed[row.pk]) for row in found}


def _known(row: Return, case: Case, followed: list[Followed]) -> Known:
    again = case.opened_on if case.times_reopened > row.episode else None
    return Known(
        on=row.on,
        followed=tuple(followed),
        relapsed_on=row.relapsed_on,
        again_on=max(again, row.on) if again is not None else None,
        closed_on=case.closed_on if case.state == State.CLOSED_OUT and again is None else None,
        withdrawn_on=row.withdrawn_on,
    )


def known_now(row: Return) -> Known:
    """A return as the rules take it."""
    return known_of([row])[row.pk]


@prepared
def _standing(day: date, children: Collection[UUID] | None) -> QuerySet[Return]:
    rows = Return._base_manager.filter(withdrawn_on__isnull=True, relapsed_on__isnull=True, on__lte=day)
    rows = rows.filter(child_id__in=children) if children is not None else rows
    return rows.order_by("on", "id")


def standing_returns(day: date, children: Collection[UUID] | None = None) -> dict[UUID, Return]:
    """The returns that are still followed up on a day, by child; of some children or of all."""
    found = {row.pk: row for row in _standing(day, None if children is None else list(children))}
    if not found:
        return {}
    numbers = numbers_on(day)
    known = known_of(found.values())
    return {row.child_id: row for pk, row in found.items() if state_on(known[pk], numbers, day) in OPEN}


def following_of(day: date, children: Collection[UUID]) -> dict[UUID, date | None]:
    """By when somebody confirms next that each returned pupil stays, of some children; None once the last mark holds."""
    rows = standing_returns(day, children) if children else {}
    numbers, known = (numbers_on(day), known_of(rows.values())) if rows else (None, {})
    return {child: _next_mark(known[row.pk], numbers, day) for child, row in rows.items() if numbers is not None}


def _next_mark(known: Known, numbers: ReturnNumbers, day: date) -> date | None:
    waits = (MarkState.COMING, MarkState.DUE, MarkState.OVERDUE)
    return next((mark.until for mark in marks_on(known, numbers, day) if mark.state in waits), None)


def windows_of(children: Mapping[UUID, tuple[date, date]]) -> dict[UUID, Window]:
    """What registers say of each child from its first to its last day, both within."""
    if not children:
        return {}
    first, last = min(begin for begin, _ in children.values()), max(end for _, end in children.values())
    counted = sessions_seen(first, last, children)
    excused = {(each.child, each.on) for each in absent_days(first, last, children) if each.excused}
    calendar, sessions = load_calendar(first, last), len(attendance_numbers(last).sessions)
    found = {}
    for child, (begin, end) in children.items():
        days = [
            Attended(on, due, seen, (child, on) in excused)
            for on, (due, seen) in counted.get(child, {}).items()
            if begin <= on <= end
        ]
        found[child] = window_of(days, len(calendar.school_days(begin, end)) * sessions)
    return found


def window_for(row: Return, known: Known, numbers: ReturnNumbers, mark: int | None, day: date) -> tuple[date, date]:
    """The first and last day of which registers are asked: since the mark before until this one, or of the last month."""
    if mark is None:
        return max(row.on, day - timedelta(days=_MONTH)), day
    before = max((each for each in numbers.marks if each < mark), default=0)
    first = row.on + timedelta(days=before + 1) if before else row.on
    return first, min(known.on + timedelta(days=mark), day)


_MONTH = 30
"""Days looked back upon between marks."""


def schools_of(children: Collection[UUID], day: date) -> dict[UUID, UUID]:
    """The school or teaching point of each child on a day; who is in none is left out."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    units = dict(places.order_by("id").values_list("child_id", "unit_id"))
    above = UnitClosure._base_manager.filter(descendant_id__in=set(units.values()), ancestor__kind__in=_TAUGHT)
    # of a teaching point the school above it answers: that comes last
    schools = dict(above.order_by("-ancestor__kind", "ancestor_id").values_list("descendant_id", "ancestor_id"))
    return {child: schools[unit] for child, unit in units.items() if unit in schools}


def pending_handovers(returned: Collection[UUID]) -> dict[UUID, CaseHandover]:
    """What has been given and is not accepted yet, by return."""
    rows = CaseHandover._base_manager.filter(returned_id__in=returned, accepted_on__isnull=True)
    return {row.returned_id: row for row in rows.select_related("unit", "also_unit")}


def beneath(units: Collection[UUID]) -> QuerySet[UnitClosure]:
    """The ids of some units and all beneath them."""
    return UnitClosure._base_manager.filter(ancestor_id__in=units).values("descendant_id")  # type: ignore[return-value]


def of_units(units: Collection[UUID]) -> Q:
    """What names the returns for whose pupils some units answer."""
    return Q(unit_id__in=beneath(units))


def recorded_returns(cases: Collection[UUID], day: date) -> dict[UUID, date]:
    """Since when the child of each case is back, of those whose return was recorded for its present episode by a day."""
    rows = Return._base_manager.filter(case_id__in=cases, episode=F("case__times_reopened"), on__lte=day)
    held = rows.filter(withdrawn_on__isnull=True, relapsed_on__isnull=True).order_by("on", "id")
    return dict(held.values_list("case_id", "on"))


def returned_since(day: date, children: Collection[UUID]) -> dict[UUID, date]:
    """Since when those of some children are back whose recorded return stands on a day: neither withdrawn, nor relapsed or its
    case opened again by then."""
    return dict(_returned(day, list(children))) if children else {}


@prepared
def _returned(day: date, children: Collection[UUID]) -> QuerySet[Return, Any]:
    rows = Return._base_manager.filter(child_id__in=children, withdrawn_on__isnull=True, on__lte=day)
    stands = Q(relapsed_on__isnull=True) | Q(relapsed_on__gt=day)
    of_now = Q(episode=F("case__times_reopened")) | Q(case__opened_on__gt=day)
    return rows.filter(stands, of_now).order_by("on", "id").values_list("child_id", "on")
