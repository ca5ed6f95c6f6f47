"""Surveys of need in reach: class by class, and pupil by pupil what was found, how often, and whether it is followed up."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.support.models import NeedFinding, NeedSurvey
from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.support.selectors.knowing import need_unanswered_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import Child, ChildUnit

RECORD = "need_survey.record"
SHOWN = 200
"""Pupils, and classes, of one list."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """What surveys of the term found of a pupil, all together. `days`: of each survey, the first first; `rows`: what may be
    taken back, or opened by need."""

    child: UUID
    name: str
    is_struggling: bool
    is_far: bool
    private: tuple[UUID, ...]
    days: tuple[date, ...]
    rows: tuple[UUID, ...]
    is_unanswered: bool


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, and on which day of the term it was asked last."""

    id: UUID
    name: str
    asked_on: date | None


def list_found(ctx: Context) -> tuple[FoundLine, ...]:
    """The pupils in reach whom surveys of the term found in need, those without follow-up first. It leaves an entry."""
    rows = visible_to(ctx, READ_HELP, NeedFinding).filter(survey__term_from=begins_on(ctx.today), withdrawn_on=None)
    of_child: dict[UUID, list[NeedFinding]] = defaultdict(list)
    for row in rows.select_related("child").order_by("on", "id"):
        of_child[row.child_id].append(row)
    open_ones = need_unanswered_on(ctx.today)
    lines = sorted(
        (_found(found, child in open_ones) for child, found in of_child.items()),
        key=lambda each: (not each.is_unanswered, each.days, each.name),
    )[:SHOWN]
    listed(ctx, READ_HELP, [each.child for each in lines], {"support": "needs"})
    return tuple(lines)


def _found(rows: list[NeedFinding], unanswered: bool) -> FoundLine:
    child = rows[0].child
    return FoundLine(
        child.pk,
        child.name,
        any(row.is_struggling for row in rows),
        any(row.is_far for row in rows),
        tuple(row.pk for row in rows if row.needs is not None),
        tuple(row.on for row in rows),
        tuple(row.pk for row in rows),
        unanswered,
    )


def classes_to_ask(ctx: Context) -> tuple[ClassLine, ...]:
    """The classes that whoever looks may ask, with the day of the last survey of the term."""
    rows = visible_to(ctx, RECORD, Unit).filter(in_force(ctx.today), kind=UnitKind.CLASS).order_by("sort_key", "id")
    known = list(rows.values_list("pk", "name")[:SHOWN])
    asked = NeedSurvey._base_manager.filter(term_from=begins_on(ctx.today), unit_id__in=[pk for pk, _ in known])
    last = dict(asked.order_by("on").values_list("unit_id", "on"))
    return tuple(ClassLine(pk, name, last.get(pk)) for pk, name in known)


def class_in_reach(ctx: Context, unit: UUID) -> Unit:
    """A class that may be asked. Raises NotFound."""
    row = visible_to(ctx, RECORD, Unit).filter(pk=unit, kind=UnitKind.CLASS).first()
    if row is None:
        raise NotFound
    return row


def pupils_to_ask(ctx: Context, unit: UUID) -> list[tuple[UUID, str]]:
    """The pupils of a class, by name."""
    places = ChildUnit._base_manager.filter(in_force(ctx.today), unit_id=unit, track=Track.SCHOOL).values("child_id")
    rows = visible_to(ctx, READ_HELP, Child).filter(pk__in=places).order_by("name", "pk")
    found = list(rows.values_list("pk", "name"))
    listed(ctx, READ_HELP, [pk for pk, _ in found], {"support": "to_ask", "unit": str(unit)})
    return found


def finding_in_reach(ctx: Context, finding: UUID, code: str) -> NeedFinding:
    """A finding to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, NeedFinding).select_related("child").filter(pk=finding).first()
    if row is None:
        raise NotFound
    return row
