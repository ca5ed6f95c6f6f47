"""Pupils in trouble who lack help, somebody who helps, or a measured effect, at their classes."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.support.rules.lacking import (
    four_without_change,
    four_without_mentor,
    struggling_unhelped,
    without_approach,
    without_effect,
)
from notoneless.casework.support.selectors.knowing import helped_on, troubled_on
from notoneless.foundation.access.measures import Evidence, Level, Units
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit


def at_school(children: Collection[UUID], day: date, units: Units) -> Mapping[UUID, int]:
    """How many of some children each class has; who is in none counts nowhere."""
    if not children:
        return {}
    rows = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL, child_id__in=children)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return Counter(rows.values_list("unit_id", flat=True))


def _without_approach(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(without_approach(troubled_on(day), helped_on(day)), day, units)


def _struggling_unhelped(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(struggling_unhelped(troubled_on(day), helped_on(day)), day, units)


def _without_effect(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(without_effect(helped_on(day)), day, units)


def _four_without_mentor(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(four_without_mentor(troubled_on(day), helped_on(day)), day, units)


def _four_without_change(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(four_without_change(helped_on(day)), day, units)


EVIDENCE: tuple[Evidence, ...] = (
    Level("support.without_approach", _without_approach),
    Level("support.struggling_unhelped", _struggling_unhelped),
    Level("support.without_effect", _without_effect),
    Level("support.four_without_helper", _four_without_mentor),
    Level("support.four_without_change", _four_without_change),
)
