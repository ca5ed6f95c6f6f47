"""The dropout that a consequence follows from, however often its entry was corrected since. It shows nothing to anybody."""

from collections.abc import Collection, Mapping
from uuid import UUID

from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.rules.standing import Step


def first_entries(events: Collection[UUID]) -> Mapping[UUID, UUID]:
    """By each entry of a dropout the first one of the same dropout, which later ones have corrected."""
    found = {each: each for each in events}
    while True:
        earlier = CaseEvent._base_manager.filter(pk__in=set(found.values()), supersedes__isnull=False)
        before = dict(earlier.values_list("pk", "supersedes_id"))
        if not before:
            return found
        found = {event: before.get(first, first) for event, first in found.items()}


def withdrawn_among(events: Collection[UUID]) -> frozenset[UUID]:
    """Those of some entries that were withdrawn in the end, or what has corrected them was."""
    last, gone = {each: each for each in events}, set[UUID]()
    while last:
        later = CaseEvent._base_manager.filter(supersedes_id__in=set(last.values()))
        after = {each.supersedes_id: each for each in later.only("pk", "supersedes_id", "is_withdrawal")}
        gone |= {event for event, each in last.items() if each in after and after[each].is_withdrawal}
        last = {event: after[each].pk for event, each in last.items() if each in after and event not in gone}
    return frozenset(gone)


def withdrawn_before(event: UUID) -> frozenset[UUID]:
    """The first entries of dropouts of the same case that were withdrawn: what is verified anew after them is the same one."""
    case = CaseEvent._base_manager.filter(pk=event).values("case_id")
    entries = CaseEvent._base_manager.filter(case_id__in=case, step=Step.VERIFY).values_list("pk", flat=True)
    return withdrawn_among(set(first_entries(list(entries)).values())) - {event}
