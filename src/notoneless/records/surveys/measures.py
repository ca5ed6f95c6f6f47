"""How many grid cells of the latest survey are signed for, and how many are not."""

from collections.abc import Iterable
from uuid import UUID

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
