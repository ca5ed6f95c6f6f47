"""Which help fits the cause of a case: what the menu on a case offers."""

from collections.abc import Mapping

from notoneless.casework.support.rules.kinds import MEANS, Means, Trouble

Offer = tuple[Trouble, Means]
"""Help with a trouble, by some means."""

_FITTING: Mapping[str, tuple[Offer, ...]] = {
    "struggling": ((Trouble.STUDY, Means.TEACHING), (Trouble.STUDY, Means.TUTORING)),
    "hardship": ((Trouble.FAMILY, Means.REFERRAL),),
    "distance": ((Trouble.DISTANCE, Means.TRANSPORT), (Trouble.DISTANCE, Means.BOARDING)),
    "working": ((Trouble.THOUGHT, Means.TALK), (Trouble.FAMILY, Means.REFERRAL)),
}
"""By the reason of a case (`plans/national/case_reasons.yaml`). Hardship leads to the office of student aid."""


def offers_for(reason: str) -> tuple[Offer, ...]:
    """The help that fits a reason; for all others, and for those told by need only, each trouble by its usual means."""
    return _FITTING.get(reason) or tuple((trouble, means[0]) for trouble, means in MEANS.items())


def is_fitted(reason: str) -> bool:
    """Whether there is help that fits this very reason."""
    return reason in _FITTING
