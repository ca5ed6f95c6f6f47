"""What a school has agreed with a family or an institution on how a child learns."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import OF_CHILD, SHOWN, choices
from notoneless.casework.special_education.models.files import MADE, FileRow
from notoneless.casework.special_education.rules.homebound import Situation
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.foundation.access.scope import Rows
from notoneless.foundation.attachments.models import Attachment


class LearningAgreement(FileRow):
    """An agreement with the family of a child or with the institution where it lives, signed on a day and valid until another.

    `learns`: the placement it is about; `situation`: where a home-taught child lives;
    `proof`: the signed paper, where it was photographed or scanned.
    """

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"special.agree", "homebound.agree"}))
    DECLARED: ClassVar = MADE | {
        "learns": OF_CHILD,
        "situation": OF_CHILD,
        "party_name": OF_CHILD,
        "until_on": OF_CHILD,
        "terms": OF_CHILD,
        "proof": OF_CHILD,
    }

    learns = models.CharField(max_length=20, choices=choices(Learns))
    situation = models.CharField(max_length=20, choices=choices(Situation), blank=True)
    party_name = models.CharField(max_length=60)
    until_on = models.DateField()
    terms = models.TextField()
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "special_education_agreement"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(until_on__gt=models.F("on")), name="special_agreement_until"),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "until_on"], name="special_agreement_valid")]
