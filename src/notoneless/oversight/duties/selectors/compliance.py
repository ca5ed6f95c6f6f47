"""How a month stands to the plans: each clause, how many of its duties are done, late, due or broken, and who is behind."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, When
from django.db.models.functions import TruncMonth

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import WIDTH, UnitKind
from notoneless.foundation.plans.selectors import InForce, adopted_between
from notoneless.foundation.plans.selectors.versions import adoption_numbers
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.policy.judging import State
from notoneless.policy.model import Clause, Duty, Plan, Words

WORST = (State.BROKEN, State.UNKNOWN, State.DUE, State.COMING, State.LATE, State.DONE, State.EXEMPT)
"""States, the worst first."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty of a clause in a month: how many of its rows are in which state, and of how many units.

    It has a row for each unit and period: a weekly duty of one unit has four, and a unit may have some in each state.
    """

    duty: str
    title: Words
    states: Mapping[State, int]
    units: Mapping[State, int]

    @property
    def total(self) -> int:
        """All rows of the month."""
        return sum(self.states.values())

    @property
    def state(self) -> State:
        """The worst state of any of its rows. Raises StopIteration where it has none."""
        return next(state for state in WORST if self.states.get(state))


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause: what it comes to in this program, and the duties of the month. `pending`: the room that is to come."""

    clause: Clause
    duties: tuple[DutyLine, ...]

    @property
    def state(self) -> str:
        """broken, due, done, exempt, omitted, pending, none: the worst of its duties."""
        states = {state for each in self.duties for state, number in each.states.items() if number}
        for state in WORST:
            if state in states:
                return state.value
        if self.clause.is_omitted:
            return "omitted"
        return "pending" if self.clause.pending else "none"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan that binds in a month, by which unit it is adopted, which adoption of the plan by it that is, and its clauses.

    From a day until before another, if any: of two versions in a month each has its own line, the earlier one first.
    """

    version: UUID
    plan: Plan
    unit: UUID
    unit_name: str
    sha256: str
    from_on: date
    until_on: date | None
    number: int
    signer: str
    adopted_at: datetime
    clauses: tuple[ClauseLine, ...]

    def count(self, *states: str) -> int:
        """How many of its clauses are in one of some states."""
        return sum(each.state in states for each in self.clauses)


@dataclass(frozen=True, slots=True)
class Seal:
    """That the verdicts of a month stand: the fingerprint of all of them, how many there are, since when."""

    sha256: str
    rows: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Compliance:
    """A month of what lies in reach, of one unit where one is named; with its seal, if its verdicts stand.

    `totals` counts rows, one for each duty, unit and period; `duties` counts a duty of a unit once, however many periods of it
    the month has, by the worst of them.
    """

    month: date
    unit_name: str
    plans: tuple[PlanLine, ...]
    totals: Mapping[State, int]
    duties: Mapping[State, int]
    seal: Seal | None


def compliance(ctx: Context, month: date, unit: UUID | None = None) -> Compliance:
    """How the month of a day stands, in reach or beneath a unit in reach. Raises NotFound for a unit out of reach."""
    first, last = month.replace(day=1), last_day_of_month(month)
    name = unit_in_reach(ctx, unit).name if unit is not None else ""
    rows = rows_of(ctx, month, unit)
    counted: Counts = defaultdict(lambda: (Counter(), Counter()))
    totals: Counter[State] = Counter()
    numbers = {"number": Count("id"), "units": Count("unit_id", distinct=True)}
    for version, duty, state, number, units in rows.order_by().values_list(*_GROUPED).annotate(**numbers):
        counted[version, duty][0][State(state)] += number
        counted[version, duty][1][State(state)] += units
        totals[State(state)] += number
    plans = _binding(ctx, first, last, unit, {key[0] for key in counted})
    adoptions = adoption_numbers({each.unit for each in plans})
    lines = tuple(_plan(each, adoptions[each.version], counted) for each in _side_by_side(plans))
    return Compliance(first, name, lines, totals, _duties(rows), seal_of(month))


Counts = dict[tuple[UUID, str], tuple[Counter[State], Counter[State]]]
"""By version and duty how many rows, and how many units, are in which state."""
_GROUPED = ("version_id", "duty", "state")


def _duties(rows: QuerySet[DutyRow]) -> dict[State, int]:
    """How many duties of a unit are in which state, each once by the worst of its periods."""
    rank = Case(*(When(state=state, then=number) for number, state in enumerate(WORST)), output_field=IntegerField())
    by_duty = rows.order_by().values("duty", "unit_id").annotate(worst=Min(rank))
    asked = {state.value: Count("worst", filter=Q(worst=number)) for number, state in enumerate(WORST)}
    return {State(state): number for state, number in by_duty.aggregate(**asked).items() if number}


def _side_by_side(plans: Sequence[InForce]) -> list[InForce]:
    """Plans in the order in which they began to bind, but all versions of one beside each other."""
    first: dict[tuple[UUID, str], int] = {}
    for place, each in enumerate(plans):
        first.setdefault((each.unit, each.plan.key), place)
    return sorted(plans, key=lambda each: (first[each.unit, each.plan.key], each.from_on))


def broken_before(ctx: Context, month: date, unit: UUID | None = None) -> tuple[tuple[date, int, int], ...]:
    """The earlier months that are not sealed and have something not done, the latest first: by how many units, and how many
    periods of these that are.
    """
    rows = _beneath(visible_to(ctx, READ_DUTY, DutyRow), unit)
    late = rows.filter(state=State.BROKEN, sealed=None, due_on__lt=month.replace(day=1)).order_by()
    found = late.annotate(first=TruncMonth("due_on")).values_list("first")
    counted = found.annotate(units=Count("unit_id", distinct=True), periods=Count("id"))
    return tuple(sorted(counted, reverse=True))


def rows_of(ctx: Context, month: date, unit: UUID | None = None) -> QuerySet[DutyRow]:
    """The duties due in the month of a day, in reach or beneath a unit."""
    rows = visible_to(ctx, READ_DUTY, DutyRow).filter(
        due_on__gte=month.replace(day=1), due_on__lte=last_day_of_month(month)
    )
    return _beneath(rows, unit)


def _beneath(rows: QuerySet[DutyRow], unit: UUID | None) -> QuerySet[DutyRow]:
    if unit is not None:
        rows = rows.filter(unit_id__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    return rows


def unit_in_reach(ctx: Context, unit: UUID) -> Unit:
    """A unit of whose duties one may read. Raises NotFound."""
    row = visible_to(ctx, READ_DUTY, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    return row


def looked_at(ctx: Context, unit: UUID | None) -> Unit | None:
    """The unit named, or the widest of those that one answers for oneself. Raises NotFound for a unit out of reach."""
    if unit is not None:
        return unit_in_reach(ctx, unit)
    rows = Unit._base_manager.filter(pk__in=ctx.units_for(READ_DUTY))
    return min(rows, key=lambda row: (WIDTH[UnitKind(row.kind)], row.sort_key, row.pk), default=None)


def seal_of(month: date) -> Seal | None:
    """The seal of the month of a day, whoever asks: it names nobody."""
    row = (
        SealedMonth._base_manager.filter(month=month.replace(day=1)).values_list("sha256", "rows", "sealed_at").first()
    )
    return Seal(*row) if row else None


def _binding(ctx: Context, first: date, last: date, unit: UUID | None, shown: set[UUID]) -> list[InForce]:
    """The plans that bind what is asked about: adopted by it, by what stands above it, or beneath it where it has rows."""
    asked = {unit} if unit is not None else set(ctx.units_for(READ_DUTY))
    above = set(UnitClosure.objects.filter(descendant_id__in=asked).values_list("ancestor_id", flat=True))
    return [each for each in adopted_between(first, last) if each.unit in above or each.version in shown]


def _plan(each: InForce, number: int, counted: Counts) -> PlanLine:
    return PlanLine(
        version=each.version,
        plan=each.plan,
        unit=each.unit,
        unit_name=each.unit_name,
        sha256=each.sha256,
        from_on=each.binds_from,
        until_on=each.until_on,
        number=number,
        signer=each.signer,
        adopted_at=each.adopted_at,
        clauses=tuple(
            ClauseLine(clause, tuple(_duty(duty, each.version, counted) for duty in clause.duties))
            for clause in each.plan.clauses
        ),
    )


def _duty(duty: Duty, version: UUID, counted: Counts) -> DutyLine:
    states, units = counted.get((version, duty.id), (Counter(), Counter()))
    return DutyLine(duty.id, duty.title, states, units)
