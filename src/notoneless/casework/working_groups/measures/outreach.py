"""What a plan may count of how families are turned to."""

from collections.abc import Iterator
from datetime import date

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.visits.models import HomeVisit
from notoneless.casework.visits.rules.kinds import VisitKind
from notoneless.casework.working_groups.measures.groups import told
from notoneless.casework.working_groups.selectors.outreach import Act, efforts, visits
from notoneless.foundation.access.measures import Done, Evidence, Flow, Units


def _acts(first: date, last: date) -> list[Act]:
    rows = ProcedureEvent._base_manager.filter(on__gte=first, on__lte=last)
    seen = HomeVisit._base_manager.filter(on__gte=first, on__lte=last)
    return [*efforts(rows), *visits(seen)]


def _return_efforts(first: date, last: date, units: Units) -> Iterator[Done]:
    """Efforts that were recorded, and outreach among the records of visits."""
    rows = ProcedureEvent._base_manager.filter(on__gte=first, on__lte=last)
    outreach = HomeVisit._base_manager.filter(on__gte=first, on__lte=last, kind=VisitKind.OUTREACH)
    return told([(each.child, each.on) for each in (*efforts(rows), *visits(outreach))], last, units)


def _joint_visits(first: date, last: date, units: Units) -> Iterator[Done]:
    """Visits to homes by school, township and village together."""
    return told([(each.child, each.on) for each in _acts(first, last) if each.is_joint], last, units)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("case.return_efforts", _return_efforts),
    Flow("case.joint_visits", _joint_visits),
)
