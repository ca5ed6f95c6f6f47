"""What is known already of a child and its family, so that no form asks for it: guardians, home, who may order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.addressing import says_nothing
from notoneless.casework.procedures.rules.charging import most_added
from notoneless.casework.procedures.rules.facts import Authority
from notoneless.casework.procedures.rules.limits import PLAN
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import READ_PAPER, filled_with
from notoneless.foundation.people.exporting import home_words, places_of
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.selectors import READ
from notoneless.foundation.plans.selectors import settings
from notoneless.tabular.fields import Field

ORDERING_KINDS = (UnitKind.TOWNSHIP, UnitKind.COUNTY)
"""Kinds of units that law names for an order: the township where the child is, and the county's education department."""

_AUTHORITIES = {
    UnitKind.TOWNSHIP: Authority.TOWNSHIP,
    UnitKind.COUNTY: Authority.COUNTY_EDUCATION,
    UnitKind.SCHOOL: Authority.SCHOOL,
    UnitKind.TEACHING_POINT: Authority.SCHOOL,
    UnitKind.VILLAGE: Authority.VILLAGE,
}
LATE_CHARGE = "enforcement.late_charge"
_SUBDISTRICT = "街道"


def called(unit: Unit) -> str:
    """How papers call the authority that a unit is: of a township its government, of a subdistrict its office."""
    if unit.kind != UnitKind.TOWNSHIP or unit.name.endswith(("政府", "办事处")):
        return unit.name
    return f"{unit.name}{'办事处' if unit.name.endswith(_SUBDISTRICT) else '人民政府'}"


def home_of(ctx: Context, child: Child) -> str:
    """Where a child lives today: its village and the address of its household; empty where neither is known."""
    return homes_of(ctx, [child])[child.pk]


def homes_of(ctx: Context, children: Sequence[Child]) -> dict[UUID, str]:
    """The same of several children, read at once."""
    places = places_of(ctx, [child.pk for child in children])
    found = {}
    for child in children:
        address = child.household.address if child.household is not None else ""
        address = "" if says_nothing(address) else address
        found[child.pk] = home_words(places.get(child.pk, {}) | {Field.ADDRESS: address})
    return found


def guardians_of(ctx: Context, child: UUID) -> list[tuple[UUID, str]]:
    """The guardians of a child in reach, each as papers name them."""
    rows = visible_to(ctx, READ, Guardian).filter(child=child).order_by("id")
    return [(row.pk, named(row)) for row in rows]


def named(guardian: Guardian) -> str:
    """A guardian as papers name them."""
    return f"{guardian.name}（{guardian.relation}）"


def authority_of(unit: Unit) -> Authority:
    """Which authority a unit is: an office of a subdistrict is told from a township by its name."""
    if unit.kind == UnitKind.TOWNSHIP and _SUBDISTRICT in unit.name:
        return Authority.SUBDISTRICT
    return _AUTHORITIES.get(UnitKind(unit.kind), Authority.VILLAGE)


def local_units(ctx: Context, child: UUID) -> Collection[UUID]:
    """The units to which a child belongs today, and all above them."""
    mine = ChildUnit._base_manager.filter(in_force(ctx.today), child=child).values("unit_id")
    return set(UnitClosure._base_manager.filter(descendant_id__in=mine).values_list("ancestor_id", flat=True))


def authorities_of(ctx: Context, child: UUID, code: str) -> list[tuple[UUID, str, Authority]]:
    """The units that may order something for a child or penalize, and for which `code` may be done: its township first."""
    rows = visible_to(ctx, code, Unit).filter(pk__in=local_units(ctx, child), kind__in=ORDERING_KINDS)
    found = sorted(rows, key=lambda row: (ORDERING_KINDS.index(UnitKind(row.kind)), row.sort_key))
    return [(row.pk, row.name, authority_of(row)) for row in found]


def may_issue_for(ctx: Context, unit: UUID, code: str) -> bool:
    """Whether somebody may do `code` for a unit."""
    return visible_to(ctx, code, Unit).filter(pk=unit).exists()


def kinds_held(ctx: Context, code: str) -> list[UnitKind]:
    """The kinds of the units for which somebody may do `code`, those beneath apart."""
    rows = visible_to(ctx, code, Unit).filter(pk__in=ctx.units_for(code)).order_by("id")
    return [UnitKind(kind) for kind in rows.values_list("kind", flat=True)]


def last_details(ctx: Context, move: Move) -> Mapping[str, Any]:
    """What was entered of a move by the same person last, in whatever procedure in reach; empty where it never was."""
    mine = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(move=move, by=str(ctx.actor))
    rows = holding(mine).order_by("-at", "-id")
    found: Mapping[str, Any] = rows.values_list("details", flat=True).first() or {}
    return found


def most_to_add(ctx: Context, standing: Standing) -> int:
    """The most that may be added today to a fine that is not paid, in yuan; nothing before it is decided and served."""
    if Move.SERVE_DECISION not in standing.served:
        return 0
    by = counting(standing.facts.values(), ctx.today)
    percent = int(settings(PLAN, ctx.today)[LATE_CHARGE].value)
    return most_added(standing, percent, ctx.today, by.limits, by.calendar)


def paid_to(ctx: Context, procedure: UUID) -> str:
    """Where the decision says that the fine is paid; empty for whom its paper is out of reach."""
    events = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(procedure=procedure, move=Move.ISSUE_DECISION)
    paper = (
        visible_to(ctx, READ_PAPER, Paper)
        .filter(pk__in=holding(events).values("paper_id"))
        .order_by("-issued_at")
        .first()
    )
    return str(filled_with(paper)["pay_to"]) if paper is not None else ""


def earliest_hearing(ctx: Context) -> date:
    """The first day for a hearing of which the party is told today."""
    by = counting((), ctx.today)
    return by.limits.hearing_notice.after(ctx.today, by.calendar).day
