"""The numbers of the county on a day: the ladder, by when its steps are due, the points."""

from datetime import date

from notoneless.casework.early_warning.rules.ladder import DUE_PLAN, Ladder, ladder_of
from notoneless.casework.early_warning.rules.ladder import PLAN as LADDER_PLAN
from notoneless.casework.early_warning.rules.point_parameters import PLAN as POINTS_PLAN
from notoneless.casework.early_warning.rules.point_parameters import PointParameters, points_of
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.calendar import Span, SpanUnit
from notoneless.records.enrolment.selectors.standings import roll_numbers


def ladder_in_force(day: date) -> Ladder:
    """The ladder as the county has decided it; what it has not decided stands as the plan file has it."""
    return ladder_of(settings(LADDER_PLAN, day), settings(DUE_PLAN, day))


def points_in_force(day: date) -> PointParameters:
    """The numbers of the points as the county has decided them."""
    return points_of(settings(POINTS_PLAN, day))


def confirmed_within(day: date) -> Span:
    """Within what a transfer is to be confirmed."""
    return Span(roll_numbers(day).confirmation_days, SpanUnit.DAY)
