"""How a month stands to the plans: each clause, how many of its duties are done, late, due or broken, and who is behind."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.plans.selectors import InForce, adopted_between, plans_of
from notoneless.oversight.duties.models import DutyRow, Exemption, SealedMonth
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.policy.judging import State
from notoneless.policy.model import Clause, Duty, Plan, Words

BEHIND = (State.BROKEN, State.LATE)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty of a clause in a month: how many of its rows are in which state."""

    duty: str
    title: Words
    states: Mapping[State, int]

    @property
    def total(self) -> int:
        """All rows of the month."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause: what it comes to in this program, and the duties of the month. `pending`: the room that is to come."""

    clause: Clause
    duties: tuple[DutyLine, ...]

    @property
    def state(self) -> str:
        """broken, due, done, exempt, pending, none: the worst of its duties."""
        states = {state for each in self.duties for state, number in each.states.items() if number}
        for state in (State.BROKEN, State.DUE, State.COMING, State.LATE, State.DONE, State.EXEMPT):
            if state in states:
                return state.value
        return "pending" if self.clause.pending else "none"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan that binds in a month, by whom it is adopted, and its clauses."""

    plan: Plan
    unit_name: str
    sha256: str
    from_on: date
    signer: str
    clauses: tuple[ClauseLine, ...]

    def count(self, *states: str) -> int:
        """How many of its clauses are in one of some states."""
        return sum(each.state in states for each in self.clauses)


@dataclass(frozen=True, slots=True)
class Compliance:
    """A month of what lies in reach. `sealed`: its fingerprint, if its verdicts stand."""

    month: date
    plans: tuple[PlanLine, ...]
    totals: Mapping[State, int]
    sealed: str


def compliance(ctx: Context, month: date, unit: UUID | None = None) -> Compliance:
    """How the month of a day stands, in reach or beneath a unit in reach."""
    first, last = month.replace(day=1), _last(month)
    rows = visible_to(ctx, READ_DUTY, DutyRow).filter(due_on__gte=first, due_on__lte=last)
    if unit is not None:
        rows = rows.filter(unit_id__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    counted: dict[tuple[UUID, str], Counter[State]] = defaultdict(Counter)
    totals: Counter[State] = Counter()
    grouped = rows.order_by().values_list("version_id", "duty", "state").annotate(number=Count("id"))
    for version, duty, state, number in grouped:
        counted[version, duty][State(state)] += number
        totals[State(state)] += number
    sealed = SealedMonth._base_manager.filter(month=first).values_list("sha256", flat=True).first()
    lines = tuple(_plan(each, counted) for each in _binding(ctx, first, last, unit, {key[0] for key in counted}))
    return Compliance(first, lines, totals, sealed or "")


def _last(month: date) -> date:
    first = month.replace(day=1)
    return date.fromordinal(date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1)


def _binding(ctx: Context, first: date, last: date, unit: UUID | None, shown: set[UUID]) -> list[InForce]:
    """The plans that bind what is asked about: adopted by it, by what stands above it, or beneath it where it has rows."""
    asked = {unit} if unit is not None else set(ctx.units_for(READ_DUTY))
    above = set(UnitClosure.objects.filter(descendant_id__in=asked).values_list("ancestor_id", flat=True))
    return [each for each in adopted_between(first, last) if each.unit in above or each.version in shown]


def _plan(each: InForce, counted: Mapping[tuple[UUID, str], Counter[State]]) -> PlanLine:
    clauses = tuple(
        ClauseLine(
            clause, tuple(_duty(duty, counted.get((each.version, duty.id), Counter())) for duty in clause.duties)
        )
        for clause in each.plan.clauses
    )
    return PlanLine(each.plan, each.unit_name, each.sha256, each.from_on, each.signer, clauses)


def _duty(duty: Duty, states: Counter[State]) -> DutyLine:
    return DutyLine(duty.id, duty.title, states)


@dataclass(frozen=True, slots=True)
class Behind:
    """A row of a duty: for which unit, who owes it and holds the post, how it stands, with its evidence."""

    id: UUID
    unit: UUID
    unit_name: str
    bearer_name: str
    holders: tuple[str, ...]
    role: str
    due_on: date
    state: State
    done_on: date | None
    counted: str
    needed: str
    is_provisional: bool
    exempt_because: str
    exemption: UUID | None


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty of one month: what it asks, and its rows, those behind first."""

    duty: Duty
    clause: Clause
    plan: Plan
    rows: tuple[Behind, ...]
    total: int


_ORDER = (State.BROKEN, State.DUE, State.LATE, State.COMING, State.EXEMPT, State.DONE)
MOST = 500


def duty_page(ctx: Context, duty: str, month: date) -> DutyPage | None:
    """The rows of a duty in reach that are due in the month of a day, or None where there are none. Leaves an entry."""
    first, last = month.replace(day=1), _last(month)
    rows = visible_to(ctx, READ_DUTY, DutyRow).filter(duty=duty, due_on__gte=first, due_on__lte=last)
    kept = sorted(
        rows.select_related("unit", "bearer").order_by("due_on", "unit__sort_key"),
        key=lambda row: _ORDER.index(State(row.state)),
    )
    if not kept:
        return None
    plan = plans_of([kept[0].version_id])[kept[0].version_id]
    clause = plan.clause_of(duty)
    shown = kept[:MOST]
    listed(ctx, READ_DUTY, [row.pk for row in shown], {"duty": duty})
    rule = next(each for each in clause.duties if each.id == duty)
    return DutyPage(rule, clause, plan, tuple(_behind(shown)), len(kept))


def _behind(rows: list[DutyRow]) -> list[Behind]:
    holders = _holders(rows)
    reasons = {
        (each.duty, each.unit_id, each.period): each
        for each in Exemption._base_manager.filter(unit_id__in={row.unit_id for row in rows})
    }
    found = []
    for row in rows:
        exemption = reasons.get((row.duty, row.unit_id, row.period))
        found.append(
            Behind(
                id=row.pk,
                unit=row.unit_id,
                unit_name=row.unit.name,
                bearer_name=row.bearer.name,
                holders=holders.get((row.bearer_id, row.role, row.due_on), ()),
                role=row.role,
                due_on=row.due_on,
                state=State(row.state),
                done_on=row.done_on,
                counted=row.counted,
                needed=row.needed,
                is_provisional=row.is_provisional,
                exempt_because=exemption.reason if exemption else "",
                exemption=exemption.pk if exemption else None,
            )
        )
    return found


def _holders(rows: list[DutyRow]) -> Mapping[tuple[UUID, str, date], tuple[str, ...]]:
    """Who held the post on the due day: a duty goes with the post."""
    found: dict[tuple[UUID, str, date], tuple[str, ...]] = {}
    for day in {row.due_on for row in rows}:
        bearers = {row.bearer_id for row in rows if row.due_on == day}
        posts = Post._base_manager.filter(in_force(day), unit_id__in=bearers).order_by("from_on", "id")
        for unit, role, name in posts.values_list("unit_id", "grant__role", "holder__name"):
            found[unit, role, day] = (*found.get((unit, role, day), ()), name)
    return found
