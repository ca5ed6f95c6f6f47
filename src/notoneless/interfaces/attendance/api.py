"""Attendance for programs: the board, and a class for a session. What is reported is written by the actions."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.records.attendance.selectors import READ_BOARD
from notoneless.records.attendance.selectors.board import Board, open_board


def board(ctx: Context) -> Board:
    """Which classes have reported today, and how many came, in all that is in reach."""
    return open_board(ctx, ctx.today)


def board_of(ctx: Context, unit: UUID, day: date | None = None) -> Board:
    """The same of one school or township, today or on another day."""
    return open_board(ctx, day or ctx.today, unit)


OPERATIONS = (
    Operation("GET", "attendance", "attendance.today", READ_BOARD, board, Board, "今日到校 / Attendance today"),
    Operation(
        "GET",
        "attendance/units/{uuid:unit}",
        "attendance.unit",
        READ_BOARD,
        board_of,
        Board,
        "一个单位的到校情况 / Attendance of a unit",
    ),
)
