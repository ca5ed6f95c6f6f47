"""Which numbered papers were issued of a file: notices of placements, agreements to be signed, handbooks."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import OF_CHILD, SHOWN
from notoneless.casework.special_education.models.files import MADE, FileRow
from notoneless.foundation.access.scope import Rows
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.sealing.registry import RUN

ISSUING_PAPERS = frozenset({"special.issue_notice", "homebound.issue_agreement", "homebound.issue_handbook"})


class FilePaper(FileRow):
    """That a numbered paper of a kind was issued of a file on a day. What it says is sealed with the paper."""

    ROWS: ClassVar = Rows(shown=SHOWN, made=ISSUING_PAPERS)
    DECLARED: ClassVar = MADE | {"kind": OF_CHILD, "paper": RUN}

    kind = models.CharField(max_length=40)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "special_education_paper"
        indexes: ClassVar = [models.Index(fields=["file", "kind", "at"], name="special_paper_of_file")]
