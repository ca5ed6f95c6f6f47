"""The codes of this room: where alerts come from, where they stand, what is done to them, why they are refused."""

from datetime import date, timedelta
from enum import StrEnum

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem


class AlertSource(StrEnum):
    """From whom an alert comes."""

    LINK = "link"
    POLICE = "police"
    HEALTH = "health"
    CIVIL_AFFAIRS = "civil_affairs"
    VILLAGERS = "villagers"
    OTHER = "other"


class AlertState(StrEnum):
    """Where an alert stands. SOUGHT: taken seriously, but nobody knows yet which child it is."""

    RECEIVED = "received"
    LOOKING = "looking"
    SOUGHT = "sought"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class AlertMove(StrEnum):
    """What was done to an alert."""

    TAKE_UP = "take_up"
    SEEK = "seek"
    FORWARD = "forward"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ANSWER = "answer"


class AlertRefusal(StrEnum):
    """Why an alert is refused. The sender reads it, so none of them says anything of the child."""

    CHECKED = "checked"
    TOO_LITTLE = "too_little"
    ELSEWHERE = "elsewhere"
    NOT_SCHOOL = "not_school"
    NO_ALERT = "no_alert"


OPEN = frozenset({AlertState.RECEIVED, AlertState.LOOKING, AlertState.SOUGHT})
"""Alerts that somebody has to decide."""

ENTERED = tuple(each for each in AlertSource if each is not AlertSource.LINK)
"""Sources that a person names who enters alerts of others."""

RECEIVING = frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.SCHOOL})
"""The kinds of units with somebody who decides on alerts."""

A_DAY_FROM_ADDRESS, A_DAY_BY_LINK = 20, 300
"""Alerts of one day from one address, which may be a whole school's, and by one link. The next day begins anew."""

YOUNGEST, OLDEST = 1, 25
"""Years that an age may be told as: more than compulsory age, because whoever tells may be wrong."""

_LONG_AGO = timedelta(days=5 * 366)


def why_not_told(age: int | None, seen_on: date | None, today: date) -> Problem | None:
    """Why an alert cannot be taken as it was told; None where it can."""
    if age is not None and not YOUNGEST <= age <= OLDEST:
        return Problem("alerts.no_age", {"youngest": YOUNGEST, "oldest": OLDEST})
    if seen_on is not None and not today - _LONG_AGO <= seen_on <= today:
        return Problem("alerts.no_such_day", {"day": seen_on.isoformat()})
    return None
