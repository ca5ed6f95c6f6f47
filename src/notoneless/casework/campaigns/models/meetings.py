"""Meetings on dropout prevention: who was there, what was decided, what was noted after they were signed off."""

from typing import ClassVar

from django.db import models

from notoneless.casework.campaigns.rules.meetings import DecisionState, MeetingKind
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Throughout
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_OPEN = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_UNIT: Reach = Throughout("unit_id")
# everybody of a school reads what was said at its meetings, class teachers too
_SHOWN = frozenset({"campaign.read", "duty.reckon", "campaign_book.issue"})
_WRITING = frozenset(
    {"meeting.change", "meeting.call_off", "meeting.write", "meeting.sign_off", "meeting.sign_in", "meeting.enter"}
    | {"meeting.hear", "meeting.decide", "meeting.note", "meeting.finish", "meeting.drop"}
)
_DECIDED = frozenset({"meeting.finish", "meeting.drop"})


class Meeting(Protected):
    """One meeting of a unit. `report`: what was told of how things stand; `minutes`: what was said; both until `signed_on`."""

    REACH: ClassVar[Reach] = _UNIT
    ROWS: ClassVar = Rows(shown=_SHOWN | _WRITING, made=frozenset({"meeting.call"}), changed=_WRITING)
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _OPEN,
        "kind": _OPEN,
        "on": _OPEN,
        "place": _OPEN,
        "heading": _OPEN,
        "agenda": _OPEN,
        "report": _STAFF,
        "minutes": _STAFF,
        "called_on": _OPEN,
        "called_by": _STAFF,
        "written_on": _OPEN,
        "written_by": _STAFF,
        "signed_on": _OPEN,
        "signed_by": _STAFF,
        "called_off_on": _OPEN,
        "called_off_why": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in MeetingKind])
    on = models.DateField()
    place = models.CharField(max_length=60)
    heading = models.CharField(max_length=60)
    agenda = models.TextField()
    report = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    called_on = models.DateField()
    called_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField(null=True)
    written_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    called_off_on = models.DateField(null=True)
    called_off_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_meeting"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "kind", "on", "heading"],
                condition=models.Q(called_off_on__isnull=True),
                name="campaigns_meeting_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "on"], name="campaigns_meeting_in_order")]


class MeetingAttendee(Protected):
    """Somebody who was at a meeting, by which post. `is_own`: signed in by oneself. `said`: what was reported there."""

    REACH: ClassVar[Reach] = _UNIT
    ROWS: ClassVar = Rows(
        shown=_SHOWN | _WRITING,
        made=frozenset({"meeting.sign_in", "meeting.enter", "meeting.hear"}),
        changed=frozenset({"meeting.hear"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "meeting": RUN,
        "unit": _OPEN,
        "account": _STAFF,
        "title": _STAFF,
        "is_class_teacher": _STAFF,
        "is_own": _STAFF,
        "on": _STAFF,
        "by": _STAFF,
        "heard": _STAFF,
        "said": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    is_class_teacher = models.BooleanField()
    is_own = models.BooleanField()
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    heard = models.BooleanField(default=False)
    said = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_meeting_attendee"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "account"], name="campaigns_attendee_once"),
        ]


class MeetingDecision(Protected):
    """What a meeting decided, who does it and by when; `note`: what was done, or why it was dropped."""

    REACH: ClassVar[Reach] = _UNIT
    ROWS: ClassVar = Rows(shown=_SHOWN | _WRITING, made=frozenset({"meeting.decide"}), changed=_DECIDED)
    DECLARED: ClassVar = {
        "id": RUN,
        "meeting": RUN,
        "unit": _OPEN,
        "ordinal": _OPEN,
        "text": _STAFF,
        "bearer": _STAFF,
        "bearer_unit": _STAFF,
        "bearer_title": _STAFF,
        "due_on": _OPEN,
        "state": _OPEN,
        "state_on": _OPEN,
        "state_by": _STAFF,
        "note": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    bearer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    bearer_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    bearer_title = models.CharField(max_length=60)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DecisionState])
    state_on = models.DateField(null=True)
    state_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "campaigns_meeting_decision"
        indexes: ClassVar = [models.Index(fields=["unit", "state", "due_on"], name="campaigns_decision_due")]


class MeetingNote(Protected):
    """What was put right of a meeting after it was signed off. What the minutes say stays as it was."""

    REACH: ClassVar[Reach] = _UNIT
    ROWS: ClassVar = Rows(shown=_SHOWN | _WRITING, made=frozenset({"meeting.note"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "meeting": RUN,
        "unit": _OPEN,
        "text": _STAFF,
        "on": _OPEN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "campaigns_meeting_note"
