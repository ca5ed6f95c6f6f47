"""By when alerts are decided: settings of the county."""

from collections.abc import Mapping
from datetime import date, timedelta

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "local/alerts"
DECIDE, FIND = "alert.decide_within", "alert.find_within"


def due_on(plan: Mapping[str, Parameter], key: str, day: date) -> date:
    """The day by which an alert is to be decided (DECIDE), or a sought child to be found (FIND), counted from `day`.

    Raises NotonelessError where the number is missing.
    """
    if key not in plan:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
    return day + timedelta(days=int(plan[key].value))
