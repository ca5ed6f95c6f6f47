"""The numbers that a county sets for visits."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.parameters import load_parameters, load_plan

PLAN = "local/visits"
_DAYS_KEPT = 64


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """Capacity and shares of a list, the most photos, how long a nomination lasts, and when two records look alike.

    `under_served_percent`, `random_percent`: shares of a list. `same_words_from`: characters; `same_words_percent`: how much of
    two texts agrees. `travel_speed`: kilometres an hour.
    """

    a_week: int
    under_served_percent: int
    random_percent: int
    photos: int
    nomination_days: int
    same_words_from: int
    same_words_percent: int
    travel_speed: int


@lru_cache(1)
def set_since() -> date:
    """The first day on which every setting is in force: of days before it there is nothing to record."""
    begun: dict[str, date] = {}
    for each in load_plan(PLAN).parameters:
        begun[each.key] = min(begun.get(each.key, each.since), each.since)
    return max(begun.values())


@lru_cache(_DAYS_KEPT)
def settings_on(day: date) -> VisitSettings:
    """The settings in force on a day. Raises NotonelessError for a day before them."""
    found = load_parameters(PLAN, day)
    keys = (
        "visit.a_week",
        "visit.under_served_share",
        "visit.random_share",
        "visit.photos_most",
        "visit.nomination_lasts",
        "visit.same_words_from",
        "visit.same_words_share",
        "visit.travel_speed",
    )
    if missing := [key for key in keys if key not in found]:
        raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {missing[0]}"}))
    return VisitSettings(*(int(found[key].value) for key in keys))
