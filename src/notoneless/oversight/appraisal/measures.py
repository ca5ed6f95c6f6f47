"""Who has signed for the school year of a day, for which classes targets were split, who was appraised."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.measures import Done, Evidence, Flow, Level, Units
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.people.schools import pupils_on
from notoneless.oversight.appraisal.models import Appraisal, OwnTarget
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.rules.signing import Party, share_signed
from notoneless.oversight.appraisal.selectors.parties import school_year_of, signed_by, teachers_on, year_of


def _share(party: Party) -> Callable[[date, Units], Mapping[UUID, int]]:
    def holds(day: date, units: Units) -> Mapping[UUID, int]:
        schools = Unit._base_manager.filter(in_force(day), kind=UnitKind.SCHOOL)
        if units is not None:
            schools = schools.filter(pk__in=units)
        wanted = list(schools.order_by().values_list("pk", flat=True))
        owing = (teachers_on if party is Party.TEACHER else pupils_on)(day, wanted)
        signed: dict[UUID, set[UUID]] = defaultdict(set)
        for school, whose in signed_by(day, party, wanted):
            signed[school].add(whose)
        return {school: share_signed(set(owing.get(school, {})), signed[school]) for school in wanted}

    return holds


def _split(day: date, units: Units) -> Mapping[UUID, int]:
    """Targets of this school year for which somebody answers by name, by class and, of teaching groups, by school."""
    rows = OwnTarget._base_manager.filter(school_year=school_year_of(day), set_on__lte=day)
    rows = rows.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return Counter(rows.order_by().values_list("unit_id", flat=True))


def _appraised(first: date, last: date, units: Units) -> Iterator[Done]:
    """Confirmed appraisals, each for its school year: of a class and of its class teacher at the class."""
    rows = Appraisal._base_manager.filter(confirmed_on__range=(first, last))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, day, year in rows.order_by("id").values_list("unit_id", "confirmed_on", "school_year"):
        if day is not None:
            yield Done(unit, day, of=year_of(year)[1])


def _unappraised(day: date, units: Units) -> Mapping[UUID, int]:
    """Heads and class teachers whose appraisal of this school year was not confirmed by a day."""
    confirmed = Appraisal._base_manager.filter(school_year=school_year_of(day), confirmed_on__lte=day)
    known = set(confirmed.filter(person__isnull=False).order_by().values_list("unit_id", "person_id"))
    posts = Post._base_manager.filter(in_force(day), grant__role__in=[Subject.HEAD, Subject.CLASS_TEACHER])
    if units is not None:
        posts = posts.filter(unit_id__in=units)
    held = set(posts.order_by().values_list("unit_id", "holder_id"))
    return Counter(unit for unit, _ in held - known)


def _unscored(day: date, units: Units) -> Mapping[UUID, int]:
    """Schools that have no appraisal confirmed in the year of a day."""
    schools = Unit._base_manager.filter(in_force(day), kind=UnitKind.SCHOOL)
    if units is not None:
        schools = schools.filter(pk__in=units)
    scored = Appraisal._base_manager.filter(
        subject=Subject.SCHOOL, confirmed_on__range=(day.replace(month=1, day=1), day)
    )
    known = set(scored.order_by().values_list("unit_id", flat=True))
    return {pk: 1 for pk in schools.order_by().values_list("pk", flat=True) if pk not in known}


EVIDENCE: tuple[Evidence, ...] = (
    Level("supervision.targets_split", _split),
    Flow("supervision.appraised", _appraised),
    Level("supervision.unappraised", _unappraised),
    Level("supervision.unscored", _unscored),
    Level("document.letters_signed", _share(Party.TEACHER)),
    Level("document.rules_signed", _share(Party.GUARDIAN)),
)
