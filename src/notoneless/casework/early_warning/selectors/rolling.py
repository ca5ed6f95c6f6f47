"""What the school roll tells that triggers ask for: what is pending, who left, and which new pupils are expected."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from notoneless.casework.early_warning.rules.known import End, Pending
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.measures import LAST_PRIMARY_GRADE, ages_on
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.calendar import AUTUMN, Calendar, Term
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import PENDING, State, Step

FINISHED_WITHIN = timedelta(days=150)
"""So long before a term somebody may have finished primary school who is expected in grade 7."""

_NEW = (1, LAST_PRIMARY_GRADE + 1)


@dataclass(frozen=True, slots=True)
class RollFacts:
    """What the roll says of a child: as `rules.known.PupilFacts` has it."""

    school: UUID | None = None
    grade: int | None = None
    entered_on: date | None = None
    gone: frozenset[date] = frozenset()
    pauses: frozenset[date] = frozenset()
    study_suspensions: tuple[Pending, ...] = ()
    transfers: tuple[Pending, ...] = ()


def entries_pending(day: date) -> set[UUID]:
    """The children of whose entry something should still come: who was let go, or is on suspension of studies."""
    rows = RollEntry._base_manager.filter(left_on__isnull=True, state__in=PENDING, entered_on__lte=day)
    return set(rows.values_list("child_id", flat=True))


_STUDY_SUSPENSIONS, _TRANSFERS = "suspensions", "transfers"
_ENDS: Mapping[str, End] = {
    Step.RESUME: End.ARRIVED,
    Step.ENTER: End.ARRIVED,
    Step.TRANSFER_IN: End.LEFT,
    Step.LEAVE: End.LEFT,
    Step.COMPLETE: End.LEFT,
}
"""What ends what is waited for, and how."""


@dataclass(slots=True)
class _Telling:
    """The events of an entry as they are told one after the other; `waits`: what is waited for, and by when."""

    grade: int | None = None
    pauses: set[date] = field(default_factory=set)
    ended: dict[str, list[Pending]] = field(default_factory=lambda: {_STUDY_SUSPENSIONS: [], _TRANSFERS: []})
    waits: tuple[str, date, bool] | None = None

    def tell(self, step: str, on: date, until: date | None) -> None:
        """One more event."""
        if step in (Step.SUSPEND, Step.DEFER):
            if self.waits is None:
                self.pauses.add(on)
            self.waits = (_STUDY_SUSPENSIONS, until, step == Step.DEFER) if until else None
        elif step == Step.TRANSFER_OUT:
            self.waits = (_TRANSFERS, on, False)
        elif step in _ENDS:
            self.end(on, _ENDS[step])

    def end(self, on: date | None, end: End = End.ARRIVED) -> None:
        """What was waited for has come, or is told without."""
        if self.waits is not None:
            kind, due, is_deferral = self.waits
            self.ended[kind].append(Pending(due, on, end, is_deferral))
            self.waits = None


Row = tuple[str, date, date | None, int | None]
"""Step, day, expected end and grade of an event that holds."""


def told(rows: Iterable[Row], left_on: date | None) -> RollFacts:
    """What the events of one entry tell, in the order in which they were entered."""
    telling = _Telling()
    for step, on, until, grade in rows:
        telling.tell(step, on, until)
        telling.grade = grade if grade is not None else telling.grade
    telling.end(None)
    return RollFacts(
        grade=telling.grade,
        gone=frozenset({left_on}) if left_on else frozenset(),
        pauses=frozenset(telling.pauses),
        study_suspensions=tuple(telling.ended[_STUDY_SUSPENSIONS]),
        transfers=tuple(telling.ended[_TRANSFERS]),
    )


def roll_facts(children: Collection[UUID], day: date) -> dict[UUID, RollFacts]:
    """What the roll says of some children on a day: two questions."""
    entries = RollEntry._base_manager.filter(child_id__in=children, entered_on__lte=day).order_by("entered_on", "id")
    superseded = RollEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    events = RollEvent._base_manager.filter(child_id__in=children, is_withdrawal=False, on__lte=day)
    rows: dict[UUID, list[Row]] = defaultdict(list)
    columns = ("entry_id", "step", "on", "until_on", "grade")
    for entry, *row in events.exclude(pk__in=superseded).order_by("entry_id", "number").values_list(*columns):
        rows[entry].append(tuple(row))
    found: dict[UUID, RollFacts] = {}
    for pk, child, unit, entered_on, left_on in entries.values_list(
        "pk", "child_id", "unit_id", "entered_on", "left_on"
    ):
        ended = left_on if left_on and left_on <= day else None
        telling = told(rows[pk], ended)
        # where a child was before says neither where it is now nor that it has come
        open_now = replace(telling, school=unit, entered_on=entered_on)
        found[child] = _joined(found.get(child), replace(telling, grade=None) if ended else open_now)
    return found


def _joined(before: RollFacts | None, later: RollFacts) -> RollFacts:
    """Two entries of a child, the later one of which says where it is."""
    if before is None:
        return later
    return replace(
        later,
        gone=before.gone | later.gone,
        pauses=before.pauses | later.pauses,
        study_suspensions=before.study_suspensions + later.study_suspensions,
        transfers=before.transfers + later.transfers,
    )


def expected_pupils(calendar: Calendar, day: date, children: Collection[UUID] | None = None) -> Mapping[UUID, int]:
    """The children expected in grade 1 and grade 7 this autumn term, each with the grade; nobody at other times.

    `children`: of these alone.

    Grade 1: who reached the age of entry and lives here, and was on no roll before the term. Grade 7: who finished primary
    school before it. Where the county keeps no roll of new pupils, nobody is expected: nobody could arrive.
    """
    term = calendar.term_of(day)
    if term is None or term.number != AUTUMN:
        return {}
    begun = term.first_day - FINISHED_WITHIN
    only = Q() if children is None else Q(child_id__in=children)
    found = {1: _of_entry_age(term, day, only), _NEW[1]: _finished(begun, term, only)}
    if not any(found.values()):
        return {}
    entered = RollEvent._base_manager.filter(
        step=Step.ENTER, grade__in=_NEW, entry__entered_on__gte=begun, entry__entered_on__lte=day
    )
    kept = set(entered.values_list("grade", flat=True).distinct())
    return {child: grade for grade in _NEW if grade in kept for child in found[grade]}


def _of_entry_age(term: Term, day: date, only: Q) -> set[UUID]:
    """Who has reached the age of entry since the last time, lives here, and was on no roll before the term."""
    ages = ages_on(term.first_day)
    _, last = ages.born()
    first = last.replace(year=last.year - 1)
    born = Child._base_manager.filter(born_on__gt=first, born_on__lte=last)
    homes = ChildUnit._base_manager.filter(only, in_force(day), track=Track.HOUSEHOLD).values("child_id")
    before = RollEntry._base_manager.filter(only, entered_on__lte=term.first_day).values("child_id")
    taught = ChildUnit._base_manager.filter(only, track=Track.SCHOOL, from_on__lte=term.first_day).values("child_id")
    return set(born.filter(pk__in=homes).exclude(pk__in=before).exclude(pk__in=taught).values_list("pk", flat=True))


def _finished(begun: date, term: Term, only: Q) -> set[UUID]:
    """Who finished primary school before the term."""
    rows = RollEntry._base_manager.filter(only, state=State.COMPLETED, left_on__gte=begun, left_on__lte=term.first_day)
    grades: dict[UUID, int] = {}
    events = RollEvent._base_manager.filter(entry__in=rows.values("pk"), grade__isnull=False, is_withdrawal=False)
    for child, grade in events.order_by("number").values_list("child_id", "grade"):
        grades[child] = grade or 0
    again = RollEntry._base_manager.filter(entered_on__gte=begun, entered_on__lte=term.first_day, left_on__isnull=True)
    arrived = set(again.filter(child_id__in=list(grades)).values_list("child_id", flat=True))
    return {child for child, grade in grades.items() if grade == LAST_PRIMARY_GRADE} - arrived
