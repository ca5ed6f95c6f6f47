"""The numbers in force: those of the plans that bind a unit, else those of the county."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from notoneless.casework.watch_list.rules.settings import PLAN, WatchSettings, grades_of, settings_of, span_of
from notoneless.foundation.plans.rules import standing_plans
from notoneless.foundation.plans.selectors import adopted_on, binding, settings, settings_among
from notoneless.kernel.calendar import Span
from notoneless.policy.resolving import Adopted, resolve

WAVERING_WITHIN, KEY_GRADES = "visit.wavering_within", "warning.key_grades"


def settings_in_force(day: date) -> WatchSettings:
    """The numbers as the county has decided them; what it has not decided stands by default."""
    return settings_of(settings(PLAN, day))


def wavering_within(unit: UUID, day: date) -> Span:
    """Within what a wavering pupil of a unit is to be visited."""
    bound = binding(unit, day).numbers.get(WAVERING_WITHIN)
    return span_of(bound.parameter) if bound is not None else settings_in_force(day).wavering_within


def numbers_on(day: date) -> WatchSettings:
    """The numbers in force for the whole county: those of its plans, else its settings."""
    adopted = adopted_on(day)
    own = settings_of(settings_among(adopted, PLAN, day))
    chain = [Adopted(each.plan, 0, each.unit_name) for each in adopted if each.is_countys]
    bound = resolve(chain, standing_plans(), day).numbers.get(KEY_GRADES)
    return replace(own, key_grades=grades_of(bound.parameter)) if bound is not None else own
