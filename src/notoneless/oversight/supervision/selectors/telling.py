"""Circulars, interviews and summaries as a person sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.supervision.models import (
    Circular,
    Interview,
    InterviewFollowUp,
    Shortcoming,
    YearlySummary,
)
from notoneless.oversight.supervision.rules.kinds import Matter
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.inspections import MOST, ShortcomingLine, lines_of


@dataclass(frozen=True, slots=True)
class CircularLine:
    """A circular, and how many shortcomings it tells of, as far as who reads sees them."""

    id: UUID
    heading: str
    wording: str
    number: str
    paper: UUID
    issued_on: date
    told: tuple[ShortcomingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What was seen after an interview."""

    on: date
    is_mended: bool
    seen: str
    by: str


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview. `is_followed`: somebody has looked after it; `is_mended`: and found it put right."""

    id: UUID
    unit: UUID
    unit_name: str
    head: str
    matter: Matter
    on: date
    mend_by: date
    number: str
    is_followed: bool
    is_mended: bool


@dataclass(frozen=True, slots=True)
class InterviewPage:
    """One interview with what followed."""

    line: InterviewLine
    place: str
    by: str
    recorder: str
    problems: str
    stance: str
    paper: UUID
    shortcoming: UUID | None
    follow_ups: tuple[FollowUpLine, ...]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A yearly summary."""

    id: UUID
    year: int
    wording: str
    number: str
    paper: UUID
    issued_on: date


def list_circulars(ctx: Context) -> tuple[CircularLine, ...]:
    """The circulars of the authorities above and in reach, the latest first."""
    rows = visible_to(ctx, READ_SUPERVISION, Circular).select_related("paper").order_by("-issued_on", "-id")
    found = tuple(map(_circular, rows[:MOST]))
    listed(ctx, READ_SUPERVISION, [row.id for row in found], {"supervision": "circulars"})
    return found


def _circular(row: Circular, told: tuple[ShortcomingLine, ...] = ()) -> CircularLine:
    return CircularLine(row.pk, row.heading, row.wording, row.paper.number, row.paper_id, row.issued_on, told)


def open_circular(ctx: Context, circular: UUID) -> CircularLine:
    """One circular with what it tells of the units in reach. Raises NotFound."""
    row = visible_to(ctx, READ_SUPERVISION, Circular).select_related("paper").filter(pk=circular).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_SUPERVISION, row)
    rows = visible_to(ctx, READ_SUPERVISION, Shortcoming).select_related("unit__parent").filter(told_in=row)
    return _circular(row, lines_of(rows.order_by("found_on", "id"), ctx.today))


def list_interviews(ctx: Context) -> tuple[InterviewLine, ...]:
    """The interviews in reach, the latest first."""
    rows = list(
        visible_to(ctx, READ_SUPERVISION, Interview)
        .select_related("unit", "head", "paper")
        .order_by("-on", "-id")[:MOST]
    )
    followed = _followed(ctx, rows)
    listed(ctx, READ_SUPERVISION, [row.pk for row in rows], {"supervision": "interviews"})
    return tuple(_interview(row, followed) for row in rows)


def _followed(ctx: Context, rows: Sequence[Interview]) -> dict[UUID, bool]:
    """Those that somebody has looked after, with whether they were put right at last."""
    seen = visible_to(ctx, READ_SUPERVISION, InterviewFollowUp).filter(interview__in=rows).order_by("on", "at", "id")
    return dict(seen.values_list("interview_id", "is_mended"))


def _interview(row: Interview, followed: dict[UUID, bool]) -> InterviewLine:
    told = row.on, row.mend_by, row.paper.number, row.pk in followed, followed.get(row.pk, False)
    return InterviewLine(row.pk, row.unit_id, row.unit.name, row.head.name, Matter(row.matter), *told)


def interview_in_reach(ctx: Context, interview: UUID, code: str) -> Interview:
    """An interview to which `code` may be done. Raises NotFound."""
    rows = visible_to(ctx, code, Interview).select_related("unit", "head", "paper", "by")
    row = rows.filter(pk=interview).first()
    if row is None:
        raise NotFound
    return row


def open_interview(ctx: Context, interview: UUID) -> InterviewPage:
    """One interview. Raises NotFound out of reach."""
    row = interview_in_reach(ctx, interview, READ_SUPERVISION)
    opened_row(ctx, READ_SUPERVISION, row)
    seen = visible_to(ctx, READ_SUPERVISION, InterviewFollowUp).filter(interview=row).select_related("by")
    follow_ups = tuple(
        FollowUpLine(each.on, each.is_mended, each.seen, each.by.name) for each in seen.order_by("on", "at", "id")
    )
    line = _interview(row, _followed(ctx, [row]))
    told = row.place, row.by.name, row.recorder, row.problems, row.stance, row.paper_id, row.shortcoming_id
    return InterviewPage(line, *told, follow_ups)


def list_summaries(ctx: Context) -> tuple[SummaryLine, ...]:
    """The yearly summaries in reach, the latest first."""
    rows = visible_to(ctx, READ_SUPERVISION, YearlySummary).select_related("paper").order_by("-year", "id")
    found = tuple(
        SummaryLine(row.pk, row.year, row.wording, row.paper.number, row.paper_id, row.issued_on) for row in rows
    )
    listed(ctx, READ_SUPERVISION, [row.id for row in found], {"supervision": "summaries"})
    return found
