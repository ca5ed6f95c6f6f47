"""How the county follows up duties."""

from datetime import date

from notoneless.foundation.plans.selectors import settings
from notoneless.oversight.duties.rules.settings import PLAN, FollowUp, follow_up


def following(day: date) -> FollowUp:
    """What the county has decided for a day, or what stands until it does."""
    return follow_up(settings(PLAN, day))
