"""What a guard is asked: a move with what is known before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.casework.procedures.rules.clocks import order_ends
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem

FARTHEST = timedelta(days=366)
"""A day to come that is more than a year away is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A move that is to be entered, the standing before it, and the clocks of law."""

    standing: Standing
    fact: Fact
    limits: Limits
    calendar: Calendar

    @property
    def on(self) -> date:
        """The day of the move."""
        return self.fact.on

    def authority(self) -> Problem:
        """Who acts, within a sentence."""
        return Problem(f"procedures.authority_{self.fact.authority or 'unnamed'}")


Guard = Callable[[Asked], Problem | None]


def not_before(code: str, until: date, asked: Asked, source: str) -> Problem | None:
    """Why a move is too early where a time has to have run out before: `code` with the last day of it and the article."""
    return Problem(code, {"until": until.isoformat(), "source": source}) if asked.on <= until else None


def too_far(asked: Asked) -> Problem | None:
    """Why a day that is set to a party will not do: it is more than a year away."""
    until = asked.fact.until
    far = until is not None and until - asked.on > FARTHEST
    return Problem("procedures.too_far", {"day": str(until)}) if far else None


def order_expired(asked: Asked) -> Problem | None:
    """Steps after the order wait until its deadline has passed and the child has not come."""
    end = order_ends(asked.standing, asked.calendar)
    if end is not None and asked.on <= end.day:
        return Problem("procedures.order_runs", {"until": end.day.isoformat()})
    return None
