"""What a plan may count of notices."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import State
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind
from notoneless.foundation.access.measures import Done, Events, Evidence, Flow, Happened, Units

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
    rows = _of(NoticeKind.RETURN, units).filter(handed_on__gte=first, handed_on__lte=last).order_by("handed_on", "id")
    for unit, day, child in rows.values_list("unit_id", "handed_on", "child_id"):
        if day is not None:
            yield Done(unit, day, about=child)


def _overdue(first: date, last: date, units: Units) -> Iterator[Happened]:
    """The day after the last one of a school's notice, where the child was still gone when that day began."""
    rows = _of(NoticeKind.RETURN, units).filter(until__gte=first - _A_DAY, until__lt=last)
    ended: dict[date, list[tuple[UUID, UUID, UUID, date]]] = defaultdict(list)
    for pk, unit, child, issued_on, until in rows.order_by("until", "id").values_list(
        "pk", "unit_id", "child_id", "issued_on", "until"
    ):
        ended[until + _A_DAY].append((pk, unit, child, issued_on))
    for day, lines in sorted(ended.items()):
        standings = dict(standings_of_children(day - _A_DAY, {child for _, _, child, _ in lines}))
        for pk, unit, child, issued_on in lines:
            standing = standings.get(child)
            is_gone = standing is not None and standing.state in _GONE
            if standing is not None and is_gone and standing.verified_on and standing.verified_on <= issued_on:
                yield Happened(pk, unit, day, about=child)


EVIDENCE: tuple[Evidence, ...] = (
    Flow("case.noticed", _issued(NoticeKind.RETURN)),
    Flow("document.deadline_notices", _issued(NoticeKind.DEADLINE)),
    Events("case.notice_overdue", _overdue),
    Flow("case.handed_over", _handed_over),
)
