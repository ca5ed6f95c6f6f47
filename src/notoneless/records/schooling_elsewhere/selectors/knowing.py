"""What is known of records, for lists, measures and rooms above alike. It shows nothing to anybody by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.audit.rules import instants_of
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.plans.selectors import settings
from notoneless.records.schooling_elsewhere.models import (
    CertificateCopy,
    ElsewhereContact,
    ElsewhereRecord,
    TermConfirmation,
)
from notoneless.records.schooling_elsewhere.rules.kinds import Beyond, Recipient, Said
from notoneless.records.schooling_elsewhere.rules.refusing import DETAILS
from notoneless.records.schooling_elsewhere.rules.settings import PLAN, AwayNumbers, numbers_of
from notoneless.records.schooling_elsewhere.rules.standing import (
    COVERED,
    UNACCOUNTED,
    Confirmed,
    Contacted,
    Facts,
    Standing,
    State,
    standing,
)


def numbers_on(day: date) -> AwayNumbers:
    """What the county has set on a day."""
    return numbers_of(settings(PLAN, day))


def standings_on(rows: Iterable[ElsewhereRecord], day: date) -> dict[UUID, Standing]:
    """Where records stood at the end of a day; as many queries for many as for one."""
    found = list(rows)
    if not found:
        return {}
    facts, numbers = _facts(found, day), numbers_on(day)
    earliest = min(row.opened_on for row in found)
    ends = [each.until for known in facts.values() for each in known.confirmed]
    calendar = load_calendar(earliest, max([day, *ends]))
    return {pk: standing(known, day, numbers, calendar) for pk, known in facts.items()}


def _facts(rows: Sequence[ElsewhereRecord], day: date) -> dict[UUID, Facts]:
    ids, (_, end) = [row.pk for row in rows], instants_of(day, day)
    contacts: dict[UUID, list[Contacted]] = defaultdict(list)
    spoken = ElsewhereContact._base_manager.filter(record__in=ids, at__lt=end)
    for pk, on, said, at in spoken.order_by("at", "id").values_list("record_id", "on", "said", "at"):
        contacts[pk].append(Contacted(on, Said(said), at))
    confirmed: dict[UUID, list[Confirmed]] = defaultdict(list)
    proofs = TermConfirmation._base_manager.filter(record__in=ids, at__lt=end)
    for pk, until, at in proofs.order_by("at", "id").values_list("record_id", "until_on", "at"):
        confirmed[pk].append(Confirmed(until, at))
    here = _in_schools_here({row.child_id for row in rows if row.beyond == Beyond.TOWNSHIP}, day)
    return {
        row.pk: Facts(
            row.opened_on,
            row.ended_on,
            tuple(contacts[row.pk]),
            tuple(confirmed[row.pk]),
            is_on_track=row.beyond == Beyond.TOWNSHIP and row.child_id in here,
        )
        for row in rows
    }


def _in_schools_here(children: Collection[UUID], day: date) -> set[UUID]:
    """Those of some children who belong to a class or school of the county: its own roll tells where they are."""
    if not children:
        return set()
    rows = ChildUnit._base_manager.filter(in_force(day), child__in=children, track=Track.SCHOOL)
    return set(rows.values_list("child_id", flat=True))


def open_on(day: date) -> QuerySet[ElsewhereRecord]:
    """The records that were open at the end of a day."""
    rows = ElsewhereRecord._base_manager.filter(opened_on__lte=day)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).defer("student_number")


def covered_on(day: date) -> set[UUID]:
    """The children whom something confirms to be in school elsewhere on a day."""
    return {child for child, is_confirmed in confirmed_on(day).items() if is_confirmed}


def confirmed_on(day: date) -> dict[UUID, bool]:
    """Of each child recorded as schooled elsewhere, whether something confirms it on a day. One whose confirmation is still
    awaited in time is left out: what others say of it counts."""
    rows = list(open_on(day))
    found = standings_on(rows, day)
    told = {row.child_id: found[row.pk].state for row in rows}
    return {child: state in COVERED for child, state in told.items() if state in COVERED | UNACCOUNTED}


def covered_since(day: date, children: Collection[UUID]) -> dict[UUID, date]:
    """Of some children those whom something confirms to be in school elsewhere on a day, with the day it was first entered."""
    covered = covered_on(day) & set(children)
    rows = TermConfirmation._base_manager.filter(child__in=covered, record__ended_on__isnull=True, on__lte=day)
    return dict(rows.order_by("-on").values_list("child_id", "on"))


def lacks(row: ElsewhereRecord, has_number: bool) -> tuple[str, ...]:
    """Which details of a record are missing."""
    known = {**{name: getattr(row, name) for name in DETAILS if name != "student_number"}, "student_number": has_number}
    return tuple(name for name in DETAILS if not known[name])


def numbered(rows: Iterable[ElsewhereRecord]) -> set[UUID]:
    """The records whose child has a student number on file, here or on its own page."""
    found = ElsewhereRecord._base_manager.filter(pk__in=[row.pk for row in rows])
    has_one = Q(student_number__isnull=False) | Q(child__student_number_index__isnull=False)
    return set(found.filter(has_one).values_list("pk", flat=True))


def copies_of(records: Collection[UUID]) -> Mapping[UUID, dict[Recipient, CertificateCopy]]:
    """The copies of certificates by recipient."""
    found: dict[UUID, dict[Recipient, CertificateCopy]] = defaultdict(dict)
    rows = CertificateCopy._base_manager.filter(record__in=records).select_related("unit", "acknowledged_by")
    for row in rows:
        found[row.record_id][Recipient(row.recipient)] = row
    return found


def homes_on(rows: Iterable[ElsewhereRecord], day: date) -> dict[UUID, UUID]:
    """Where the child of each record lives on a day; where it lived when the record began, if nobody knows."""
    found = list(rows)
    periods = ChildUnit._base_manager.filter(
        in_force(day), child__in={row.child_id for row in found}, track=Track.HOUSEHOLD
    )
    homes = dict(periods.values_list("child_id", "unit_id"))
    return {row.pk: homes.get(row.child_id, row.unit_id) for row in found}


def lapsed_untold(day: date) -> list[ElsewhereRecord]:
    """The open records whose confirmation has run out, where that was not told since it did."""
    rows = list(
        open_on(day).select_related("child").defer("student_number", "child__id_number", "child__student_number")
    )
    found = standings_on(rows, day)
    return [
        row
        for row in rows
        if found[row.pk].state is State.LAPSED and (row.told_on is None or row.told_on <= found[row.pk].due_on)
    ]
