"""What is known of aid, for services, measures and pages alike. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from notoneless.casework.aid.models import AidEntitlement, AidPairing, AidPayment
from notoneless.casework.aid.rules.judging import standing
from notoneless.casework.aid.rules.kinds import Standing
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.early_warning.models import PupilFact
from notoneless.casework.early_warning.rules.pupils import FactKind
from notoneless.casework.special_education.models import SpecialFile
from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.foundation.access.models import Account, Grant, Unit
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.schools import PLACE, pupils_on, school_of


def entitled_on(day: date) -> QuerySet[AidEntitlement]:
    """What was decided of everybody and stands on a day."""
    return AidEntitlement._base_manager.filter(in_force(day))


def undecided_on(day: date) -> frozenset[UUID]:
    """Children of a key group, or with a file of special education, of whom nobody has decided whether they are entitled."""
    marked = set(KeyGroupMark._base_manager.filter(in_force(day)).values_list("child_id", flat=True))
    marked |= set(SpecialFile._base_manager.filter(opened_on__lte=day).values_list("child_id", flat=True))
    return frozenset(marked - set(entitled_on(day).values_list("child_id", flat=True)))


def is_marked(child: UUID, day: date) -> bool:
    """Whether a child is of a key group or has a file of special education, so that somebody decides whether it is entitled."""
    marks = KeyGroupMark._base_manager.filter(in_force(day), child_id=child)
    files = SpecialFile._base_manager.filter(opened_on__lte=day, child_id=child)
    return marks.exists() or files.exists()


def paid_in(term_from: date, day: date, children: Collection[UUID] | None = None) -> Mapping[UUID, int]:
    """Fen that were paid to each child for a term, as known on a day."""
    stands = Q(taken_back_on__isnull=True) | Q(taken_back_on__gt=day)
    rows = AidPayment._base_manager.filter(stands, term_from=term_from, on__lte=day)
    if children is not None:
        rows = rows.filter(child_id__in=children)
    return dict(rows.order_by().values_list("child_id").annotate(paid=Sum("fen")))


def paired_on(day: date) -> frozenset[UUID]:
    """Children whom a named person stands by on a day."""
    return frozenset(AidPairing._base_manager.filter(in_force(day)).values_list("child_id", flat=True))


def lacking_on(day: date) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Who is entitled and not, or not wholly, paid for the term of a day, or not decided of; who is entitled and unpaired."""
    rows = dict(entitled_on(day).filter(is_entitled=True).values_list("child_id", "due"))
    paid, paired, open_ = paid_in(begins_on(day), day), paired_on(day), undecided_on(day)
    unpaid = {child for child, due in rows.items() if standing(due, paid.get(child, 0)) is not Standing.PAID}
    return frozenset(unpaid | open_), frozenset((set(rows) | open_) - paired)


def by_school(children: frozenset[UUID], day: date, schools: Collection[UUID] | None) -> Mapping[UUID, int]:
    """How many of some children each school has."""
    held = pupils_on(day, schools)
    return {school: count for school, pupils in held.items() if (count := len(children & pupils.keys()))}


def boards(child: UUID, day: date) -> bool:
    """Whether a class teacher has said last that a pupil boards."""
    rows = PupilFact._base_manager.filter(child_id=child, kind=FactKind.BOARDING, on__lte=day)
    return rows.order_by("-on", "-at", "-id").values_list("value", flat=True).first() == "yes"


def rooms_of(children: Collection[UUID], day: date) -> Mapping[UUID, UUID]:
    """The class or school of each child on a day."""
    rows = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    return dict(rows.values_list("child_id", "unit_id"))


def school_of_child(child: UUID, day: date) -> UUID | None:
    """The school of a child on a day."""
    row = ChildUnit._base_manager.filter(in_force(day), child_id=child, track=Track.SCHOOL).values_list(*PLACE).first()
    return school_of(*row) if row is not None else None


def mentors_for(child: UUID, day: date) -> list[tuple[UUID, str]]:
    """Who holds a post at the school of a child, or above it: one of them may stand by the child."""
    school = school_of_child(child, day)
    if school is None:
        return []
    within = Q(unit_id=school) | Q(unit__parent_id=school, unit__kind__in=(UnitKind.CLASS, UnitKind.TEACHING_POINT))
    above = Unit._base_manager.filter(pk=school).values("parent_id")
    rows = Grant._base_manager.filter(in_force(day), within | Q(unit_id__in=above), account__is_active=True)
    people = Account._base_manager.filter(pk__in=rows.values("account_id")).order_by("name", "id")
    return list(people.values_list("pk", "name"))


def helping(children: Collection[UUID], day: date) -> Mapping[UUID, list[str]]:
    """Who stands by each child on a day, by name."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = AidPairing._base_manager.filter(in_force(day), child_id__in=children)
    for child, name in rows.values_list("child_id", "mentor__name"):
        found[child].append(name)
    return found
