"""The answers of a whole table: good rows are done, faulty ones told by the preview, and twice is once."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.identifiers import derived
from notoneless.kernel.problems import Problem
from notoneless.records.surveys.models import GridCell, Survey
from notoneless.records.surveys.rules.sheets import Planned
from notoneless.records.surveys.selectors.sheets import plan_of
from notoneless.records.surveys.services.finding import Newcomer, register_found
from notoneless.records.surveys.services.writing import When, write_answer


@action("survey.import_sheet", words="导入摸排表", english="Import a table of survey answers")
def import_sheet(ctx: Context, *, survey: Survey, attachment: Attachment) -> None:
    """Write the answers of an uploaded table, registering children who are new. Raises Unusable where no row can be used."""
    plan = plan_of(ctx, survey, attachment.pk)
    if not plan.planned and not plan.same:
        raise Unusable(Problem("organizations.no_row_usable"))
    wanted = {each.cell for each in plan.planned}
    rows = GridCell._base_manager.select_related("survey", "unit").select_for_update(of=("self",))
    cells = {cell.pk: cell for cell in rows.filter(pk__in=wanted)}
    for number, each in enumerate(plan.planned):
        _write(ctx, cells[each.cell], each, f"row {number}")


def _write(ctx: Context, cell: GridCell, planned: Planned, step: str) -> UUID:
    child = planned.child
    if child is None:
        child = register_found(ctx, cell, _newcomer(planned), planned.asked_on, step)
    request = derived(ctx.request, step) if ctx.request else None
    when = When(planned.asked_on, None, planned.surveyor)
    return write_answer(ctx, cell, child, planned.said, when, planned.hukou, request)


def _newcomer(planned: Planned) -> Newcomer:
    person = {
        name: value if value is None else str(value) for name, value in planned.person.items() if name != "born_on"
    }
    born = planned.person.get("born_on")
    return Newcomer(born_on=born, relation=None, **person)  # type: ignore[arg-type]
