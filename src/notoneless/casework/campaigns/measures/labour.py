"""Clues of school-age labour as other rooms have them, and what followed: the same clue is never entered twice."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from notoneless.casework.cases.measures import belonging
from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.facts import Grave
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.working_groups.models import CaseCause
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Units
from notoneless.records.attendance.rules.kinds import TracedTo


def _clues(last: date) -> list[tuple[date, UUID, UUID]]:
    """Day, row and child of each: that work is the cause of a case, or that somebody met suspected child labour."""
    causes = CaseCause._base_manager.filter(reason=TracedTo.WORKING, on__lte=last).values_list("on", "pk", "child_id")
    met = holding(ProcedureEvent._base_manager.filter(details__grave=Grave.CHILD_LABOUR, on__lte=last))
    efforts = met.filter(move=Move.RECORD_EFFORT).values_list("on", "pk", "child_id")
    return sorted([*causes, *efforts])


def _noticed(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Clues of labour, at each unit to which the child belonged that day."""
    found = [each for each in _clues(last) if each[0] >= first]
    belonged = belonging({child for _, _, child in found}, last, units)
    for on, pk, child in found:
        for unit in belonged(child, on):
            yield Happened(pk, unit, on, about=child)


def _followed(first: date, last: date, units: Units) -> Iterator[Done]:
    """What followed a clue: the family was spoken with, or the matter referred to the authority for human resources."""
    clues = _clues(last)
    known, told = {child for _, _, child in clues}, {pk for _, pk, _ in clues}
    rows = holding(ProcedureEvent._base_manager.filter(move__in=(Move.RECORD_EFFORT, Move.REFER)))
    rows = rows.filter(on__gte=first, on__lte=last, child_id__in=known)
    # what tells of a clue does not follow it up
    done = list(rows.exclude(pk__in=told).order_by("on", "id").values_list("child_id", "on"))
    belonged = belonging({child for child, _ in done}, last, units)
    for child, on in done:
        for unit in belonged(child, on):
            yield Done(unit, on, about=child)


EVIDENCE: tuple[Evidence, ...] = (
    Events("campaign.labour_clue", _noticed),
    Flow("campaign.labour_followed", _followed),
)
