"""What a plan may count of persuasion that has failed, and of the reports that say so."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from notoneless.casework.cases.measures import belonging, standings_of_children
from notoneless.casework.working_groups.measures.groups import told
from notoneless.casework.working_groups.models import GovernmentReport
from notoneless.casework.working_groups.rules.failing import failed_on
from notoneless.casework.working_groups.selectors.failing import efforts_of, numbers_of
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Units
from notoneless.foundation.papers.models import PaperState


def _failed(first: date, last: date, units: Units) -> Iterator[Happened]:
    """The day on which persuasion of a dropout has failed, where the child was still gone when that day began.

    The numbers are those of the plans that bind the unit: where none does, nobody can say that enough was tried.
    """
    verified = {child: standing for child, standing in standings_of_children(last) if standing.verified_on is not None}
    made, belonged, bound = (
        efforts_of(verified.keys(), last),
        belonging(verified.keys(), last, units),
        cache(numbers_of),
    )
    for child, standing in sorted(verified.items(), key=lambda each: each[0]):
        for unit in belonged(child, last):
            numbers = bound(unit, last)
            since = standing.verified_on or last
            day = failed_on(since, made.get(child, ()), numbers) if numbers is not None else None
            is_gone = day is not None and (standing.closed_on is None or standing.closed_on >= day)
            if day is not None and is_gone and first <= day <= last:
                yield Happened(child, unit, day, about=child)


def _reported(first: date, last: date, units: Units) -> Iterator[Done]:
    """Reports of which the paper stands, at each unit to which the child belonged that day."""
    rows = GovernmentReport._base_manager.filter(
        issued_on__gte=first, issued_on__lte=last, paper__state=PaperState.ISSUED
    )
    return told(list(rows.values_list("child_id", "issued_on")), last, units)


EVIDENCE: tuple[Evidence, ...] = (
    Events("case.outreach_failed", _failed),
    Flow("document.reports_to_government", _reported),
)
