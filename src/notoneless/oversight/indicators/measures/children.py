"""Who is counted under which code for the rates: the same for the numbers of all units and for the names of one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from notoneless.casework.cases.measures import RETURNED
from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.foundation.people.measures import Ages, Census, Counted, Known, Measured
from notoneless.oversight.indicators.measures.told import Answered, CaseTold, Entry, Happened, Told, told_on
from notoneless.oversight.indicators.rules.parameters import stage_ages
from notoneless.oversight.indicators.rules.rates import CODES
from notoneless.oversight.indicators.rules.rolls import Stage, codes_of_entry, stage_of
from notoneless.oversight.indicators.rules.schooling import IN_SCHOOL, Evidence, Schooling, schooling_of
from notoneless.records.enrolment.rules.standing import Fact, State, Step, standing_on

Hits = dict[str, list[tuple[UUID, Sequence[UUID]]]]
"""By code the children that count under it, each with the units it counts in."""

_OUT = (CaseState.VERIFIED, CaseState.PROPOSED)
_GROUPS = ("enrol_all", "enrol_primary", "enrol_junior")


def count(census: Census) -> Counted:
    """The measures of the rates."""
    hits = gathered(told_on(census), census.of_age.keys())
    return {code: census.places(places for _, places in hits[code]) for code in CODES}


def gathered(told: Told, of_age: Iterable[UUID]) -> Hits:
    """All codes of the rates with their children. `of_age`: those of compulsory age."""
    hits: Hits = {code: [] for code in CODES}
    stories = _Stories(told)
    _by_home(told, set(of_age), stories, hits)
    _by_roll(told, stories, hits)
    _by_case(told, stories, hits)
    return hits


class _Stories:
    """What stories of the roll come to, each kind worked out once: whole classes have the same."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._codes: dict[tuple[tuple[Happened, ...], bool], tuple[str, ...]] = {}
        self._ends: dict[tuple[Happened, ...], tuple[State, int | None]] = {}
        self.last: dict[UUID, Entry] = {entry.child: entry for entry in told.entries}
        grades = range(1, told.given.primary_years + 1)
        self._known = {
            entry.child
            for entry in told.entries
            if any(step == Step.ENTER and grade in grades for step, _, _, grade in entry.story)
        }

    def codes(self, entry: Entry) -> tuple[str, ...]:
        """The codes an entry counts under."""
        key = entry.story, entry.child in self._known
        if key not in self._codes:
            told, facts = self._told, _facts(entry.story)
            self._codes[key] = codes_of_entry(facts, told.day, told.given, is_known=key[1])
        return self._codes[key]

    def end(self, child: UUID) -> tuple[State | None, int | None]:
        """State and grade of the last entry of a child."""
        entry = self.last.get(child)
        if entry is None:
            return None, None
        if entry.story not in self._ends:
            standing = standing_on(_facts(entry.story))
            self._ends[entry.story] = standing.state, standing.grade
        return self._ends[entry.story]


def _facts(story: tuple[Happened, ...]) -> list[Fact]:
    return [Fact(Step(step), on, movement, grade=grade) for step, on, movement, grade in story]


def _by_home(told: Told, of_age: set[UUID], stories: _Stories, hits: Hits) -> None:
    """Where the children learn who live in a unit. Who has no home on record counts at school alone, as such."""
    stages = [_Born(ages) for ages in stage_ages(told.day)]
    last_grade = told.given.last_grades[1]
    for child, known in told.everybody.items():
        state, grade = stories.end(child)
        evidence = _evidence(told, child, known, state, grade)
        learns = schooling_of(evidence, last_grade)
        if learns is Schooling.DECEASED:
            continue
        homes = [unit for unit in known.units if unit not in known.rooms]
        holds = (child in of_age, *(stage.hold(known.born_on) for stage in stages))
        if homes:
            for code in _codes(told, known, evidence, learns, holds):
                hits[code].append((child, homes))
        elif holds[0]:
            hits["enrol_all.no_home"].append((child, known.rooms))


