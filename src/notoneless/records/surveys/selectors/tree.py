"""Surveys in reach, and the tree of one: who answers for each part, how far it is, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.records.surveys.models import GridCell, Survey
from notoneless.records.surveys.selectors.counting import Progress, current_answers, progress_by_unit
from notoneless.records.surveys.selectors.grid import READ_SURVEY, without_cell

SHOWN = 200
"""Surveys in the list, the newest first."""

NAMED = 3
"""Names beside a unit, of who answers for it and of who asked there; units that head a table."""


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey in the list."""

    id: UUID
    name: str
    kind: str
    unit: str
    from_on: date
    last_on: date
    is_running: bool
    cells: int
    done: int


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A unit in the tree of a survey. `cell`: its own grid cell, if it has one and nothing stands beneath it here."""

    unit: UUID
    name: str
    cell: UUID | None
    state: str
    progress: Progress
    answerable: tuple[str, ...]
    surveyors: tuple[str, ...]
    signer: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """One level of a survey's tree. `path`: what stands above it, as far as in reach. `lacking`: units still without a cell."""

    survey: SurveyLine
    unit: UUID | None
    name: str
    path: tuple[tuple[UUID, str], ...]
    total: Progress
    lines: tuple[NodeLine, ...]
    lacking: int


def list_surveys(ctx: Context) -> tuple[SurveyLine, ...]:
    """The surveys of which a grid cell is in reach, the newest first. The list leaves an entry."""
    rows = visible_to(ctx, READ_SURVEY, Survey).select_related("unit").order_by("-from_on", "-opened_at", "-id")[:SHOWN]
    cells = visible_to(ctx, READ_SURVEY, GridCell).order_by()
    counted: dict[UUID, dict[str, int]] = defaultdict(dict)
    for survey, state, number in cells.values_list("survey_id", "state").annotate(number=Count("pk")):
        counted[survey][state] = number
    lines = tuple(_survey(ctx, row, counted[row.pk]) for row in rows)
    listed(ctx, READ_SURVEY, [line.id for line in lines], {})
    return lines


def _survey(ctx: Context, row: Survey, states: Mapping[str, int]) -> SurveyLine:
    running = row.from_on <= ctx.today <= row.last_on
    days = row.from_on, row.last_on
    return SurveyLine(
        row.pk, row.name, row.kind, row.unit.name, *days, running, sum(states.values()), states.get("done", 0)
    )


def survey_in_reach(ctx: Context, survey: UUID, code: str = READ_SURVEY) -> Survey:
    """A survey on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Survey).select_related("unit").filter(pk=survey).first()
    if row is None:
        raise NotFound
    return row


def open_survey_page(ctx: Context, survey: UUID, unit: UUID | None = None) -> SurveyPage:
    """A level of a survey's tree: at a unit, or at the top of what is in reach. It leaves an entry. Raises NotFound."""
    row = survey_in_reach(ctx, survey)
    cells = visible_to(ctx, READ_SURVEY, GridCell).filter(survey=row)
    if unit is None:
        tops = _tops(ctx, row)
        here = tops[0] if len(tops) == 1 else None
    else:
        here = visible_to(ctx, READ_SURVEY, Unit).filter(pk=unit).first()
        tops = []
        if here is None:
            raise NotFound
    if here is not None:
        cells = cells.filter(unit_id__in=UnitClosure.objects.filter(ancestor=here).values("descendant_id"))
    own = {cell.unit_id: cell for cell in cells}
    counted = progress_by_unit(ctx, row, cells)
    beneath = _beneath(here) if here is not None else tops
    lines = _lines(ctx, row, beneath, own, counted)
    if here is not None and here.pk in own:
        lines = (
            _line(here, here.pk, own, counted[here.pk], people_at(ctx, [here.pk]), _surveyors(row, [here.pk])),
            *lines,
        )
    listed(ctx, READ_SURVEY, [line.unit for line in lines], {"survey": str(row.pk), "unit": str(unit or "")})
    total = _sum(counted.values())
    line = _survey(ctx, row, {"done": total.done, "": total.cells - total.done})
    path = _path(ctx, row, here) if here is not None else ()
    lacking = len(without_cell(ctx, READ_SURVEY, row))
    return SurveyPage(
        line, here.pk if here else None, here.name if here else row.unit.name, path, total, lines, lacking
    )


def _tops(ctx: Context, survey: Survey) -> list[Unit]:
    """The widest units in reach within a survey: its own unit, or the parts of it that somebody answers for."""
    reached = visible_to(ctx, READ_SURVEY, Unit)
    whole = reached.filter(pk=survey.unit_id).first()
    if whole is not None:
        return [whole]
    within = UnitClosure.objects.filter(ancestor_id=survey.unit_id).values("descendant_id")
    return list(reached.filter(pk__in=ctx.units_for(READ_SURVEY)).filter(pk__in=within).order_by("sort_key", "id"))


