"""A meeting is called, put off or off, and who was there signs in or is entered."""

from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import Meeting, MeetingAttendee
from notoneless.casework.campaigns.rules.meetings import MeetingKind, why_not_at, why_not_called, why_not_near
from notoneless.casework.campaigns.selectors.people import CLASS_TEACHER, belongs, post_at
from notoneless.casework.campaigns.services.checking import must_be_open, must_lead, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import term_on
from notoneless.foundation.organizations.models import Post
from notoneless.kernel.problems import Problem


@action("meeting.call", words="通知开会", english="Call a meeting")
def call_meeting(
    ctx: Context, *, unit: Unit, meeting_kind: MeetingKind, topic: str, on: date, venue: str, agenda: Passage
) -> UUID:
    """Call a meeting of a unit for a day, or enter one that was held; the meeting.

    Raises Unusable for a kind that the unit does not hold and a day that does not fit it, Refused where it was called already.
    """
    _must_fit(ctx, meeting_kind, unit, on)
    _must_be_new(unit.pk, meeting_kind, on, topic, None)
    row = Meeting(id=ctx.ids.new(), unit=unit, kind=meeting_kind, on=on, place=venue, heading=topic, agenda=agenda)
    row.called_on, row.called_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("meeting.change", words="修改会议安排", english="Change a meeting")
def change_meeting(
    ctx: Context,
    *,
    meeting: Meeting,
    topic: str,
    on: date,
    venue: str,
    agenda: Passage,
) -> None:
    """Say anew when, where and about what a meeting is. Raises as `call_meeting` does, and Refused once it was signed off."""
    must_lead(ctx, change_meeting.code, meeting.unit_id)
    must_be_open(meeting)
    kind = MeetingKind(meeting.kind)
    _must_fit(ctx, kind, meeting.unit, on)
    _must_be_new(meeting.unit_id, kind, on, topic, meeting.pk)
    meeting.heading, meeting.on, meeting.place, meeting.agenda = topic, on, venue, agenda
    meeting.save(update_fields=["heading", "on", "place", "agenda"])


@action("meeting.call_off", words="取消会议", english="Call a meeting off")
def call_off_meeting(ctx: Context, *, meeting: Meeting, reason: Line) -> None:
    """Say that a meeting will not be held, and why. Raises Refused for one that was held."""
    must_lead(ctx, call_off_meeting.code, meeting.unit_id)
    must_be_open(meeting)
    if meeting.minutes or MeetingAttendee._base_manager.filter(meeting=meeting).exists():
        raise Refused(Problem("campaigns.was_held"))
    meeting.called_off_on, meeting.called_off_why = ctx.today, reason
    meeting.save(update_fields=["called_off_on", "called_off_why"])


@action("meeting.sign_in", words="会议签到", english="Sign in at a meeting")
def sign_in(ctx: Context, *, meeting: Meeting) -> None:
    """Say that one is at a meeting. Raises Refused before its day, once it was signed off, the second time, for a guest."""
    must_be_open(meeting)
    refuse(why_not_at(meeting.on, ctx.today))
    post = post_at(ctx, meeting.unit)
    if post is None:
        raise Refused(Problem("campaigns.not_of_unit", {"unit": meeting.unit.name}))
    _attend(ctx, meeting, post, is_own=True)


@action("meeting.enter", words="登记到会人员", english="Enter somebody at a meeting")
def enter_attendee(ctx: Context, *, meeting: Meeting, post: Post) -> UUID:
    """Enter whoever was at a meeting and did not sign in; the row. Raises as `sign_in` does, for a post of another unit too."""
    must_lead(ctx, enter_attendee.code, meeting.unit_id)
    must_be_open(meeting)
    refuse(why_not_at(meeting.on, ctx.today))
    return _attend(ctx, meeting, post, is_own=False).pk


@action("meeting.hear", words="听取班主任汇报", english="Hear a class teacher")
def hear_teacher(ctx: Context, *, meeting: Meeting, post: Post, reported: Line) -> None:
    """Write down what a class teacher reported at a meeting of the teaching office; who is not signed in yet is entered.

    Raises Refused for a meeting of another kind, for whoever leads no class there, and once it was signed off.
    """
    must_lead(ctx, hear_teacher.code, meeting.unit_id)
    must_be_open(meeting)
    refuse(why_not_at(meeting.on, ctx.today))
    if meeting.kind != MeetingKind.OFFICE:
        raise Refused(Problem("campaigns.only_office"))
    if post.grant.role != CLASS_TEACHER:
        raise Refused(Problem("campaigns.no_class_teacher", {"name": post.holder.name}))
    row = MeetingAttendee._base_manager.filter(meeting=meeting, account=post.holder_id).first()
    row = row or _attend(ctx, meeting, post, is_own=False)
    row.heard, row.said, row.is_class_teacher = True, reported, True
    row.save(update_fields=["heard", "said", "is_class_teacher"])


def _must_fit(ctx: Context, kind: MeetingKind, unit: Unit, on: date) -> None:
    wrong = why_not_near(on, ctx.today) or why_not_called(kind, UnitKind(unit.kind), on, term_on(on))
    if wrong:
        raise Unusable(wrong)


def _must_be_new(unit: UUID, kind: MeetingKind, on: date, heading: str, but: UUID | None) -> None:
    rows = Meeting._base_manager.filter(unit_id=unit, kind=kind, on=on, heading=heading, called_off_on__isnull=True)
    if any(each != but for each in rows.values_list("pk", flat=True)):
        raise Refused(Problem("campaigns.called_already", {"day": on.isoformat()}))


def _attend(ctx: Context, meeting: Meeting, post: Post, *, is_own: bool) -> MeetingAttendee:
    if not belongs(post, meeting.unit):
        raise Refused(Problem("campaigns.not_of_unit", {"unit": meeting.unit.name}))
    if MeetingAttendee._base_manager.filter(meeting=meeting, account=post.holder_id).exists():
        raise Refused(Problem("campaigns.signed_in_already", {"name": post.holder.name}))
    row = MeetingAttendee(id=ctx.ids.new(), meeting=meeting, unit=meeting.unit, account=post.holder, title=post.title)
    row.is_class_teacher, row.is_own, row.on = post.grant.role == CLASS_TEACHER, is_own, ctx.today
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row
