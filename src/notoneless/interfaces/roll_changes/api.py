"""Changes of the roll for programs: the same selectors as the pages have. Reasons are told to nobody here."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.graduates import GraduateLine, list_graduates
from notoneless.records.roll_changes.selectors.register import (
    HoleLine,
    RegisterLine,
    list_holes,
    list_incomplete,
    list_register,
    term_at,
)
from notoneless.records.roll_changes.selectors.requests import RequestLine, RequestPage, list_requests, open_request


@dataclass(frozen=True, slots=True)
class Applications:
    """Applications that are still to be decided."""

    applications: tuple[RequestLine, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Changes of the roll: of this term, or those that are not in order."""

    changes: tuple[RegisterLine, ...]


@dataclass(frozen=True, slots=True)
class Holes:
    """Children whose entry has a hole."""

    holes: tuple[HoleLine, ...]


@dataclass(frozen=True, slots=True)
class Graduates:
    """Graduates of primary school who are on no roll."""

    graduates: tuple[GraduateLine, ...]


def graduates(ctx: Context) -> Graduates:
    """The graduates in reach who were handed to no school, or have not come to it, with days."""
    return Graduates(list_graduates(ctx))


def applications(ctx: Context) -> Applications:
    """The applications in reach that are still to be decided."""
    return Applications(list_requests(ctx))


def application(ctx: Context, change: UUID) -> RequestPage:
    """One application with its papers and course. Of a reason it is told whether it is there."""
    return open_request(ctx, change)


def register(ctx: Context) -> Register:
    """The changes of this term in reach."""
    return Register(list_register(ctx, term_at(ctx.today).first_day, ctx.today))


def incomplete(ctx: Context) -> Register:
    """The changes in reach that are not in order."""
    return Register(list_incomplete(ctx))


def holes(ctx: Context) -> Holes:
    """Children in reach never seen, learning in another school, or without an entry."""
    return Holes(list_holes(ctx))


OPERATIONS = (
    Operation(
        "GET",
        "roll-changes",
        "roll_change.list",
        READ_CHANGE,
        applications,
        Applications,
        "学籍变动申请 / Applications",
    ),
    Operation(
        "GET",
        "roll-changes/{uuid:change}",
        "roll_change.one",
        READ_CHANGE,
        application,
        RequestPage,
        "一份学籍变动申请 / One application",
    ),
    Operation(
        "GET",
        "roll-changes/register",
        "roll_change.register",
        READ_ROLL,
        register,
        Register,
        "学籍变动登记 / Register",
    ),
    Operation(
        "GET",
        "roll-changes/incomplete",
        "roll_change.incomplete",
        READ_ROLL,
        incomplete,
        Register,
        "手续不全的学籍变动 / Changes not in order",
    ),
    Operation(
        "GET",
        "roll-changes/graduates",
        "roll_change.graduates",
        READ_CHANGE,
        graduates,
        Graduates,
        "没有到初中的小学毕业生 / Graduates on no roll",
    ),
    Operation("GET", "roll-changes/holes", "roll_change.holes", READ_ROLL, holes, Holes, "借读和空挂学籍 / Holes"),
)
