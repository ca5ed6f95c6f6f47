"""What plans count of meetings: those signed off, and the class teachers heard at them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import Meeting, MeetingAttendee
from notoneless.casework.campaigns.rules.meetings import TERM_MEETINGS, MeetingKind
from notoneless.foundation.access.measures import Done, Evidence, Flow, Units
from notoneless.foundation.calendar.selectors import load_calendar


def _signed(first: date, last: date, units: Units, kinds: tuple[MeetingKind, ...]) -> Iterator[Meeting]:
    """Meetings of some kinds that were signed off, each once for its day."""
    rows = Meeting._base_manager.filter(on__gte=first, on__lte=last, kind__in=kinds, signed_on__isnull=False)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    yield from rows.order_by("on", "id")


def _of_term(first: date, last: date, units: Units) -> Iterator[Done]:
    """The meetings at start, middle and end of a term: each of the three once a term, however often it was held."""
    terms = load_calendar(first, last)
    known: set[tuple[UUID, str, date]] = set()
    for row in _signed(first, last, units, TERM_MEETINGS):
        term = terms.term_of(row.on)
        if term is not None and (row.unit_id, row.kind, term.first_day) not in known:
            known.add((row.unit_id, row.kind, term.first_day))
            yield Done(row.unit_id, row.on)


def _of_office(first: date, last: date, units: Units) -> Iterator[Done]:
    """Meetings of teaching offices."""
    for row in _signed(first, last, units, (MeetingKind.OFFICE,)):
        yield Done(row.unit_id, row.on)


def _special(first: date, last: date, units: Units) -> Iterator[Done]:
    """Special meetings on dropout prevention."""
    for row in _signed(first, last, units, (MeetingKind.SPECIAL,)):
        yield Done(row.unit_id, row.on)


def _heard(first: date, last: date, units: Units) -> Iterator[Done]:
    """Class teachers whom the teaching office heard: each once a month."""
    rows = MeetingAttendee._base_manager.filter(heard=True, meeting__signed_on__isnull=False)
    rows = rows.filter(meeting__kind=MeetingKind.OFFICE, meeting__on__gte=first, meeting__on__lte=last)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    known: set[tuple[UUID, UUID, int, int]] = set()
    for unit, account, on in rows.order_by("meeting__on", "id").values_list("unit_id", "account_id", "meeting__on"):
        month = (unit, account, on.year, on.month)
        if month not in known:
            known.add(month)
            yield Done(unit, on)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("campaign.meetings", _of_term),
    Flow("campaign.office_meetings", _of_office),
    Flow("campaign.teachers_heard", _heard),
    Flow("campaign.special_meetings", _special),
)
