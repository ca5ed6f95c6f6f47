"""The changes that stand on the roll, each with what is known of its papers, its whereabouts and its figures; for all uses.

They take no context: who reckons asks as the program. Who shows them asks first which events are in reach.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight
from notoneless.foundation.audit.rules import day_of, instants_of
from notoneless.records.enrolment.models import RollComparison, RollDifference, RollEvent
from notoneless.records.enrolment.rules.standing import Step
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.register import (
    NEEDING,
    Change,
    Heading,
    documented_on,
    exact_on,
    heading_of,
    kind_of,
    missing,
    traced_on,
    without,
)
from notoneless.records.roll_changes.rules.settings import ChangeNumbers
from notoneless.records.roll_changes.selectors.knowing import papers_of


@dataclass(frozen=True, slots=True)
class OnRoll:
    """A change as it stands on the roll. `root`: the event it began with, before corrections; `school`: of the entry."""

    event: UUID
    root: UUID
    child: UUID
    school: UUID
    heading: Heading
    on: date
    until: date | None
    grade: int | None
    destination: str
    change: Change
    request: UUID | None
    lacks: tuple[PaperKind, ...]
    documented_on: date | None
    traced_on: date | None
    exact_on: date | None


def changes_among(rows: QuerySet[RollEvent], numbers: ChangeNumbers, day: date | None = None) -> list[OnRoll]:
    """The changes among some events of the roll that hold, as they were known on a day, or are now; the earliest first."""
    kept = rows.filter(needing_papers(), is_withdrawal=False).exclude(pk__in=_superseded(day))
    events = [
        row
        for row in kept.select_related("entry").defer("reason").order_by("on", "number", "id")
        if kind_of(Step(row.step), row.movement) is not None and (day is None or day_of(row.at) <= day)
    ]
    if not events:
        return []
    known = _Known(events, day)
    return [_on_roll(row, known, numbers) for row in events]


@prepared
def _needing(seen: Sight) -> QuerySet[RollEvent, Any]:
    rows = seen.of(RollEvent).filter(needing_papers(), is_withdrawal=False).exclude(pk__in=_superseded(None))
    return rows.order_by().values_list("pk", "step", "movement", "proof_id", "supersedes_id")


def count_lacking(seen: Sight, numbers: ChangeNumbers) -> int:
    """How many changes in sight that hold lack papers. Of whereabouts and figures nothing is asked."""
    events = _needing(seen)
    if not events:
        return 0
    corrected = [pk for pk, *_, earlier in events if earlier is not None]
    begun = _roots(list(RollEvent._base_manager.filter(pk__in=corrected))) if corrected else {}
    roots = {event: root for event, (root, _) in begun.items()}
    requests = _requests({pk for pk, *_ in events} | set(roots.values()))
    papers = papers_of({each.pk for each in requests.values()}) if requests else {}
    found = 0
    for pk, step, movement, proof, _ in events:
        request = requests.get(pk) or requests.get(roots.get(pk))
        kind = ChangeKind(request.kind) if request is not None else kind_of(Step(step), movement)
        needed = numbers.papers_for(kind or ChangeKind.TRANSFER, request is not None and request.is_within)
        there = papers.get(request.pk, {}) if request is not None else {}
        found += bool(without(needed, there, proof is not None))
    return found


@prepared
def _applied_for(events: Sequence[UUID]) -> QuerySet[ChangeRequest]:
    rows = ChangeRequest._base_manager.filter(Q(event_id__in=events) | Q(arrival_id__in=events))
    return rows.defer("reason", "statement").order_by()


def _requests(events: Collection[UUID]) -> dict[UUID | None, ChangeRequest]:
    """The applications of events, by the event that each was written as and by that of the arrival."""
    found: dict[UUID | None, ChangeRequest] = {}
    for each in _applied_for(sorted(events)):
        found |= {each.event_id: each, each.arrival_id: each}
    found.pop(None, None)
    return found


def needing_papers() -> Q:
    """The events that are changes which need papers: few among all first entries of a county."""
    each = (Q(step=step, movement=movement) if movement else Q(step=step) for step, movement in sorted(NEEDING))
    return reduce(or_, each)


def _superseded(day: date | None) -> QuerySet[RollEvent]:
    """What was corrected or withdrawn by a day: what was so later still held then."""
    rows: QuerySet[RollEvent] = RollEvent._base_manager.filter(supersedes__isnull=False)
    rows = rows.filter(at__lt=instants_of(day, day)[1]) if day is not None else rows
    return rows.values("supersedes_id")  # type: ignore[return-value]


class _Known:
    """What else is known of some events: what each began as, its application and papers, confirmations, differences."""

    def __init__(self, events: Iterable[RollEvent], day: date | None) -> None:
        found = list(events)
        self.roots = _roots(found)
        roots = [root for root, _ in self.roots.values()]
        self.requests = _requests({*self.roots, *roots})
        self.papers = papers_of({each.pk for each in self.requests.values()}, day)
        self.arrived = _arrived({row.entry_id for row in found if row.step == Step.TRANSFER_OUT}, day)
        self.differing, self.agreed = _differences({row.child_id for row in found}, day)

    def request_of(self, event: UUID) -> ChangeRequest | None:
        """The application of an event, also where the event was corrected since."""
        return self.requests.get(event) or self.requests.get(self.roots[event][0])


def _roots(events: Collection[RollEvent]) -> dict[UUID, tuple[UUID, date]]:
    """Of each event the one that it began as, and the day on which that was entered."""
    before = {
        pk: (earlier, at)
        for pk, earlier, at in RollEvent._base_manager.filter(entry__in={row.entry_id for row in events}).values_list(
            "pk", "supersedes_id", "at"
        )
    }
    found = {}
    for row in events:
        root = row.pk
        while before[root][0] is not None:
            root = before[root][0]
        found[row.pk] = root, day_of(before[root][1])
    return found


def _arrived(entries: Collection[UUID], day: date | None) -> Mapping[UUID, date]:
    """On which day each of some entries was confirmed by another school."""
    rows = RollEvent._base_manager.filter(entry__in=entries, step=Step.TRANSFER_IN, is_withdrawal=False)
    rows = rows.exclude(pk__in=_superseded(day)).order_by("number")
    return {entry: on for entry, on, at in rows.values_list("entry_id", "on", "at") if day is None or day_of(at) <= day}


def _differences(children: Collection[UUID], day: date | None) -> tuple[Mapping[UUID, date], Mapping[UUID, date]]:
    """Of whom a school's latest comparison with the export says otherwise, since which day; of whom that was settled."""
    made = RollComparison._base_manager.all()
    latest = dict(made.values_list("unit_id").annotate(last=Max("at")))
    rows = RollDifference._base_manager.filter(child__in=children).select_related("comparison").defer("student_number")
    open_now: dict[UUID, date] = {}
    settled: dict[UUID, date] = defaultdict(lambda: date.min)
    for row in rows:
        begun = day_of(row.comparison.at)
        if row.child_id is None or row.comparison.at != latest.get(row.unit_id) or (day is not None and begun > day):
            continue
        done = day_of(row.settled_at) if row.settled_at is not None else None
        if done is None or (day is not None and done > day):
            open_now[row.child_id] = begun
        else:
            settled[row.child_id] = max(settled[row.child_id], done)
    return open_now, dict(settled)


