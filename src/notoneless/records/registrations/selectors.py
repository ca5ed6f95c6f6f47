"""Problem registrations in reach, and the figures of other offices."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.kernel.problems import Lang
from notoneless.records.registrations.models import OutsideTotal, ProblemRegistration
from notoneless.records.registrations.rules.kinds import HEADING_OF, ProblemKind, ProblemState
from notoneless.records.registrations.rules.totals import OutsideSource, TotalMeasure

READ_PROBLEMS = reading("registration.read", words="查看问题学籍", english="See problem registrations")
READ_TOTALS = reading("outside_total.read", words="查看部门数", english="See the figures of other offices")

PAGE = 100
"""Problems on one page."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows: one kind or all, open or settled."""

    kind: ProblemKind | None = None
    state: ProblemState = ProblemState.OPEN


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem registration."""

    id: UUID
    kind: ProblemKind
    name: str
    unit: str
    above: str
    source: str
    row: int
    reason: str
    first_seen_on: date
    is_current: bool
    state: ProblemState
    how: str
    explanation: str
    settled_by: str
    settled_at: datetime | None

    @property
    def heading(self) -> str:
        """The heading its kind belongs under."""
        return HEADING_OF[self.kind]


@dataclass(frozen=True, slots=True)
class Problems:
    """A page of problems, and how many there are by kind and by state."""

    kinds: tuple[tuple[ProblemKind, int], ...]
    states: dict[str, int]
    lines: tuple[ProblemLine, ...]
    has_more: bool


def list_problems(ctx: Context, lang: Lang, wanted: Wanted, page: int = 1) -> Problems:
    """A page of the problems in reach that the latest comparison still finds. The list leaves an entry."""
    reach = visible_to(ctx, READ_PROBLEMS, ProblemRegistration).filter(is_current=True)
    states = Counter(reach.values_list("state", flat=True))
    kinds = Counter(reach.filter(state=wanted.state).values_list("kind", flat=True))
    rows = _wanted(reach, wanted)[(page - 1) * PAGE : page * PAGE + 1]
    shown = list(rows)
    lines = tuple(_lines(shown[:PAGE], lang))
    _noted(ctx, lines, wanted, page)
    in_order = tuple((kind, kinds[kind.value]) for kind in ProblemKind if kinds[kind.value])
    return Problems(in_order, {state.value: states[state.value] for state in ProblemState}, lines, len(shown) > PAGE)


def all_problems(ctx: Context, lang: Lang, wanted: Wanted) -> list[ProblemLine]:
    """All of them, to be taken away as a sheet. It leaves an entry."""
    reach = visible_to(ctx, READ_PROBLEMS, ProblemRegistration).filter(is_current=True)
    lines = list(_lines(list(_wanted(reach, wanted)), lang))
    _noted(ctx, lines, wanted, 0)
    return lines


def open_problem(ctx: Context, problem: UUID, lang: Lang) -> ProblemLine:
    """One problem in reach, past ones too. It leaves an entry. Raises NotFound out of reach."""
    rows = visible_to(ctx, READ_PROBLEMS, ProblemRegistration).select_related("unit__parent")
    row = rows.filter(pk=problem).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_PROBLEMS, row)
    return next(_lines([row], lang))


def expect_problem(ctx: Context, code: str, problem: UUID) -> None:
    """Raises NotFound where a problem is out of reach of what somebody wants to do."""
    if not visible_to(ctx, code, ProblemRegistration).filter(pk=problem).exists():
        raise NotFound


def expect_total(ctx: Context, code: str, total: UUID) -> None:
    """Raises NotFound where a figure is out of reach of what somebody wants to do."""
    if not visible_to(ctx, code, OutsideTotal).filter(pk=total).exists():
        raise NotFound


def _wanted(reach: QuerySet[ProblemRegistration], wanted: Wanted) -> QuerySet[ProblemRegistration]:
    rows = reach.filter(state=wanted.state)
    rows = rows.filter(kind=wanted.kind) if wanted.kind else rows
    return rows.select_related("unit__parent").order_by("unit__sort_key", "unit_id", "kind", "row", "id")


def _noted(ctx: Context, lines: Iterable[ProblemLine], wanted: Wanted, page: int) -> None:
    asked = {"kind": wanted.kind.value if wanted.kind else "", "state": wanted.state.value, "page": page}
    listed(ctx, READ_PROBLEMS, [line.id for line in lines], asked)


def _lines(rows: list[ProblemRegistration], lang: Lang) -> Iterator[ProblemLine]:
    accounts = {row.settled_by_id for row in rows if row.settled_by_id}
    names = dict(Account._base_manager.filter(pk__in=accounts).values_list("pk", "name"))
    for row in rows:
        yield ProblemLine(
            id=row.id,
            kind=ProblemKind(row.kind),
            name=row.name,
            unit=row.unit.name,
            above=row.unit.parent.name if row.unit.parent else "",
            source=row.source,
            row=row.row,
            reason=row.reason_zh if lang == "zh" else row.reason_en,
            first_seen_on=row.first_seen_on,
            is_current=row.is_current,
            state=ProblemState(row.state),
            how=row.how,
            explanation=row.explanation,
            settled_by=names.get(row.settled_by_id, "") if row.settled_by_id else "",
            settled_at=row.settled_at,
        )


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One figure of another office."""

    id: UUID
    month: date
    source: OutsideSource
    measure: TotalMeasure
    figure: int
    paper: str
    explanation: str


def list_totals(ctx: Context, since: date) -> list[TotalLine]:
    """The figures in reach that hold, from a month on, the latest month first. The list leaves an entry."""
    rows = visible_to(ctx, READ_TOTALS, OutsideTotal).filter(is_current=True, month__gte=since)
    found = list(rows.order_by("-month", "measure", "source", "id"))
    listed(ctx, READ_TOTALS, [row.id for row in found], {"since": since.isoformat()})
    return [
        TotalLine(
            row.id,
            row.month,
            OutsideSource(row.source),
            TotalMeasure(row.measure),
            row.figure,
            row.paper,
            row.explanation,
        )
        for row in found
    ]
