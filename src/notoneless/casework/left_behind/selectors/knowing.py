"""What is known of left-behind children, for services, measures and pages alike. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from notoneless.casework.aid.selectors.knowing import rooms_of
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.early_warning.models import PupilFact
from notoneless.casework.early_warning.rules.pupils import FactKind
from notoneless.casework.left_behind.models import (
    CareItem,
    ContactPerson,
    LeftBehindContact,
    LeftBehindFile,
    LeftBehindVersion,
)
from notoneless.casework.left_behind.rules.counting import Counted
from notoneless.casework.left_behind.rules.judging import PLAN, contact_state, items_of, of_civil_affairs
from notoneless.casework.left_behind.rules.kinds import Away, ContactState
from notoneless.foundation.access.models import Grant
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.people.measures import grades_of_classes
from notoneless.foundation.plans.selectors import settings
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.ages import age_on


def items_on(day: date) -> tuple[str, ...]:
    """The five ones as the county has written them down."""
    return items_of({key: found.value for key, found in settings(PLAN, day).items()})


def files_on(day: date) -> QuerySet[LeftBehindFile]:
    """The files open on a day."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return LeftBehindFile._base_manager.filter(still, opened_on__lte=day)


def told_away(day: date) -> frozenset[UUID]:
    """Pupils of whom a class teacher has said last that a parent works away."""
    said: dict[UUID, str] = {}
    rows = PupilFact._base_manager.filter(kind=FactKind.PARENTS_AWAY, on__lte=day).order_by("on", "at", "id")
    said |= dict(rows.values_list("child_id", "value"))
    return frozenset(child for child, value in said.items() if value in set(Away))


def fileless_on(day: date) -> frozenset[UUID]:
    """Pupils of whom a parent works away, as their class teachers say, and who have no file."""
    return told_away(day) - set(files_on(day).values_list("child_id", flat=True))


def contact_states(children: Collection[UUID], day: date) -> Mapping[UUID, ContactState]:
    """How the contact scheme of each child with a file stands on a day."""
    named = {row.child_id: row for row in ContactPerson._base_manager.filter(in_force(day), child_id__in=children)}
    posts = Grant._base_manager.filter(in_force(day), account__in=[row.person_id for row in named.values()])
    active = set(posts.filter(account__is_active=True).values_list("account_id", flat=True))
    rows = LeftBehindContact._base_manager.filter(child_id__in=children, is_reached=True, on__lte=day)
    last = dict(rows.order_by().values_list("child_id").annotate(last=Max("on")))
    found = {}
    for child in children:
        row = named.get(child)
        has_person = row is not None and row.person_id in active
        found[child] = contact_state(
            has_person, row.from_on if row else None, row.every if row else None, last.get(child), day
        )
    return found


def done_items(children: Collection[UUID], day: date) -> Mapping[UUID, set[str]]:
    """Which items were done for each child in the term of a day."""
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = CareItem._base_manager.filter(child_id__in=children, term_from=begins_on(day), on__lte=day)
    for child, item in rows.values_list("child_id", "item"):
        found[child].add(item)
    return found


def counted(files: Collection[LeftBehindFile], day: date, places: Mapping[UUID, UUID]) -> Iterator[Counted]:
    """The children of some files as a survey counts them; `places`: the unit beneath in which each is.

    Traits and family situation are opened to be added up: nothing of one child leaves the program.
    """
    rows = LeftBehindVersion._base_manager.filter(file__in=files, from_on__lte=day).order_by("from_on", "at", "id")
    latest = {row.file_id: row for row in rows}
    rooms, grades = rooms_of([file.child_id for file in files], day), grades_of_classes()
    for file in files:
        row, child = latest[file.pk], file.child
        age = age_on(child.born_on, day) if child.born_on else None
        yield Counted(
            places.get(file.child_id),
            grades.get(rooms[file.child_id]) if file.child_id in rooms else None,
            child.sex,
            row.away,
            row.carer,
            tuple((opened(row, "traits") or "").split()),
            tuple((opened(row, "family") or "").split()),
            of_civil_affairs(Away(row.away), row.is_other_able, age),
        )
