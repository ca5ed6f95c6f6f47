"""The children with disabilities of whom the program knows, and those who are taught at home.

Today that is the key group that somebody has decided on after a list of the disabled persons' federation. A room that keeps
files of special education feeds these two in its turn: whoever asks here need not know which room answers.
"""

from collections.abc import Collection
from uuid import UUID

from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.sealing.models import opened


def disability_files(ctx: Context, children: Collection[UUID] | None = None) -> dict[UUID, str]:
    """The children in reach, or those of some, of whom there is a file, with the kind of disability, empty where none says it.

    It opens what is sealed, so that its answer is sealed again at once: nothing of it is shown unless it is revealed.
    """
    rows = visible_to(ctx, READ_WATCH_LIST, KeyGroupMark).filter(until_on__isnull=True)
    if children is not None:
        rows = rows.filter(child__in=children)
    groups = {row.child_id: (opened(row, "group") or "").split() for row in rows}
    return {child: "" for child, held in groups.items() if KeyGroup.DISABILITY in held}


def taught_at_home(ctx: Context) -> frozenset[UUID]:  # noqa: ARG001 (the room to come asks for its reader)
    """The children in reach who are taught at home. No room keeps that yet, so nobody is."""
    return frozenset()
