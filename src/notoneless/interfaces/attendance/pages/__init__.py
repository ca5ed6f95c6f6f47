"""The pages of attendance and leave, and their routes."""

from notoneless.interfaces.attendance.pages import boards, leaves, missing, registers, reporting, substitutes, untraced
from notoneless.interfaces.attendance.pages.registers import attendance_card

__all__ = ["ROUTES", "attendance_card"]

ROUTES = [
    *boards.ROUTES,
    *missing.ROUTES,
    *untraced.ROUTES,
    *registers.ROUTES,
    *substitutes.ROUTES,
    *reporting.ROUTES,
    *leaves.ROUTES,
]
