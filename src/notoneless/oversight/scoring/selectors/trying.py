"""What a draft of a rubric would have given: the subjects of last school year, nothing of it kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notoneless.foundation.access.context import Context
from notoneless.oversight.appraisal.models import Rubric
from notoneless.oversight.appraisal.rules.rubrics import Sheet, Subject
from notoneless.oversight.appraisal.rules.rubrics import facts_of as asked_by
from notoneless.oversight.appraisal.rules.scoring import Score, scored
from notoneless.oversight.appraisal.selectors.parties import school_year_of, year_of
from notoneless.oversight.appraisal.selectors.rubrics import sheet_of
from notoneless.oversight.scoring.selectors.bearers import Bearer, bearers_of
from notoneless.oversight.scoring.selectors.facts import facts_of, gathered, notes_of

TRIED = 60
"""Subjects of one preview."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A bearer with its score and notes."""

    bearer: Bearer
    score: Score
    notes: tuple[list[str], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A bearer of a preview: its points, those of them still to be given by a person."""

    name: str
    points: Decimal
    open_items: int
    is_barred: bool


def days_of(school_year: int, today: date) -> tuple[date, date]:
    """The days of a school year that lie behind: all of one that is over."""
    first, last = year_of(school_year)
    return first, min(last, today)


def score_all(sheet: Sheet, bearers: tuple[Bearer, ...], school_year: int, today: date) -> Iterator[Scored]:
    """The scores of all bearers of a school year."""
    subject, asked = Subject(sheet.subject), asked_by(sheet.items)
    every = gathered(asked, bearers, school_year, days_of(school_year, today))
    for bearer in bearers:
        score = scored(sheet.items, facts_of(bearer, subject, asked, every))
        yield Scored(bearer, score, tuple(notes_of(bearer, subject, every)))


def tried_on_last_year(ctx: Context, rubric: Rubric) -> tuple[Tried, ...]:
    """What a rubric in reach would have given last school year to whom it scores at its unit and beneath."""
    sheet, year = sheet_of(rubric), school_year_of(ctx.today) - 1
    _, last = days_of(year, ctx.today)
    bearers = bearers_of(rubric.unit_id, sheet.subject, year, max(last, rubric.unit.from_on))[:TRIED]
    found = []
    for each in score_all(sheet, bearers, year, ctx.today):
        points = sum((line.points for line in each.score.lines if line.points is not None), Decimal(0))
        waiting = sum(line.points is None for line in each.score.lines)
        found.append(Tried(each.bearer.name, points, waiting, each.score.is_barred))
    return tuple(found)
