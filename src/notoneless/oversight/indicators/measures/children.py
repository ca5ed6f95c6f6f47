"""Who is counted under which code for the rates: the same for the numbers of all units and for the names of one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.casework.cases.selectors.returned import RETURNED
from notoneless.foundation.people.measures import Ages, Census, Counted, Known, Measured
from notoneless.oversight.indicators.measures.told import Answered, CaseTold, Entry, Happened, Told, told_on
from notoneless.oversight.indicators.rules.parameters import stage_ages
from notoneless.oversight.indicators.rules.rates import CODES
from notoneless.oversight.indicators.rules.rolls import Stage, codes_of_entry, stage_of
from notoneless.oversight.indicators.rules.schooling import IN_SCHOOL, Evidence, Schooling, schooling_of
from notoneless.records.enrolment.rules.standing import Fact, State, Step, standing_on

Hit = tuple[tuple[str, ...], UUID, tuple[UUID, ...]]
"""A child with some codes that it counts under, and the units it counts in under them."""

_OUT = (CaseState.VERIFIED, CaseState.PROPOSED)
_GROUPS = ("enrol_all", "enrol_primary", "enrol_junior")


def count(census: Census) -> Counted:
    """The measures of the rates."""
    alike = Counter((codes, places) for codes, _, places in gathered(told_on(census), census.of_age.keys()))
    found: dict[str, Counter[UUID]] = {code: Counter() for code in CODES}
    for (codes, places), number in alike.items():
        uppers = {upper for each in places for upper in census.above.get(each, ())}
        for code in codes:
            for upper in uppers:
                found[code][upper] += number
    return found


def gathered(told: Told, of_age: Collection[UUID]) -> Iterator[Hit]:
    """All codes of the rates with their children. `of_age`: those of compulsory age."""
    stories = _Stories(told)
    yield from _by_home(told, of_age, stories)
    for entry in told.entries:
        if codes := stories.codes(entry):
            yield codes, entry.child, entry.places
    yield from _by_case(told, stories)


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
            if any(grade in grades and step == Step.ENTER for step, _, _, grade in entry.story)
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
    return [Fact(Step(step), date.fromisoformat(on), movement, grade=grade) for step, on, movement, grade in story]


def _by_home(told: Told, of_age: Collection[UUID], stories: _Stories) -> Iterator[Hit]:
    """Where the children learn who live in a unit. Who has no home on record counts at school alone, as such."""
    stages = [_Born(ages) for ages in stage_ages(told.day)]
    last_grade = told.given.last_grades[1]
    learned: dict[Evidence, Schooling] = {}
    for child, known in told.everybody.items():
        evidence = _evidence(told, child, known, *stories.end(child))
        if evidence not in learned:
            learned[evidence] = schooling_of(evidence, last_grade)
        learns = learned[evidence]
        if learns is Schooling.DECEASED:
            continue
        holds = (child in of_age, *(stage.hold(known.born_on) for stage in stages))
        if not known.homes:
            if holds[0]:
                yield ("enrol_all.no_home",), child, tuple(known.rooms)
        elif codes := _codes(told, known, evidence, learns, holds):
            yield codes, child, tuple(known.homes)


def _codes(told: Told, known: Known, evidence: Evidence, learns: Schooling, holds: tuple[bool, ...]) -> tuple[str, ...]:
    """The codes of a child with a home. `holds`: whether it is of compulsory age, of that of primary, of junior secondary."""
    codes = [f"{group}.{learns}" for group, is_one in zip(_GROUPS, holds, strict=True) if is_one]
    if holds[0] and evidence.case is CaseState.SUSPECTED and learns in IN_SCHOOL:
        codes.append("enrol_all.under_suspicion")
    gross = _gross(told, known, learns, evidence.grade, holds[1:])
    return tuple(codes) if gross is None else (*codes, gross)


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
        told.confirmed.get(child),
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


def _by_case(told: Told, stories: _Stories) -> Iterator[Hit]:
    """Who is a verified dropout now, at home and at school; who became one in the school year, at the school."""
    begun = told.given.school_year(told.day)
    for child, case in told.cases.items():
        known = told.everybody.get(child)
        if case.state in _OUT and known is not None:
            kind = "out_of_school" if case.kind == "out_of_school" else "dropped_out"
            yield (f"dropouts.{kind}",), child, tuple(known.units)
        if case.kind == "dropped_out" and case.verified_on is not None and case.verified_on >= begun:
            yield from _dropout(told, stories, child, case)


def _dropout(told: Told, stories: _Stories, child: UUID, case: CaseTold) -> Iterator[Hit]:
    """One who became a dropout in the school year: of the year's pupils where its entry is, else beside them, of its class."""
    entry = stories.last.get(child)
    stage = stage_of(stories.end(child)[1], told.given)
    if entry is not None and stage is not None and any(code.startswith("year_") for code in stories.codes(entry)):
        yield _codes_of_dropout(stage, case), child, entry.places
        return
    known = told.everybody.get(child)
    stage = stage_of(_grade_of_class(told.grades, known), told.given) if known is not None else None
    if known is not None and stage is not None:
        yield (f"dropout_{stage}.off_roll",), child, tuple(known.rooms)


def _codes_of_dropout(stage: Stage, case: CaseTold) -> tuple[str, ...]:
    verified = f"dropout_{stage}.verified"
    if case.state is not CaseState.CLOSED_OUT:
        return (verified,)
    return verified, f"dropout_{stage}.{'returned' if case.reason == RETURNED else 'closed'}"


MEASURES = Measured(CODES, count)
