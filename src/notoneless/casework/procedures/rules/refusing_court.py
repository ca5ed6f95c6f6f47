"""The fourth step: a demand first, and a court only within the window that law leaves open."""

from datetime import date

from notoneless.casework.procedures.rules.asking import Asked, Guard, not_before, order_expired
from notoneless.casework.procedures.rules.clocks import court_window, is_sued
from notoneless.casework.procedures.rules.facts import Outcome
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.refusing_penalty import pay_time_over, performed
from notoneless.kernel.problems import Problem


def _stands(asked: Asked) -> Problem | None:
    """A decision that was annulled is not enforced."""
    annulled = Outcome.ANNULLED in (
        asked.standing.outcome(Move.DECIDE_REVIEW),
        asked.standing.outcome(Move.DECIDE_SUIT),
    )
    return Problem("procedures.annulled") if annulled else None


def _nothing_pending(asked: Asked) -> Problem | None:
    """While a review or a suit is pending the court is not asked; after a judgment it is that which is enforced."""
    facts = asked.standing.facts
    for filed, decided in ((Move.FILE_REVIEW, Move.DECIDE_REVIEW), (Move.FILE_SUIT, Move.DECIDE_SUIT)):
        if filed in facts and decided not in facts:
            return Problem("procedures.pending", {"move": Problem(f"procedures.move_{filed}")})
    return Problem("procedures.judged_already") if is_sued(asked.standing) else None


def _demanded_long_ago(asked: Asked) -> Problem | None:
    served, limit = asked.standing.served[Move.SERVE_DEMAND], asked.limits.demand
    end = limit.after(served, asked.calendar)
    return not_before("procedures.demand_runs", end.day, asked, limit.source)


def _within_window(asked: Asked) -> Problem | None:
    window = court_window(asked.standing, asked.limits, asked.calendar)
    if window is None:
        return Problem("procedures.judged_already")
    first, last = window
    if asked.on < first:
        return _outside("procedures.remedies_run", first, last.day, asked)
    return _outside("procedures.court_too_late", first, last.day, asked) if asked.on > last.day else None


def _outside(code: str, first: date, last: date, asked: Asked) -> Problem:
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return Problem(code, {**days, "source": asked.limits.court.source})


def _signed(asked: Asked) -> Problem | None:
    return None if asked.fact.signed_by_head else Problem("procedures.head_signs")


COURT: dict[Move, tuple[Guard, ...]] = {
    Move.ISSUE_DEMAND: (performed, _stands, pay_time_over),
    Move.APPLY_TO_COURT: (performed, _stands, _nothing_pending, _demanded_long_ago, _within_window, _signed),
    Move.SUE: (order_expired,),
}
"""What is asked of each move of the fourth step."""

COURT_BY_DAY: tuple[Guard, ...] = (_stands, _nothing_pending, _demanded_long_ago, _within_window)
"""Those of them that ask nothing but the standing and the day."""
