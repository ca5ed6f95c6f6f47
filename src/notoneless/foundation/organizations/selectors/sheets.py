"""What an uploaded spreadsheet asks for, as the preview shows it and as the action does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.rules import SHEET_LIMITS, SHEETS
from notoneless.foundation.attachments.selectors import own_file
from notoneless.foundation.attachments.store import laid_out
from notoneless.foundation.organizations.models import Post, ProposedPost, UnitProfile
from notoneless.foundation.organizations.rules import classes, divisions, schools, staff
from notoneless.foundation.organizations.rules.kinds import Outcome
from notoneless.foundation.organizations.rules.planning import KnownUnit, Plan
from notoneless.foundation.sealing.models import search_keys
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.tables import Heading, Table, read_table


@dataclass(frozen=True)
class SheetKind:
    """A kind of spreadsheet of units: the action that takes it, its headings, and how it is understood."""

    code: str
    headings: tuple[Heading, ...]
    plan: Callable[..., Plan]


STAFF = "organizations.import_staff"

KINDS: Mapping[str, SheetKind] = {
    "divisions": SheetKind("organizations.import_divisions", divisions.HEADINGS, divisions.plan_divisions),
    "schools": SheetKind("organizations.import_schools", schools.HEADINGS, schools.plan_schools),
    "classes": SheetKind("organizations.import_classes", classes.HEADINGS, classes.plan_classes),
}
"""The spreadsheets that found units."""


def plan_of(ctx: Context, kind: SheetKind, attachment: UUID) -> Plan:
    """What one's own uploaded file asks for. Raises NotFound for another's, Unusable for one that is no such table."""
    table = _table(ctx, kind.code, attachment, kind.headings)
    rows = list(_standing(ctx, kind.code))
    codes = _codes(ctx, kind.code)
    known = [
        KnownUnit(row.pk, UnitKind(row.kind), row.name, codes.get(row.pk, row.code), row.parent_id) for row in rows
    ]
    return kind.plan(table, county_of(rows), known)


def preview_of(ctx: Context, kind: SheetKind, attachment: UUID) -> Plan:
    """The same, to be shown. Looking at it leaves an entry."""
    plan = plan_of(ctx, kind, attachment)
    opened_row(ctx, kind.code, own_file(ctx, kind.code, attachment)[0])
    return plan


def county_of(rows: list[Unit]) -> UUID:
    """The county among the units in reach. Raises Unusable for whoever does not hold all of it."""
    county = next((row.pk for row in rows if row.parent_id is None), None)
    if county is None:
        raise Unusable(Problem("organizations.whole_county"))
    return county


def _standing(ctx: Context, code: str) -> list[Unit]:
    return list(visible_to(ctx, code, Unit).exclude(until_on__lte=ctx.today).order_by("from_on", "id"))


def _codes(ctx: Context, code: str) -> dict[UUID, str]:
    """The codes that profiles give units."""
    rows = visible_to(ctx, code, UnitProfile).values_list("unit_id", "division_code", "school_code")
    return {unit: division or school for unit, division, school in rows if division or school}


def _table(ctx: Context, code: str, attachment: UUID, headings: tuple[Heading, ...]) -> Table:
    row, content = own_file(ctx, code, attachment)
    if row.kind not in SHEETS:
        raise Unusable(Problem("attachments.no_sheet"))
    try:
        with laid_out(content, row.kind) as path:
            return read_table(path, headings, SHEET_LIMITS)
    except NotonelessError as error:
        raise Unusable(error.told) from error


def staff_plan_of(ctx: Context, attachment: UUID) -> staff.StaffPlan:
    """What one's own uploaded list of staff asks for. Raises as `plan_of` does."""
    table = _table(ctx, STAFF, attachment, staff.HEADINGS)
    rows = _standing(ctx, STAFF)
    county_of(rows)
    codes = _codes(ctx, STAFF)
    names: dict[UUID | None, str] = {row.pk: row.name for row in rows}
    places = [
        staff.KnownPlace(
            row.pk, UnitKind(row.kind), row.name, names.get(row.parent_id, ""), codes.get(row.pk, row.code)
        )
        for row in rows
    ]
    taken = set(Account._base_manager.values_list("sign_in_name", flat=True))
    return staff.plan_staff(table, staff.Staff(places, _people(ctx), taken, _phones(table)))


def staff_preview_of(ctx: Context, attachment: UUID) -> staff.StaffPlan:
    """The same, to be shown. Looking at it leaves an entry."""
    plan = staff_plan_of(ctx, attachment)
    opened_row(ctx, STAFF, own_file(ctx, STAFF, attachment)[0])
    return plan


def _people(ctx: Context) -> list[staff.KnownPerson]:
    """The accounts in reach with the posts they hold or are proposed for."""
    posts: dict[UUID, set[tuple[str, UUID]]] = {}
    held = visible_to(ctx, STAFF, Post).exclude(until_on__lte=ctx.today)
    waiting = visible_to(ctx, STAFF, ProposedPost).filter(outcome=Outcome.WAITING)
    for account, role, unit in [
        *held.values_list("holder_id", "grant__role", "unit_id"),
        *waiting.values_list("holder_id", "role", "unit_id"),
    ]:
        posts.setdefault(account, set()).add((role, unit))
    rows = visible_to(ctx, STAFF, Account).only("id", "name", "unit_id", "sign_in_name")
    return [
        staff.KnownPerson(row.pk, row.name, row.unit_id, row.sign_in_name, frozenset(posts.get(row.pk, ())))
        for row in rows
    ]


def _phones(table: Table) -> dict[str, UUID]:
    """Of the phone numbers of a list those that an account has."""
    texts = {row.cells.get("phone", "").replace(" ", "").replace("-", "") for row in table.rows} - {""}
    keys = {key: text for text in texts for key in search_keys(Account, "phone", text)}
    rows = Account._base_manager.filter(phone_index__in=list(keys)).values_list("phone_index", "pk")
    return {keys[bytes(index)]: pk for index, pk in rows}
