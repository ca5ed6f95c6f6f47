"""One grid cell: its children, what is known of each, and who is still missing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.records.surveys.models import GridCell, SurveyAnswer
from notoneless.records.surveys.rules.kinds import TRACKS, AnswerKind, SurveyKind
from notoneless.records.surveys.selectors.counting import members, unanswered
from notoneless.records.surveys.selectors.grid import READ_SURVEY
from notoneless.records.surveys.selectors.history import AnswerCard, card_of


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child of a grid cell. `school`, `class_name`, `home`: where it is today, as far as known. `answer`: what counts."""

    id: UUID
    name: str
    sex: str
    born_on: date | None
    guardians: tuple[str, ...]
    school: str
    class_name: str
    home: str
    answer: AnswerCard | None


@dataclass(frozen=True, slots=True)
class CellPage:
    """A grid cell with its children in the order of their names."""

    id: UUID
    survey: UUID
    survey_name: str
    kind: str
    from_on: date
    last_on: date
    unit: UUID
    unit_name: str
    above: str
    state: str
    signer: str
    signed_on: date | None
    lines: tuple[ChildLine, ...]

    @property
    def missing(self) -> int:
        """How many are not answered for."""
        return sum(line.answer is None for line in self.lines)

    @property
    def no_school(self) -> int:
        """How many are said to be in no school."""
        return sum(line.answer is not None and line.answer.kind == AnswerKind.NO_SCHOOL for line in self.lines)

    @property
    def is_school_line(self) -> bool:
        """Whether it is a class."""
        return TRACKS[SurveyKind(self.kind)] is Track.SCHOOL


def cell_in_reach(ctx: Context, cell: UUID, code: str = READ_SURVEY) -> GridCell:
    """A grid cell on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, GridCell).select_related("survey", "unit__parent__parent").filter(pk=cell).first()
    if row is None:
        raise NotFound
    return row


def open_cell(ctx: Context, cell: UUID, code: str = READ_SURVEY) -> CellPage:
    """A grid cell with all its children. Opening it leaves an entry. Raises NotFound out of reach."""
    row = cell_in_reach(ctx, cell, code)
    survey = row.survey
    answers = {each.child_id: card_of(each) for each in _answers(ctx, row)}
    own = GridCell._base_manager.filter(pk=row.pk)
    asked = members(survey, own, ctx.today).values("child_id")
    wanted = visible_to(ctx, READ_SURVEY, Child)
    children = list(wanted.filter(pk__in=asked) | wanted.filter(pk__in=list(answers)))
    lines = _lines(ctx, sorted(children, key=lambda child: (child.sort_key, child.pk)), answers)
    listed(ctx, READ_SURVEY, [line.id for line in lines], {"cell": str(row.pk)})
    return CellPage(
        id=row.pk,
        survey=survey.pk,
        survey_name=survey.name,
        kind=survey.kind,
        from_on=survey.from_on,
        last_on=survey.last_on,
        unit=row.unit_id,
        unit_name=row.unit.name,
        above=names_above(row.unit),
        state=row.state,
        signer=row.signer,
        signed_on=row.signed_on,
        lines=tuple(lines),
    )


def _answers(ctx: Context, cell: GridCell) -> QuerySet[SurveyAnswer]:
    return visible_to(ctx, READ_SURVEY, SurveyAnswer).filter(cell=cell, is_current=True)


def names_above(unit: Unit) -> str:
    """What stands above a unit, the county left out."""
    above = [unit.parent.parent if unit.parent else None, unit.parent]
    return " ".join(each.name for each in above if each is not None and each.parent_id)


def _lines(ctx: Context, children: Sequence[Child], answers: Mapping[UUID, AnswerCard]) -> list[ChildLine]:
    """Children as lines: two queries for all of them."""
    ids = [child.pk for child in children]
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), child_id__in=ids).select_related("unit__parent")
    places: dict[tuple[UUID, str], Unit] = {(row.child_id, row.track): row.unit for row in rows}
    guardians: dict[UUID, list[str]] = defaultdict(list)
    for child, name in visible_to(ctx, READ_SURVEY, Guardian).filter(child_id__in=ids).values_list("child_id", "name"):
        guardians[child].append(name)
    return [
        ChildLine(
            each.pk,
            each.name,
            each.sex,
            each.born_on,
            tuple(guardians[each.pk]),
            *_taught(places.get((each.pk, Track.SCHOOL))),
            _home(places.get((each.pk, Track.HOUSEHOLD))),
            answers.get(each.pk),
        )
        for each in children
    ]


def _taught(unit: Unit | None) -> tuple[str, str]:
    """The school and the class that a unit of the school track stands for."""
    if unit is None:
        return "", ""
    return (unit.parent.name if unit.parent else "", unit.name) if unit.kind == UnitKind.CLASS else (unit.name, "")


def _home(unit: Unit | None) -> str:
    """A group with its village unless its name says it."""
    parent = unit.parent.name if unit and unit.parent else ""
    if unit is None:
        return ""
    return unit.name if unit.kind == UnitKind.VILLAGE or unit.name.startswith(parent) else f"{parent} {unit.name}"


def open_cell_child(ctx: Context, cell: UUID, child: UUID, code: str) -> ChildLine:
    """One child of a grid cell, to be answered for. Opening it leaves an entry. Raises NotFound for a child of another."""
    row = cell_in_reach(ctx, cell, code)
    here = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id=row.unit_id, child_id=child)
    known = visible_to(ctx, READ_SURVEY, Child).filter(pk=child).first()
    answers = {each.child_id: card_of(each) for each in _answers(ctx, row).filter(child_id=child)}
    if known is None or not (here.exists() or answers):
        raise NotFound
    opened_row(ctx, READ_SURVEY, known)
    return _lines(ctx, [known], answers)[0]


def next_missing(ctx: Context, cell: GridCell, after: UUID | None = None) -> UUID | None:
    """Whom to ask about next in a grid cell: in the order of names, behind a child, and from the beginning again."""
    rows = unanswered(cell.survey, members(cell.survey, GridCell._base_manager.filter(pk=cell.pk), ctx.today))
    left = list(rows.order_by("child__sort_key", "child_id").values_list("child_id", "child__sort_key"))
    key = Child._base_manager.filter(pk=after).values_list("sort_key", flat=True).first() if after else None
    behind = [child for child, sort_key in left if key is not None and after and (sort_key, child) > (key, after)]
    others = [child for child, _ in left if child != after]
    return next(iter([*behind, *others]), None)


def cells_of_units(ctx: Context, units: Collection[UUID]) -> Mapping[UUID, UUID]:
    """For each of some units its grid cell in the latest survey that has begun, if it is one."""
    rows = visible_to(ctx, READ_SURVEY, GridCell).filter(unit_id__in=units, survey__from_on__lte=ctx.today)
    return dict(rows.order_by("survey__from_on", "survey_id").values_list("unit_id", "pk"))
