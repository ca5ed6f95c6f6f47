"""The numbers of the roll: practice of provinces and counties, read from the plan, none of them law."""

from dataclasses import dataclass
from datetime import date

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters

PLAN = "national/school_roll"


@dataclass(frozen=True, slots=True)
class RollParameters:
    """Months of a suspension of studies and of a deferral, extensions, days to confirm a transfer, days between promotions."""

    study_suspension_months: int
    extensions: int
    deferral_months: int
    confirmation_days: int
    promotion_days: int


def roll_parameters(on: date) -> RollParameters:
    """The numbers in force on a date. Raises NotonelessError for a date before the plan."""
    plan = load_parameters(PLAN, on)
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
