"""Classes of whose pupils nobody is expected: all are taught at home, suspended, or gone and not confirmed elsewhere yet."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.attendance.selectors.at_home import at_home_since
from notoneless.records.attendance.selectors.classes import LEADS_THERE, SKIPPED
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.selectors import standings_on


def idle_since(classes: Collection[UUID], day: date) -> dict[UUID, date]:
    """Of some classes those of whose pupils nobody is to come on a day, and since which day. It shows nothing."""
    members: dict[UUID, set[UUID]] = defaultdict(set)
    rows = ChildUnit._base_manager.filter(in_force(day), unit_id__in=classes, track=Track.SCHOOL)
    for unit, child in rows.order_by().values_list("unit_id", "child_id"):
        members[unit].add(child)
    children = {child for some in members.values() for child in some}
    if not children:
        return {}
    away = _off_since(children, day) | at_home_since(children, day)
    return {unit: max(away[child] for child in some) for unit, some in members.items() if some <= away.keys()}


def _off_since(children: Collection[UUID], day: date) -> dict[UUID, date]:
    """Those of some children whom the roll says not to expect on a day, with the day since which it does."""
    led = RollEvent._base_manager.filter(entry=OuterRef("pk"), step__in=LEADS_THERE)
    rows = RollEntry._base_manager.filter(Exists(led), child_id__in=children, entered_on__lte=day)
    entries = list(rows.exclude(left_on__lte=day).order_by("id"))
    standings = standings_on(entries, day) if entries else {}
    return {
        each.child_id: since
        for each in entries
        if standings[each.pk].state in SKIPPED and (since := standings[each.pk].since) is not None
    }
