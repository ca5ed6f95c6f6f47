"""What several actions look at."""

from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)
