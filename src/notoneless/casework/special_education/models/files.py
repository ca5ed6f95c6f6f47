"""The file of a child with disabilities: what impairs it, applications, needs assessments, placements, programmes."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import (
    NOT_ASKED_FOR,
    OF_CHILD,
    SECRET,
    SHOWN,
    STAFF,
    choices,
)
from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN

MADE = {"id": RUN, "file": RUN, "child": OF_CHILD, "on": OF_CHILD, "by": STAFF, "at": RUN}
"""What every dated row of a file declares."""


class SpecialFile(Protected):
    """That a child with disabilities has a file (一人一案): one for each child, as long as the child is known."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    # whom a file is kept of may be entitled to aid
    ROWS: ClassVar = Rows(shown=SHOWN | {"aid.read"}, made=frozenset({"special.open"}))
    DECLARED: ClassVar = {"id": RUN, "child": OF_CHILD, "opened_on": OF_CHILD, "by": STAFF, "at": RUN}

    id = models.UUIDField(primary_key=True)
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "special_education_file"


class FileRow(Protected):
    """A dated row of a file, entered by somebody."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(SpecialFile, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class ConditionVersion(FileRow):
    """What impairs a child, version by version: certificate, category with grade, and condition, each sealed.

    `is_certified`: whether there is a certificate; `is_compared`: whether its number was held against the resident ID. From
    the second version on, the condition of the child has changed.
    """

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"special.open", "special.revise"}))
    DECLARED: ClassVar = MADE | {
        "number": RUN,
        "impairment": SECRET,
        "certificate": SECRET,
        "condition": SECRET,
        "is_certified": OF_CHILD,
        "is_compared": OF_CHILD,
    }

    number = models.PositiveSmallIntegerField()
    impairment = Sealed()
    certificate = Sealed(null=True)
    condition = Sealed(null=True)
    is_certified = models.BooleanField()
    is_compared = models.BooleanField()

    class Meta:
        db_table = "special_education_condition"
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "number"], name="special_condition_once")]


class GuardianApplication(FileRow):
    """What guardians applied for, to the school and to the disabled persons' federation. It decides nothing."""

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"special.apply"}))
    DECLARED: ClassVar = MADE | {"applicant": OF_CHILD, "wished": OF_CHILD, "federation_on": OF_CHILD}

    applicant = models.CharField(max_length=60)
    wished = models.CharField(max_length=20, choices=choices(Learns))
    federation_on = models.DateField()

    class Meta:
        db_table = "special_education_application"


class NeedsAssessment(FileRow):
    """What experts found, domain by domain (sealed), and the placement that they advise."""

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"special.assess"}))
    DECLARED: ClassVar = MADE | {"experts": STAFF, "domains": OF_CHILD, "findings": SECRET, "advice": OF_CHILD}

    experts = models.TextField()
    domains = models.TextField()
    findings = Sealed()
    advice = models.CharField(max_length=20, choices=choices(Learns))

    class Meta:
        db_table = "special_education_needs_assessment"


class Placement(FileRow):
    """A placement put forward, and decided by somebody else. The one agreed last is in force."""

    ROWS: ClassVar = Rows(
        shown=SHOWN | NOT_ASKED_FOR, made=frozenset({"special.propose"}), changed=frozenset({"special.decide"})
    )
    DECLARED: ClassVar = MADE | {
        "learns": OF_CHILD,
        "reason": SECRET,
        "decided": OF_CHILD,
        "decided_on": OF_CHILD,
        "decided_by": STAFF,
        "note": OF_CHILD,
    }

    learns = models.CharField(max_length=20, choices=choices(Learns))
    reason = Sealed()
    decided = models.CharField(max_length=10, choices=choices(Decided))
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "special_education_placement"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file"], condition=models.Q(decided=Decided.PROPOSED), name="special_placement_one_waits"
            ),
        ]


class EducationProgramme(FileRow):
    """The individual education programme of a child, version by version. `condition`: the version of the condition it was
    written for; `standard`: the curriculum standard it follows."""

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"special.programme"}))
    DECLARED: ClassVar = MADE | {
        "number": RUN,
        "condition": RUN,
        "goals": OF_CHILD,
        "measures": OF_CHILD,
        "standard": OF_CHILD,
        "review_on": OF_CHILD,
    }

    number = models.PositiveSmallIntegerField()
    condition = models.ForeignKey(ConditionVersion, on_delete=models.PROTECT, related_name="+")
    goals = models.TextField()
    measures = models.TextField()
    standard = models.CharField(max_length=200, blank=True)
    review_on = models.DateField()

    class Meta:
        db_table = "special_education_programme"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="special_programme_once"),
            models.CheckConstraint(condition=models.Q(review_on__gt=models.F("on")), name="special_programme_review"),
        ]
