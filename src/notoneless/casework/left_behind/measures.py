"""What plans count of left-behind children: files, contact, the five ones, surveys, departments and their data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.aid.selectors.knowing import by_school
from notoneless.casework.left_behind.models import LeftBehindSurvey, PartnerList, SurveyPartner
from notoneless.casework.left_behind.rules.judging import least_done
from notoneless.casework.left_behind.rules.kinds import ContactState
from notoneless.casework.left_behind.selectors.knowing import (
    contact_states,
    done_items,
    fileless_on,
    files_on,
    items_on,
)
from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.schools import pupils_on


def _fileless(day: date, units: Units) -> Mapping[UUID, int]:
    """Pupils of whom a parent works away and who have no file."""
    return by_school(fileless_on(day), day, units)


def _untouched(day: date, units: Units) -> Mapping[UUID, int]:
    """Left-behind children with whom nobody named keeps in touch as was written down, or who have no file."""
    states = contact_states(list(files_on(day).values_list("child_id", flat=True)), day)
    lacking = {child for child, state in states.items() if state is not ContactState.KEPT}
    return by_school(frozenset(lacking) | fileless_on(day), day, units)


def _least(day: date, units: Units) -> Mapping[UUID, int]:
    """The fewest of the five ones that a left-behind child of a school has; all of them where nobody is left behind."""
    items, filed = items_on(day), set(files_on(day).values_list("child_id", flat=True))
    done, without = done_items(filed, day), fileless_on(day)
    schools = Unit._base_manager.filter(in_force(day), kind=UnitKind.SCHOOL)
    wanted = list((schools if units is None else schools.filter(pk__in=units)).order_by().values_list("pk", flat=True))
    held = pupils_on(day, wanted)
    return {
        school: least_done(
            items, [done.get(child, set()) for child in held.get(school, {}) if child in filed | without]
        )
        for school in wanted
    }


def _surveys(first: date, last: date, units: Units) -> Iterator[Done]:
    """Surveys as schools signed them; of a term one counts."""
    rows = LeftBehindSurvey._base_manager.filter(on__gte=first, on__lte=last)
    rows = rows if units is None else rows.filter(unit__in=units)
    seen: set[tuple[UUID, date]] = set()
    for unit, day, term in rows.order_by("on", "at", "id").values_list("unit_id", "on", "term_from"):
        if (unit, term) not in seen:
            seen.add((unit, term))
            yield Done(unit, day)


def _taking_part(first: date, last: date, units: Units) -> Iterator[Done]:
    """Departments that take part, at each school beneath the unit that entered them; each once a term."""
    rows = SurveyPartner._base_manager.filter(on__gte=first, on__lte=last).order_by("on", "id")
    yield from _at_schools(rows.values_list("unit_id", "on", "term_from", "partner"), units)


def _giving_data(first: date, last: date, units: Units) -> Iterator[Done]:
    """Departments that gave a list, at each school beneath the unit that brought it; each once a term."""
    rows = PartnerList._base_manager.filter(on__gte=first, on__lte=last).order_by("on", "id")
    yield from _at_schools(rows.values_list("unit_id", "on", "term_from", "partner"), units)


def _at_schools(rows: Iterable[tuple[UUID, date, date, str]], units: Units) -> Iterator[Done]:
    told, seen = list(rows), set[tuple[UUID, date, str]]()
    closure = UnitClosure.objects.filter(ancestor_id__in={unit for unit, *_ in told}, descendant__kind=UnitKind.SCHOOL)
    schools: dict[UUID, list[UUID]] = {}
    for above, school in closure.values_list("ancestor_id", "descendant_id"):
        schools.setdefault(above, []).append(school)
    for unit, day, term, partner in told:
        for school in schools.get(unit, ()):
            if (school, term, partner) not in seen and (units is None or school in units):
                seen.add((school, term, partner))
                yield Done(school, day)


EVIDENCE: tuple[Evidence, ...] = (
    Level("support.left_behind_no_file", _fileless),
    Level("support.without_contact", _untouched),
    Level("support.least_of_five", _least),
    Flow("support.left_behind_survey", _surveys),
    Flow("support.survey_partners", _taking_part),
    Flow("support.partner_data", _giving_data),
)