def unit_held(ctx: Context, survey: Survey, unit: UUID | None) -> str:
    """What a table of a survey holds: a unit in reach, or the widest that are. Raises NotFound for a unit out of reach."""
    if unit is None:
        return "、".join(each.name for each in _tops(ctx, survey)[:NAMED]) or survey.unit.name
    row = visible_to(ctx, READ_SURVEY, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    return str(row.name)


def _beneath(unit: Unit) -> list[Unit]:
    return list(Unit._base_manager.filter(parent=unit).order_by("sort_key", "id"))


def _sum(parts: Iterable[Progress]) -> Progress:
    total = Progress()
    for part in parts:
        total = total.plus(part)
    return total


def _lines(
    ctx: Context, survey: Survey, units: Sequence[Unit], own: Mapping[UUID, GridCell], counted: Mapping[UUID, Progress]
) -> tuple[NodeLine, ...]:
    """The units that have grid cells beneath them or are one."""
    parts: dict[UUID, list[UUID]] = defaultdict(list)
    closure = UnitClosure.objects.filter(ancestor_id__in=[each.pk for each in units])
    for above, below in closure.values_list("ancestor_id", "descendant_id"):
        if below in counted:
            parts[above].append(below)
    shown = [each for each in units if each.pk in parts]
    people = people_at(ctx, [each.pk for each in shown])
    surveyors = _surveyors(survey, [each.pk for each in shown])
    return tuple(
        _line(
            each,
            each.pk if parts[each.pk] == [each.pk] else None,
            own,
            _sum(counted[below] for below in parts[each.pk]),
            people,
            surveyors,
        )
        for each in shown
    )


def _line(
    unit: Unit,
    cell_of: UUID | None,
    own: Mapping[UUID, GridCell],
    progress: Progress,
    people: Mapping[UUID, Sequence[str]],
    surveyors: Mapping[UUID, Sequence[str]],
) -> NodeLine:
    cell = own.get(cell_of) if cell_of else None
    state = cell.state if cell else _state(progress)
    return NodeLine(
        unit.pk,
        unit.name,
        cell.pk if cell else None,
        state,
        progress,
        tuple(people.get(unit.pk, ())),
        tuple(surveyors.get(unit.pk, ())),
        cell.signer if cell and state == "done" else "",
        cell.signed_on if cell and state == "done" else None,
    )


def _state(progress: Progress) -> str:
    if progress.done == progress.cells:
        return "done"
    return "begun" if progress.done or progress.begun else "not_begun"


def people_at(ctx: Context, units: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Who holds a post at each unit today."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = visible_to(ctx, READ_ORGANIZATION, Post).filter(in_force(ctx.today), unit_id__in=units)
    for unit, name in rows.order_by("from_on", "id").values_list("unit_id", "holder__name"):
        if len(found[unit]) < NAMED and name not in found[unit]:
            found[unit].append(name)
    return found


def _surveyors(survey: Survey, units: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Who asked in each unit or beneath it: those with the most answers first."""
    found: dict[UUID, list[str]] = defaultdict(list)
    closure = UnitClosure.objects.filter(ancestor_id__in=units)
    above = defaultdict(list)
    for ancestor, descendant in closure.values_list("ancestor_id", "descendant_id"):
        above[descendant].append(ancestor)
    rows = current_answers(survey).filter(unit_id__in=closure.values("descendant_id")).order_by()
    asked = rows.values_list("unit_id", "surveyor").annotate(number=Count("pk"))
    for unit, surveyor, _ in sorted(asked, key=lambda each: (-each[2], each[1])):
        for ancestor in above[unit]:
            if len(found[ancestor]) < NAMED and surveyor not in found[ancestor]:
                found[ancestor].append(surveyor)
    return found


def _path(ctx: Context, survey: Survey, unit: Unit) -> tuple[tuple[UUID, str], ...]:
    """What stands above a unit within a survey and in reach, the widest first."""
    above = UnitClosure.objects.filter(descendant=unit, depth__gt=0).values("ancestor_id")
    within = UnitClosure.objects.filter(ancestor_id=survey.unit_id).values("descendant_id")
    rows: QuerySet[Unit] = visible_to(ctx, READ_SURVEY, Unit).filter(pk__in=above).filter(pk__in=within)
    depths = dict(UnitClosure.objects.filter(descendant=unit).values_list("ancestor_id", "depth"))
    return tuple((row.pk, row.name) for row in sorted(rows, key=lambda row: -depths[row.pk]))
