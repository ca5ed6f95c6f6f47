"""The units that a grid consists of."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.surveys.models import GridCell, Survey
from notoneless.records.surveys.rules.kinds import SMALLEST, TRACKS, WIDER, SurveyKind

READ_SURVEY = reading("survey.read", words="查看摸排", english="See surveys")
REVEAL_ANSWER = reading(
    "survey.reveal", words="查看摸排原因和备注", english="Reveal why a child is in no school, and notes"
)


def cell_units(unit: Unit, kind: SurveyKind, day: date) -> list[UUID]:
    """The units beneath a unit that are grid cells: the smallest, and wider ones with none beneath or children of their own."""
    track = TRACKS[kind]
    smallest, wider = SMALLEST[track], WIDER[track]
    beneath = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    units = Unit._base_manager.filter(in_force(day), pk__in=beneath, kind__in=smallest | wider)
    above_others = Unit._base_manager.filter(in_force(day), parent_id__in=beneath, kind__in=smallest | wider)
    lived_in = ChildUnit._base_manager.filter(in_force(day), unit_id__in=beneath).values("unit_id")
    chosen = Q(kind__in=smallest) | ~Q(pk__in=above_others.values("parent_id")) | Q(pk__in=lived_in)
    return list(units.filter(chosen).order_by("sort_key", "id").values_list("pk", flat=True))


def without_cell(ctx: Context, code: str, survey: Survey) -> list[UUID]:
    """The units in reach of `code` that should be grid cells of a survey and are none."""
    wanted = cell_units(survey.unit, SurveyKind(survey.kind), ctx.today)
    there = set(GridCell._base_manager.filter(survey=survey).values_list("unit_id", flat=True))
    lacking = [unit for unit in wanted if unit not in there]
    reached = set(visible_to(ctx, code, Unit).filter(pk__in=lacking).values_list("pk", flat=True))
    return [unit for unit in lacking if unit in reached]
