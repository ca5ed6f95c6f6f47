"""Which version of a roster is in force where: a function of the versions there are, whatever the order they came in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.foundation.access.unit_kinds import Track


class RosterKind(StrEnum):
    """What a roster lists, and who keeps it."""

    HOUSEHOLD = "household"
    SCHOOL = "school"
    ELSEWHERE = "elsewhere"
    KINDERGARTEN = "kindergarten"
    DISABLED = "disabled"
    POVERTY = "poverty"
    LEDGER = "ledger"


TRACK_OF_KIND: Mapping[RosterKind, Track | None] = {
    RosterKind.HOUSEHOLD: Track.HOUSEHOLD,
    RosterKind.SCHOOL: Track.SCHOOL,
    RosterKind.ELSEWHERE: None,
    RosterKind.KINDERGARTEN: None,
    RosterKind.DISABLED: None,
    RosterKind.POVERTY: None,
    RosterKind.LEDGER: None,
}
"""The track that the rows of a roster belong to; None where they only say something of children known otherwise."""


LISTS = (RosterKind.POVERTY, RosterKind.DISABLED, RosterKind.KINDERGARTEN, RosterKind.LEDGER)
"""The lists of other offices and of earlier days: they only say something of children known otherwise."""


@dataclass(frozen=True, slots=True)
class Version:
    """One roster as received. `fingerprint`: of the file; it decides between two versions of one day."""

    id: UUID
    kind: RosterKind
    unit: UUID
    as_of: date
    fingerprint: str

    @property
    def rank(self) -> tuple[date, str]:
        """The later of two versions has the greater rank."""
        return self.as_of, self.fingerprint


def in_force(
    versions: Iterable[Version], lineage: Mapping[UUID, Sequence[UUID]]
) -> dict[tuple[RosterKind, UUID], UUID]:
    """For each kind and unit the version whose rows in that unit count.

    `lineage`: for every unit itself and all that stands above it. A roster speaks for its unit and all beneath it; where two
    speak for one unit, the later day counts.
    """
    speaking: dict[tuple[RosterKind, UUID], Version] = {}
    for version in versions:
        here = (version.kind, version.unit)
        known = speaking.get(here)
        if known is None or version.rank > known.rank:
            speaking[here] = version
    kinds = {version.kind for version in speaking.values()}
    found = {}
    for kind in kinds:
        for unit, above in lineage.items():
            heard = [speaking[kind, each] for each in above if (kind, each) in speaking]
            if heard:
                found[kind, unit] = max(heard, key=lambda each: each.rank).id
    return found
