"""Who may stand by a pupil: the staff of its school. By itself it shows nothing to anybody."""

from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.selectors.people import staff_on
from notoneless.casework.reintegration.selectors.knowing import schools_of
from notoneless.foundation.access.models import Account


def mentors_for(child: UUID, day: date) -> list[tuple[UUID, str]]:
    """Those who hold a post at a pupil's school or in it on a day, by name; nobody where the pupil is in no school here."""
    school = schools_of([child], day).get(child)
    if school is None:
        return []
    known = staff_on(day, [school]).get(school, {})
    return sorted(((each.account, each.words) for each in known.values()), key=lambda each: each[1])


def mentor_among(child: UUID, account: UUID, day: date) -> Account | None:
    """An account, where it is of the staff of a pupil's school."""
    if account not in dict(mentors_for(child, day)):
        return None
    return Account._base_manager.filter(pk=account, is_active=True).first()
