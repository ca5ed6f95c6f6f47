"""What plans count of activities: those of a month, the channels and aspects used, lessons on the laws; stories published."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.campaigns.models import CampaignActivity, CampaignEvidence, Story
from notoneless.casework.campaigns.rules.activities import ActivityKind, What
from notoneless.foundation.access.measures import Done, Evidence, Flow, Units
from notoneless.foundation.calendar.selectors import load_calendar


def _held(first: date, last: date, units: Units, **asked: Any) -> QuerySet[CampaignActivity]:
    """Activities held in some days whose evidence counts."""
    proved = CampaignEvidence._base_manager.filter(struck_on__isnull=True).values("about")
    rows = CampaignActivity._base_manager.filter(held_on__gte=first, held_on__lte=last, pk__in=proved, **asked)
    if units is not None:
        rows = rows.filter(holder_id__in=units)
    return rows.filter(called_off_on__isnull=True).order_by("held_on", "id")


def _told(rows: QuerySet[CampaignActivity], at: str) -> Iterator[tuple[UUID, str, date]]:
    """Where, what and when, of activities that were held."""
    yield from rows.values_list(at, "what", "held_on")


def _activities(first: date, last: date, units: Units) -> Iterator[Done]:
    """Each activity, at whose it is."""
    rows = _held(first, last, units, kind__in=(ActivityKind.PUBLICITY, ActivityKind.ACTION))
    for holder, _, on in _told(rows, "holder_id"):
        yield Done(holder, on)


def _once_a_month(rows: QuerySet[CampaignActivity], as_one: bool = False) -> Iterator[Done]:
    """Each thing done once in a month, at whose it is; `as_one`: lessons on whatever law are one thing."""
    known: set[tuple[UUID, str, int, int]] = set()
    for holder, what, on in _told(rows, "holder_id"):
        month = (holder, What.TAUGHT if as_one else what, on.year, on.month)
        if month not in known:
            known.add(month)
            yield Done(holder, on)


def _channels(first: date, last: date, units: Units) -> Iterator[Done]:
    """Each channel of publicity once a month; lessons on the laws are one of them."""
    named = _held(first, last, units, kind=ActivityKind.PUBLICITY).exclude(what=What.TAUGHT)
    yield from _once_a_month(named)
    taught = _held(first, last, units, what=What.TAUGHT) | _held(first, last, units, kind=ActivityKind.LESSON)
    yield from _once_a_month(taught, as_one=True)


def _aspects(first: date, last: date, units: Units) -> Iterator[Done]:
    """Each of aid, conditions and quality once a month."""
    yield from _once_a_month(_held(first, last, units, kind=ActivityKind.ACTION))


def _law_lessons(first: date, last: date, units: Units) -> Iterator[Done]:
    """Lessons of classes: each of the three laws once a term."""
    terms = load_calendar(first, last)
    rows = CampaignActivity._base_manager.filter(held_on__gte=first, held_on__lte=last, kind=ActivityKind.LESSON)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    known: set[tuple[UUID, str, date]] = set()
    for unit, what, on in _told(rows.filter(called_off_on__isnull=True).order_by("held_on", "id"), "unit_id"):
        term = terms.term_of(on)
        if term is not None and (unit, what, term.first_day) not in known:
            known.add((unit, what, term.first_day))
            yield Done(unit, on)


def _examples(first: date, last: date, units: Units) -> Iterator[Done]:
    """Stories that were published and stand."""
    rows = Story._base_manager.filter(published_on__gte=first, published_on__lte=last, withdrawn_on__isnull=True)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    for unit, on in rows.order_by("published_on", "id").values_list("unit_id", "published_on"):
        if on is not None:
            yield Done(unit, on)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("campaign.activities", _activities),
    Flow("campaign.channels", _channels),
    Flow("campaign.aspects", _aspects),
    Flow("campaign.law_lessons", _law_lessons),
    Flow("campaign.examples", _examples),
)
