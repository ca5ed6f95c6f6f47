"""What all tables of this room declare of their columns, and who is shown their rows."""

from enum import StrEnum

from notoneless.foundation.sealing.registry import Declared, Keep, Level, Purpose

OF_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="special.reveal")
KEEPING = frozenset(
    {
        "special.agree",
        "special.revise",
        "special.apply",
        "special.assess",
        "special.propose",
        "special.decide",
        "special.programme",
    }
    | {"homebound.agree", "homebound.send", "homebound.relieve", "homebound.schedule", "homebound.record"}
    | {"homebound.take_back", "special.issue_notice", "homebound.issue_agreement", "homebound.issue_handbook"}
    | {"homebound.note", "home_teacher.name", "home_teacher.brief", "home_teacher.end"}
    | {
        "homebound.hours",
        "home_teacher.hours",
        "timetable.ask",
        "timetable.work_out",
        "timetable.move",
        "timetable.adopt",
    }
)
"""What is done to a file that stands."""

SHOWN = (
    frozenset({"special.read", "special.open", "duty.reckon"})
    | {"statistics.read", "statistics.list_child", "statistics.remark", "statistics.sign", "statistics.issue_paper"}
    | KEEPING
)
"""Statistics forms list who learns in a regular class and who is taught at home."""
NOT_ASKED_FOR = frozenset(
    {
        "attendance.read",
        "attendance.board",
        "attendance.report",
        "attendance.report_beside",
        "attendance.amend",
        "attendance.import_register",
        "case.read",
    }
)
"""Whoever reports a class, or works on a case, is told that a child is taught at home, and no more of it."""
MONEY_SHOWN = frozenset({"homebound.money", "homebound.account", "homebound.reverse", "duty.reckon"})
"""Money is seen by whoever keeps it and by those above."""


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of an enumeration, as a column takes them."""
    return [(each.value, each.value) for each in kinds]
