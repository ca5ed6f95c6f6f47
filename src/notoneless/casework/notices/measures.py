"""What a plan may count of notices."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.cases.selectors.accounted import as_counted
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Units
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit

_A_DAY = timedelta(days=1)
_GONE = frozenset({State.VERIFIED, State.PROPOSED})


def _of(kind: NoticeKind, units: Units) -> QuerySet[ReturnNotice]:
    """Notices of a kind that were not taken back, each at the unit that issued it."""
    rows = ReturnNotice._base_manager.filter(kind=kind, withdrawn_on__isnull=True)
    return rows if units is None else rows.filter(unit_id__in=units)


def _issued(kind: NoticeKind) -> Callable[[date, date, Units], Iterator[Done]]:
    def done(first: date, last: date, units: Units) -> Iterator[Done]:
        rows = _of(kind, units).filter(issued_on__gte=first, issued_on__lte=last).order_by("issued_on", "id")
        for unit, day, child in rows.values_list("unit_id", "issued_on", "child_id"):
            yield Done(unit, day, about=child)

    return done


def _handed_over(first: date, last: date, units: Units) -> Iterator[Done]:
    rows = _of(NoticeKind.RETURN, None).filter(handed_on__gte=first, handed_on__lte=last).order_by("handed_on", "id")
    for unit, day, child in rows.values_list("unit_id", "handed_on", "child_id"):
        if day is not None:
            for answering in _answering(unit, child, day, units):
                yield Done(answering, day, about=child)


def _answering(issuer: UUID, child: UUID, day: date, units: Units) -> list[UUID]:
    """The units that answer for a child on a day: where it is a pupil then, or else the school that issued the notice."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id=child, track=Track.SCHOOL)
    found = list(places.order_by("id").values_list("unit_id", flat=True)) or [issuer]
    return [unit for unit in found if units is None or unit in units]


def _overdue(first: date, last: date, units: Units) -> Iterator[Happened]:
    """The day after the last one of a school's notice, where the child was still gone when that day began."""
    rows = _of(NoticeKind.RETURN, None).filter(until__gte=first - _A_DAY, until__lt=last)
    ended: dict[date, list[tuple[UUID, UUID, UUID, int]]] = defaultdict(list)
    for pk, unit, child, episode, until in rows.order_by("until", "id").values_list(
        "pk", "unit_id", "child_id", "episode", "until"
    ):
        ended[until + _A_DAY].append((pk, unit, child, episode))
    for day, lines in sorted(ended.items()):
        standings = as_counted(
            dict(standings_of_children(day - _A_DAY, {child for _, _, child, _ in lines})), day - _A_DAY
        )
        for pk, unit, child, episode in lines:
            standing = standings.get(child)
            if standing is not None and standing.state in _GONE and standing.times_reopened == episode:
                for answering in _answering(unit, child, day, units):
                    yield Happened(pk, answering, day, about=child)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("case.noticed", _issued(NoticeKind.RETURN)),
    Flow("document.deadline_notices", _issued(NoticeKind.DEADLINE)),
    Events("case.notice_overdue", _overdue),
    Flow("case.handed_over", _handed_over),
)
