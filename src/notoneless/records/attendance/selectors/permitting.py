"""What may be read of attendance, and who answers for a class."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind

READ_ATTENDANCE = reading("attendance.read", words="查看到校情况", english="See attendance")
READ_BOARD = reading("attendance.board", words="查看到校看板", english="See which classes have reported")
REVEAL_NOTE = reading("attendance.reveal", words="查看缺勤和请假的备注", english="Reveal notes of absences and leave")

REPORT, CORRECT, AMEND = "attendance.report", "attendance.correct", "attendance.amend"
BESIDE = "attendance.report_beside"


def class_in_reach(ctx: Context, unit: UUID, code: str = READ_BOARD) -> Unit:
    """A class on which `code` may be done. Raises NotFound out of reach, or for what is no class."""
    row = visible_to(ctx, code, Unit).select_related("parent").filter(pk=unit, kind=UnitKind.CLASS).first()
    if row is None:
        raise NotFound
    return row


def is_class(ctx: Context, unit: UUID) -> bool:
    """Whether a unit in reach is a class."""
    return visible_to(ctx, READ_BOARD, Unit).filter(pk=unit, kind=UnitKind.CLASS).exists()


def is_open(unit: Unit, day: date) -> bool:
    """Whether a class is there on a day: founded, and neither closed nor merged."""
    return unit.from_on <= day and (unit.until_on is None or day < unit.until_on)


def answers_for(ctx: Context, unit: UUID) -> bool:
    """Whether somebody leads the school of a class: who may amend what class teachers have reported."""
    return visible_to(ctx, AMEND, Unit).filter(pk=unit).exists()


def classes_for(ctx: Context, code: str) -> list[Unit]:
    """The classes on which `code` may be done today, one's own and those beneath what one holds, in the order of the tree."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS).select_related("parent")
    return list(rows.order_by("parent__sort_key", "parent_id", "sort_key", "id"))


def own_classes(ctx: Context, code: str) -> list[Unit]:
    """The classes that somebody holds itself, not through what stands above, and on which `code` may be done today."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), pk__in=ctx.units_for(code), kind=UnitKind.CLASS)
    return list(rows.select_related("parent").order_by("sort_key", "id"))
