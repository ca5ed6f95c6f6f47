"""What a meeting came to: minutes, decisions with who does them by when, its signing off, and notes after that."""

from datetime import date
from uuid import UUID

from django.db.models import Max

from notoneless.casework.campaigns.models import Meeting, MeetingAttendee, MeetingDecision, MeetingNote
from notoneless.casework.campaigns.rules.meetings import (
    MOST_DECISIONS,
    DecisionState,
    Held,
    MeetingKind,
    why_not_at,
    why_not_due,
    why_not_signed,
)
from notoneless.casework.campaigns.selectors.meetings import bears, leads, minutes_digest
from notoneless.casework.campaigns.selectors.people import belongs
from notoneless.casework.campaigns.services.checking import may_sign, must_be_open, must_lead, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.organizations.models import Post
from notoneless.kernel.problems import Problem


@action("meeting.write", words="写会议纪要", english="Write the minutes of a meeting")
def write_minutes(ctx: Context, *, meeting: Meeting, account_given: Passage | None, minutes: Passage) -> None:
    """Write how things stand as it was told, and what was said. Raises Refused before its day, and once it was signed off."""
    must_lead(ctx, write_minutes.code, meeting.unit_id)
    must_be_open(meeting)
    refuse(why_not_at(meeting.on, ctx.today))
    meeting.report, meeting.minutes = account_given or "", minutes
    meeting.written_on, meeting.written_by_id = ctx.today, ctx.actor
    meeting.save(update_fields=["report", "minutes", "written_on", "written_by"])


@action("meeting.decide", words="记录会议决定", english="Write down what a meeting decided")
def decide(ctx: Context, *, meeting: Meeting, decision_text: Line, post: Post, due_on: date) -> UUID:
    """Write down a decision with the post that does it and by when; the decision.

    Raises Unusable for a day before the meeting, Refused for a post of another unit, for too many, and after signing off.
    """
    must_lead(ctx, decide.code, meeting.unit_id)
    must_be_open(meeting)
    refuse(why_not_at(meeting.on, ctx.today))
    wrong = why_not_due(due_on, meeting.on)
    if wrong:
        raise Unusable(wrong)
    if not belongs(post, meeting.unit):
        raise Refused(Problem("campaigns.not_of_unit", {"unit": meeting.unit.name}))
    rows = MeetingDecision._base_manager.filter(meeting=meeting)
    last = rows.aggregate(last=Max("ordinal"))["last"] or 0
    if last >= MOST_DECISIONS:
        raise Refused(Problem("campaigns.too_many_decisions", {"most": MOST_DECISIONS}))
    row = MeetingDecision(id=ctx.ids.new(), meeting=meeting, unit=meeting.unit, ordinal=last + 1, text=decision_text)
    row.bearer, row.bearer_unit, row.bearer_title = post.holder, post.unit, post.title
    row.due_on, row.state = due_on, DecisionState.OPEN
    row.save(force_insert=True)
    return row.pk


@action("meeting.sign_off", words="签发会议纪要", english="Sign the minutes of a meeting off")
def sign_off_meeting(ctx: Context, *, meeting: Meeting, seen: Line) -> None:
    """Let the minutes of a meeting stand as they were read; from then on only notes are added.

    seen: the digest (`minutes_digest`) of what this person read. Raises Refused for a meeting still to come, without minutes or
    people, one of a term without report or decision, for minutes written anew since, and for whose post does not sign.
    """
    must_be_open(meeting)
    if not may_sign(ctx, meeting):
        raise Refused(Problem("campaigns.not_its_signer"))
    refuse(why_not_signed(_held(meeting), ctx.today))
    if minutes_digest(meeting) != seen:
        raise Refused(Problem("campaigns.minutes_changed"))
    meeting.signed_on, meeting.signed_by_id = ctx.today, ctx.actor
    meeting.save(update_fields=["signed_on", "signed_by"])


def _held(meeting: Meeting) -> Held:
    return Held(
        MeetingKind(meeting.kind),
        meeting.on,
        has_report=bool(meeting.report),
        has_minutes=bool(meeting.minutes),
        attendees=MeetingAttendee._base_manager.filter(meeting=meeting).count(),
        decisions=MeetingDecision._base_manager.filter(meeting=meeting).count(),
    )


@action("meeting.note", words="补充说明会议纪要", english="Add a note to signed minutes")
def add_note(ctx: Context, *, meeting: Meeting, note_text: Passage) -> UUID:
    """Put something right of signed minutes, beside them; the note. Raises Refused before they were signed off."""
    must_lead(ctx, add_note.code, meeting.unit_id)
    if meeting.signed_on is None:
        raise Refused(Problem("campaigns.not_signed"))
    row = MeetingNote(id=ctx.ids.new(), meeting=meeting, unit=meeting.unit, text=note_text, on=ctx.today, at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("meeting.finish", words="办结会议决定", english="Mark a decision of a meeting as done")
def finish_decision(ctx: Context, *, meeting_decision: MeetingDecision, note: Line) -> None:
    """Say that a decision was carried out, and what was done. Raises Refused where it is not open, or somebody else's."""
    if not (bears(ctx, meeting_decision) or leads(ctx, meeting_decision.unit_id)):
        raise Refused(Problem("campaigns.not_yours"))
    _leave(ctx, meeting_decision, DecisionState.DONE, note)


@action("meeting.drop", words="取消会议决定", english="Drop a decision of a meeting")
def drop_decision(ctx: Context, *, meeting_decision: MeetingDecision, reason: Line) -> None:
    """Say that a decision will not be carried out, and why. Raises Refused where it is not open."""
    must_lead(ctx, drop_decision.code, meeting_decision.unit_id)
    _leave(ctx, meeting_decision, DecisionState.DROPPED, reason)


def _leave(ctx: Context, row: MeetingDecision, state: DecisionState, note: str) -> None:
    if row.state != DecisionState.OPEN:
        raise Refused(Problem("campaigns.decision_over"))
    row.state, row.state_on, row.state_by_id, row.note = state, ctx.today, ctx.actor, note
    row.save(update_fields=["state", "state_on", "state_by", "note"])
