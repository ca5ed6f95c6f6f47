"""How many grid cells of the latest survey are signed for, and how many are not."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.measures import Done, Evidence, Flow, Units
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.people.measures import Census, Counted, Measured
from notoneless.records.surveys.models import GridCell


def count(census: Census) -> Counted:
    """Of each unit that is a grid cell, that of the last survey that had begun."""
    begun = GridCell._base_manager.filter(survey__from_on__lte=census.day).order_by("survey__from_on", "survey_id")
    last = dict(begun.values_list("unit_id", "signed_on"))
    signed = [unit for unit, on in last.items() if on is not None and on <= census.day]

    def each(units: Iterable[UUID]) -> dict[UUID, int]:
        return census.places([unit] for unit in units)

    return {"survey.cells_signed": each(signed), "survey.cells_missing": each(last.keys() - set(signed))}


MEASURES = Measured(("survey.cells_signed", "survey.cells_missing"), count)


def _finished(first: date, last: date, units: Units) -> Iterator[Done]:
    """Grid cells that were signed for, each on its day."""
    for unit, day in _signed(first, last, None if units is None else list(units)):
        if day is not None:
            yield Done(unit, day)


@prepared
def _signed(first: date, last: date, units: Sequence[UUID] | None) -> QuerySet[GridCell, Any]:
    rows = GridCell._base_manager.filter(signed_on__gte=first, signed_on__lte=last)
    rows = rows.filter(unit_id__in=units) if units is not None else rows
    return rows.order_by("id").values_list("unit_id", "signed_on")


EVIDENCE: tuple[Evidence, ...] = (Flow("survey.finished", _finished),)
