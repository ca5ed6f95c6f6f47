"""Meetings as lists, one with all that it came to, and the decisions that are this person's to carry out."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.casework.campaigns.models import Meeting, MeetingAttendee, MeetingDecision, MeetingNote
from notoneless.casework.campaigns.rules.meetings import (
    DecisionState,
    MeetingKind,
    MeetingState,
    decision_standing,
    standing,
)
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.evidence import EvidenceLine, evidence_of
from notoneless.casework.campaigns.selectors.people import own_posts, staff_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to

DECIDE, CALL = "meeting.decide", "meeting.call"
SHOWN = 200
"""Meetings on one list."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list, with how many were there and how many of its decisions are open."""

    id: UUID
    unit: UUID
    unit_name: str
    kind: MeetingKind
    on: date
    place: str
    heading: str
    state: MeetingState
    attendees: int
    open_decisions: int


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """Who was there, by which post, signed in alone or entered by somebody; what a class teacher reported."""

    account: UUID
    name: str
    title: str
    is_own: bool
    by: str
    heard: bool
    said: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision with who does it, by when, and how it stands; `is_own`: it is this person's."""

    id: UUID
    meeting: UUID
    heading: str
    ordinal: int
    text: str
    bearer: str
    due_on: date
    standing: str
    state_on: date | None
    note: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note beside signed minutes."""

    text: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with all that it came to. `unheard`: the class teachers whom the teaching office did not hear."""

    line: MeetingLine
    agenda: str
    report: str
    minutes: str
    written_by: str
    signed_on: date | None
    signed_by: str
    called_off_why: str
    attendees: tuple[AttendeeLine, ...]
    unheard: tuple[str, ...]
    decisions: tuple[DecisionLine, ...]
    notes: tuple[NoteLine, ...]
    evidence: tuple[EvidenceLine, ...]
    digest: str


def minutes_digest(row: Meeting) -> str:
    """What stands for all that is signed off of a meeting: another where any of it is another. 64 hexadecimal digits."""
    decisions = MeetingDecision._base_manager.filter(meeting=row).order_by("ordinal")
    people = MeetingAttendee._base_manager.filter(meeting=row).order_by("account_id")
    said = [row.heading, row.on.isoformat(), row.agenda, row.report, row.minutes]
    said += [f"{text}/{bearer}/{due_on}" for text, bearer, due_on in decisions.values_list("text", "bearer", "due_on")]
    said += [f"{account}/{heard}/{what}" for account, heard, what in people.values_list("account", "heard", "said")]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def leads(ctx: Context, unit: UUID) -> bool:
    """Whether this person leads the meetings of a unit, and so does what others were to do."""
    return unit in ctx.units_for(DECIDE)


def bears(ctx: Context, row: MeetingDecision) -> bool:
    """Whether a decision is this person's: made for the person, or for the post that the person holds now."""
    if row.bearer_id == ctx.actor:
        return True
    return any((each.unit_id, each.title) == (row.bearer_unit_id, row.bearer_title) for each in own_posts(ctx))


def meeting_in_reach(ctx: Context, meeting: UUID, code: str) -> Meeting:
    """One meeting on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Meeting).select_related("unit").filter(pk=meeting).first()
    if row is None:
        raise NotFound
    return row


def decision_in_reach(ctx: Context, decision: UUID, code: str) -> MeetingDecision:
    """One decision on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, MeetingDecision).select_related("meeting").filter(pk=decision).first()
    if row is None:
        raise NotFound
    return row


def list_meetings(ctx: Context) -> tuple[MeetingLine, ...]:
    """The meetings in reach, the latest first. Being shown them leaves an entry."""
    rows = visible_to(ctx, READ_CAMPAIGN, Meeting).select_related("unit").order_by("-on", "-id")[:SHOWN]
    lines = _lines(rows)
    listed(ctx, READ_CAMPAIGN, [each.id for each in lines], {"meetings": True})
    return lines


