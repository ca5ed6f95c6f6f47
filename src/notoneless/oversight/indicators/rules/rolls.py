"""What the roll says of a school year and of a cohort: for each entry the codes under which it is counted.

Four things are told apart. How an entry came into the school year, and where it stood on the day: these make the annual
rates. How a stage was begun and ended: these make the stage rates of those who began it as many years before. And both stages
together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from notoneless.kernel.codes.rolls import Movement
from notoneless.oversight.indicators.rules.parameters import IndicatorParameters, day_before
from notoneless.records.enrolment.rules.standing import Fact, State, Step, standing_on

_TWO_MONTHS = timedelta(days=61)
"""Who is entered in the two months before a school year begins with it; who finishes in its first two belongs to the one
before.
"""


class Stage(StrEnum):
    """The two stages of compulsory education."""

    PRIMARY = "primary"
    JUNIOR = "junior"


class Origin(StrEnum):
    """How an entry came into a school year. TAKEN_OVER: from a roll kept elsewhere, so it was there before it was here."""

    AT_START = "at_start"
    ENTRANTS = "entrants"
    TAKEN_OVER = "taken_over"
    CAME = "came"
    RESUMED = "resumed"


class End(StrEnum):
    """Where an entry that came into a school year stands on the day."""

    HERE = "here"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    SENT = "sent"
    LEFT = "left"
    DECEASED = "deceased"


COHORT = ("graduates", "entrants", "came", "sent", "taken_over")
"""What is counted of those who began a stage in one school year."""

_ENTERED: Mapping[str, Origin] = {Movement.IMPORT: Origin.TAKEN_OVER, Movement.TRANSFER_IN: Origin.CAME}
_ENDS: Mapping[State, End] = {
    State.ON_ROLL: End.HERE,
    State.COMPLETED: End.COMPLETED,
    State.SUSPENDED: End.SUSPENDED,
    State.NOT_CONFIRMED: End.SENT,
    State.TRANSFERRED: End.SENT,
    State.LEFT: End.LEFT,
    State.DECEASED: End.DECEASED,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One stage of one entry: when and how it began, in which grade; when and how it ended, if it did."""

    stage: Stage
    began_on: date
    origin: Origin
    grade: int
    ended_on: date | None = None
    end: End | None = None


def stage_of(grade: int | None, given: IndicatorParameters) -> Stage | None:
    """The stage that a grade belongs to; None for none of the compulsory grades."""
    last_primary, last = given.last_grades
    if grade is None or not 1 <= grade <= last:
        return None
    return Stage.PRIMARY if grade <= last_primary else Stage.JUNIOR


def codes_of_entry(facts: Sequence[Fact], day: date, given: IndicatorParameters, *, is_known: bool) -> tuple[str, ...]:
    """The codes under which an entry counts on a day, from the events that hold.

    `is_known`: the child has been in primary school on this roll, so that its entry to junior secondary school is no arrival.
    """
    return (*_of_year(facts, day, given), *_of_cohorts(facts, day, given, is_known=is_known))


def _of_year(facts: Sequence[Fact], day: date, given: IndicatorParameters) -> Iterator[str]:
    """How the entry came into the school year, and where it stands; nothing for one that was not in it."""
    begun = given.school_year(day)
    now = standing_on(facts, day)
    origin, stage, end = _origin(facts, begun, day), stage_of(now.grade, given), _ENDS.get(now.state)
    if origin is not None and stage is not None and end is not None:
        yield f"year_{stage}.{origin}"
        yield f"year_{stage}.{end}"


def _origin(facts: Sequence[Fact], begun: date, day: date) -> Origin | None:
    before = standing_on(facts, day_before(begun))
    since = [fact for fact in facts if begun <= fact.on <= day]
    if before.state is State.ON_ROLL:
        return Origin.AT_START
    if before.state is State.SUSPENDED:
        return Origin.RESUMED if any(fact.step is Step.RESUME for fact in since) else None
    entered = next((fact for fact in since if fact.step is Step.ENTER), None)
    return _ENTERED.get(entered.movement, Origin.ENTRANTS) if entered else None


