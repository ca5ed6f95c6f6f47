"""What a plan may count of procedures: grave matters, their referral, and those without an outcome."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from notoneless.casework.cases.measures import belonging
from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.keeping import fact_of
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.referring import Matters, after_fact, matters_of
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units


def _entries(until: date) -> Mapping[UUID, Sequence[tuple[UUID, UUID, Fact]]]:
    """What tells of grave matters until a day, by procedure in the order of entry: event, child and fact."""
    rows = holding(ProcedureEvent._base_manager.filter(details__has_key="grave", on__lte=until))
    found: dict[UUID, list[tuple[UUID, UUID, Fact]]] = defaultdict(list)
    for pk, child, procedure, *kept in rows.order_by("procedure", "number").values_list(
        "pk", "child_id", "procedure_id", "move", "on", "by", "details"
    ):
        found[procedure].append((pk, child, fact_of(*kept)))
    return found


def _noticed(first: date, last: date, units: Units) -> Iterator[Happened]:
    """A matter is noticed once, by whatever tells of it first, until it was referred."""
    noticed = []
    for entries in _entries(last).values():
        known = Matters()
        for pk, child, fact in entries:
            is_new = fact.grave not in known.clues and fact.grave not in known.referred
            if fact.move is not Move.ANSWER_REFERRAL and is_new and first <= fact.on:
                noticed.append((fact.on, pk, child))
            known = after_fact(known, fact)
    belonged = belonging({child for _, _, child in noticed}, last, units)
    for on, pk, child in sorted(noticed):
        for unit in belonged(child, on):
            yield Happened(pk, unit, on, about=child)


def _referred(first: date, last: date, units: Units) -> Iterator[Done]:
    """Referrals, at each unit to which the child belonged that day."""
    rows = holding(ProcedureEvent._base_manager.filter(move=Move.REFER, on__gte=first, on__lte=last))
    referred = list(rows.order_by("on", "id").values_list("child_id", "on"))
    belonged = belonging({child for child, _ in referred}, last, units)
    for child, on in referred:
        for unit in belonged(child, on):
            yield Done(unit, on, about=child)


def _without_outcome(day: date, units: Units) -> Mapping[UUID, int]:
    """Matters that were referred and have no outcome when a day ends, by each unit to which the child belongs."""
    waiting: Counter[UUID] = Counter()
    for entries in _entries(day).values():
        waiting[entries[0][1]] += len(matters_of(fact for _, _, fact in entries).referred)
    belonged = belonging({child for child, count in waiting.items() if count}, day, units)
    found: Counter[UUID] = Counter()
    for child, count in waiting.items():
        for unit in belonged(child, day) if count else ():
            found[unit] += count
    return found


EVIDENCE: tuple[Evidence, ...] = (
    Events("case.grave", _noticed),
    Flow("case.referrals", _referred),
    Level("case.outcomes_open", _without_outcome),
)
