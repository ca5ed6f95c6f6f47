"""How many are answered for and how many are missing: few queries, whatever the number of children."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.roles import Track
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from notoneless.records.surveys.rules.kinds import CellState, SurveyKind
from notoneless.records.surveys.rules.scope import births_of
from notoneless.records.surveys.selectors.grid import READ_SURVEY


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a survey is beneath a unit: its grid cells, those done and begun, children answered for and still missing."""

    cells: int = 0
    done: int = 0
    begun: int = 0
    answered: int = 0
    missing: int = 0

    @property
    def not_begun(self) -> int:
        """Grid cells where nobody has been asked."""
        return self.cells - self.done - self.begun

    @property
    def asked_about(self) -> int:
        """All children: those answered for and those missing."""
        return self.answered + self.missing

    def plus(self, other: "Progress") -> "Progress":
        """Both together."""
        return Progress(
            self.cells + other.cells,
            self.done + other.done,
            self.begun + other.begun,
            self.answered + other.answered,
            self.missing + other.missing,
        )


def members(survey: Survey, cells: QuerySet[GridCell], day: date) -> QuerySet[ChildUnit]:
    """The memberships of the children whom a survey asks about in some grid cells, which the caller has in reach.

    Who belongs there today and did by the survey's last day: so nobody is missing who came after it had ended.
    """
    rows = ChildUnit._base_manager.filter(in_force(day), from_on__lte=survey.last_on)
    rows = rows.filter(unit_id__in=cells.order_by().values("unit_id"))
    births = births_of(SurveyKind(survey.kind), survey.from_on)
    if births is None:
        return rows
    wanted = Q(child__born_on__isnull=True) | Q(child__born_on__gt=births.after, child__born_on__lte=births.until)
    if not births.or_taught:
        return rows.filter(wanted)
    taught = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL, child_id=OuterRef("child_id"))
    return rows.filter(wanted | Q(Exists(taught), child__born_on__lte=births.after))


def unanswered(survey: Survey, rows: QuerySet[ChildUnit]) -> QuerySet[ChildUnit]:
    """Of some memberships those of children not answered for where they belong."""
    there = current_answers(survey).filter(unit_id=OuterRef("unit_id"), child_id=OuterRef("child_id"))
    return rows.filter(~Exists(there))


def current_answers(survey: Survey) -> QuerySet[SurveyAnswer]:
    """The answers of a survey that count, whoever may see them."""
    return SurveyAnswer._base_manager.filter(survey=survey, is_current=True)


def missing_in(ctx: Context, cell: GridCell) -> int:
    """How many children of a grid cell nobody has answered for."""
    own = GridCell._base_manager.filter(pk=cell.pk)
    return unanswered(cell.survey, members(cell.survey, own, ctx.today)).count()


def progress_of(ctx: Context, unit: UUID, survey: UUID | None = None) -> Progress | None:
    """How far a survey is in the grid cells in reach beneath a unit; the latest opened there unless one is named.

    None where there is none. Numbers name nobody: nothing is recorded.
    """
    beneath = UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id")
    cells = visible_to(ctx, READ_SURVEY, GridCell).filter(unit_id__in=beneath)
    surveys = visible_to(ctx, READ_SURVEY, Survey).select_related("unit")
    if survey is None:
        newest = surveys.filter(pk__in=cells.values("survey_id")).order_by("-opened_at", "-id").first()
    else:
        newest = surveys.filter(pk=survey).first()
    return None if newest is None else _progress(ctx, newest, cells.filter(survey=newest))


def _progress(ctx: Context, survey: Survey, cells: QuerySet[GridCell]) -> Progress:
    states = dict(cells.order_by().values_list("state").annotate(number=Count("pk")))
    answered = current_answers(survey).filter(unit_id__in=cells.values("unit_id")).count()
    missing = unanswered(survey, members(survey, cells, ctx.today)).count()
    done, begun = states.get(CellState.DONE, 0), states.get(CellState.BEGUN, 0)
    return Progress(sum(states.values()), done, begun, answered, missing)


def progress_by_unit(ctx: Context, survey: Survey, cells: QuerySet[GridCell]) -> dict[UUID, Progress]:
    """The same for each of some grid cells, by its unit: three queries."""
    answered = _by_unit(current_answers(survey).filter(unit_id__in=cells.order_by().values("unit_id")))
    missing = _by_unit(unanswered(survey, members(survey, cells, ctx.today)))
    return {
        unit: Progress(
            1, state == CellState.DONE, state == CellState.BEGUN, answered.get(unit, 0), missing.get(unit, 0)
        )
        for unit, state in cells.order_by().values_list("unit_id", "state")
    }


def _by_unit(rows: QuerySet[SurveyAnswer] | QuerySet[ChildUnit]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("pk")))
