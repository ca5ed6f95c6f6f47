"""What rooms above and the reckoning read of the watch list. By itself it shows nothing to anybody."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.casework.early_warning.models import ConcernNote
from notoneless.casework.watch_list.models import Keeping, Screening, WatchListEntry, Wavering
from notoneless.casework.watch_list.rules.kinds import Screened
from notoneless.foundation.access.models import Grant, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.people.models import ChildUnit


def listed_on(day: date) -> QuerySet[WatchListEntry]:
    """The entries in force when a day ended."""
    still = Q(lifted_on__isnull=True) | Q(lifted_on__gt=day)
    return WatchListEntry._base_manager.filter(still, opened_on__lte=day)


def watch_listed(day: date) -> frozenset[UUID]:
    """The children on the watch list when a day ended."""
    return frozenset(listed_on(day).order_by().values_list("child_id", flat=True))


def waverings(first: date, last: date) -> QuerySet[Wavering]:
    """The marks of some days."""
    return Wavering._base_manager.filter(on__gte=first, on__lte=last)


def kept(day: date) -> Exists:
    """Asked of an entry: whether somebody keeps it on a day, who reaches the pupil by the post that was named."""
    holders = Grant._base_manager.filter(
        in_force(day), unit_id=OuterRef("unit_id"), role=OuterRef("role"), account__is_active=True
    )
    above = UnitClosure._base_manager.filter(
        ancestor_id=OuterRef(OuterRef("unit_id")), descendant_id=OuterRef("unit_id")
    )
    there = ChildUnit._base_manager.filter(in_force(day), Exists(above), child_id=OuterRef("child_id"))
    posts = Keeping._base_manager.filter(in_force(day), Exists(holders), Exists(there), entry_id=OuterRef("pk"))
    return Exists(posts)


def without_keeper(day: date) -> QuerySet[WatchListEntry]:
    """The entries in force on a day that nobody keeps."""
    return listed_on(day).filter(~kept(day))


def to_be_listed(day: date, term_from: date | None, path: str = "pk") -> Q:
    """Children whom somebody found inclined to drop out, or who were screened as such this term, with no file since.

    `path`: what names the child in the rows that are asked.
    """
    over = Q(over_on__isnull=True) | Q(over_on__gt=day)
    inclined = ConcernNote._base_manager.filter(over, ~_filed(day), is_inclined=True, on__lte=day)
    wanted = Q(**{f"{path}__in": inclined.values("child_id")})
    if term_from is None:
        return wanted
    found = Screening._base_manager.filter(holds=True, found=Screened.TO_LIST, term_from=term_from, on__lte=day)
    return wanted | Q(**{f"{path}__in": found.filter(~_filed(day)).values("child_id")})


def _filed(day: date) -> Exists:
    """Asked of what was found on a day: whether the child has a file, or had one that was lifted no earlier."""
    since = Q(lifted_on__isnull=True) | Q(lifted_on__gt=day) | Q(lifted_on__gte=OuterRef("on"))
    return Exists(WatchListEntry._base_manager.filter(since, opened_on__lte=day, child_id=OuterRef("child_id")))
