"""What plans count of children schooled elsewhere: on file, spoken with in time, certified and acknowledged."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Level, Units
from notoneless.records.schooling_elsewhere.models import CertificateCopy, ElsewhereContact, ElsewhereRecord
from notoneless.records.schooling_elsewhere.rules.kinds import Beyond, Said
from notoneless.records.schooling_elsewhere.rules.standing import UNACCOUNTED
from notoneless.records.schooling_elsewhere.selectors.knowing import homes_on, lacks, numbered, open_on, standings_on


def _away(first: date, last: date, units: Units) -> Iterator[Happened]:
    """Children schooled outside the county, each on the day on which that was entered."""
    rows = list(ElsewhereRecord._base_manager.filter(opened_on__gte=first, opened_on__lte=last, beyond=Beyond.COUNTY))
    homes = homes_on(rows, last)
    for row in rows:
        if units is None or homes[row.pk] in units:
            yield Happened(row.pk, homes[row.pk], row.opened_on, about=row.child_id)


def _certified(first: date, last: date, units: Units) -> Iterator[Done]:
    """Copies of certificates, each on the day on which it was acknowledged."""
    rows = CertificateCopy._base_manager.filter(acknowledged_on__gte=first, acknowledged_on__lte=last)
    found = list(rows.select_related("record").defer("record__student_number").order_by("id"))
    homes = homes_on([row.record for row in found], last)
    for row in found:
        home = homes[row.record_id]
        if row.acknowledged_on is not None and (units is None or home in units):
            yield Done(home, row.acknowledged_on, about=row.child_id)


def _contacts(first: date, last: date, units: Units) -> Iterator[Done]:
    """Contacts in which a family was reached."""
    rows = ElsewhereContact._base_manager.filter(on__gte=first, on__lte=last).exclude(said=Said.NOT_REACHED)
    found = list(rows.select_related("record").defer("record__student_number").order_by("id"))
    homes = homes_on([row.record for row in found], last)
    for row in found:
        if units is None or homes[row.record_id] in units:
            yield Done(homes[row.record_id], row.on, about=row.child_id)


def _counted(day: date, units: Units, wanted: set[UUID], rows: list[ElsewhereRecord]) -> Mapping[UUID, int]:
    homes = homes_on(rows, day)
    found = Counter(homes[row.pk] for row in rows if row.pk in wanted)
    return {unit: count for unit, count in found.items() if units is None or unit in units}


def _incomplete(day: date, units: Units) -> Mapping[UUID, int]:
    """Children of whom a detail is missing, where they live."""
    rows = list(open_on(day))
    known = numbered(rows)
    return _counted(day, units, {row.pk for row in rows if lacks(row, row.pk in known)}, rows)


def _overdue(day: date, units: Units) -> Mapping[UUID, int]:
    """Children whose family should have been spoken with before, where they live."""
    rows = list(open_on(day))
    late = {pk for pk, each in standings_on(rows, day).items() if each.is_contact_overdue(day)}
    return _counted(day, units, late, rows)


def _unconfirmed(day: date, units: Units) -> Mapping[UUID, int]:
    """Children of whom nothing confirms any more that they are in school, where they live."""
    rows = list(open_on(day))
    found = {pk for pk, each in standings_on(rows, day).items() if each.state in UNACCOUNTED}
    return _counted(day, units, found, rows)


EVIDENCE: tuple[Evidence, ...] = (
    Events("registry.away_children", _away),
    Flow("registry.away_certificates", _certified),
    Flow("registry.away_contacts", _contacts),
    Level("registry.away_incomplete", _incomplete),
    Level("registry.away_overdue", _overdue),
    Level("registry.away_unconfirmed", _unconfirmed),
)
