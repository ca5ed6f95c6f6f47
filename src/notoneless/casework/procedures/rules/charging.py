"""What is added to a fine that is not paid in time: a percent of it for each day, and no more than the fine itself."""

from datetime import date, timedelta

from notoneless.casework.procedures.rules.clocks import pay_until
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.kernel.calendar import Calendar

_PENDING = ((Move.FILE_REVIEW, Move.DECIDE_REVIEW), (Move.FILE_SUIT, Move.DECIDE_SUIT))


def most_added(standing: Standing, percent: int, on: date, limits: Limits, calendar: Calendar) -> int:
    """The most that may be added until a day, in whole yuan: `percent` of the fine for each day after the last one to pay.

    Administrative Penalty Law, article 72; days on which a review or a suit was pending are not counted (article 73, which
    was not read in a source: it spares the party, so the program keeps to it).
    """
    amount = standing.facts[Move.ISSUE_DECISION].amount or 0
    end = pay_until(standing, limits, calendar).day
    late = [end + timedelta(days=each) for each in range(1, max(0, (on - end).days) + 1)]
    counted = sum(not _is_pending(standing, day) for day in late)
    return min(amount, amount * percent * counted // 100)


def _is_pending(standing: Standing, day: date) -> bool:
    for filed, decided in _PENDING:
        first, last = standing.on(filed), standing.on(decided)
        if first is not None and first <= day and (last is None or day <= last):
            return True
    return False
