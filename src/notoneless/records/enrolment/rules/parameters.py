"""The numbers of the roll: practice of provinces and counties, read from the plan, none of them law."""

from collections.abc import Mapping
from dataclasses import dataclass

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter

PLAN = "national/school_roll"


@dataclass(frozen=True, slots=True)
class RollParameters:
    """Months of a suspension of studies and of a deferral, extensions, days to confirm a transfer, days between promotions."""

    study_suspension_months: int
    extensions: int
    deferral_months: int
    confirmation_days: int
    promotion_days: int


def roll_parameters(plan: Mapping[str, Parameter]) -> RollParameters:
    """What the county's numbers of a day say. Raises NotonelessError for a day before there were any."""
    try:
        return RollParameters(
            study_suspension_months=int(plan["study_suspension_longest"].value),
            extensions=int(plan["study_suspension_extensions"].value),
            deferral_months=int(plan["deferral_longest"].value),
            confirmation_days=int(plan["transfer_confirmed_within"].value),
            promotion_days=int(plan["promotion_apart"].value),
        )
    except KeyError as missing:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {missing.args[0]}"})) from None
