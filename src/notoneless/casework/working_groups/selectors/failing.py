"""Whose persuasion has failed, and what is known of the reports of it. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.visits.models import HomeVisit
from notoneless.casework.visits.rules.kinds import VisitKind
from notoneless.casework.working_groups.rules.failing import Numbers
from notoneless.casework.working_groups.selectors.outreach import efforts, visits
from notoneless.foundation.plans.selectors import binding

EFFORTS, WITHIN = "case.return_efforts_needed", "case.persuasion_within"
"""The numbers that a plan sets."""


def numbers_of(unit: UUID, day: date) -> Numbers | None:
    """What binds a unit; None where no plan does."""
    found = binding(unit, day).numbers
    if EFFORTS not in found or WITHIN not in found:
        return None
    return Numbers(int(found[EFFORTS].parameter.value), int(found[WITHIN].parameter.value))


def efforts_of(children: Collection[UUID], last: date) -> Mapping[UUID, list[date]]:
    """The days until one on which somebody has turned to the family of each child."""
    events = ProcedureEvent._base_manager.filter(child_id__in=children, on__lte=last)
    seen = HomeVisit._base_manager.filter(child_id__in=children, on__lte=last, kind=VisitKind.OUTREACH)
    found: dict[UUID, list[date]] = defaultdict(list)
    for act in (*efforts(events), *visits(seen)):
        found[act.child].append(act.on)
    return found
