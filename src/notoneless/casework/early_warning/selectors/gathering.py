"""The facts that triggers ask for, of whom anything may stand: a few questions for the whole county, and nothing shown."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.early_warning.models import Contact, FollowUp
from notoneless.casework.early_warning.rules.following import FAMILY, Answered, How, Reached, TaskState
from notoneless.casework.early_warning.rules.known import Absence, CaseFacts, End, Heard, Pending, PupilFacts, Told
from notoneless.casework.early_warning.rules.triggers import NO_SHOWS, Rules, Trigger
from notoneless.casework.early_warning.selectors.facts import (
    absences_traced,
    absent_days,
    at_home_from,
    leave_running,
    leaves_closed,
    leaves_expired,
    missed_without_leave,
    present_days,
    together,
)
from notoneless.casework.early_warning.selectors.filed import filed_among
from notoneless.casework.early_warning.selectors.numbers import confirmed_within, ladder_in_force
from notoneless.casework.early_warning.selectors.rolling import RollFacts, entries_pending, expected_pupils, roll_facts
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import FEW, in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.kernel.calendar import Calendar

LOOKED_BACK = timedelta(days=62)
"""Days missed before are looked at only of children of whom something is still open."""

FURTHEST = timedelta(days=400)
"""How far back a run of absence that goes on is followed to its beginning."""


@dataclass(frozen=True)
class Gathered:
    """What triggers are told by on a day. `first`: of each child, the first day that its facts go back to."""

    rules: Rules
    county: UUID
    pupils: list[PupilFacts] = field(default_factory=list)
    first: Mapping[UUID, date] = field(default_factory=dict)


def gathered(day: date, children: Collection[UUID] | None = None, since: date | None = None) -> Gathered:
    """The facts of a day, of all of whom anything may stand or is still open, or of some children alone.

    `since`: what was over before that day was told already; None where nothing was.
    """
    calendar = load_calendar(day - FURTHEST, day)
    begin = _window(calendar, day)
    rules = Rules(ladder_in_force(day), calendar, day, confirmed_within(day))
    county = Unit._base_manager.filter(parent__isnull=True).values_list("pk", flat=True)[0]
    begun = _open_since(children)
    expected = expected_pupils(calendar, day, children)
    wanted = (
        set(children)
        if children is not None
        else _wanted(max(begin, since or begin), day, begun.keys(), expected.keys())
    )
    first = {child: min(begin, begun.get(child, begin)) for child in wanted}
    pupils = list(_pupils(first, day, expected))
    return Gathered(rules, county, pupils, first)


def _window(calendar: Calendar, day: date) -> date:
    """The first day looked back to: that of the term, and at least so many days."""
    term = calendar.term_of(day)
    return min(day - LOOKED_BACK, term.first_day if term else day)


def _open_since(children: Collection[UUID] | None) -> dict[UUID, date]:
    """Since when anything has been open of a child."""
    rows = FollowUp._base_manager.exclude(state=TaskState.ENDED)
    if children is not None:
        rows = rows.filter(child_id__in=children)
    found: dict[UUID, date] = {}
    for child, since in rows.values_list("child_id", "since"):
        found[child] = min(since, found.get(child, since))
    return found


def _wanted(begin: date, day: date, begun: Collection[UUID], expected: Collection[UUID]) -> set[UUID]:
    missed = missed_without_leave(begin, day)
    return {*missed, *begun, *expected, *entries_pending(day), *(each.child for each in leaves_expired(day))}


def _pupils(first: Mapping[UUID, date], day: date, expected: Mapping[UUID, int]) -> Iterator[PupilFacts]:
    whole = _tree() if len(first) > FEW else None
    for part in together(first.keys()):
        places, roll, cases = _places(part, day), roll_facts(part, day), _cases(part, day)
        schools = _tree_above(places) if whole is None else whole
        absences, present = _attended(part, first, day)
        home_from = at_home_from(part, day)
        leaves, heard = _leaves(part, day), _heard(part, day)
        for child in part:
            if child not in places:  # whom nobody reaches, nobody can follow up
                continue
            room, school, home = _place([unit for unit, _ in places[child]], schools)
            taught = min((begun for unit, begun in places[child] if unit in (room, school)), default=None)
            of_roll = roll.get(child, RollFacts(entered_on=taught))
            grade = of_roll.grade if of_roll.grade is not None else expected.get(child)
            yield PupilFacts(
                child,
                room=room,
                school=school or of_roll.school,
                home=home,
                grade=grade,
                absences=tuple(absences.get(child, ())),
                present=present.get(child, frozenset()),
                gone=of_roll.gone,
                pauses=of_roll.pauses | home_from.get(child, frozenset()),
                leaves=tuple(leaves.get(child, ())),
                study_suspensions=of_roll.study_suspensions,
                transfers=of_roll.transfers,
                entered_on=of_roll.entered_on,
                is_expected=child in expected and grade in NO_SHOWS,
                case=cases.get(child),
                heard=heard.get(child, ()),
            )


def _attended(
    children: list[UUID], first: Mapping[UUID, date], day: date
) -> tuple[dict[UUID, list[Absence]], dict[UUID, frozenset[date]]]:
    """Days missed and days seen. Who was missed from the beginning on, and not seen before, is followed further back."""
    begin = min(first[child] for child in children)
    absences, present = _between(begin, day, children)
    cut = [
        child
        for child, missed in absences.items()
        if not missed[0].excused and not any(each < missed[0].on for each in present.get(child, ()))
    ]
    if cut:
        earlier, seen = _between(day - FURTHEST, begin - timedelta(days=1), cut)
        for child in cut:
            absences[child] = [*earlier.get(child, ()), *absences[child]]
            present[child] = present.get(child, frozenset()) | seen.get(child, frozenset())
    return absences, present


def _between(
    first: date, last: date, children: list[UUID]
) -> tuple[dict[UUID, list[Absence]], dict[UUID, frozenset[date]]]:
    absences: dict[UUID, list[Absence]] = defaultdict(list)
    for each in absent_days(first, last, children):
        absences[each.child].append(Absence(each.on, each.excused))
    return dict(absences), dict(present_days(first, last, children))


def _leaves(children: list[UUID], day: date) -> dict[UUID, list[Pending]]:
    """The leave that has run out, and that of which something is still open.

    Where it was extended, or other leave has been granted since, it is explained why the child was not back; where somebody
    has closed it, the child was back on that day; where it was withdrawn, there is nothing to come back from.
    """
    expired = {each.child: each.ended_on for each in leaves_expired(day, children=children)}
    found = {child: {on: Pending(on)} for child, on in expired.items()}
    rows = FollowUp._base_manager.filter(trigger=Trigger.LEAVE_EXPIRED, child_id__in=children, stands_on__lte=day)
    begun = list(rows.exclude(state=TaskState.ENDED).values_list("child_id", "since"))
    asked = {child for child, _ in begun}
    on_leave, closed = leave_running(day, asked), leaves_closed(asked)
    for child, since in begun:
        if child in on_leave or since < expired.get(child, since):
            found.setdefault(child, {})[since] = Pending(since, day, End.EXPLAINED)
        elif since in closed.get(child, {}):
            found.setdefault(child, {})[since] = Pending(since, closed[child][since])
    return {child: [pending[on] for on in sorted(pending)] for child, pending in found.items()}


def _places(children: list[UUID], day: date) -> dict[UUID, list[tuple[UUID, date]]]:
    """The units of each child, and since when it belongs there."""
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children)
    found: dict[UUID, list[tuple[UUID, date]]] = defaultdict(list)
    for child, unit, begun in rows.order_by("id").values_list("child_id", "unit_id", "from_on"):
        found[child].append((unit, begun))
    return found


_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


_Tree = Mapping[UUID, tuple[str, UUID | None]]
"""Units with their kind and what they stand under."""


def _tree() -> _Tree:
    rows = Unit._base_manager.values_list("pk", "kind", "parent_id")
    return {pk: (kind, parent) for pk, kind, parent in rows}


def _tree_above(places: Mapping[UUID, Collection[tuple[UUID, date]]]) -> _Tree:
    """The units of a few children, and those above them."""
    mine = {unit for found in places.values() for unit, _ in found}
    above = UnitClosure._base_manager.filter(descendant_id__in=mine)
    rows = above.values_list("ancestor_id", "ancestor__kind", "ancestor__parent_id")
    return {pk: (kind, parent) for pk, kind, parent in rows}


def _place(units: list[UUID], tree: _Tree) -> tuple[UUID | None, UUID | None, UUID | None]:
    """The class, the school and the village of a child that belongs to some units."""
    room = school = home = None
    for unit in units:
        kind, parent = tree[unit]
        if kind == UnitKind.CLASS:
            room, school = unit, _school_of(parent, tree)
        elif kind in _TAUGHT:
            school = school or _school_of(unit, tree)
        elif kind == UnitKind.GROUP:
            home = parent
        else:
            home = unit
    return room, school, home


def _school_of(unit: UUID | None, tree: _Tree) -> UUID | None:
    """The school: that of a teaching point is the school above it, whose head answers."""
    while unit is not None and tree[unit][0] == UnitKind.TEACHING_POINT:
        unit = tree[unit][1]
    return unit


_TOLD = {Answered.REFUSES: Told.REFUSED, Answered.COMES_BACK: Told.PROMISED, Answered.UNREACHED: Told.UNREACHED}
"""What decides what comes next; whatever else was said does not."""


def _heard(children: list[UUID], day: date) -> dict[UUID, tuple[Heard, ...]]:
    """What came of turning to each family, the last word of each day: who was reached at noon was reached."""
    rows = Contact._base_manager.filter(child_id__in=children, on__lte=day, whom__in=FAMILY)
    last: dict[UUID, dict[tuple[date, bool], Heard]] = defaultdict(dict)
    for child, on, how, answered, until in rows.order_by("on", "at", "id").values_list(
        "child_id", "on", "how", "answered", "next_on"
    ):
        by_visit, told = how == How.VISIT, _TOLD.get(Answered(answered), Told.OTHER)
        last[child][on, by_visit] = Heard(on, told, by_visit, until if told is Told.PROMISED else None)
    return {child: tuple(found.values()) for child, found in last.items()}


def _cases(children: list[UUID], day: date) -> dict[UUID, CaseFacts]:
    rows = Case._base_manager.filter(child_id__in=children).exclude(state=CaseState.NOTHING)
    found = list(rows.values_list("child_id", "opened_on", "verified_on", "closed_on"))
    back = accounted_among([child for child, _, verified, closed in found if verified and closed is None], day)
    return {child: CaseFacts(opened, verified, closed, child in back) for child, opened, verified, closed in found}


def contacts_of(children: Collection[UUID], day: date) -> dict[UUID, list[Reached]]:
    """The contacts with the families of some children, where they were found to be, and that they were reported upwards."""
    found: dict[UUID, list[Reached]] = {}
    columns = ("pk", "child_id", "on", "how", "answered", "at_county")
    for part in together(children):
        for pk, child, on, how, answered, at_county in Contact._base_manager.filter(child_id__in=part).values_list(
            *columns
        ):
            found.setdefault(child, []).append(Reached(pk, on, How(how), Answered(answered), at_county))
        for pk, child, on, found_on in absences_traced(day, part):
            found.setdefault(child, []).append(Reached(pk, found_on, How.TALK, Answered.OTHER, traces=on))
        for each in filed_among(part, day):
            known = Reached(each.id, each.on, How.REPORT, Answered.OTHER, of_run=each.opened_on)
            found.setdefault(each.child, []).append(known)
    return found
