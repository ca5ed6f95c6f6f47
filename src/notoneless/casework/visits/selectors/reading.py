"""Visits as people see them: one record with its history, those of a child, what a form needs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notoneless.casework.visits.models import HomeVisit, PlannedVisit, Visitor, VisitPhoto
from notoneless.casework.visits.rules.kinds import PlanState, VisitKind
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.facts import visits_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.people.selectors import READ
from notoneless.foundation.plans.selectors import binding
from notoneless.kernel.problems import Problem
from notoneless.policy.resolving import Resolved
from notoneless.tabular.fields import Field

PER_TERM, RELAPSE = "visit.per_term", "visit.relapse_visits"
"""The numbers that plans set: person-times of a class teacher in a term, visits to a pupil who relapses."""

SHOWN = 100
"""Visits of one list."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A planned visit. `home`: village and group; `address`: of the household, as far as known."""

    id: UUID
    child: UUID
    name: str
    home: str
    school: str
    address: str
    due_on: date
    purpose: str
    state: str
    because: str
    visitors: tuple[str, ...]
    planned_by: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A record. What is told by need only is empty, and `is_confidential` says so."""

    id: UUID
    child: UUID
    name: str
    home: str
    school: str
    kind: str
    on: date
    begun_at: str
    ended_at: str
    is_at_home: bool
    address: str
    met: str
    met_name: str
    visitors: tuple[str, ...]
    companions: str
    reason: str
    note: str
    promise: str
    promised_on: date | None
    next_step: str
    is_confidential: bool
    photos: tuple[UUID, ...]
    signature: UUID | None
    signer: str
    is_signed_on_paper: bool
    has_position: bool
    holds: bool
    is_withdrawal: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToVisit:
    """A child before a form: name, address as far as known, guardians by name and relation, plans that wait."""

    child: UUID
    name: str
    address: str
    guardians: tuple[tuple[str, str], ...]
    planned: tuple[PlanLine, ...]


HOME = (Field.TOWNSHIP, Field.VILLAGE, Field.VILLAGE_GROUP)
_SCHOOL = (Field.SCHOOL, Field.CLASS_NAME)


def place_words(places: Mapping[Field, str], fields: Iterable[Field]) -> str:
    """The names of some kinds of places, one after the other."""
    return " ".join(places[each] for each in fields if each in places)


def plan_lines(ctx: Context, rows: Sequence[PlannedVisit]) -> tuple[PlanLine, ...]:
    """Planned visits as lines."""
    places = places_of(ctx, [row.child_id for row in rows])
    names = _names(Visitor._base_manager.filter(planned__in=rows).values_list("planned_id", "account__name"))
    return tuple(
        PlanLine(
            id=row.pk,
            child=row.child_id,
            name=row.child.name,
            home=place_words(places.get(row.child_id, {}), HOME),
            school=place_words(places.get(row.child_id, {}), _SCHOOL),
            address=row.child.household.address if row.child.household else "",
            due_on=row.due_on,
            purpose=row.purpose,
            state=row.state,
            because=row.because,
            visitors=names.get(row.pk, ()),
            planned_by=row.planned_by.name,
        )
        for row in rows
    )


def _names(rows: Iterable[tuple[UUID | None, str]]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for of, name in rows:
        if of is not None:
            found[of].append(name)
    return {of: tuple(sorted(names)) for of, names in found.items()}


def visit_lines(ctx: Context, rows: Sequence[HomeVisit]) -> tuple[VisitLine, ...]:
    """Records as lines."""
    places = places_of(ctx, [row.child_id for row in rows])
    names = _names(Visitor._base_manager.filter(visit__in=rows).values_list("visit_id", "account__name"))
    photos: dict[UUID, list[UUID]] = defaultdict(list)
    for visit, photo in (
        VisitPhoto._base_manager.filter(visit__in=rows).order_by("id").values_list("visit_id", "attachment_id")
    ):
        photos[visit].append(photo)
    people = dict(Account._base_manager.filter(pk__in={row.by for row in rows}).values_list("pk", "name"))
    return tuple(
        VisitLine(
            id=row.pk,
            child=row.child_id,
            name=row.child.name,
            home=place_words(places.get(row.child_id, {}), HOME),
            school=place_words(places.get(row.child_id, {}), _SCHOOL),
            kind=row.kind,
            on=row.on,
            begun_at=row.begun_at,
            ended_at=row.ended_at,
            is_at_home=row.is_at_home,
            address=row.address,
            met=row.met,
            met_name=row.met_name,
            visitors=names.get(row.pk, ()),
            companions=row.companions,
            reason=row.reason,
            note=row.note,
            promise=row.promise,
            promised_on=row.promised_on,
            next_step=row.next_step,
            is_confidential=row.confidential is not None,
            photos=tuple(photos[row.pk]),
            signature=row.signature_id,
            signer=row.signer,
            is_signed_on_paper=row.is_signed_on_paper,
            has_position=row.position is not None,
            holds=row.holds,
            is_withdrawal=row.is_withdrawal,
            by=people.get(row.by, ""),
            at=row.at,
        )
        for row in rows
    )


def term_begins(day: date) -> date:
    """The first day of the term of a day; in the holidays, of the term before."""
    calendar = load_calendar(day, day)
    begun = [
        term.first_day
        for term in calendar.terms_between(date(day.year - 1, day.month, 1), day)
        if term.first_day <= day
    ]
    return max(begun, default=date(day.year, 1, 1))


def needed(unit: UUID, key: str, day: date) -> int | None:
    """A number of the plans that bind a unit on a day; None where none sets it."""
    return number_in(binding(unit, day), key)


def number_in(bound: Resolved, key: str) -> int | None:
    """A number of what binds a unit; None where nothing sets it."""
    number = bound.numbers.get(key)
    return int(number.parameter.value) if number is not None else None


def to_visit(ctx: Context, child: UUID, code: str) -> ToVisit:
    """A child on whom `code` may be done, for its form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Child).select_related("household").filter(pk=child).first()
    if row is None:
        raise NotFound
    guardians = visible_to(ctx, READ, Guardian).filter(child=row).order_by("id").values_list("name", "relation")
    plans = visible_to(ctx, READ_VISIT, PlannedVisit).filter(child=row, state=PlanState.OPEN)
    planned = list(plans.select_related("child__household", "planned_by").order_by("due_on", "id"))
    opened_row(ctx, code, row)
    address = row.household.address if row.household else ""
    return ToVisit(row.pk, row.name, address, tuple(guardians), plan_lines(ctx, planned))


