"""Whose studies are suspended, or whose entry is put off, not longer than was granted: for rooms above. It shows nothing."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.prepared import prepared
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import State, Step
from notoneless.records.enrolment.selectors.standings import standings_on

_PAUSES = frozenset({State.SUSPENDED, State.DEFERRED})


@prepared
def _ever_paused(children: Collection[UUID], day: date) -> QuerySet[RollEvent, UUID]:
    rows = RollEvent._base_manager.filter(child_id__in=children, step__in=(Step.SUSPEND, Step.DEFER), on__lte=day)
    return rows.order_by().values_list("entry_id", flat=True)


def paused_since(children: Collection[UUID], day: date) -> dict[UUID, date]:
    """Since when those of some children are on suspension or deferral whose pause runs on a day. One that is over by then is
    none any more, though nobody has come back from it."""
    ever = set(_ever_paused(list(children), day)) if children else set()
    if not ever:
        return {}
    rows = RollEntry._base_manager.filter(pk__in=ever, entered_on__lte=day).exclude(left_on__lte=day)
    entries = list(rows.order_by("entered_on", "id"))
    standings = standings_on(entries, day)
    found: dict[UUID, date] = {}
    for entry in entries:
        standing = standings[entry.pk]
        runs = standing.until is None or standing.until >= day
        if standing.state in _PAUSES and standing.since is not None and runs:
            found[entry.child_id] = standing.since
    return found
