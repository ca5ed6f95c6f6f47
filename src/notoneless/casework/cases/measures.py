"""What a plan or a dashboard may count of cases."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.functions import ExtractMonth, ExtractYear

from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.rules.standing import Fact, Standing, State, Step, holding, standing_on
from notoneless.casework.cases.selectors.accounted import as_counted
from notoneless.casework.cases.selectors.cases import READ_CASE, of_unit
from notoneless.casework.cases.selectors.returned import RETURNED
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.measures import Census, Counted, Measured
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.calendar import month_after

OPENING = (Step.SUSPECT, Step.REOPEN)
CLOSING = (Step.CLEAR, Step.CLOSE_OUT)


@dataclass(frozen=True, slots=True)
class Month:
    """How many cases were opened or reopened, verified, and cleared or closed out in a month, by its first day."""

    month: date
    opened: int
    verified: int
    closed: int


def opened_and_closed(ctx: Context, unit: UUID, since: date) -> tuple[Month, ...]:
    """The months from that of `since` to today's, for the children who belong to a unit or to one beneath it today."""
    first = since.replace(day=1)
    rows = visible_to(ctx, READ_CASE, CaseEvent).filter(on__gte=first, on__lte=ctx.today, is_withdrawal=False)
    later = CaseEvent._base_manager.filter(supersedes__isnull=False)
    rows = rows.filter(of_unit(ctx, unit)).exclude(pk__in=later.values("supersedes_id"))
    counted: Counter[tuple[int, int, str]] = Counter()
    for year, month, step in rows.values_list(ExtractYear("on"), ExtractMonth("on"), "step"):
        counted[year, month, step] += 1
    return tuple(_month(each, counted) for each in _months(first, ctx.today))


def _months(first: date, last: date) -> list[date]:
    months = []
    while first <= last:
        months.append(first)
        first = month_after(first)
    return months


def _month(month: date, counted: Counter[tuple[int, int, str]]) -> Month:
    def steps(*wanted: Step) -> int:
        return sum(counted[month.year, month.month, step.value] for step in wanted)

    return Month(month, steps(*OPENING), steps(Step.VERIFY), steps(*CLOSING))


def count(census: Census) -> Counted:
    """For the overview: cases that are suspected and verified on a day, and those closed out in its month so far."""
    first = census.day.replace(day=1)
    found: dict[str, list[UUID]] = {code: [] for code in MEASURES.codes}
    for child, standing in as_counted(dict(standings_of_children(census.day)), census.day).items():
        if standing.state is State.SUSPECTED:
            found["case.suspected"].append(child)
        elif standing.state in (State.VERIFIED, State.PROPOSED):
            found["case.verified"].append(child)
        elif standing.state is State.CLOSED_OUT and standing.closed_on and standing.closed_on >= first:
            found["case.closed_out"].append(child)
            if standing.reason == RETURNED:
                found["case.returned"].append(child)
    everybody = census.everybody
    return {
        code: census.children(everybody[child] for child in children if child in everybody)
        for code, children in found.items()
    }


def standings_of_children(day: date, children: Collection[UUID] | None = None) -> Iterator[tuple[UUID, Standing]]:
    """The child of each case, of some children or of all, and where the case stood when a day ended.

    It shows nothing to anybody by itself.
    """
    columns = ("case_id", "child_id", "pk", "supersedes_id", "is_withdrawal", "step", "on", "kind", "reason")
    events: dict[tuple[UUID, UUID], list[tuple[UUID, UUID | None, bool, Fact]]] = defaultdict(list)
    found = CaseEvent._base_manager.order_by("number")
    if children is not None:
        found = found.filter(child_id__in=children)
    for case, child, pk, superseded, withdrawn, step, on, kind, reason in found.values_list(*columns):
        events[case, child].append((pk, superseded, withdrawn, Fact(Step(step), on, kind, reason)))
    for (_, child), rows in events.items():
        facts = {pk: fact for pk, _, _, fact in rows}
        held = holding([(pk, superseded, withdrawn) for pk, superseded, withdrawn, _ in rows])
        yield child, standing_on((facts[each] for each in held), day)


MEASURES = Measured(("case.suspected", "case.verified", "case.closed_out", "case.returned"), count)


def _steps(first: date, last: date, units: Units, *steps: Step) -> Iterator[Happened]:
    """Steps of cases, at each unit to which the child belonged that day; `subject` is the step, `about` the child."""
    superseded = CaseEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    rows = CaseEvent._base_manager.filter(step__in=steps, on__gte=first, on__lte=last, is_withdrawal=False)
    taken = list(rows.exclude(pk__in=superseded).order_by("on", "id").values_list("pk", "child_id", "on"))
    belonged = belonging({child for _, child, _ in taken}, last, units)
    for pk, child, on in taken:
        for unit in belonged(child, on):
            yield Happened(pk, unit, on, about=child)


def belonging(children: Collection[UUID], last: date, units: Units) -> Callable[[UUID, date], list[UUID]]:
    """What tells the units to which one of some children belonged on a day until `last`, among some units; for rooms above.

    What happened or was done stays where the child was that day: it is not somebody else's when the child moves.
    """
    places = ChildUnit._base_manager.filter(from_on__lte=last, child_id__in=children)
    if units is not None:
        places = places.filter(unit_id__in=units)
    homes: dict[UUID, list[tuple[UUID, date, date | None]]] = defaultdict(list)
    for child, unit, begin, end in places.order_by("id").values_list("child_id", "unit_id", "from_on", "until_on"):
        homes[child].append((unit, begin, end))

    def on_day(child: UUID, day: date) -> list[UUID]:
        return [unit for unit, begin, end in homes[child] if begin <= day and (end is None or day < end)]

    return on_day


def happened(*steps: Step) -> Callable[[date, date, Units], Iterator[Happened]]:
    """What counts steps of cases as they happen, each told of its child; also for rooms above."""
    return lambda first, last, units: _steps(first, last, units, *steps)


def _decided(first: date, last: date, units: Units) -> Iterator[Done]:
    """Suspected cases that were verified or cleared."""
    for each in _steps(first, last, units, Step.VERIFY, Step.CLEAR):
        yield Done(each.unit, each.day, about=each.about)


def _open_verified(day: date, units: Units) -> Mapping[UUID, int]:
    """Children who dropped out and are not back, by each unit that they belong to."""
    gone = [
        child for child, standing in standings_of_children(day) if standing.state in (State.VERIFIED, State.PROPOSED)
    ]
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=gone)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return Counter(rows.values_list("unit_id", flat=True))


EVIDENCE: tuple[Evidence, ...] = (
    Events("case.opened", happened(*OPENING)),
    Events("case.verified_at", happened(Step.VERIFY)),
    Flow("case.decided", _decided),
    Level("case.open_verified", _open_verified),
)