def _codes(told: Told, known: Known, evidence: Evidence, learns: Schooling, holds: tuple[bool, ...]) -> Iterator[str]:
    """The codes of a child that has a home. `holds`: whether it is of compulsory age, of that of primary and of junior
    secondary.
    """
    for group, is_one in zip(_GROUPS, holds, strict=True):
        if is_one:
            yield f"{group}.{learns}"
    if holds[0] and learns in IN_SCHOOL and evidence.case is CaseState.SUSPECTED:
        yield "enrol_all.under_suspicion"
    if (code := _gross(told, known, learns, evidence.grade, holds[1:])) is not None:
        yield code


class _Born:
    """Whether birthdays lie within ages: each asked once."""

    def __init__(self, ages: Ages) -> None:
        self._ages, self._held = ages, dict[date | None, bool]()

    def hold(self, born: date | None) -> bool:
        """Whether somebody born then is of these ages."""
        if born not in self._held:
            self._held[born] = self._ages.hold(born)
        return self._held[born]


_NO_ANSWER: Answered | None = None
_NO_CASE: CaseTold | None = None


def _evidence(told: Told, child: UUID, known: Known, state: State | None, grade: int | None) -> Evidence:
    case, answer = told.cases.get(child, _NO_CASE), told.answers.get(child, _NO_ANSWER)
    return Evidence(
        state,
        grade,
        bool(known.rooms),
        case.state if case else None,
        case.kind if case else "",
        case.reason if case else "",
        told.missing.get(child),
        child in told.elsewhere,
        answer.kind if answer else None,
        answer.on if answer else None,
        bool(answer and answer.is_elsewhere),
    )


def _gross(
    told: Told, known: Known, learns: Schooling, roll_grade: int | None, of_stage: tuple[bool, ...]
) -> str | None:
    """Under which code a child counts at the stage it learns in, whatever its age; elsewhere the stage is that of its age."""
    if learns is Schooling.ELSEWHERE:
        return next((f"gross_{stage}.elsewhere" for stage, holds in zip(Stage, of_stage, strict=True) if holds), None)
    if learns not in (Schooling.ON_ROLL, Schooling.IN_CLASS):
        return None
    grade = roll_grade if learns is Schooling.ON_ROLL else _grade_of_class(told.grades, known)
    stage = stage_of(grade, told.given)
    return f"gross_{stage}.here" if stage else None


def _grade_of_class(grades: Mapping[UUID, int], known: Known) -> int | None:
    return next((grades[room] for room in known.rooms if room in grades), None)


def _by_roll(told: Told, stories: _Stories, hits: Hits) -> None:
    """What the roll says of the school year and of the cohorts, where the entry is."""
    for entry in told.entries:
        for code in stories.codes(entry):
            hits[code].append((entry.child, entry.places))


def _by_case(told: Told, stories: _Stories, hits: Hits) -> None:
    """Who is a verified dropout now, at home and at school; who became one in the school year, at the school."""
    begun = told.given.school_year(told.day)
    for child, case in told.cases.items():
        known = told.everybody.get(child)
        if case.state in _OUT and known is not None:
            kind = "out_of_school" if case.kind == "out_of_school" else "dropped_out"
            hits[f"dropouts.{kind}"].append((child, known.units))
        if case.kind == "dropped_out" and case.verified_on is not None and case.verified_on >= begun:
            stage, places = _school_of(told, stories, child, known)
            if stage is not None and places:
                hits[f"dropout_{stage}.verified"].append((child, places))
                if case.state is CaseState.CLOSED_OUT:
                    how = "returned" if case.reason == RETURNED else "closed"
                    hits[f"dropout_{stage}.{how}"].append((child, places))


def _school_of(told: Told, stories: _Stories, child: UUID, known: Known | None) -> tuple[Stage | None, Sequence[UUID]]:
    """The stage and the places at which a dropout is counted: of its last entry, else of its class; of no school, of none."""
    entry, grade = stories.last.get(child), stories.end(child)[1]
    if entry is not None:
        return stage_of(grade, told.given), entry.places
    if known is None:
        return None, ()
    return stage_of(_grade_of_class(told.grades, known), told.given), known.rooms


MEASURES = Measured(CODES, count)
