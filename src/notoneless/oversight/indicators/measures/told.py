"""What every room tells of the children of one day, read once, for what is counted of them and for the names behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules import standing as cases
from notoneless.casework.cases.selectors.accounted import accounted_for, as_counted
from notoneless.foundation.access.bulk import Ids, as_text
from notoneless.foundation.people.measures import Census, Known, grades_of_classes
from notoneless.oversight.indicators.rules.parameters import IndicatorParameters, indicator_parameters
from notoneless.records.enrolment.models import RollEvent
from notoneless.records.findings.measures import found_elsewhere, found_missing
from notoneless.records.schooling_elsewhere.selectors.knowing import confirmed_on
from notoneless.records.surveys.models import SurveyAnswer
from notoneless.records.surveys.rules.kinds import AnswerKind

Happened = tuple[str, str, str, int | None]
"""A step of an entry: which, on which day (ISO 8601), by which movement, into which grade."""


class Entry(NamedTuple):
    """An entry of the roll: whose, where it counts (its school, and the class it was in last), and what has happened to it."""

    child: UUID
    places: tuple[UUID, ...]
    story: tuple[Happened, ...]


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
    confirmed: Mapping[UUID, bool] = field(default_factory=dict)


def told_on(census: Census) -> Told:
    """What the rooms tell of the day of a census, as of then. It shows nobody anything by itself."""
    given = indicator_parameters(census.day)
    standings = as_counted(dict(standings_of_children(census.day)), census.day)
    return Told(
        day=census.day,
        given=given,
        everybody=census.everybody,
        entries=entries_of(RollEvent._base_manager.all(), census.day, (*census.everybody, *census.above)),
        cases={child: _case(standing) for child, standing in standings.items()},
        missing=found_missing(census),
        elsewhere=frozenset(found_elsewhere(census)),
        answers=answers_of(SurveyAnswer._base_manager.all(), census.day, given),
        grades=grades_of_classes(),
        confirmed=confirmed_on(census.day),
    )


def _case(standing: cases.Standing) -> CaseTold:
    return CaseTold(standing.state, standing.kind, standing.reason, standing.verified_on)


def cases_of(rows: QuerySet[Case], day: date) -> dict[UUID, CaseTold]:
    """Cases as they stand today: whose child is accounted for, as if it were closed out for that."""
    columns = ("child_id", "state", "kind", "reason", "verified_on")
    told = list(rows.values_list(*columns))
    found = accounted_for({child for child, state, *_ in told if state in _OUT}, day)
    return {
        child: CaseTold(cases.State.CLOSED_OUT, kind, found[child].reason, on)
        if child in found
        else CaseTold(cases.State(state), kind, why, on)
        for child, state, kind, why, on in told
    }


_OUT = frozenset({cases.State.VERIFIED, cases.State.PROPOSED})


def answers_of(rows: QuerySet[SurveyAnswer], day: date, given: IndicatorParameters) -> dict[UUID, Answered]:
    """The last answer of each child in the school year that tells where it learns; of who has died, that of any year."""
    known = rows.filter(asked_on__lte=day, kind__in=[AnswerKind.IN_SCHOOL, AnswerKind.NO_SCHOOL, AnswerKind.DIED])
    ordered = known.order_by("asked_on", "asked_at", "is_current", "entered_at")
    begun, found = given.school_year(day), dict[UUID, Answered]()
    for child, kind, on, elsewhere in ordered.values_list("child_id", "kind", "asked_on", "elsewhere"):
        if on >= begun or kind == AnswerKind.DIED:
            found[child] = Answered(AnswerKind(kind), on, bool(elsewhere))
    return found


def entries_of(events: QuerySet[RollEvent], day: date, known: Iterable[UUID]) -> list[Entry]:
    """Entries with what has happened to them until a day and holds, the oldest entry first. `known`: ids that may occur in it.

    Ids are read as text, and made of it once: there are several for each of some hundred thousand events.
    """
    superseded = RollEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    held = events.filter(on__lte=day, is_withdrawal=False).exclude(pk__in=superseded)
    stories: dict[str, list[Any]] = {}
    for row in held.values_list(*(as_text(column) for column in _IDS), *_STEP):
        stories.setdefault(row[0], []).append(row[1:])
    ids = Ids(known)
    found = []
    for entry, rows in stories.items():
        if len(rows) > 1:
            rows.sort(key=lambda row: row[5])
        school, begun = rows[0][1], rows[0][2]
        room = next((row[3] for row in reversed(rows) if row[3] not in (None, school)), None)
        story = tuple((row[6], row[4], row[7], row[8]) for row in rows)
        places = (ids[school],) if room is None else (ids[school], ids[room])
        found.append((begun, entry, Entry(ids[rows[0][0]], places, story)))
    found.sort(key=lambda each: each[:2])
    return [entry for _, _, entry in found]


_IDS = ("entry_id", "entry__child_id", "entry__unit_id", "entry__entered_on", "place_id", "on")
_STEP = ("number", "step", "movement", "grade")
