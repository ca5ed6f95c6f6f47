"""Applications in reach: lists by state, and one with its papers and its course."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest, ChangeStep
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.refusing import lacking
from notoneless.records.roll_changes.rules.standing import OPEN, State
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.knowing import levels_of, mark_of, numbers_on, papers_of, receives

SHOWN = 200
"""Applications of one list."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """An application in a list, without its reason. `lacks`: papers it is without, while it stands."""

    id: UUID
    kind: ChangeKind
    child: UUID
    name: str
    unit: UUID
    unit_name: str
    school: str
    on: date
    until: date | None
    destination: str
    state: State
    waits_for: str
    lacks: tuple[PaperKind, ...]
    asked_on: date
    by: UUID
    by_name: str
    done_on: date | None
    arrived_on: date | None
    receiving: UUID | None
    receiving_name: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of an application."""

    kind: PaperKind
    dated_on: date
    on: date
    file: UUID
    by: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the course of an application. `seen`: how many papers were there then."""

    move: str
    level: str
    note: str
    on: date
    by: str
    seen: int


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One application: papers by kind, course, and the mark of what is shown, which a decision brings back."""

    line: RequestLine
    grade: int | None
    room: str
    signer: str
    signed_on: date | None
    has_reason: bool
    has_statement: bool
    papers: tuple[PaperLine, ...]
    course: tuple[StepLine, ...]
    mark: str
    entry: UUID | None
    paper: UUID | None
    paper_number: str


def rows_in_reach(ctx: Context, code: str = READ_CHANGE) -> QuerySet[ChangeRequest]:
    """The applications on which `code` may be done."""
    rows = visible_to(ctx, code, ChangeRequest).select_related("unit__parent", "also_unit", "by")
    return rows.defer("reason", "statement")


def list_requests(ctx: Context, state: State | None = None, unit: UUID | None = None) -> tuple[RequestLine, ...]:
    """Applications in reach, the latest first: those of a state, or all that are still to be decided. It leaves an entry."""
    rows = rows_in_reach(ctx).filter(state__in=[state] if state else OPEN)
    if unit is not None:
        rows = rows.filter(unit__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    kept = lines_of(ctx, rows.order_by("-asked_on", "-id")[:SHOWN])
    listed(ctx, READ_CHANGE, [each.child for each in kept], {"state": state or "", "unit": str(unit or "")})
    return kept


def counts_by_state(ctx: Context) -> dict[State, int]:
    """How many applications in reach stand where. Numbers name nobody."""
    return {State(state): count for state, count in Counter(rows_in_reach(ctx).values_list("state", flat=True)).items()}


def requests_of_child(ctx: Context, child: UUID) -> tuple[RequestLine, ...]:
    """The applications of a child, the latest first; for a page whose opening is recorded."""
    return lines_of(ctx, rows_in_reach(ctx).filter(child_id=child).order_by("-asked_on", "-id"))


def lines_of(ctx: Context, rows: Iterable[ChangeRequest]) -> tuple[RequestLine, ...]:
    """Applications as lines."""
    found = list(rows)
    if not found:
        return ()
    numbers, papers = numbers_on(ctx.today), papers_of([row.pk for row in found])
    needed = {row.pk: numbers.papers_for(ChangeKind(row.kind), row.is_within) for row in found}
    return tuple(_line(row, lacking(needed[row.pk], papers.get(row.pk, {}).keys())) for row in found)


def _line(row: ChangeRequest, lacks: Sequence[PaperKind]) -> RequestLine:
    state, is_other = State(row.state), row.is_within
    return RequestLine(
        id=row.pk,
        kind=ChangeKind(row.kind),
        child=row.child_id,
        name=row.name,
        unit=row.unit_id,
        unit_name=row.unit.name,
        school=row.unit.parent.name if row.unit.parent and row.unit.kind == UnitKind.CLASS else row.unit.name,
        on=row.on,
        until=row.until_on,
        destination=row.destination,
        state=state,
        waits_for=row.waits_for,
        lacks=tuple(lacks) if state not in (State.REFUSED, State.WITHDRAWN, State.UNDONE) else (),
        asked_on=row.asked_on,
        by=row.by_id,
        by_name=row.by.name,
        done_on=row.done_on,
        arrived_on=row.arrived_on,
        receiving=row.also_unit_id if is_other else None,
        receiving_name=row.also_unit.name if is_other else "",
    )


def open_request(ctx: Context, request: UUID) -> RequestPage:
    """One application. Opening it leaves an entry. Raises NotFound out of reach."""
    rows = visible_to(ctx, READ_CHANGE, ChangeRequest).select_related(
        "unit__parent", "also_unit", "by", "room", "paper"
    )
    row = rows.filter(pk=request).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_CHANGE, row)
    papers = list(
        visible_to(ctx, READ_CHANGE, ChangePaper).filter(request=row).select_related("by").order_by("at", "id")
    )
    steps = visible_to(ctx, READ_CHANGE, ChangeStep).filter(request=row).select_related("by").order_by("number")
    return RequestPage(
        line=lines_of(ctx, [row])[0],
        grade=row.grade,
        room=row.room.name if row.room else "",
        signer=row.signer,
        signed_on=row.signed_on,
        has_reason=row.reason is not None,
        has_statement=row.statement is not None,
        papers=tuple(
            PaperLine(PaperKind(each.kind), each.dated_on, each.on, each.file_id, each.by.name) for each in papers
        ),
        course=tuple(
            StepLine(
                each.move, each.level, each.note, each.on, each.by.name, sum(paper.at <= each.at for paper in papers)
            )
            for each in steps
        ),
        mark=mark_of(row),
        entry=row.entry_id,
        paper=row.paper_id,
        paper_number=row.paper.number if row.paper else "",
    )


def may_decide(ctx: Context, code: str, request: UUID) -> bool:
    """Whether whoever asks decides on an application now."""
    row = rows_in_reach(ctx, code).filter(pk=request, state=State.WAITING).first()
    return row is not None and row.by_id != ctx.actor and row.waits_for in levels_of(ctx, code, row)


def request_in_reach(ctx: Context, request: UUID, code: str) -> ChangeRequest:
    """An application to which `code` may be done. Raises NotFound."""
    row = rows_in_reach(ctx, code).filter(pk=request).first()
    if row is None:
        raise NotFound
    return row


def may_print(ctx: Context, code: str, request: UUID) -> bool:
    """Whether whoever asks issues papers where the application stands."""
    row = rows_in_reach(ctx, code).filter(pk=request).first()
    held = UnitClosure.objects.filter(ancestor_id__in=ctx.units_for(code))
    return row is not None and held.filter(descendant_id=row.unit_id).exists()


def may_confirm(ctx: Context, code: str, request: UUID) -> bool:
    """Whether whoever asks may say that a transferred pupil has come."""
    row = rows_in_reach(ctx, code).filter(pk=request).first()
    return row is not None and receives(ctx, code, row)


def entry_state(ctx: Context, child: UUID) -> str | None:
    """Where the open entry of a child stands, as far as it is in reach; None without one."""
    rows = visible_to(ctx, READ_ROLL, RollEntry).filter(child_id=child, left_on__isnull=True)
    return rows.values_list("state", flat=True).first()
