"""The open cases in reach, each with where it stands: counted by step, township, owner and days overdue, and listed."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN, State
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.notices.rules.standing import state_on
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.notices.selectors.knowing import Dropout, known_of, schooled_among
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.stages import LegalStage, legal_stages
from notoneless.casework.reintegration.selectors.knowing import following_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.foundation.plans.selectors import settings
from notoneless.oversight.backlog.rules.position import (
    BANDS,
    PLAN,
    BacklogStep,
    CaseFacts,
    NoticeFacts,
    Position,
    band_of,
    position_of,
    within_of,
)
from notoneless.oversight.backlog.selectors.places import Place, Places, places_of_children

PAGE = 50
"""Cases on one page of the list."""

IN_TIME, NO_DAY = "in_time", "no_day"
"""Bands of what is not overdue: its day is still to come, or nothing sets one."""

_DONE = (NoticeState.ENDED, NoticeState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class BacklogFilter:
    """What the list is narrowed to: a step, a township, an owner, a band of days overdue."""

    step: str = ""
    township: UUID | None = None
    owner: UUID | None = None
    band: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class BacklogLine:
    """An open case. `procedure`: that of the four steps at which it stands; `days`: overdue."""

    case: UUID
    child: UUID
    name: str
    since: date
    position: Position
    procedure: UUID | None
    places: Places
    days: int

    @property
    def owner(self) -> Place | None:
        """The unit whose turn it is."""
        return self.places.owner(self.position.owner)

    @property
    def band(self) -> str:
        """How long it has been overdue."""
        return band_of(self.days) or (IN_TIME if self.position.due is not None else NO_DAY)


@dataclass(frozen=True, slots=True)
class BacklogCount:
    """How many cases stand at one thing, and how many of them are overdue."""

    key: str
    name: str
    total: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """A page of the list, the most overdue first, and what the filter leaves, counted in four ways."""

    lines: tuple[BacklogLine, ...]
    total: int
    overdue: int
    page: int
    pages: int
    steps: tuple[BacklogCount, ...]
    townships: tuple[BacklogCount, ...]
    owners: tuple[BacklogCount, ...]
    bands: tuple[BacklogCount, ...]


@dataclass(frozen=True, slots=True)
class OverdueShare:
    """How many cases are open, and how many of them are past their day."""

    total: int
    overdue: int


def open_backlog(ctx: Context, wanted: BacklogFilter = BacklogFilter()) -> Backlog:
    """The open cases in reach that a filter leaves. The list leaves an entry."""
    found = [line for line in _lines(ctx) if _is_wanted(line, wanted)]
    found.sort(key=lambda line: (-line.days, line.position.due or date.max, line.since, line.case))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    kept = {name: str(getattr(wanted, name) or "") for name in ("step", "township", "owner", "band")}
    listed(ctx, READ_CASE, [line.case for line in shown], {"backlog": "", **kept})
    return Backlog(
        lines=tuple(shown),
        total=len(found),
        overdue=sum(line.days > 0 for line in found),
        page=page,
        pages=pages,
        steps=_by_code(found, [step.value for step in BacklogStep], lambda line: line.position.step.value),
        townships=_by_place(found, lambda line: line.places.township),
        owners=_by_place(found, lambda line: line.owner),
        bands=_by_code(found, [*(name for name, _, _ in reversed(BANDS)), IN_TIME, NO_DAY], lambda line: line.band),
    )


def overdue_share(ctx: Context) -> OverdueShare:
    """How many cases in reach are open and overdue. Numbers name nobody: no entry is left."""
    rows = [_Open(*row) for row in _standing(sight(ctx, READ_CASE, Case))]
    positions = _positions(ctx, rows)
    return OverdueShare(len(rows), sum(position.overdue(ctx.today) > 0 for position, _ in positions.values()))


def _is_wanted(line: BacklogLine, wanted: BacklogFilter) -> bool:
    return (
        (not wanted.step or line.position.step == wanted.step)
        and (
            wanted.township is None or (line.places.township is not None and line.places.township.id == wanted.township)
        )
        and (wanted.owner is None or (line.owner is not None and line.owner.id == wanted.owner))
        and (not wanted.band or line.band == wanted.band)
    )


def _open_cases(ctx: Context) -> list[Case]:
    return list(visible_to(ctx, READ_CASE, Case).filter(state__in=OPEN).select_related("child").order_by())


class _Open(NamedTuple):
    """What tells where an open case stands, and nothing else of it."""

    pk: UUID
    child_id: UUID
    state: str
    since: date
    verified_on: date | None
    times_reopened: int
    review_on: date | None


@prepared
def _standing(seen: Sight) -> QuerySet[Case, Any]:
    return seen.of(Case).filter(state__in=OPEN).order_by().values_list(*_Open._fields)


def _lines(ctx: Context) -> Iterable[BacklogLine]:
    rows = _open_cases(ctx)
    positions = _positions(ctx, rows)
    places = places_of_children(ctx, [row.child_id for row in rows])
    for row in rows:
        position, stage = positions[row.pk]
        yield BacklogLine(
            case=row.pk,
            child=row.child_id,
            name=row.child.name,
            since=row.since,
            position=position,
            procedure=stage.procedure if stage is not None else None,
            places=places.get(row.child_id, Places()),
            days=position.overdue(ctx.today),
        )


def _positions(ctx: Context, rows: Sequence[Case | _Open]) -> Mapping[UUID, tuple[Position, LegalStage | None]]:
    """Where each open case stands, and its legal step. Notices and procedures that somebody may not see count for nothing."""
    gone = {row.child_id: row for row in rows if row.verified_on is not None}
    notices = _notices(ctx, gone) if gone and ctx.may(READ_NOTICE) else {}
    stages = legal_stages(ctx, gone) if gone and ctx.may(READ_PROCEDURE) else {}
    follow = following_of(ctx.today, gone)
    schooled = schooled_among(gone, ctx.today) if gone else set()
    within = within_of(settings(PLAN, ctx.today))
    found = {}
    for row in rows:
        stage = stages.get(row.child_id)
        facts = CaseFacts(
            state=State(row.state),
            since=row.since,
            verified_on=row.verified_on,
            notice=notices.get(row.child_id),
            step=stage.step if stage is not None else None,
            until=stage.until if stage is not None else None,
            is_back=row.child_id in follow,
            follow_by=follow.get(row.child_id),
            review_on=row.review_on,
            has_school=row.child_id in schooled,
        )
        found[row.pk] = (position_of(facts, within), stage)
    return found


@prepared
def _standing_notices(seen: Sight) -> QuerySet[ReturnNotice]:
    return seen.of(ReturnNotice).filter(withdrawn_on__isnull=True).order_by("issued_on", "id")


def _notices(ctx: Context, cases: Mapping[UUID, Case | _Open]) -> Mapping[UUID, NoticeFacts]:
    """The latest notice of each dropout that stands; the township's stands over the school's."""
    found: dict[UUID, NoticeFacts] = {}
    for row in _standing_notices(sight(ctx, READ_NOTICE, ReturnNotice)):
        case = cases.get(row.child_id)
        if case is None or case.verified_on is None:
            continue
        state = state_on(known_of(row, Dropout(case.verified_on, case.times_reopened)), ctx.today)
        before = found.get(row.child_id)
        if state not in _DONE and not (before and before.kind is NoticeKind.DEADLINE and row.kind == NoticeKind.RETURN):
            found[row.child_id] = NoticeFacts(NoticeKind(row.kind), state, row.until, row.handed_on)
    return found


def _by_code(
    lines: Collection[BacklogLine], codes: Sequence[str], of: Callable[[BacklogLine], str]
) -> tuple[BacklogCount, ...]:
    total = Counter(of(line) for line in lines)
    overdue = Counter(of(line) for line in lines if line.days)
    return tuple(BacklogCount(code, "", total[code], overdue[code]) for code in codes if total[code])


def _by_place(lines: Collection[BacklogLine], of: Callable[[BacklogLine], Place | None]) -> tuple[BacklogCount, ...]:
    """By unit in the order of the tree: never by a number."""
    total = Counter(place for line in lines if (place := of(line)) is not None)
    overdue = Counter(place for line in lines if line.days and (place := of(line)) is not None)
    return tuple(BacklogCount(str(place.id), place.name, total[place], overdue[place]) for place in sorted(total))
