"""Surveys of need and whom they found without follow-up; who is not counselled or paired; who is far away; parents invited."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.support.measures.helping import at_school
from notoneless.casework.support.models import NeedSurvey
from notoneless.casework.support.rules.kinds import Trouble
from notoneless.casework.support.rules.lacking import far_unhelped
from notoneless.casework.support.selectors.knowing import (
    helped_on,
    need_unanswered_on,
    returned_uncounselled_on,
    returned_unpaired_on,
    troubled_on,
    uncounselled_on,
)
from notoneless.casework.support.selectors.rounds import school_rounds
from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units


def _surveys(first: date, last: date, units: Units) -> Iterator[Done]:
    """Surveys of need, each at its class."""
    rows = NeedSurvey._base_manager.filter(on__gte=first, on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on in rows.order_by("on", "id").values_list("unit_id", "on"):
        yield Done(unit, on)


def _parents(first: date, last: date, units: Units) -> Iterator[Done]:
    """Days on which all parents of a school had been invited once more, at the school: one class alone is not the school."""
    for school, on in school_rounds(first, last, units):
        yield Done(school, on)


def _without_help(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(need_unanswered_on(day), day, units)


def _without_counselling(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(uncounselled_on(day), day, units)


def _returned_uncounselled(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(returned_uncounselled_on(day), day, units)


def _returned_unpaired(day: date, units: Units) -> Mapping[UUID, int]:
    return at_school(returned_unpaired_on(day), day, units)


def _far_without_help(day: date, units: Units) -> Mapping[UUID, int]:
    far = troubled_on(day).get(Trouble.DISTANCE, frozenset())
    return at_school(far_unhelped(far, helped_on(day)), day, units)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("support.surveys", _surveys),
    Level("support.without_help", _without_help),
    Level("support.without_counselling", _without_counselling),
    Level("support.returned_uncounselled", _returned_uncounselled),
    Level("support.returned_unpaired", _returned_unpaired),
    Level("support.far_without_help", _far_without_help),
    Flow("support.parent_days", _parents),
)
