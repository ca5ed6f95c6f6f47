"""What several actions look at."""

from uuid import UUID

from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Guardian
from notoneless.kernel.problems import Problem
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def must_be_open(row: ElsewhereRecord) -> None:
    """Raise Refused for a record that has ended."""
    refuse(Problem("schooling_elsewhere.ended") if row.ended_on is not None else None)


def must_be_guardian(guardian: Guardian, child: UUID) -> None:
    """Raise Unusable for somebody else's guardian."""
    if guardian.child_id != child:
        raise Unusable(Problem("schooling_elsewhere.other_guardian"))


def must_be_paper(proof: Attachment) -> None:
    """Raise Unusable for a file that is neither a picture nor a PDF."""
    if proof.kind not in PAPERS:
        raise Unusable(Problem("schooling_elsewhere.no_paper"))
