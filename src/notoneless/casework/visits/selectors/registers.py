"""The registers of visits, which fill themselves: visits, dropouts, children back at school; and how a term stands."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.measures import happened, standings_of_children
from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State, Step
from notoneless.casework.cases.selectors.cases import READ_CASE, members
from notoneless.casework.cases.selectors.returned import RETURNED
from notoneless.casework.visits.measures import dropouts_on, unvisited_of_term
from notoneless.casework.visits.models import HomeVisit, PlannedVisit, Visitor
from notoneless.casework.visits.rules.kinds import VisitKind
from notoneless.casework.visits.rules.quotas import Made, person_times, short_of, times_of
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.facts import unrecorded, visits_of, with_visitors
from notoneless.casework.visits.selectors.reading import (
    PER_TERM,
    RELAPSE,
    SHOWN,
    PlanLine,
    VisitLine,
    number_in,
    place_words,
    plan_lines,
    times_since,
    visit_lines,
)
from notoneless.casework.watch_list.selectors.facts import watch_listed
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, Unit, UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.selectors import READ
from notoneless.foundation.plans.selectors import binding_each
from notoneless.kernel.problems import Problem
from notoneless.policy.resolving import Resolved
from notoneless.tabular.fields import Field

MOST = 5000
"""Rows of one register: a large school's visits of a year."""


class Register(StrEnum):
    """What is kept of visits: every visit, the dropouts, the children back at school."""

    VISITS = "register"
    DROPOUTS = "dropouts"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A child of a list of dropouts or of those who returned: since when, by whom it was visited how often, and when last."""

    child: UUID
    name: str
    home: str
    school: str
    guardian: str
    on: date
    visitors: tuple[str, ...]
    times: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class ClassLine:
    """How the visits of a term stand in a class: its teacher's person-times of how many, and who is still to be visited.

    `unvisited`: key pupils on the watch list; `unvisited_of_cases`: those with an open case alone.
    """

    unit: UUID
    name: str
    teachers: tuple[tuple[str, int], ...]
    needed: int | None
    person_times: int
    unvisited: tuple[tuple[UUID, str], ...]
    unvisited_of_cases: tuple[tuple[UUID, str], ...]
    short: tuple[tuple[UUID, str, int], ...]
    unassigned: tuple[tuple[UUID, str], ...]


def unit_in_reach(ctx: Context, unit: UUID | None) -> Unit:
    """The unit whose register is shown, or the first that one holds a post at. Raises NotFound out of reach."""
    held = unit or next(iter(sorted(ctx.units_for(READ_VISIT))), None)
    row = visible_to(ctx, READ_VISIT, Unit).filter(pk=held).first() if held is not None else None
    if row is None:
        raise NotFound
    return row


def register_of(ctx: Context, unit: Unit, first: date, last: date, use: str) -> tuple[VisitLine, ...]:
    """Every record that holds of children of a unit between two days, in order. It leaves an entry, which names the use."""
    rows = visible_to(ctx, READ_VISIT, HomeVisit).filter(holds=True, on__gte=first, on__lte=last)
    theirs = Q(child__in=members(ctx, unit.pk))
    found = list(rows.filter(theirs).select_related("child").order_by("on", "begun_at", "id")[: MOST + 1])
    if len(found) > MOST:
        raise Refused(Problem("cases.ledger_too_long", {"most": MOST}))
    listed(ctx, READ_VISIT, [row.pk for row in found], {"unit": str(unit.pk), "use": use})
    return visit_lines(ctx, found)


def late_plans(ctx: Context, unit: UUID | None) -> tuple[PlanLine, ...]:
    """The planned visits whose day is over and which nobody has recorded, of children of a unit or of all in reach.

    The first due first, so many as a list shows. It leaves an entry. Raises NotFound for a unit out of reach.
    """
    rows = visible_to(ctx, READ_VISIT, PlannedVisit).filter(pk__in=unrecorded(ctx.today).values("pk"))
    if unit is not None:
        rows = rows.filter(child__in=members(ctx, unit_in_reach(ctx, unit).pk))
    found = list(rows.select_related("child__household", "planned_by").order_by("due_on", "id")[:SHOWN])
    listed(ctx, READ_VISIT, [row.pk for row in found], {"late": str(unit or "all")})
    return plan_lines(ctx, found)


def cases_listed(
    ctx: Context, unit: Unit, register: Register, first: date, last: date, use: str
) -> tuple[ListedCase, ...]:
    """The dropouts of a unit on the last day, or the children who came back between two days. It leaves an entry."""
    days = _dropouts(last) if register is Register.DROPOUTS else _returned(first, last)
    cases = visible_to(ctx, READ_CASE, Case).filter(child__in=members(ctx, unit.pk), child_id__in=days.keys())
    children = list(cases.values_list("child_id", "child__name").order_by("child__sort_key", "child_id"))
    ids = [child for child, _ in children]
    listed(ctx, READ_VISIT, ids, {"unit": str(unit.pk), "use": f"{register} {use}"})
    places, times = places_of(ctx, ids), times_since(ids, first, last)
    guardians = dict(
        visible_to(ctx, READ, Guardian).filter(child__in=ids).order_by("-id").values_list("child_id", "name")
    )
    people = _people(ids)
    return tuple(
        ListedCase(
            child=child,
            name=name,
            home=place_words(places.get(child, {}), (Field.VILLAGE, Field.VILLAGE_GROUP)),
            school=place_words(places.get(child, {}), (Field.SCHOOL, Field.CLASS_NAME)),
            guardian=guardians.get(child, ""),
            on=days[child],
            visitors=people.get(child, ()),
            times=times[child][0] if child in times else 0,
            last_on=times[child][1] if child in times else None,
        )
        for child, name in children
    )


def _dropouts(day: date) -> Mapping[UUID, date]:
    return dropouts_on(day)


def _returned(first: date, last: date) -> Mapping[UUID, date]:
    return {
        child: standing.closed_on
        for child, standing in standings_of_children(last)
        if standing.state is State.CLOSED_OUT and standing.reason == RETURNED
        if standing.closed_on is not None and first <= standing.closed_on
    }


def _people(children: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Who is to visit children, or has visited them."""
    rows = Visitor._base_manager.filter(child_id__in=children).filter(Q(planned__isnull=False) | Q(visit__holds=True))
    found: dict[UUID, set[str]] = {}
    for child, name in rows.values_list("child_id", "account__name"):
        found.setdefault(child, set()).add(name)
    return {child: tuple(sorted(names)) for child, names in found.items()}


