"""What is refused of a return, each with the sentence that says why."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from notoneless.casework.reintegration.rules.kinds import OPEN, Funds, ReturnState
from notoneless.casework.reintegration.rules.settings import ReturnNumbers
from notoneless.kernel.problems import Problem

_LARGEST = Decimal(1_000_000)
"""Yuan; more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Back:
    """What is said of a child that came back. `gone_on`: since when it was known to be away; `sessions`: in how many it was
    seen since it came back; `is_out`: its case is verified; `is_followed`: a return of it stands."""

    on: date
    gone_on: date
    sessions: int
    has_file: bool
    is_out: bool
    is_followed: bool


def why_not_back(back: Back, numbers: ReturnNumbers, today: date) -> Problem | None:
    """Why a return may not be recorded; None where it may. A mere word is no evidence: registers saw the child, or there is
    a file.
    """
    if not back.is_out:
        return Problem("reintegration.not_verified")
    if back.is_followed:
        return Problem("reintegration.back_already")
    if back.on > today:
        return Problem("reintegration.to_come", {"day": back.on.isoformat()})
    if back.on < back.gone_on:
        return Problem("reintegration.before_gone", {"day": back.gone_on.isoformat()})
    if back.sessions < numbers.sessions and not back.has_file:
        return Problem("reintegration.mere_word", {"seen": back.sessions, "needed": numbers.sessions})
    return None


def why_not_open(state: ReturnState) -> Problem | None:
    """Why nothing more may be entered of a return; None where it still stands."""
    return None if state in OPEN else Problem(f"reintegration.is_{state}")


def why_not_funded(source: Funds, amount: str, purpose: str) -> Problem | None:
    """Why what is said of funds is not enough; None where it is: a source has an amount in yuan and what it is for."""
    if source is Funds.NONE:
        return Problem("reintegration.funds_for_none") if amount or purpose else None
    if not amount or not purpose:
        return Problem("reintegration.funds_lacking")
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return Problem("reintegration.no_amount")
    return None if number.is_finite() and 0 < number <= _LARGEST else Problem("reintegration.no_amount")


def why_not_reviewed(review_on: date, numbers: ReturnNumbers, today: date) -> Problem | None:
    """Why a plan may not be looked at again on a day; None where it may: after today, and no later than the county lets."""
    last = today + timedelta(days=numbers.review_within)
    if today < review_on <= last:
        return None
    return Problem("reintegration.review_day", {"last": last.isoformat()})


def why_not_closed_out(state: ReturnState, numbers: ReturnNumbers) -> Problem | None:
    """Why a case may not be closed out as returned; None where the last mark holds."""
    if state is ReturnState.HELD:
        return None
    if state is ReturnState.RUNNING:
        return Problem("reintegration.not_held", {"days": numbers.marks[-1]})
    return Problem(f"reintegration.is_{state}")
