"""The names behind a component of a rate: worked out for today by the very rules that count it, as far as somebody reaches."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.foundation.people.measures import Census, grades_of_classes
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.selectors import READ as READ_CHILD
from notoneless.foundation.people.selectors import ChildLine, lines_of
from notoneless.oversight.indicators.measures.children import gathered
from notoneless.oversight.indicators.measures.told import Told, answers_of, cases_of, entries_of
from notoneless.oversight.indicators.rules.parameters import indicator_parameters
from notoneless.oversight.indicators.rules.rates import CODES, DEFINITIONS, Rate, applies_to
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.findings.models import Finding, FoundElsewhere
from notoneless.records.schooling_elsewhere.selectors.knowing import confirmed_on
from notoneless.records.surveys.models import SurveyAnswer

READ_NAMES = reading("indicator.names", words="查看指标背后的名单", english="See the names behind a rate")

PAGE = 50
"""Children on one page."""

_ASKED_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Behind:
    """The children of one component: `count` of them count today, `reached` are in reach, `lines` are those of a page."""

    unit: UUID
    name: str
    code: str
    count: int
    reached: int
    lines: tuple[ChildLine, ...]
    page: int
    has_more: bool


def names_behind(ctx: Context, unit: UUID, rate: Rate, code: str, page: int = 1) -> Behind:
    """The children who count under a code of a rate in a unit today. The list leaves an entry.

    Raises NotFound out of reach, and for a code that the rate is not made of or that no child is counted under; NotAllowed
    for who may not see children.
    """
    row = visible_to(ctx, READ_NAMES, Unit).filter(pk=unit).first()
    if row is None or code not in DEFINITIONS[rate].codes or code not in CODES:
        raise NotFound
    if applies_to(rate, UnitKind(row.kind)):
        raise NotFound
    if not ctx.may(READ_CHILD):
        raise NotAllowed(READ_CHILD)
    children = _behind(ctx, row, code)
    ids = _in_order(ctx, children)
    shown = ids[(page - 1) * PAGE : page * PAGE]
    asked = {"unit": str(row.pk), "rate": rate.value, "code": code, "page": page}
    listed(ctx, READ_NAMES, shown, asked)
    return Behind(row.pk, row.name, code, len(children), len(ids), lines_of(ctx, shown), page, len(ids) > page * PAGE)


def _behind(ctx: Context, row: Unit, code: str) -> set[UUID]:
    beneath = frozenset(UnitClosure.objects.filter(ancestor=row).values_list("descendant_id", flat=True))
    told, census = told_to(ctx, row)
    hits = gathered(told, census.of_age.keys())
    return {child for codes, child, places in hits if code in codes and not beneath.isdisjoint(places)}


def told_to(ctx: Context, row: Unit) -> tuple[Told, Census]:
    """What the rooms tell somebody today of the children who live or learn in a unit, or have an entry on a roll in it."""
    of_unit = _of_unit(ctx, row)
    census = Census(ctx.today, visible_to(ctx, READ_NAMES, ChildUnit).filter(of_unit))
    given = indicator_parameters(ctx.today)
    missing = visible_to(ctx, READ_NAMES, Finding).filter(of_unit, is_current=True, child__isnull=False)
    elsewhere = visible_to(ctx, READ_NAMES, FoundElsewhere).filter(of_unit, is_current=True, child__isnull=False)
    told = Told(
        day=ctx.today,
        given=given,
        everybody=census.everybody,
        entries=entries_of(visible_to(ctx, READ_NAMES, RollEvent).filter(of_unit), ctx.today, census.everybody),
        cases=cases_of(visible_to(ctx, READ_NAMES, Case).filter(of_unit), ctx.today),
        missing={child: day_of(at) for child, at in missing.values_list("child_id", "found_at") if child is not None},
        elsewhere=frozenset(child for child in elsewhere.values_list("child_id", flat=True) if child is not None),
        answers=answers_of(visible_to(ctx, READ_NAMES, SurveyAnswer).filter(of_unit), ctx.today, given),
        grades=grades_of_classes(visible_to(ctx, READ_ORGANIZATIONS, UnitProfile)),
        confirmed=confirmed_on(ctx.today),
    )
    return told, census


def _of_unit(ctx: Context, row: Unit) -> Q:
    """Of which children something is read: all where the unit is the whole county."""
    if row.parent_id is None:
        return Q()
    beneath = UnitClosure.objects.filter(ancestor=row).values("descendant_id")
    here = visible_to(ctx, READ_NAMES, ChildUnit).filter(in_force(ctx.today), unit_id__in=beneath)
    entered = visible_to(ctx, READ_NAMES, RollEntry).filter(unit_id__in=beneath)
    return Q(child_id__in=here.values("child_id")) | Q(child_id__in=entered.values("child_id"))


def _in_order(ctx: Context, children: set[UUID]) -> list[UUID]:
    """Those of some children who are in reach, in the order of their names."""
    rows, wanted = visible_to(ctx, READ_CHILD, Child), sorted(children)
    if len(wanted) > _ASKED_TOGETHER:  # many: fewer questions by asking for all
        ordered = rows.order_by("sort_key", "id").values_list("pk", flat=True)
        return [child for child in ordered.iterator() if child in children]
    return list(rows.filter(pk__in=wanted).order_by("sort_key", "id").values_list("pk", flat=True))
