"""Links by which anybody may complain, complaints with who may read each, inquiries with the outcome for each person."""

from typing import ClassVar

from django.db import models

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.oversight.supervision.models.declaring import OF_UNIT, STAFF, choices
from notoneless.oversight.supervision.rules.complaining import ComplaintKind, ComplaintState, Outcome, Verdict

_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.POST, seen="complaint.reveal")
_FINDINGS = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.POST, seen="inquiry.reveal")
_KEY = Declared(Level.SENSITIVE, Purpose.SECURE, Keep.POST, seen=None)
_DONE = frozenset({"complaint.take_up", "complaint.find", "complaint.decide", "complaint.refer"})
_COMPLAINT = _DONE | {"complaint.read", "complaint.name_reader", "complaint.reveal", "complaint.ask", "duty.reckon"}
_INQUIRY = frozenset({"inquiry.read", "inquiry.reveal", "inquiry.decide", "inquiry.name_person", "duty.reckon"})


class ComplaintLink(Protected):
    """A way to complain to a unit without an account, until it is ended. `token`: as of a link for alerts."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"complaint.read"}),
        made=frozenset({"complaint.make_link"}),
        changed=frozenset({"complaint.end_link"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "token": Declared(Level.STAFF, Purpose.SECURE, Keep.POST),
        "made_on": OF_UNIT,
        "ended_on": OF_UNIT,
        "by": STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=60, unique=True)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "supervision_complaint_link"


class Complaint(Protected):
    """What somebody complains of. `unit`: who decides; `school`: of which school; `said`: the words, of whom, and who says it.

    `accused`: the teacher meant, once who looks into it has found out. `found`: what was found. `times`: how often the same was
    sent; `twin`: while it is open, the key of its words. What is sealed is opened for its named readers alone.
    """

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_COMPLAINT,
        made=frozenset({"complaint.send", "complaint.enter"}),
        changed=_DONE | {"complaint.send", "complaint.enter"},
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "school": OF_UNIT,
        "room": OF_UNIT,
        "link": RUN,
        "kind": OF_UNIT,
        "said": _SECRET,
        "found": _SECRET,
        "accused": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.POST, seen=None),
        "receipt": _KEY,
        "sent_from": _KEY,
        "twin": _KEY,
        "times": OF_UNIT,
        "state": OF_UNIT,
        "received_on": OF_UNIT,
        "received_at": RUN,
        "due_on": OF_UNIT,
        "looker": STAFF,
        "drove_away": OF_UNIT,
        "verdict": OF_UNIT,
        "measure": _SECRET,
        "decided_on": OF_UNIT,
        "decided_by": STAFF,
        "entered_by": STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(ComplaintLink, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(ComplaintKind))
    said = Sealed()
    found = Sealed(null=True)
    accused = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.BinaryField(max_length=16, unique=True)
    sent_from = models.BinaryField(max_length=16, null=True)
    twin = models.BinaryField(max_length=16, null=True, unique=True)
    times = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=choices(ComplaintState))
    received_on = models.DateField()
    received_at = models.DateTimeField()
    due_on = models.DateField()
    looker = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    drove_away = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, blank=True, choices=choices(Verdict))
    measure = Sealed(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "supervision_complaint"


class ComplaintReader(Protected):
    """Somebody who may open what a complaint says, named by whom."""

    REACH: ClassVar[Reach] = Through("complaint", "supervision.Complaint")
    ROWS: ClassVar = Rows(shown=_COMPLAINT, made=frozenset({"complaint.take_up", "complaint.name_reader"}))
    DECLARED: ClassVar = {"id": RUN, "complaint": RUN, "account": STAFF, "on": OF_UNIT, "by": STAFF}

    id = models.UUIDField(primary_key=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="readers")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "supervision_complaint_reader"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "account"], name="supervision_reader_once"),
        ]


class Inquiry(Protected):
    """An inquiry into who has neglected a duty so that a pupil dropped out; closed when each person has an outcome."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_INQUIRY,
        made=frozenset({"inquiry.open", "complaint.decide"}),
        changed=frozenset({"inquiry.decide"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": OF_UNIT,
        "case": RUN,
        "complaint": RUN,
        "ground": OF_UNIT,
        "opened_on": OF_UNIT,
        "due_on": OF_UNIT,
        "closed_on": OF_UNIT,
        "by": STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=200)
    opened_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "supervision_inquiry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "unit"], name="supervision_inquiry_once_a_case"),
        ]


class InquiryPerson(Protected):
    """Somebody whose duty an inquiry looks into, what was found, and what follows. `looker`: who looks into it."""

    REACH: ClassVar[Reach] = Through("inquiry", "supervision.Inquiry")
    ROWS: ClassVar = Rows(
        shown=_INQUIRY | {"inquiry.find"},
        made=frozenset({"inquiry.name_person", "complaint.decide"}),
        changed=frozenset({"inquiry.find", "inquiry.decide"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "inquiry": RUN,
        "account": STAFF,
        "duty": STAFF,
        "findings": _FINDINGS,
        "found_on": OF_UNIT,
        "found_by": STAFF,
        "outcome": STAFF,
        "measure": _FINDINGS,
        "decided_on": OF_UNIT,
        "decided_by": STAFF,
        "by": STAFF,
    }

    id = models.UUIDField(primary_key=True)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="people")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=200)
    findings = Sealed(null=True)
    found_on = models.DateField(null=True)
    found_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, blank=True, choices=choices(Outcome))
    measure = Sealed(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "supervision_inquiry_person"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "account"], name="supervision_person_once"),
        ]
