"""What is compared of records of visits. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from notoneless.casework.visits.models import HomeVisit, Visitor, VisitPhoto
from notoneless.casework.visits.rules.honesty import Limits, Seen

COMPARED = timedelta(days=400)
"""How far back words are compared: a school year and more."""

_MARK = 8
"""Figures of one mark as it is stored."""


def seen_of(ids: Collection[UUID]) -> list[Seen]:
    """What is compared of some records."""
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for visit, account in Visitor._base_manager.filter(visit_id__in=ids).values_list("visit_id", "account_id"):
        if visit is not None:
            people[visit].add(account)
    photos: dict[UUID, set[str]] = defaultdict(set)
    pictures = VisitPhoto._base_manager.filter(visit_id__in=ids).values_list("visit_id", "attachment__content")
    for visit, content in pictures:
        photos[visit].add(content)
    rows = HomeVisit._base_manager.filter(pk__in=ids).select_related("child").order_by("on", "id")
    return [
        Seen(
            id=row.pk,
            child=row.child_id,
            household=row.child.household_id,
            on=row.on,
            begun_at=row.begun_at,
            ended_at=row.ended_at,
            place=row.place,
            visitors=frozenset(people[row.pk]),
            photos=frozenset(photos[row.pk]),
            written=row.written,
            marks=marks(row.marks),
        )
        for row in rows
    ]


def compared_with(own: Seen, limits: Limits) -> Iterable[Seen]:
    """The other records that hold and may be odd beside one: with its photos, of its day and people, or in words as long."""
    pictures = VisitPhoto._base_manager.filter(attachment__content__in=own.photos).values("visit_id")
    that_day = Visitor._base_manager.filter(account_id__in=own.visitors, visit__on=own.on).values("visit_id")
    wanted = Q(pk__in=pictures) | Q(pk__in=that_day)
    if own.written >= limits.words_from:
        since, until = own.on - COMPARED, own.on + COMPARED
        wanted |= Q(written__gte=limits.words_from, on__gte=since, on__lte=until)
    rows = HomeVisit._base_manager.filter(wanted, holds=True).exclude(pk=own.id)
    return seen_of(list(rows.values_list("pk", flat=True)))


def marks(text: str) -> tuple[int, ...]:
    """The marks of a text, from how they are stored."""
    return tuple(int(text[at : at + _MARK], 16) for at in range(0, len(text), _MARK))
