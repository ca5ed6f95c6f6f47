"""What a plan may count of returned pupils, and what the overview counts of them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from notoneless.casework.cases.measures import belonging, happened, standings_of_children
from notoneless.casework.cases.rules.standing import State, Step
from notoneless.casework.reintegration.models import Return, ReturnFollowUp, ReturnPlacement, ReturnPlan
from notoneless.casework.reintegration.rules.kinds import Hold
from notoneless.casework.reintegration.rules.standing import is_early
from notoneless.casework.reintegration.selectors.guarding import RETURNED
from notoneless.casework.reintegration.selectors.knowing import known_of, numbers_on
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.foundation.people.measures import Census, Counted, Measured

_OUT = frozenset({State.VERIFIED, State.PROPOSED})


def _held(day: date | None = None) -> QuerySet[Return]:
    """Returns that were not taken back, or on a day had not been yet."""
    rows = Return._base_manager.all()
    return (
        rows.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)) if day else rows.filter(withdrawn_on=None)
    )


def _placed_back(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Children who were back, at each unit to which they belonged that day; of whom no return was recorded, as the case was
    closed out for it.
    """
    rows = list(_held().filter(on__gte=first, on__lte=last).order_by("on", "id").values_list("pk", "child_id", "on"))
    belonged = belonging({child for _, child, _ in rows}, last, units)
    for pk, child, on in rows:
        for unit in belonged(child, on):
            yield Happened(pk, unit, on, about=child)
    closed = list(happened(Step.CLOSE_OUT)(first, last, units))
    recorded = (
        set(_held().filter(episode=F("case__times_reopened")).values_list("child_id", flat=True)) if closed else set()
    )
    children = {each.about for each in closed if each.about is not None} - recorded
    back = {child for child, standing in standings_of_children(last, children) if standing.reason == RETURNED}
    yield from (each for each in closed if each.about in back)


def _done(rows: Collection[tuple[UUID, date]], last: date, units: Units) -> Iterator[Done]:
    belonged = belonging({child for child, _ in rows}, last, units)
    for child, day in rows:
        for unit in belonged(child, day):
            yield Done(unit, day, about=child)


def _placements(first: date, last: date, units: Units) -> Iterator[Done]:
    """Placements, on the day they were decided; what has to be approved, on the day it was."""
    rows = ReturnPlacement._base_manager.filter(returned__in=_held().values("pk"))
    plain = rows.filter(needs_approval=False, on__gte=first, on__lte=last).values_list("child_id", "on")
    approved = rows.filter(approved_on__gte=first, approved_on__lte=last).values_list("child_id", "approved_on")
    found = [(child, day) for child, day in (*plain, *approved) if day is not None]
    yield from _done(sorted(found, key=lambda each: (each[1], each[0])), last, units)


def _plans(first: date, last: date, units: Units) -> Iterator[Done]:
    """Plans, each version on its day."""
    rows = ReturnPlan._base_manager.filter(returned__in=_held().values("pk"), on__gte=first, on__lte=last)
    yield from _done(list(rows.order_by("on", "id").values_list("child_id", "on")), last, units)


def _unfollowed(day: date, units: Units) -> Mapping[UUID, int]:
    """Pupils back since before the month, still followed up, whom nobody has followed up in it; at the school that answers."""
    first = day.replace(day=1)
    rows = _held(day).filter(on__lt=first).filter(Q(relapsed_on__isnull=True) | Q(relapsed_on__gt=day))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    kept = list(rows.values_list("pk", "child_id", "unit_id", "episode"))
    standings = dict(standings_of_children(day, {child for _, child, _, _ in kept})) if kept else {}
    times = ReturnFollowUp._base_manager.filter(returned__in=[pk for pk, *_ in kept], on__gte=first, on__lte=day)
    followed = set(times.values_list("returned_id", flat=True))
    return Counter(
        unit
        for pk, child, unit, episode in kept
        if pk not in followed
        and child in standings
        and standings[child].state in _OUT
        and standings[child].times_reopened == episode
    )


EVIDENCE: tuple[Evidence, ...] = (
    Events("case.placed_back", _placed_back),
    Flow("case.placements", _placements),
    Flow("case.return_plans", _plans),
    Level("case.unfollowed", _unfollowed),
)

SHOWN_MARKS = (30, 60, 90, 180)
"""The marks that have a number of their own on the overview; a county that asks on other days sees those of these alone."""


def count(census: Census) -> Counted:
    """For the overview: children back in the month so far, those whom each mark was confirmed of, and early relapses."""
    first, last = census.day.replace(day=1), census.day
    found: dict[str, set[UUID]] = {
        "return.back": set(_held().filter(on__gte=first, on__lte=last).values_list("child", flat=True))
    }
    held = ReturnFollowUp._base_manager.filter(on__gte=first, on__lte=last, hold=Hold.HOLDS, mark__in=SHOWN_MARKS)
    for child, mark in held.filter(returned__withdrawn_on__isnull=True).values_list("child_id", "mark"):
        found.setdefault(f"return.held_{mark}", set()).add(child)
    found["return.relapsed_early"] = _relapsed_early(first, last)
    everybody = census.everybody
    return {
        code: census.children(everybody[child] for child in found.get(code, ()) if child in everybody)
        for code in MEASURES.codes
    }


def _relapsed_early(first: date, last: date) -> set[UUID]:
    rows = list(_held().filter(relapsed_on__gte=first, relapsed_on__lte=last))
    if not rows:
        return set()
    numbers, known = numbers_on(last), known_of(rows)
    return {row.child_id for row in rows if is_early(known[row.pk], numbers)}


_CODES = ("return.back", *(f"return.held_{mark}" for mark in SHOWN_MARKS), "return.relapsed_early")
_COUNT: Callable[[Census], Counted] = count
MEASURES = Measured(_CODES, _COUNT)
