"""The facts that points are made of, of every pupil: a few questions for the whole county, and nothing shown."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State as CaseState
from notoneless.casework.early_warning.models import ConcernNote, PupilFact
from notoneless.casework.early_warning.rules.known import End
from notoneless.casework.early_warning.rules.point_parameters import PointParameters
from notoneless.casework.early_warning.rules.points import Attended, ChildFacts, Said, over_age
from notoneless.casework.early_warning.rules.pupils import FactKind
from notoneless.casework.early_warning.selectors.facts import absent_days, expected_days, together
from notoneless.casework.early_warning.selectors.rolling import roll_facts
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.measures import ages_on, grades_of_classes
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.ages import age_on
from notoneless.kernel.calendar import Calendar, Term
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import Step

_SPAN = timedelta(days=200)
"""Within so many days there are always as many school days as are looked back upon."""


def pupil_facts(
    calendar: Calendar, term: Term, given: PointParameters, day: date, children: Collection[UUID] | None = None
) -> Iterator[ChildFacts]:
    """What is known of every pupil of a class on a day, or of some of them."""
    rooms, homes, born = _pupils(day, children)
    grades, ages = grades_of_classes(), ages_on(day)
    out = _out_of_school()
    for part in together(rooms.keys()):
        recent, before = _attended(part, calendar, term, given, day)
        said, concerns, history = _said(part, day), _concerns(part, term, day), _history(part, day)
        for child in part:
            grade = grades.get(rooms[child])
            known = grade if grade is not None and 1 <= grade <= LAST_COMPULSORY_GRADE else None
            age = age_on(birth, ages.as_of) if (birth := born[child]) is not None else None
            home, facts = homes.get(child), said.get(child, {})
            left_on, away_until, is_known = history.get(child, (None, None, False))
            concern = concerns.get(child)
            yield ChildFacts(
                child,
                recent=recent.get(child),
                last_term=before.get(child),
                subjects_failed=facts.get(FactKind.SUBJECTS_FAILED),
                lowest_tenth=facts.get(FactKind.LOWEST_TENTH),
                over_age=over_age(age, known, ages.rule.from_years) if age is not None and known else None,
                grade=known,
                grade_since=calendar.school_year_begins(calendar.school_year_of(day)),
                history_known=is_known,
                left_on=left_on,
                away_until=away_until,
                siblings_known=home is not None,
                sibling_out_on=_sibling(out.get(home, {}) if home else {}, child),
                parents_away=facts.get(FactKind.PARENTS_AWAY),
                boarding=facts.get(FactKind.BOARDING),
                far=facts.get(FactKind.FAR),
                concern=concern[0] if concern else None,
                concern_known=concern is not None,
            )


def _pupils(
    day: date, children: Collection[UUID] | None
) -> tuple[dict[UUID, UUID], dict[UUID, UUID], dict[UUID, date | None]]:
    """Of each pupil the class, the household, and the day of birth."""
    rows = ChildUnit._base_manager.filter(in_force(day), track=Track.SCHOOL, unit__kind="class")
    if children is not None:
        rows = rows.filter(child_id__in=children)
    rooms, homes, born = {}, {}, {}
    for child, room, home, birth in rows.values_list("child_id", "unit_id", "child__household_id", "child__born_on"):
        rooms[child], born[child] = room, birth
        if home is not None:
            homes[child] = home
    return rooms, homes, born


def _attended(
    children: list[UUID], calendar: Calendar, term: Term, given: PointParameters, day: date
) -> tuple[dict[UUID, Attended], dict[UUID, Attended]]:
    """The last school days, and the term before for those of whom it could make a difference."""
    days = calendar.school_days(day - _SPAN, day)[-given.window :]
    recent = _counted(children, days[0], day) if days else {}
    worse = [child for child, each in recent.items() if each.percent >= given.worse_by]
    earlier = [each for each in calendar.terms_between(term.first_day - timedelta(days=300), day) if each != term]
    before = [each for each in earlier if each.last_day < term.first_day]
    return recent, _counted(worse, before[-1].first_day, before[-1].last_day) if before and worse else {}


def _counted(children: list[UUID], first: date, last: date) -> dict[UUID, Attended]:
    missed: dict[UUID, list[bool]] = defaultdict(list)
    for each in absent_days(first, last, children):
        missed[each.child].append(each.excused)
    return {
        child: Attended(due, len(missed[child]), missed[child].count(False), last)
        for child, due in expected_days(first, last, children).items()
    }


def _said(children: list[UUID], day: date) -> dict[UUID, dict[str, Said]]:
    """What was recorded last of each kind."""
    found: dict[UUID, dict[str, Said]] = defaultdict(dict)
    rows = PupilFact._base_manager.filter(child_id__in=children, on__lte=day).order_by("on", "at", "id")
    for child, kind, value, on in rows.values_list("child_id", "kind", "value", "on"):
        found[child][kind] = Said(value, on)
    return found


def _concerns(children: list[UUID], term: Term, day: date) -> dict[UUID, tuple[Said | None]]:
    """The last concern of the term that is not over; a tuple of None where all of them are."""
    found: dict[UUID, tuple[Said | None]] = {}
    rows = ConcernNote._base_manager.filter(child_id__in=children, on__gte=term.first_day, on__lte=day)
    for child, kind, on, over_on in rows.order_by("on", "at", "id").values_list("child_id", "kind", "on", "over_on"):
        holds = over_on is None or over_on > day
        found[child] = (Said(kind, on),) if holds else found.get(child, (None,))
    return found


def _history(children: list[UUID], day: date) -> dict[UUID, tuple[date | None, date | None, bool]]:
    """When a child last dropped out or was brought back, when its last suspension of studies ended, and whether known."""
    cases = Case._base_manager.filter(child_id__in=children, verified_on__isnull=False)
    left = {
        child: closed or verified
        for child, verified, closed in cases.values_list("child_id", "verified_on", "closed_on")
    }
    rows = RollEvent._base_manager.filter(child_id__in=children, step=Step.SUSPEND).values_list("child_id", flat=True)
    away: dict[UUID, date | None] = {}
    for child, facts in roll_facts(list(set(rows)), day).items():
        back = [each.ended_on for each in facts.study_suspensions if each.end is End.ARRIVED and each.ended_on]
        away[child] = max(back) if back else None
    long = RollEntry._base_manager.filter(child_id__in=children, entered_on__lte=_years_before(day, 2))
    known = set(long.values_list("child_id", flat=True))
    return {child: (left.get(child), away.get(child), child in known) for child in {*left, *away, *known}}


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _out_of_school() -> Mapping[UUID, Mapping[UUID, date]]:
    """By household, the children of it who have dropped out and are not back, and since when that is known."""
    cases = Case._base_manager.filter(state__in=(CaseState.VERIFIED, CaseState.PROPOSED), verified_on__isnull=False)
    since = {child: on for child, on in cases.values_list("child_id", "verified_on") if on is not None}
    found: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    for part in together(since.keys()):
        rows = Child._base_manager.filter(pk__in=part, household__isnull=False).values_list("pk", "household_id")
        for child, home in rows:
            found[home][child] = since[child]
    return found


def _sibling(out: Mapping[UUID, date], child: UUID) -> date | None:
    return min((on for other, on in out.items() if other != child), default=None)