def _lines(rows: Iterable[Meeting]) -> tuple[MeetingLine, ...]:
    found = list(rows)
    ids = [row.pk for row in found]
    there = Counter(MeetingAttendee._base_manager.filter(meeting__in=ids).values_list("meeting_id", flat=True))
    still = MeetingDecision._base_manager.filter(meeting__in=ids, state=DecisionState.OPEN)
    undone = Counter(still.values_list("meeting_id", flat=True))
    return tuple(
        MeetingLine(
            row.pk,
            row.unit_id,
            row.unit.name,
            MeetingKind(row.kind),
            row.on,
            row.place,
            row.heading,
            standing(bool(row.minutes), row.signed_on is not None, row.called_off_on is not None),
            there[row.pk],
            undone[row.pk],
        )
        for row in found
    )


def open_meeting(ctx: Context, meeting: UUID) -> MeetingPage:
    """One meeting. Opening it leaves an entry. Raises NotFound out of reach."""
    row = meeting_in_reach(ctx, meeting, READ_CAMPAIGN)
    opened_row(ctx, READ_CAMPAIGN, row)
    people = MeetingAttendee._base_manager.filter(meeting=row).select_related("account", "by").order_by("on", "id")
    attendees = tuple(
        AttendeeLine(each.account_id, each.account.name, each.title, each.is_own, each.by.name, each.heard, each.said)
        for each in people
    )
    notes = MeetingNote._base_manager.filter(meeting=row).select_related("by").order_by("at", "id")
    return MeetingPage(
        line=_lines([row])[0],
        agenda=row.agenda,
        report=row.report,
        minutes=row.minutes,
        written_by=row.written_by.name if row.written_by else "",
        signed_on=row.signed_on,
        signed_by=row.signed_by.name if row.signed_by else "",
        called_off_why=row.called_off_why,
        attendees=attendees,
        unheard=_unheard(row, {each.account for each in attendees if each.heard}),
        decisions=_decisions(ctx, MeetingDecision._base_manager.filter(meeting=row).order_by("ordinal")),
        notes=tuple(NoteLine(each.text, each.on, each.by.name) for each in notes),
        evidence=evidence_of(ctx, row.pk),
        digest=minutes_digest(row),
    )


def _unheard(row: Meeting, heard: set[UUID]) -> tuple[str, ...]:
    if row.kind != MeetingKind.OFFICE:
        return ()
    staff = staff_on(row.on, [row.unit_id]).get(row.unit_id, {})
    return tuple(
        f"{each.unit_name} {each.name}"
        for each in staff.values()
        if each.is_class_teacher and each.account not in heard
    )


def _decisions(ctx: Context, rows: QuerySet[MeetingDecision]) -> tuple[DecisionLine, ...]:
    held = {(each.unit_id, each.title) for each in own_posts(ctx)}
    return tuple(
        DecisionLine(
            row.pk,
            row.meeting_id,
            row.meeting.heading,
            row.ordinal,
            row.text,
            " ".join(dict.fromkeys((row.bearer_title, row.bearer.name))),
            row.due_on,
            decision_standing(row.state, row.due_on, ctx.today),
            row.state_on,
            row.note,
            row.bearer_id == ctx.actor or (row.bearer_unit_id, row.bearer_title) in held,
        )
        for row in rows.select_related("bearer", "meeting")
    )


def own_due_days(ctx: Context) -> list[date]:
    """By when the open decisions are due that were made for this person; one query, for the list of today."""
    rows = visible_to(ctx, READ_CAMPAIGN, MeetingDecision).filter(bearer_id=ctx.actor, state=DecisionState.OPEN)
    return list(rows.order_by("due_on", "id").values_list("due_on", flat=True)[:SHOWN])


def own_decisions(ctx: Context) -> tuple[DecisionLine, ...]:
    """The open decisions that this person's posts carry out, the first due first."""
    mine = Q(bearer_id=ctx.actor)
    for post in own_posts(ctx):
        mine |= Q(bearer_unit_id=post.unit_id, bearer_title=post.title)
    rows = visible_to(ctx, READ_CAMPAIGN, MeetingDecision).filter(mine, state=DecisionState.OPEN)
    return _decisions(ctx, rows.order_by("due_on", "id")[:SHOWN])


def units_to_call(ctx: Context, code: str = CALL) -> list[tuple[str, str]]:
    """The units for which this person may call a meeting: those of the own posts."""
    rows = visible_to(ctx, code, Unit).filter(in_force(ctx.today), pk__in=ctx.units_for(code))
    return [(str(row.pk), row.name) for row in rows.order_by("sort_key", "id")]
