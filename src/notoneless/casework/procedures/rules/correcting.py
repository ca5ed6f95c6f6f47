"""Taking back what was entered wrongly: nothing is edited, and nothing is undone on which a later paper rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.refusing import why_not
from notoneless.casework.procedures.rules.standing import Standing, after, standing_on
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem

CORRECTION = "correct"
"""How an event is called that takes another back; it is no move of its own."""


class Mistake(StrEnum):
    """What was wrong with an entry."""

    WRONG_DAY = "wrong_day"
    WRONG_CHILD = "wrong_child"
    TWICE = "twice"
    NOT_HAPPENED = "not_happened"
    WRONG_CONTENT = "wrong_content"


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry that holds. `number`: its place in the order of entry; `paper`: the number of the paper that it issued."""

    number: int
    fact: Fact
    paper: str = ""


def why_not_corrected(
    entries: Sequence[Entered], number: int, limits: Limits, calendar: Calendar, today: date
) -> Problem | None:
    """Why an entry cannot be taken back: it does not hold any more, or what was entered later rests on it."""
    wrong = next((each for each in entries if each.number == number), None)
    if wrong is None:
        return Problem("procedures.corrected_already")
    later = [each for each in entries if each.number > number]
    paper = resting_paper(wrong, later)
    if paper:
        return Problem("procedures.paper_rests", {"number": paper})
    move = _undone(entries, wrong, limits, calendar, today)
    return Problem("procedures.move_rests", {"move": Problem(f"procedures.move_{move}")}) if move is not None else None


def resting_paper(wrong: Entered, later: Sequence[Entered]) -> str:
    """The number of the first later paper that rests on an entry; empty where none does.

    A referral and its answer carry no paper; a return effort the order alone, which tells how many there were.
    """
    if wrong.fact.move in (Move.REFER, Move.ANSWER_REFERRAL):
        return ""
    papers = [each for each in later if each.paper]
    if wrong.fact.move is Move.RECORD_EFFORT:
        papers = [each for each in papers if each.fact.move is Move.ISSUE_ORDER]
    return papers[0].paper if papers else ""


def _undone(entries: Sequence[Entered], wrong: Entered, limits: Limits, calendar: Calendar, today: date) -> Move | None:
    """The first later move that could not have been made without an entry, but could be made with it."""
    before = [each.fact for each in entries if each.number < wrong.number]
    without = standing_on(before, limits)
    with_it: Standing = after(without, wrong.fact, limits)
    for each in entries:
        if each.number <= wrong.number:
            continue
        lost = why_not(without, each.fact, limits, calendar, today)
        if lost is not None and why_not(with_it, each.fact, limits, calendar, today) is None:
            return each.fact.move
        without, with_it = after(without, each.fact, limits), after(with_it, each.fact, limits)
    return None