def plan_in_reach(ctx: Context, planned: UUID, code: str) -> PlanLine:
    """A planned visit on which `code` may be done. Raises NotFound out of reach."""
    rows = visible_to(ctx, code, PlannedVisit).select_related("child__household", "planned_by").filter(pk=planned)
    row = rows.first()
    if row is None:
        raise NotFound
    return plan_lines(ctx, [row])[0]


def visit_in_reach(ctx: Context, visit: UUID, code: str) -> HomeVisit:
    """A record on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, HomeVisit).select_related("child__household").filter(pk=visit).first()
    if row is None:
        raise NotFound
    return row


def open_visit(ctx: Context, visit: UUID) -> tuple[VisitLine, tuple[VisitLine, ...], frozenset[UUID]]:
    """A record, those it superseded or was superseded by in the order of their entry, and the accounts of its visitors.

    Opening it leaves an entry. Raises NotFound out of reach.
    """
    row = visit_in_reach(ctx, visit, READ_VISIT)
    chain = [row]
    while chain[0].supersedes_id is not None:
        chain.insert(0, HomeVisit._base_manager.select_related("child").get(pk=chain[0].supersedes_id))
    while later := HomeVisit._base_manager.select_related("child").filter(supersedes=chain[-1]).first():
        chain.append(later)
    opened_row(ctx, READ_VISIT, row)
    lines = {line.id: line for line in visit_lines(ctx, chain)}
    went = frozenset(Visitor._base_manager.filter(visit=row).values_list("account_id", flat=True))
    others = tuple(lines[each.pk] for each in chain if each.pk != row.pk)
    return lines[row.pk], others, went | {row.by}


def visits_of_child(ctx: Context, child: UUID) -> tuple[tuple[PlanLine, ...], tuple[VisitLine, ...]]:
    """The visits that wait and those that hold of a child in reach, as a part of a page whose opening is recorded."""
    plans = visible_to(ctx, READ_VISIT, PlannedVisit).filter(child_id=child, state=PlanState.OPEN)
    planned = list(plans.select_related("child__household", "planned_by").order_by("due_on", "id"))
    rows = visible_to(ctx, READ_VISIT, HomeVisit).filter(child_id=child, holds=True)
    made = list(rows.select_related("child").order_by("-on", "-id")[:SHOWN])
    return plan_lines(ctx, planned), visit_lines(ctx, made)


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """What was recorded of visits to a child and holds, without what was said."""
    rows = visible_to(ctx, READ_VISIT, HomeVisit).filter(child_id=child, holds=True).values_list("on", "kind")
    words = {VisitKind.HOME: "made", VisitKind.MEETING: "meeting", VisitKind.OUTREACH: "outreach"}
    return [DossierLine(on, Problem(f"visits.line_{words[VisitKind(kind)]}")) for on, kind in rows]


def times_since(children: Collection[UUID], first: date, last: date) -> Mapping[UUID, tuple[int, date]]:
    """How often some children were visited between two days, and when last. It shows nothing to anybody by itself."""
    found: dict[UUID, tuple[int, date]] = {}
    for each in visits_of(children, first, last):
        found[each.child] = (found.get(each.child, (0, each.on))[0] + 1, each.on)
    return found
