"""The children with disabilities of whom the program knows, and those who are taught at home.

Those are the children who have a file of special education, and the key group that somebody has decided on after a list of the
disabled persons' federation. Whoever asks here need not know which room answers.
"""

from collections.abc import Collection
from uuid import UUID

from notoneless.casework.special_education.models import ConditionVersion, SpecialFile
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.special_education.selectors.knowing import learning
from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import Problem, sentence


def disability_files(ctx: Context, children: Collection[UUID] | None = None) -> dict[UUID, str]:
    """The children in reach, or those of some, of whom there is a file, with the kind of disability, empty where none says it.

    It opens what is sealed, so that its answer is sealed again at once: nothing of it is shown unless it is revealed.
    """
    marks = visible_to(ctx, READ_WATCH_LIST, KeyGroupMark).filter(until_on__isnull=True)
    versions = visible_to(ctx, READ_SPECIAL, ConditionVersion).order_by("number")
    if children is not None:
        marks, versions = marks.filter(child__in=children), versions.filter(child__in=children)
    groups = {row.child_id: (opened(row, "group") or "").split() for row in marks}
    named = {child: "" for child, held in groups.items() if KeyGroup.DISABILITY in held}
    return named | {row.child_id: _kind(opened(row, "impairment") or "") for row in versions}


def _kind(impairment: str) -> str:
    """The kind as statistics write it: 智力, not 智力残疾."""
    kind, _, _ = impairment.partition(" ")
    return sentence(Problem(f"special_education.impairment_{kind}")).removesuffix("残疾") if kind else ""


def taught_at_home(ctx: Context) -> frozenset[UUID]:
    """The children in reach whose placement in force is homebound instruction."""
    rows = visible_to(ctx, READ_SPECIAL, SpecialFile).filter(child_id__in=learning(ctx.today, Learns.HOMEBOUND))
    return frozenset(rows.values_list("child_id", flat=True))
