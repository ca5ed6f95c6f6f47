"""Which decisions stand beside one another."""

from collections.abc import Iterable
from dataclasses import dataclass

from notoneless.kernel.groups import Groups
from notoneless.records.rosters.rules.versions import RosterKind


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, by the search keys of what the rows of both sides said."""

    is_same: bool
    kind: RosterKind
    own: bytes
    other: bytes


def contradicts(rulings: Iterable[Ruling], new: Ruling) -> bool:
    """Whether a new ruling cannot stand beside those that stand, the latest first."""
    groups: Groups[tuple[str, bytes]] = Groups()
    for ruling in rulings:
        _entered(groups, ruling)
    return not _entered(groups, new)


def _entered(groups: Groups[tuple[str, bytes]], ruling: Ruling) -> bool:
    own, other = ("", ruling.own), (ruling.kind.value, ruling.other)
    return groups.join(own, other) if ruling.is_same else groups.part(own, other)