def _on_roll(row: RollEvent, known: _Known, numbers: ChangeNumbers) -> OnRoll:
    root, recorded_on = known.roots[row.pk]
    request = known.request_of(row.pk)
    kind = ChangeKind(request.kind) if request is not None else kind_of(Step(row.step), row.movement)
    kind = kind or ChangeKind.TRANSFER
    since = known.differing.get(row.child_id)
    agreed = known.agreed.get(row.child_id)
    change = Change(
        kind=kind,
        recorded_on=recorded_on,
        destination=row.destination,
        is_left=row.step in (Step.TRANSFER_OUT, Step.LEAVE),
        papers={each: paper.on for each, paper in known.papers.get(request.pk, {}).items()} if request else {},
        has_own_proof=row.proof_id is not None,
        is_sent=row.step == Step.TRANSFER_OUT,
        confirmed_on=known.arrived.get(row.entry_id),
        agreed_on=agreed if agreed is not None and agreed >= recorded_on else None,
        differs=since is not None and since >= recorded_on,
    )
    needed = numbers.papers_for(kind, request is not None and request.is_within)
    return OnRoll(
        event=row.pk,
        root=root,
        child=row.child_id,
        school=row.entry.unit_id,
        heading=heading_of(Step(row.step), row.movement) or Heading.OUT,
        on=row.on,
        until=row.until_on,
        grade=row.grade,
        destination=row.destination,
        change=change,
        request=request.pk if request is not None else None,
        lacks=missing(change, needed),
        documented_on=documented_on(change, needed),
        traced_on=traced_on(change),
        exact_on=exact_on(change),
    )
