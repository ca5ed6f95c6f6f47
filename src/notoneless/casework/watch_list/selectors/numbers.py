"""The numbers in force: those of the plans that bind a unit, else those of the county."""

from datetime import date
from uuid import UUID

from notoneless.casework.watch_list.rules.settings import PLAN, WatchSettings, grades_of, settings_of, span_of
from notoneless.foundation.access.models import Unit
from notoneless.foundation.plans.selectors import binding, settings
from notoneless.kernel.calendar import Span

WAVERING_WITHIN, KEY_GRADES = "visit.wavering_within", "warning.key_grades"


def settings_in_force(day: date) -> WatchSettings:
    """The numbers as the county has decided them; what it has not decided stands by default."""
    return settings_of(settings(PLAN, day))


def wavering_within(unit: UUID, day: date) -> Span:
    """Within what a wavering pupil of a unit is to be visited."""
    bound = binding(unit, day).numbers.get(WAVERING_WITHIN)
    return span_of(bound.parameter) if bound is not None else settings_in_force(day).wavering_within


def key_grades(day: date) -> frozenset[int]:
    """The grades whose pupils are screened one by one, everywhere in the county."""
    root = Unit._base_manager.filter(parent__isnull=True).values_list("pk", flat=True).first()
    bound = binding(root, day).numbers.get(KEY_GRADES) if root is not None else None
    return grades_of(bound.parameter) if bound is not None else settings_in_force(day).key_grades
