"""What the lists of other offices say of a pupil, when that is put to a person, and what comes of the decision."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.kernel.problems import Problem
from notoneless.records.rosters.rules.versions import RosterKind

POVERTY = "poverty"
"""What a list of the poverty office says of a child without saying which kind of household it is."""

OF_POVERTY = (KeyGroup.LIFTED, KeyGroup.NEAR_POVERTY, KeyGroup.HARDSHIP)
"""The kinds of household; a child is of one of them at a time."""

LISTING = (RosterKind.POVERTY, RosterKind.DISABLED)
"""The lists that say of which key group a child is."""

_BLANK = re.compile(r"\s")
_NO = frozenset({"否", "无", "不是", "没有", "n", "no", "0"})
_SAYS = (
    ("边缘", KeyGroup.NEAR_POVERTY),
    ("突发", KeyGroup.HARDSHIP),
    ("脱贫", KeyGroup.LIFTED),
)
"""What the cell begins with; whatever else it holds, a person says which kind it is."""


class ProposalState(StrEnum):
    """Where a proposal stands. GONE: the list in force said so no longer before anybody decided."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    GONE = "gone"


def group_said(kind: RosterKind, cell: str | None) -> str | None:
    """The group that a row of a list names: a key group, POVERTY where the kind is not said, None where the row says no."""
    if kind is RosterKind.DISABLED:
        return KeyGroup.DISABILITY
    if kind is not RosterKind.POVERTY:
        return None
    told = _BLANK.sub("", cell or "").lower()
    if told in _NO:
        return None
    return next((group for begins, group in _SAYS if told.startswith(begins)), POVERTY)


def to_propose(said: Collection[str], held: Collection[str], before: Mapping[str, ProposalState]) -> list[str]:
    """What of that which lists say of a pupil is to be put to a person.

    held: the groups the pupil is counted among; before: how what was put earlier stands, the latest of each group.
    """
    known = set(held) | ({POVERTY} if set(held) & set(OF_POVERTY) else set())
    return sorted(each for each in set(said) - known if before.get(each, ProposalState.GONE) is ProposalState.GONE)


def joined(held: Collection[str], group: KeyGroup) -> tuple[KeyGroup, ...]:
    """The groups of a pupil once it is counted among one more; of kinds of household the new one stands alone."""
    stays = {each for each in held if not (group in OF_POVERTY and each in OF_POVERTY)}
    return tuple(each for each in KeyGroup if each in stays or each is group)


def why_not_decided(
    state: ProposalState, said: str, reason: str | None, group: KeyGroup | None, *, is_accepted: bool
) -> Problem | None:
    """Why a decision does not stand; None where it does."""
    if state is not ProposalState.OPEN:
        return Problem(f"watch_list.proposal_is_{state}")
    if not is_accepted:
        return None if reason else Problem("watch_list.no_refusal_reason")
    allowed = OF_POVERTY if said == POVERTY else (said,)
    return None if group in allowed else Problem("watch_list.no_such_group")
