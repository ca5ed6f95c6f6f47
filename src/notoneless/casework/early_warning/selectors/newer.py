"""What is known of pupils since their points were reckoned: absences without leave, what families said, what teachers noted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.early_warning.models import ConcernNote, Contact
from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP
from notoneless.casework.early_warning.selectors.facts import absent_days
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to

ABSENT, ANSWERED, CONCERNED = "absent", "answered", "concerned"


@dataclass(frozen=True, slots=True)
class Newer:
    """Something of a day: that the child was missed without leave, or what the family answered, or what a teacher noted."""

    on: date
    kind: str
    what: str = ""


def newer_than(ctx: Context, reckoned: Mapping[UUID, date], code: str) -> Mapping[UUID, tuple[Newer, ...]]:
    """What happened to pupils in reach on the day of their reckoning or since, the latest first.

    What happened on the day itself may have been counted: it is told all the same, for nobody knows it from the points.
    """
    if not reckoned:
        return {}
    first, found = min(reckoned.values()), defaultdict(list)
    for each in absent_days(first, ctx.today, list(reckoned)):
        if not each.excused:
            found[each.child].append(Newer(each.on, ABSENT))
    contacts = visible_to(ctx, READ_FOLLOW_UP, Contact).filter(child_id__in=reckoned, on__gte=first)
    for child, on, answered in contacts.order_by("on", "at").values_list("child_id", "on", "answered"):
        found[child].append(Newer(on, ANSWERED, answered))
    notes = visible_to(ctx, code, ConcernNote).filter(child_id__in=reckoned, on__gte=first, over_on__isnull=True)
    for child, on, kind in notes.order_by("on", "at").values_list("child_id", "on", "kind"):
        found[child].append(Newer(on, CONCERNED, kind))
    return {
        child: tuple(
            sorted((each for each in some if each.on >= reckoned[child]), key=lambda one: one.on, reverse=True)
        )
        for child, some in found.items()
    }
