"""What every room tells of the children of one day, read once, for what is counted of them and for the names behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules import standing as cases
from notoneless.foundation.people.measures import Census, Known, grades_of_classes
from notoneless.oversight.indicators.rules.parameters import IndicatorParameters, indicator_parameters
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import holding
from notoneless.records.findings.measures import found_elsewhere, found_missing
from notoneless.records.surveys.models import SurveyAnswer
from notoneless.records.surveys.rules.kinds import AnswerKind

Happened = tuple[str, date, str, int | None]
"""A step of an entry: which, on which day, by which movement, into which grade."""


class Entry(NamedTuple):
    """An entry of the roll: whose, of which school, the class it was in last, and what has happened to it and holds."""

    child: UUID
    school: UUID
    room: UUID | None
    story: tuple[Happened, ...]

    @property
    def places(self) -> tuple[UUID, ...]:
        """Where it counts: at its school, and in its last class."""
        return (self.school,) if self.room is None else (self.school, self.room)


@dataclass(frozen=True, slots=True)
class CaseTold:
    """Where a case stands."""

    state: cases.State
    kind: str
    reason: str
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The last answer of a survey that tells something."""

    kind: AnswerKind
    on: date
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Told:
    """All of it, of one day. `entries`: the oldest first. `missing`: by child the day of the comparison that missed it."""

    day: date
    given: IndicatorParameters
    everybody: Mapping[UUID, Known]
    entries: Sequence[Entry]
    cases: Mapping[UUID, CaseTold]
    missing: Mapping[UUID, date]
    elsewhere: frozenset[UUID]
    answers: Mapping[UUID, Answered]
    grades: Mapping[UUID, int] = field(repr=False)


def told_on(census: Census) -> Told:
    """What the rooms tell of the day of a census, as of then. It shows nobody anything by itself."""
    given = indicator_parameters(census.day)
    return Told(
        day=census.day,
        given=given,
        everybody=census.everybody,
        entries=entries_of(RollEntry._base_manager.all(), RollEvent._base_manager.all(), census.day),
        cases={child: _case(standing) for child, standing in standings_of_children(census.day)},
        missing=found_missing(census),
        elsewhere=frozenset(found_elsewhere(census)),
        answers=answers_of(SurveyAnswer._base_manager.all(), census.day, given),
        grades=grades_of_classes(),
    )


def _case(standing: cases.Standing) -> CaseTold:
    return CaseTold(standing.state, standing.kind, standing.reason, standing.verified_on)


def cases_of(rows: QuerySet[Case]) -> dict[UUID, CaseTold]:
    """Cases as they stand today."""
    columns = ("child_id", "state", "kind", "reason", "verified_on")
    told = rows.values_list(*columns)
    return {child: CaseTold(cases.State(state), kind, why, on) for child, state, kind, why, on in told}


def answers_of(rows: QuerySet[SurveyAnswer], day: date, given: IndicatorParameters) -> dict[UUID, Answered]:
    """The last answer of each child in the school year that tells where it learns; of who has died, that of any year."""
    known = rows.filter(asked_on__lte=day, kind__in=[AnswerKind.IN_SCHOOL, AnswerKind.NO_SCHOOL, AnswerKind.DIED])
    ordered = known.order_by("asked_on", "asked_at", "is_current", "entered_at")
    begun, found = given.school_year(day), dict[UUID, Answered]()
    for child, kind, on, elsewhere in ordered.values_list("child_id", "kind", "asked_on", "elsewhere"):
        if on >= begun or kind == AnswerKind.DIED:
            found[child] = Answered(AnswerKind(kind), on, bool(elsewhere))
    return found


def entries_of(entries: QuerySet[RollEntry], events: QuerySet[RollEvent], day: date) -> list[Entry]:
    """Entries with what has happened to them until a day, the oldest entry first."""
    stories = dict(_stories(events, day))
    rows = entries.filter(entered_on__lte=day).order_by("entered_on", "id").values_list("pk", "child_id", "unit_id")
    found = []
    for pk, child, school in rows:
        happened = stories.get(pk)
        if happened is None or not happened[0]:  # all of it was taken back, or has not come yet
            continue
        story, places = happened
        room = next((place for place in reversed(places) if place not in (None, school)), None)
        found.append(Entry(child, school, room, story))
    return found


_EVENT = ("entry_id", "pk", "supersedes_id", "is_withdrawal", "step", "on", "movement", "grade", "place_id")


def _stories(
    events: QuerySet[RollEvent], day: date
) -> Iterator[tuple[UUID, tuple[tuple[Happened, ...], list[UUID | None]]]]:
    """By entry, the steps that hold and fell on no later day, in the order of their entry, with the place that each led to."""
    rows: dict[UUID, list[Any]] = {}
    for row in events.order_by("number").values_list(*_EVENT):
        rows.setdefault(row[0], []).append(row[1:])
    for entry, of_entry in rows.items():
        held = _held(of_entry)
        kept = [row for row in held if row[4] <= day]
        yield entry, (tuple((row[3], row[4], row[5], row[6]) for row in kept), [row[7] for row in kept])


def _held(rows: list[Any]) -> list[Any]:
    if len(rows) == 1:
        return [] if rows[0][2] else rows
    held = set(holding([(row[0], row[1], row[2]) for row in rows]))
    return [row for row in rows if row[0] in held]
