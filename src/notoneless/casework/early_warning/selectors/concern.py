"""Who needs attention: the pupils of one's own classes or school with reasons, one pupil, and numbers by school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable

from notoneless.casework.early_warning.models import ConcernNote, ConcernScore, PupilFact
from notoneless.casework.early_warning.rules.auditing import Counted, GroupLine, audited
from notoneless.casework.early_warning.rules.point_parameters import GROUPS
from notoneless.casework.early_warning.rules.pupils import FactKind
from notoneless.casework.early_warning.selectors import COUNT_CONCERN, NAME_CONCERN, READ_CONCERN
from notoneless.casework.early_warning.selectors.due import POINTS_LAST
from notoneless.casework.early_warning.selectors.newer import ABSENT, Newer, newer_than
from notoneless.casework.early_warning.selectors.numbers import points_in_force
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.problems import Problem
from notoneless.tabular.fields import Field

SHOWN = 200
"""Pupils of one list."""

UNKNOWN_GROUPS = ("ethnicity", "disability")
"""What no room keeps of pupils: whether the list is fair to these cannot be told."""


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One pupil in a list, with the points and why, and what is newer. `known`: of how many groups anything is known; `on`,
    `next_on`: when the points were reckoned, and when they will be again.
    """

    child: UUID
    name: str
    school: str
    room: str
    total: int
    known: int
    groups: Mapping[str, int]
    reasons: Sequence[Mapping[str, Any]]
    protective: Mapping[str, Any] | None
    on: date
    next_on: date
    newer: tuple[Newer, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One concern of a class teacher."""

    id: UUID
    kind: str
    is_inclined: bool
    on: date
    over_on: date | None
    has_note: bool
    by: str


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One pupil: the points if there are any, what was recorded last of each kind, and the concerns, the latest first.

    `far_km`: how many kilometres are far.
    """

    child: UUID
    name: str
    line: ConcernLine | None
    facts: Mapping[str, tuple[str, date]]
    notes: tuple[NoteLine, ...]
    far_km: int


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """How many pupils of a school need attention, of how many; None where so few that they would tell of single children."""

    school: UUID
    name: str
    pupils: int
    listed: int | None


def list_concern(ctx: Context, unit: UUID | None = None) -> tuple[ConcernLine, ...]:
    """The listed pupils in reach of who is in charge of them, the most points first. The list leaves an entry."""
    return _listed(ctx, READ_CONCERN, unit, {})


def named_concern(ctx: Context, unit: UUID, need: str) -> tuple[ConcernLine, ...]:
    """The same of one school, for the bureau, which says what it needs the names for. That stays in the entry."""
    if not need.strip():
        raise Unusable(Problem("early_warning.no_need"))
    return _listed(ctx, NAME_CONCERN, unit, {"need": need.strip()[:200]})


def _listed(ctx: Context, code: str, unit: UUID | None, asked: Mapping[str, str]) -> tuple[ConcernLine, ...]:
    rows = _current(ctx, code).filter(is_listed=True)
    if unit is not None:
        rows = rows.filter(_of_unit(ctx, unit))
    found = list(rows.select_related("child").order_by("-total", "child__sort_key", "id")[:SHOWN])
    listed(ctx, code, [row.child_id for row in found], {**asked, "unit": str(unit or "")})
    return _lines(ctx, found, code)


def _current(ctx: Context, code: str) -> QuerySet[ConcernScore]:
    """The points that have not expired."""
    return visible_to(ctx, code, ConcernScore).filter(expires_on__gte=ctx.today)


def _of_unit(ctx: Context, unit: UUID) -> Exists:
    above = UnitClosure._base_manager.filter(ancestor_id=unit, descendant_id=OuterRef("unit_id"))
    return Exists(ChildUnit._base_manager.filter(in_force(ctx.today), Exists(above), child_id=OuterRef("child_id")))


def _lines(ctx: Context, rows: Sequence[ConcernScore], code: str) -> tuple[ConcernLine, ...]:
    places = places_of(ctx, [row.child_id for row in rows])
    newer = newer_than(ctx, {row.child_id: row.on for row in rows}, code)
    return tuple(
        ConcernLine(
            row.child_id,
            row.child.name,
            places.get(row.child_id, {}).get(Field.SCHOOL, ""),
            places.get(row.child_id, {}).get(Field.CLASS_NAME, ""),
            row.total,
            len(row.groups),
            {group: row.groups[group] for group in GROUPS if group in row.groups},
            row.reasons,
            row.protective if not _is_gainsaid(row.protective, newer.get(row.child_id, ())) else None,
            row.on,
            reckoned_next(row.on),
            newer.get(row.child_id, ()),
        )
        for row in rows
    )


def _is_gainsaid(protective: Mapping[str, Any] | None, newer: Sequence[Newer]) -> bool:
    """Whether what speaks for a pupil is not so any more: it was there every day, and has been missed since."""
    has_come = protective is not None and protective["code"] == "always_there"
    return has_come and any(each.kind == ABSENT for each in newer)


def reckoned_next(on: date) -> date:
    """When points are reckoned again that were reckoned on a day, if the term still runs."""
    return on + POINTS_LAST


def reckoned_on(ctx: Context, code: str) -> date | None:
    """The day on which the points in reach were reckoned; None where there are none."""
    found: date | None = _current(ctx, code).aggregate(on=Max("on"))["on"]
    return found


def count_listed(ctx: Context) -> int:
    """How many pupils in one's own charge are listed. A number names nobody."""
    return _current(ctx, READ_CONCERN).filter(is_listed=True).count()


def open_concern(ctx: Context, child: UUID) -> ConcernPage:
    """One pupil in one's charge. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_CONCERN, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_CONCERN, row)
    score = _current(ctx, READ_CONCERN).select_related("child").filter(child_id=child).first()
    facts: dict[str, tuple[str, date]] = {}
    recorded = visible_to(ctx, READ_CONCERN, PupilFact).filter(child_id=child).order_by("on", "at", "id")
    for kind, value, on in recorded.values_list("kind", "value", "on"):
        facts[kind] = (value, on)
    notes = list(visible_to(ctx, READ_CONCERN, ConcernNote).filter(child_id=child).order_by("-on", "-at", "-id"))
    people = dict(Account._base_manager.filter(pk__in={each.by for each in notes}).values_list("pk", "name"))
    return ConcernPage(
        child,
        row.name,
        _lines(ctx, [score], READ_CONCERN)[0] if score else None,
        facts,
        tuple(
            NoteLine(
                each.pk,
                each.kind,
                each.is_inclined,
                each.on,
                each.over_on,
                each.note is not None,
                people.get(each.by, ""),
            )
            for each in notes
        ),
        points_in_force(ctx.today).far_km,
    )


def note_in_reach(ctx: Context, concern: UUID, code: str) -> ConcernNote:
    """A concern on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, ConcernNote).select_related("child").filter(pk=concern).first()
    if row is None:
        raise NotFound
    return row


