"""What forms offer: the schools of a township, and the last day of a term. It names nobody."""

from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord
from notoneless.records.schooling_elsewhere.selectors.knowing import homes_on

_A_YEAR = timedelta(days=366)


def schools_near(row: ElsewhereRecord, day: date) -> list[tuple[UUID, str]]:
    """The schools of the township in which a child lives, those first that other schools stand under."""
    home = homes_on([row], day)[row.pk]
    above = UnitClosure.objects.filter(descendant_id=home, ancestor__kind=UnitKind.TOWNSHIP).values("ancestor_id")
    within = UnitClosure.objects.filter(ancestor_id__in=above).values("descendant_id")
    rows = list(
        Unit._base_manager.filter(in_force(day), pk__in=within, kind=UnitKind.SCHOOL).order_by("sort_key", "id")
    )
    central = {each.parent_id for each in rows}
    return [(each.pk, each.name) for each in sorted(rows, key=lambda each: each.pk not in central)]


def term_ends(day: date) -> date:
    """The last day of the term that a day is in, or of the next one."""
    terms = load_calendar(day, day + _A_YEAR).terms_between(day, day + _A_YEAR)
    return min((each.last_day for each in terms if each.last_day >= day), default=day)
