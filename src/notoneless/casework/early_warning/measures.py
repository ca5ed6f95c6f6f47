"""What a plan may count: pupils found inclined to drop out, and what was reported of them."""

from collections.abc import Iterator
from datetime import date

from notoneless.casework.early_warning.models import AtRiskReport, ConcernNote
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Units


def _inclined(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Inclinations noted, at the school, on the day on which the class teacher saw it."""
    rows = ConcernNote._base_manager.filter(is_inclined=True, on__gte=first, on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for pk, unit, on, child in rows.order_by("on", "id").values_list("pk", "unit_id", "on", "child_id"):
        yield Happened(pk, unit, on, child=child)


def _reported(first: date, last: date, units: Units) -> Iterator[Done]:
    """Reports of them, one to each authority, at the school that made them."""
    rows = AtRiskReport._base_manager.filter(on__gte=first, on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on in rows.order_by("on", "id").values_list("unit_id", "on"):
        yield Done(unit, on)


EVIDENCE: tuple[Evidence, ...] = (Events("warning.inclined", _inclined), Flow("warning.reported", _reported))
