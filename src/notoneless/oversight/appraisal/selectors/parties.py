"""Who is to sign on a day, school by school, and who has. By itself it shows nobody anything."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.people.schools import PLACE, school_of, within_schools
from notoneless.oversight.appraisal.models import Undertaking
from notoneless.oversight.appraisal.rules.signing import Party

HEAD = "school_head"
"""Who signs for the school, and so with nobody."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who holds a post at a school or in it: the post by which the letter is reached, a class where there is one."""

    account: UUID
    name: str
    unit: UUID
    unit_name: str
    role: str
    title: str


def school_year_of(day: date) -> int:
    """The school year of a day."""
    return load_calendar(day, day).school_year_of(day)


def teachers_on(day: date, schools: Collection[UUID] | None = None) -> Mapping[UUID, Mapping[UUID, Teacher]]:
    """The teachers of schools by account: whoever holds a post there, the head apart. Who leads a class is told as of it."""
    rows = Post._base_manager.filter(within_schools(schools), in_force(day)).exclude(grant__role=HEAD)
    told = rows.order_by("unit__sort_key", "unit_id", "id").values_list(
        *PLACE, "holder_id", "holder__name", "unit__name", "grant__role", "title"
    )
    found: dict[UUID, dict[UUID, Teacher]] = defaultdict(dict)
    for unit, kind, parent, parent_kind, above, account, name, unit_name, role, title in told:
        school = school_of(unit, kind, parent, parent_kind, above)
        if school is None:
            continue
        known = found[school].get(account)
        if known is None or (kind == UnitKind.CLASS and known.role != "class_teacher"):
            found[school][account] = Teacher(account, name, unit, unit_name, role, title)
    return found


def signed_by(day: date, party: Party, schools: Collection[UUID] | None = None) -> Iterator[tuple[UUID, UUID]]:
    """School and teacher, or school and pupil, of what had been signed by a day for its school year and not taken back."""
    rows = Undertaking._base_manager.filter(party=party, school_year=school_year_of(day), signed_on__lte=day)
    rows = rows.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))
    if schools is not None:
        rows = rows.filter(school_id__in=schools)
    whose = "teacher_id" if party is Party.TEACHER else "child_id"
    yield from rows.order_by("id").values_list("school_id", whose)


def year_of(school_year: int) -> tuple[date, date]:
    """The first and last day of a school year."""
    near = date(school_year, 9, 1)
    calendar = load_calendar(near, date(school_year + 1, 9, 1))
    return calendar.school_year_begins(school_year), calendar.school_year_begins(school_year + 1) - timedelta(days=1)
