"""How many are answered for and how many are missing: few queries, whatever the number of children."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from notoneless.records.surveys.rules.kinds import AnswerKind, CellState, SurveyKind
from notoneless.records.surveys.rules.scope import births_of
from notoneless.records.surveys.selectors.grid import READ_SURVEY

_NO_SCHOOL = Count("pk", filter=Q(kind=AnswerKind.NO_SCHOOL))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a survey is beneath a unit: its grid cells, those done and begun, children answered for and still missing.

    `no_school`: of those answered for, who is in no school.
    """

    cells: int = 0
    done: int = 0
    begun: int = 0
    answered: int = 0
    missing: int = 0
    no_school: int = 0

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
            self.no_school + other.no_school,
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
    given = current_answers(survey).filter(unit_id__in=cells.values("unit_id"))
    counted = given.aggregate(answered=Count("pk"), no_school=_NO_SCHOOL)
    missing = unanswered(survey, members(survey, cells, ctx.today)).count()
    done, begun = states.get(CellState.DONE, 0), states.get(CellState.BEGUN, 0)
    return Progress(sum(states.values()), done, begun, counted["answered"], missing, counted["no_school"])


def progress_by_unit(ctx: Context, survey: Survey, cells: QuerySet[GridCell]) -> dict[UUID, Progress]:
    """The same for each of some grid cells, by its unit: three queries."""
    given = current_answers(survey).filter(unit_id__in=cells.order_by().values("unit_id")).order_by()
    by_unit = given.values_list("unit_id").annotate(number=Count("pk"), no_school=_NO_SCHOOL)
    answered = {unit: (number, no_school) for unit, number, no_school in by_unit}
    lacking = unanswered(survey, members(survey, cells, ctx.today)).order_by()
    missing = dict(lacking.values_list("unit_id").annotate(number=Count("pk")))
    found: dict[UUID, Progress] = {}
    for unit, state in cells.order_by().values_list("unit_id", "state"):
        number, no_school = answered.get(unit, (0, 0))
        done, begun = int(state == CellState.DONE), int(state == CellState.BEGUN)
        found[unit] = Progress(1, done, begun, number, missing.get(unit, 0), no_school)
    return found
