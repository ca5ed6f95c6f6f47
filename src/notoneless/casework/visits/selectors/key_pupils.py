"""Which children are key pupils: the one place where visits ask for it. On the watch list, or with an open case."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.watch_list.selectors.facts import watch_listed


def key_pupils(day: date) -> frozenset[UUID]:
    """The children who were to be visited in the term of a day. It shows nothing to anybody by itself."""
    in_cases = frozenset(child for child, standing in standings_of_children(day) if standing.state in OPEN)
    return in_cases | watch_listed(day)
