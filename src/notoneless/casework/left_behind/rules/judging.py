"""Who counts as left behind, how contact stands, and how many of the five ones are done."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from notoneless.casework.left_behind.rules.kinds import Away, ContactState

PLAN, FIVE_ONES = "local/left_behind", "care.five_ones"
FIVE = 5
"""As many as their name says; which they are, each county writes down itself."""
UNDER = 16


def of_civil_affairs(away: Away, is_other_able: bool, age: int | None) -> bool:
    """Whether civil affairs counts a child: under 16, both parents away, or one away and the other unable to care.

    Source: 国发〔2016〕13号. Schools count each child of whom a parent is away.
    """
    return (away is Away.BOTH or not is_other_able) and (age is None or age < UNDER)


def contact_state(
    has_person: bool, from_on: date | None, every: int | None, last: date | None, day: date
) -> ContactState:
    """How the contact scheme stands: a person, and a contact within so many days of the last, or of when it was named.

    every: days between contacts as the school has written them down.
    """
    if not has_person or from_on is None or every is None:
        return ContactState.NOBODY
    since = max(last, from_on) if last else from_on
    return ContactState.OVERDUE if since + timedelta(days=every) < day else ContactState.KEPT


def items_of(numbers: Mapping[str, str]) -> tuple[str, ...]:
    """The five ones as the county has written them down, between blanks; none before it has."""
    return tuple(dict.fromkeys(numbers.get(FIVE_ONES, "").split()))


def least_done(items: Collection[str], done: Collection[Collection[str]]) -> int:
    """The fewest of the county's items that any of some children has; where there is no child nothing is owed."""
    return min((len(set(items) & set(each)) for each in done), default=max(len(items), FIVE))
