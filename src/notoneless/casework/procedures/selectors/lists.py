"""The procedures in reach as a list: which step each stands at, by when what is due of it, the most overdue first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from notoneless.casework.cases.selectors.cases import of_unit
from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.rules.moves import EnforcementStep, Move, Stage
from notoneless.casework.procedures.rules.standing import standing_on
from notoneless.casework.procedures.rules.steps import STEP_AT, Due, due_of, next_moves
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.numbers import counting
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import ChildUnit
from notoneless.tabular.fields import Field

PAGE = 50
"""Procedures on one page of the list."""

ENDED = "ended"
"""What a list is narrowed to where it is to show those that are over."""

_HOME = (Field.TOWNSHIP, Field.VILLAGE, Field.VILLAGE_GROUP)
_SCHOOL = (Field.SCHOOL, Field.CLASS_NAME)


@dataclass(frozen=True, slots=True)
class ProcedureFilter:
    """What a list is narrowed to: one of the four steps, or ENDED; children of a unit; those past their day alone."""

    step: str = ""
    unit: UUID | None = None
    is_overdue: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A procedure in the list. `days`: from today to the last day of what is due, below zero where it is over."""

    id: UUID
    child: UUID
    name: str
    home: str
    school: str
    stage: str
    since: date
    efforts: int
    following: tuple[Move, ...]
    due: Due | None
    days: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether the last day of what is due is over."""
        return self.days is not None and self.days < 0


@dataclass(frozen=True, slots=True)
class TownshipCount:
    """How many procedures of a list are those of children of one township, and how many of them are past their day."""

    unit: UUID
    name: str
    total: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ProcedureList:
    """A page of procedures; how many of all in reach are open at each step and how many ended; how many the filter leaves,
    how many of those are past their day, and the same by township in the order of the tree.
    """

    lines: tuple[OpenLine, ...]
    counts: Mapping[str, int]
    total: int
    overdue: int
    page: int
    pages: int
    townships: tuple[TownshipCount, ...]


def list_procedures(ctx: Context, wanted: ProcedureFilter = ProcedureFilter()) -> ProcedureList:
    """Procedures in reach, the most overdue first, those without a day last. The list leaves an entry."""
    reach = visible_to(ctx, READ_PROCEDURE, Procedure)
    rows = _narrowed(ctx, reach, wanted)
    known = sorted(_reckoned(ctx, list(rows)), key=_order)
    overdue, townships = sum(each.is_overdue for each in known), _by_township(ctx, known)
    if wanted.is_overdue:
        known = [each for each in known if each.is_overdue]
    pages = max(1, -(-len(known) // PAGE))
    page = min(max(1, wanted.page), pages)
    shown = known[(page - 1) * PAGE : page * PAGE]
    listed(ctx, READ_PROCEDURE, [each.id for each in shown], {"step": wanted.step, "unit": str(wanted.unit or "")})
    return ProcedureList(_placed(ctx, shown), _counts(reach), len(known), overdue, page, pages, townships)


def _counts(reach: QuerySet[Procedure]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for stage, number in reach.order_by().values_list("stage").annotate(number=Count("pk")):
        step = STEP_AT.get(Stage(stage))
        found[step.value if step is not None else ENDED] += number
    return found


def _narrowed(ctx: Context, rows: QuerySet[Procedure], wanted: ProcedureFilter) -> QuerySet[Procedure]:
    if wanted.step in set(EnforcementStep):
        rows = rows.filter(stage__in=[stage for stage, step in STEP_AT.items() if step == wanted.step])
    elif wanted.step == ENDED:
        rows = rows.filter(stage=Stage.ENDED)
    else:
        rows = rows.exclude(stage=Stage.ENDED)
    if wanted.unit is not None:
        rows = rows.filter(of_unit(ctx, wanted.unit))
    return rows.select_related("child")


def _order(line: OpenLine) -> tuple[bool, int, date, UUID]:
    return (line.days is None, line.days or 0, line.since, line.id)


def _reckoned(ctx: Context, rows: Sequence[Procedure]) -> Iterable[OpenLine]:
    """Where each stands today, counted by one calendar; without the places, which only a page of them needs."""
    facts = facts_of_all(ctx, rows)
    by = counting((fact for each in facts.values() for fact in each), ctx.today)
    for row in rows:
        standing = standing_on(facts[row.pk], by.limits)
        due = due_of(standing, by.limits, by.calendar)
        yield OpenLine(
            id=row.pk,
            child=row.child_id,
            name=row.child.name,
            home="",
            school="",
            stage=row.stage,
            since=row.since,
            efforts=standing.efforts,
            following=next_moves(standing.stage),
            due=due,
            days=(due.until - ctx.today).days if due is not None else None,
        )


def facts_of_all(ctx: Context, rows: Sequence[Procedure]) -> Mapping[UUID, list[Fact]]:
    """The facts of procedures, each in the order in which they were entered; in pieces that every database takes."""
    found: dict[UUID, list[Fact]] = defaultdict(list)
    ids = [row.pk for row in rows]
    for begin in range(0, len(ids), _PIECE):
        events = visible_to(ctx, READ_PROCEDURE, ProcedureEvent).filter(procedure__in=ids[begin : begin + _PIECE])
        for procedure, *kept in (
            holding(events).order_by("procedure", "number").values_list("procedure_id", "move", "on", "by", "details")
        ):
            found[procedure].append(fact_of(*kept))
    return found


_PIECE = 500


def _by_township(ctx: Context, lines: Sequence[OpenLine]) -> tuple[TownshipCount, ...]:
    """Lines counted by the township where the child lives; of whom no home is known, by that of the school."""
    places: dict[UUID, tuple[str, UUID, str]] = {}
    for begin in range(0, len(lines), _PIECE):
        places |= _townships(ctx, [each.child for each in lines[begin : begin + _PIECE]])
    total: Counter[tuple[str, UUID, str]] = Counter()
    overdue: Counter[tuple[str, UUID, str]] = Counter()
    for each in lines:
        if each.child in places:
            total[places[each.child]] += 1
            overdue[places[each.child]] += each.is_overdue
    return tuple(TownshipCount(key[1], key[2], total[key], overdue[key]) for key in sorted(total))


def _townships(ctx: Context, children: Sequence[UUID]) -> dict[UUID, tuple[str, UUID, str]]:
    """The township of each child: its place in the order of the tree, its id and its name."""
    periods = ChildUnit._base_manager.filter(in_force(ctx.today), child_id__in=children)
    units = dict[UUID, UUID]()
    for child, unit in periods.order_by("-track", "id").values_list("child_id", "unit_id"):
        units[child] = unit  # the household's comes last
    above = UnitClosure._base_manager.filter(descendant_id__in=set(units.values()), ancestor__kind=UnitKind.TOWNSHIP)
    rows = above.values_list("descendant_id", "ancestor__sort_key", "ancestor_id", "ancestor__name")
    known = {below: (key, unit, name) for below, key, unit, name in rows}
    return {child: known[unit] for child, unit in units.items() if unit in known}


def _placed(ctx: Context, lines: Sequence[OpenLine]) -> tuple[OpenLine, ...]:
    places = places_of(ctx, [each.child for each in lines])

    def joined(child: UUID, fields: Sequence[Field]) -> str:
        known = places.get(child, {})
        return " ".join(known[each] for each in fields if each in known)

    return tuple(replace(each, home=joined(each.child, _HOME), school=joined(each.child, _SCHOOL)) for each in lines)