def passages(facts: Sequence[Fact], day: date, given: IndicatorParameters) -> list[Passage]:
    """The stages of an entry until a day, in their order. A promotion into the next stage ends one and begins another."""
    found: list[Passage] = []
    grade: int | None = None
    for fact in facts:
        if fact.on > day:
            continue
        grade = fact.grade if fact.grade is not None else grade
        stage = stage_of(grade, given)
        if stage is None or grade is None:
            continue
        if fact.step is Step.ENTER:
            found.append(Passage(stage, fact.on, _ENTERED.get(fact.movement, Origin.ENTRANTS), grade))
        elif found and fact.step is Step.PROMOTE and found[-1].stage is not stage:
            found[-1] = replace(found[-1], ended_on=fact.on, end=End.COMPLETED)
            found.append(Passage(stage, fact.on, Origin.ENTRANTS, grade))
        elif found and (end := _ending(fact, grade, stage, given)) is not None:
            found[-1] = replace(found[-1], ended_on=fact.on, end=end)
    return found


def _ending(fact: Fact, grade: int, stage: Stage, given: IndicatorParameters) -> End | None:
    """How a step ends a stage, if it does. Whoever completes a class that is not the last of the stage has not finished it."""
    last_primary, last = given.last_grades
    if fact.step is Step.COMPLETE:
        return End.COMPLETED if grade == (last_primary if stage is Stage.PRIMARY else last) else End.LEFT
    if fact.step is Step.TRANSFER_OUT:
        return End.SENT
    if fact.step is Step.LEAVE:
        return End.DECEASED if fact.movement == Movement.DEATH else End.LEFT
    return None


def graduating_year(day: date, given: IndicatorParameters) -> date:
    """The first day of the school year whose graduates are counted: the last that has ended."""
    return given.years_before(given.school_year(day), 1)


def _of_cohorts(facts: Sequence[Fact], day: date, given: IndicatorParameters, *, is_known: bool) -> Iterator[str]:
    """What the entry is to the cohort that should have finished its stage in the graduating year, and to that of both."""
    year, last_day = graduating_year(day, given), day_before(given.school_year(day))
    for passage in passages(facts, day, given):
        years = given.primary_years if passage.stage is Stage.PRIMARY else given.junior_years
        if _finished_in(passage, year, given):
            yield f"stage_{passage.stage}.graduates"
        cohort, parts = cohort_of(passage, given), _cohort_parts(passage, last_day, given)
        if cohort == given.years_before(year, years - 1):
            yield from (f"stage_{passage.stage}.{part}" for part in parts)
        if passage.stage is Stage.JUNIOR:
            of_both = cohort == given.years_before(year, years - 1)
            yield from _second_stage(parts if of_both else (), is_known=is_known)
        elif cohort == given.years_before(year, given.primary_years + given.junior_years - 1):
            yield from (f"nine.{part}" for part in parts)


def _finished_in(passage: Passage, year: date, given: IndicatorParameters) -> bool:
    """Whether a stage was completed in a school year."""
    if passage.end is not End.COMPLETED or passage.ended_on is None:
        return False
    return given.school_year(passage.ended_on - _TWO_MONTHS) == year


def cohort_of(passage: Passage, given: IndicatorParameters) -> date:
    """The school year in which whoever is in this stage began it, had nothing come between: counted back from the grade."""
    first = 1 if passage.stage is Stage.PRIMARY else given.primary_years + 1
    ahead = _TWO_MONTHS if passage.origin is Origin.ENTRANTS else timedelta()
    return given.years_before(given.school_year(passage.began_on + ahead), passage.grade - first)


def _cohort_parts(passage: Passage, last_day: date, given: IndicatorParameters) -> list[str]:
    """What a passage is to its cohort until the last day of the graduating year."""
    if passage.began_on > last_day:
        return []
    first = 1 if passage.stage is Stage.PRIMARY else given.primary_years + 1
    came = passage.origin is Origin.CAME or (passage.origin is Origin.ENTRANTS and passage.grade > first)
    parts = ["came" if came else passage.origin.value]
    if passage.end is End.SENT and passage.ended_on is not None and passage.ended_on <= last_day:
        parts.append("sent")
    return parts


def _second_stage(parts: Sequence[str], *, is_known: bool) -> Iterator[str]:
    """The same of the second stage to the cohort of both: who went through the first here has been counted as an entrant."""
    for part in parts:
        if part == "entrants":
            if not is_known:
                yield "nine.came"
        else:
            yield f"nine.{part}"
