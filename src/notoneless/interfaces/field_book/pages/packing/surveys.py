"""The children of the grid cells of whoever asks who have not been asked about."""

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.field_book.pages.packing.wording import MOST, Field, Item, field, item, offered, told
from notoneless.kernel.codes.grades import parse_grade
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.rules.kinds import AnswerKind, CellState, NoSchoolReason
from notoneless.records.surveys.selectors import ChildLine, open_cell
from notoneless.records.surveys.services import answer_child

ANSWER = answer_child.code
_CELLS = 20
"""Grid cells of one phone: a village, or the groups of one."""


def answers_for(ctx: Context) -> list[Item]:
    """The children to ask about in the surveys of today, the first due first. Each grid cell leaves an entry."""
    cells = visible_to(ctx, ANSWER, GridCell).exclude(state=CellState.DONE)
    cells = cells.filter(survey__from_on__lte=ctx.today, survey__last_on__gte=ctx.today)
    found: list[Item] = []
    for cell in cells.order_by("survey__last_on", "unit__sort_key", "id")[:_CELLS]:
        page = open_cell(ctx, cell.pk, ANSWER)
        where = f"{page.survey_name} {page.unit_name}"
        due = page.last_on.isoformat()
        found += [_answer(str(cell.pk), line, where, due) for line in page.lines if line.answer is None]
        if len(found) >= MOST:
            break
    return found[:MOST]


def _answer(cell: str, line: ChildLine, where: str, due: str) -> Item:
    return item(ANSWER, {"cell": cell, "child": str(line.id)}, line.name, where, _fields(line), due)


def _fields(line: ChildLine) -> list[Field]:
    grade = parse_grade(line.class_name)
    grades = [(str(each), str(each)) for each in range(10)]
    places = [("false", told("surveys.inside")), ("true", told("surveys.outside"))]
    in_school = ("kind", (AnswerKind.IN_SCHOOL,))
    reasons = offered("surveys", "reason", NoSchoolReason, ".")
    return [
        field("kind", "select", options=offered("surveys", "answer", AnswerKind, "."), label=told("field_book.answer")),
        field("place", "text", line.school, when=("kind", (AnswerKind.IN_SCHOOL, AnswerKind.MOVED_AWAY))),
        field("elsewhere", "select", "false" if line.school else "", options=places, optional=True, when=in_school),
        field("grade", "select", "" if grade is None else str(grade), options=grades, optional=True, when=in_school),
        field("reason", "select", options=reasons, when=("kind", (AnswerKind.NO_SCHOOL,))),
        field("note", optional=True),
        field("asked_on", "date", "today"),
    ]