def concern_by_school(ctx: Context) -> tuple[SchoolLine, ...]:
    """How many pupils need attention at each school, in the order of the tree, never ranked; few are not told."""
    hidden = points_in_force(ctx.today).audit_hidden
    schools = visible_to(ctx, COUNT_CONCERN, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    names = list(schools.order_by("sort_key", "id").values_list("pk", "name"))
    members = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL)
    above = dict(
        UnitClosure._base_manager.filter(ancestor_id__in=[pk for pk, _ in names]).values_list(
            "descendant_id", "ancestor_id"
        )
    )
    pupils, marked = _per_school(members, above), _per_school(_members_listed(ctx, members), above)
    return tuple(
        SchoolLine(pk, name, pupils.get(pk, 0), None if 0 < marked.get(pk, 0) < hidden else marked.get(pk, 0))
        for pk, name in names
    )


def _members_listed(ctx: Context, members: QuerySet[ChildUnit]) -> QuerySet[ChildUnit]:
    """Asked from the few who are listed, and not of everybody."""
    return members.filter(child_id__in=_current(ctx, COUNT_CONCERN).filter(is_listed=True).values("child_id"))


def _per_school(members: QuerySet[ChildUnit], above: Mapping[UUID, UUID]) -> Mapping[UUID, int]:
    found: dict[UUID, int] = {}
    for unit, number in members.order_by().values_list("unit_id").annotate(number=Count("*")):
        school = above.get(unit)
        if school is not None:
            found[school] = found.get(school, 0) + number
    return found


def audit(ctx: Context) -> list[GroupLine]:
    """How many pupils of each group are listed in the county, beside the other groups. It names nobody, and leaves an entry."""
    members = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL, unit__kind=UnitKind.CLASS)
    pupils = visible_to(ctx, COUNT_CONCERN, Child).filter(pk__in=members.values("child_id"))
    marked = Q(pk__in=_current(ctx, COUNT_CONCERN).filter(is_listed=True).values("child_id"))
    last = PupilFact._base_manager.filter(kind=FactKind.PARENTS_AWAY, child_id=OuterRef("pk"))
    away = pupils.annotate(away=Subquery(last.order_by("-on", "-at", "-id").values("value")[:1]))
    by_sex = _counted(pupils.exclude(sex=""), F("sex"), marked)
    is_away = Case(When(away="none", then=Value("no")), default=Value("yes"))
    left_behind = _counted(away.filter(away__isnull=False), is_away, marked)
    lines = audited({"sex": by_sex, "left_behind": left_behind}, points_in_force(ctx.today), UNKNOWN_GROUPS)
    listed(ctx, COUNT_CONCERN, [], {"audit": "groups"})
    return lines


def _counted(pupils: QuerySet[Child], group: Combinable, marked: Q) -> Counted:
    """How many pupils each group has, and how many of them are listed."""
    rows = pupils.order_by().annotate(group=group).values("group")
    found = rows.annotate(pupils=Count("pk"), listed=Count("pk", filter=marked))
    return {group: (number, listed) for group, number, listed in found.values_list("group", "pupils", "listed")}
