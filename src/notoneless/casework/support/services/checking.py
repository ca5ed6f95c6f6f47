"""What actions of this room ask first."""

from notoneless.casework.support.models import HelpScheme
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def must_be_open(scheme: HelpScheme) -> None:
    """Raise Refused for a scheme that is closed."""
    refuse(Problem("helping.closed_already") if scheme.closed_on is not None else None)
