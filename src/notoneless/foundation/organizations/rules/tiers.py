"""The tiers of responsibility as the plan names them, and how early it tells that a post ends."""

from datetime import date

from notoneless.policy.parameters import load_parameters

PLAN = "local/responsibility"


def tiers_on(day: date) -> dict[int, str]:
    """The names of the tiers by number, from the head down, as the plan in force on a day has them."""
    found = load_parameters(PLAN, day)
    names = {key.removeprefix("tier_"): each.value for key, each in found.items() if key.startswith("tier_")}
    return {int(number): name for number, name in sorted(names.items())}


def tier_glosses_on(day: date) -> dict[int, str]:
    """What the plan calls the tiers in English: the names themselves are the county's own, in Chinese."""
    found = load_parameters(PLAN, day)
    return {int(key.removeprefix("tier_")): each.en for key, each in found.items() if key.startswith("tier_")}


def ending_days(day: date) -> int:
    """How many days before its end a post counts as ending."""
    found = load_parameters(PLAN, day).get("post_ending_days")
    return int(found.value) if found else 0
