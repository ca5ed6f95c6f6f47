"""Procedures for programs: those of a child, as the pages have them. What was said and seen opens on pages alone."""

from uuid import UUID

from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.procedures import ProcedureLine, procedures_of_child
from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation


def of_child(ctx: Context, child: UUID) -> list[ProcedureLine]:
    """The procedures of a child in reach, the latest first."""
    return list(procedures_of_child(ctx, child))


OPERATIONS = (
    Operation(
        "GET",
        "children/{uuid:child}/procedures",
        "procedure.of_child",
        READ_PROCEDURE,
        of_child,
        list[ProcedureLine],
        "一名儿童的依法控辍程序 / The procedures of one child",
    ),
)
