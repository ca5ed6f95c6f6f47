"""What is refused of a working group, each with the sentence that says why."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.working_groups.rules.parties import KINDS, Party
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem

Post = tuple[UUID, str]
"""A post: its unit and its role."""


@dataclass(frozen=True, slots=True)
class Changing:
    """A place of a group that is to be given to another post. `is_open`: the case is; `leads`: who asks leads the group or
    stands above who leads; `held`: the posts that are held by somebody and answer for the child."""

    party: Party
    now: Post | None
    wanted: Post
    kind: UnitKind
    is_open: bool
    leads: bool
    held: Collection[Post]


def why_not_changed(asked: Changing) -> Problem | None:
    """Why a place may not be given to a post; None where it may."""
    if not asked.leads:
        return Problem("working_groups.not_leading")
    if not asked.is_open:
        return Problem("working_groups.case_ended")
    if asked.wanted == asked.now:
        return Problem("working_groups.sits_already")
    if asked.kind not in KINDS[asked.party]:
        return Problem("working_groups.other_party", {"party": Problem(f"working_groups.party_{asked.party}")})
    return None if asked.wanted in asked.held else Problem("working_groups.nobody_there")