def term_of_classes(ctx: Context, unit: Unit, first: date, last: date) -> tuple[ClassLine, ...]:
    """How the visits of a term stand in each class of a unit. It leaves an entry with the children it names."""
    beneath = UnitClosure.objects.filter(ancestor_id=unit.pk).values("descendant_id")
    classes = visible_to(ctx, READ_VISIT, Unit).filter(in_force(last), kind=UnitKind.CLASS, pk__in=beneath)
    rows = list(classes.select_related("parent").order_by("sort_key", "id"))
    of_class, names = _members(ctx, rows), dict(visible_to(ctx, READ_VISIT, Child).values_list("pk", "name"))
    term = _Term.of(first, last)
    teachers, bound = _teachers(rows, last), binding_each([row.pk for row in rows], last)
    lines = tuple(
        _class_line(row, of_class.get(row.pk, frozenset()), names, term, teachers, bound[row.pk]) for row in rows
    )
    named = {child for line in lines for child, _ in (*line.unvisited, *line.unvisited_of_cases, *line.unassigned)}
    named |= {child for line in lines for child, _, _ in line.short}
    listed(ctx, READ_VISIT, sorted(named), {"unit": str(unit.pk), "use": "term"})
    return lines


@dataclass(frozen=True, slots=True)
class _Term:
    """What is known of a term: visits by child, how often each person went, key pupils not visited, who is on the watch list,
    who relapsed when, dropouts without a visitor.
    """

    made: Mapping[UUID, Sequence[Made]]
    times: Counter[UUID]
    unvisited: frozenset[UUID]
    on_list: frozenset[UUID]
    relapsed: Mapping[UUID, date]
    unassigned: frozenset[UUID]

    @classmethod
    def of(cls, first: date, last: date) -> "_Term":
        """That of the days from a first to a last."""
        gone = dropouts_on(last)
        events = happened(Step.REOPEN)(first, last, None)
        relapsed = {each.about: each.day for each in events if each.about is not None}
        every = visits_of(None, first, last)
        made: dict[UUID, list[Made]] = defaultdict(list)
        for each in every:
            made[each.child].append(each)
        return cls(
            made,
            times_of(every),
            unvisited_of_term(last),
            watch_listed(last),
            relapsed,
            frozenset(gone) - with_visitors(gone, last),
        )


def _class_line(
    row: Unit,
    children: frozenset[UUID],
    names: Mapping[UUID, str],
    term: _Term,
    teachers: Mapping[UUID, Sequence[tuple[UUID, str]]],
    bound: Resolved,
) -> ClassLine:
    made = [each for child in children for each in term.made.get(child, ())]
    relapse = number_in(bound, RELAPSE) or 0
    short = short_of({child: on for child, on in term.relapsed.items() if child in children}, made, relapse)
    return ClassLine(
        unit=row.pk,
        name=f"{row.parent.name} {row.name}" if row.parent else row.name,
        teachers=tuple((name, term.times[account]) for account, name in teachers.get(row.pk, ())),
        needed=number_in(bound, PER_TERM),
        person_times=person_times(made),
        unvisited=_named(term.unvisited & term.on_list & children, names),
        unvisited_of_cases=_named((term.unvisited - term.on_list) & children, names),
        short=tuple((child, names.get(child, ""), count) for child, count in sorted(short.items())),
        unassigned=_named(term.unassigned & children, names),
    )


def _named(children: frozenset[UUID], names: Mapping[UUID, str]) -> tuple[tuple[UUID, str], ...]:
    return tuple((child, names[child]) for child in sorted(children) if child in names)


def _members(ctx: Context, rows: Sequence[Unit]) -> Mapping[UUID, frozenset[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    places = ChildUnit._base_manager.filter(in_force(ctx.today), unit__in=rows)
    for unit, child in places.values_list("unit_id", "child_id"):
        found[unit].add(child)
    return {unit: frozenset(children) for unit, children in found.items()}


def _teachers(rows: Sequence[Unit], day: date) -> Mapping[UUID, Sequence[tuple[UUID, str]]]:
    grants = Grant._base_manager.filter(in_force(day), unit__in=rows, role="class_teacher", account__is_active=True)
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for unit, account, name in grants.order_by("from_on", "id").values_list("unit_id", "account_id", "account__name"):
        found.setdefault(unit, []).append((account, name))
    return found


def kinds_counted(lines: Sequence[VisitLine]) -> Mapping[VisitKind, int]:
    """How many records of each kind a register holds."""
    return {kind: sum(line.kind == kind for line in lines) for kind in VisitKind}
