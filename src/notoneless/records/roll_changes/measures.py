"""What plans count of changes of the roll: made, with figures, whereabouts and papers in order; ended and come back; holes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.foundation.audit.rules import instants_of
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import is_overdue
from notoneless.records.enrolment.rules.standing import Fact, Step
from notoneless.records.enrolment.selectors import roll_numbers, standings_on
from notoneless.records.enrolment.selectors.standings import holding_facts
from notoneless.records.registrations.models import ProblemRegistration
from notoneless.records.registrations.rules.kinds import ProblemState
from notoneless.records.roll_changes.selectors.changes import OnRoll, changes_among
from notoneless.records.roll_changes.selectors.empties import Found, empty_entries, off_roll, unregistered
from notoneless.records.roll_changes.selectors.knowing import numbers_on


def _of(units: Units) -> QuerySet[RollEvent]:
    rows = RollEvent._base_manager.all()
    return rows if units is None else rows.filter(entry__unit__in=units)


def _changed(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Changes, each on the day on which it was entered: its papers are not due before. Corrected, it is the same change."""
    begin, end = instants_of(first, last)
    lately = RollEvent._base_manager.filter(at__gte=begin, at__lt=end).values("entry_id")
    for each in changes_among(_of(units).filter(entry__in=lately), numbers_on(last), last):
        if first <= each.change.recorded_on <= last:
            yield Happened(each.root, each.school, each.change.recorded_on, about=each.root)


def _in_order(when: Callable[[OnRoll], date | None]) -> Callable[[date, date, Units], Iterator[Done]]:
    """Changes of which one thing came in order between two days."""

    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        for each in changes_among(_of(units), numbers_on(last), last):
            on = when(each)
            if on is not None and first <= on <= last:
                yield Done(each.school, on, about=each.root)

    return done


def _incomplete(day: date, units: Units) -> Mapping[UUID, int]:
    """Changes that lack papers, at the school of the entry."""
    return Counter(each.school for each in changes_among(_of(units), numbers_on(day), day) if each.lacks)


def _facts(units: Units, steps: Iterable[Step]) -> Iterator[tuple[UUID, UUID, list[tuple[UUID, Fact]]]]:
    """School, child and facts of each entry to which one of some steps happened."""
    wanted = _of(units).filter(step__in=list(steps)).values("entry_id")
    rows = RollEvent._base_manager.filter(entry__in=wanted).select_related("entry").defer("reason")
    events: dict[UUID, list[RollEvent]] = {}
    for row in rows.order_by("entry_id", "number"):
        events.setdefault(row.entry_id, []).append(row)
    for found in events.values():
        yield found[0].entry.unit_id, found[0].child_id, holding_facts(found)


def _ended(step: Step) -> Callable[[date, date, Units], Iterator[Happened]]:
    """Suspensions or deferrals whose last day has come while they stood: not those extended or ended before."""

    def happened(first: date, last: date, units: Units) -> Iterator[Happened]:
        for school, child, facts in _facts(units, (step,)):
            for number, (event, fact) in enumerate(facts):
                if fact.step is not step or fact.until is None or not first <= fact.until <= last:
                    continue
                later = [after.on for _, after in facts[number + 1 :]]
                again = [after.on for _, after in facts[number + 1 :] if after.step is step]
                if any(on < fact.until for on in later) or any(on <= fact.until for on in again):
                    continue
                yield Happened(event, school, fact.until, about=child)

    return happened


def _entered(first: date, last: date, units: Units) -> Iterator[Done]:
    """Pupils who resumed after a suspension, and children who entered after a deferral."""
    for school, child, facts in _facts(units, (Step.SUSPEND, Step.DEFER)):
        for number, (_, fact) in enumerate(facts):
            deferred = fact.step is Step.ENTER and any(before.step is Step.DEFER for _, before in facts[:number])
            if (fact.step is Step.RESUME or deferred) and first <= fact.on <= last:
                yield Done(school, fact.on, about=child)


def _at_units(found: Iterable[Found], units: Units) -> Mapping[UUID, int]:
    return Counter(each.unit for each in found if units is None or each.unit in units)


def _unregistered(day: date, units: Units) -> Mapping[UUID, int]:
    """Pupils of a class without a roll entry."""
    return _at_units(unregistered(day), units)


def _ghosts(day: date, units: Units) -> Mapping[UUID, int]:
    """Entries whose pupil was never seen, or learns in another school."""
    found = {
        (each.child, each.unit): each for each in (*off_roll(day), *empty_entries(day, numbers_on(day).empty_after))
    }
    return _at_units(found.values(), units)


def _unmarked(day: date, units: Units) -> Mapping[UUID, int]:
    """Entries of which it was overdue on a day to say how they go on: no school had the child, a suspension or deferral had run
    out. What became of them since changes nothing of that day."""
    steps = (Step.TRANSFER_OUT, Step.SUSPEND, Step.DEFER)
    ever = RollEvent._base_manager.filter(step__in=steps, on__lte=day).values("entry_id")
    rows = RollEntry._base_manager.filter(entered_on__lte=day, pk__in=ever).exclude(left_on__lte=day)
    entries = list(rows if units is None else rows.filter(unit__in=units))
    numbers, standings = roll_numbers(day), standings_on(entries, day)
    return Counter(each.unit_id for each in entries if is_overdue(standings[each.pk], day, numbers))


def _problems(day: date, units: Units) -> Mapping[UUID, int]:
    """Problem registrations that were open on a day."""
    _, end = instants_of(day, day)
    rows = ProblemRegistration._base_manager.filter(first_seen_on__lte=day, is_current=True)
    rows = rows.filter(Q(state=ProblemState.OPEN) | Q(settled_at__gte=end))
    rows = rows if units is None else rows.filter(unit__in=units)
    return Counter(rows.values_list("unit_id", flat=True))


EVIDENCE: tuple[Evidence, ...] = (
    Events("registry.changed", _changed),
    Flow("registry.changes_exact", _in_order(lambda each: each.exact_on)),
    Flow("registry.changes_traced", _in_order(lambda each: each.traced_on)),
    Flow("registry.changes_documented", _in_order(lambda each: each.documented_on)),
    Level("registry.incomplete_changes", _incomplete),
    Events("registry.suspension_ended", _ended(Step.SUSPEND)),
    Events("registry.deferral_ended", _ended(Step.DEFER)),
    Flow("registry.entered", _entered),
    Level("registry.unregistered", _unregistered),
    Level("registry.unmarked", _unmarked),
    Level("registry.ghost_entries", _ghosts),
    Level("registry.problems_open", _problems),
)
