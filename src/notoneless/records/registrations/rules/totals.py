"""Totals that must agree (三统一): which there are, whose, and how far two differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class OutsideSource(StrEnum):
    """Whose figure it is."""

    PLATFORM = "platform"
    POVERTY_OFFICE = "poverty_office"
    CIVIL_AFFAIRS = "civil_affairs"
    FEDERATION = "federation"


class TotalMeasure(StrEnum):
    """What is counted."""

    ENTRIES = "entries"
    NOT_IN_SCHOOL = "not_in_school"
    POOR_NOT_IN_SCHOOL = "poor_not_in_school"


OWN = {"household", "school", "poor", "poor_not_in_school"}
"""What a comparison counts beside the children in no school by reason."""


def own_totals(counts: Mapping[str, int]) -> dict[TotalMeasure, int]:
    """Our figures by the counts of a comparison; a figure that it does not hold is left out."""
    found = {TotalMeasure.NOT_IN_SCHOOL: sum(count for name, count in counts.items() if name not in OWN)}
    if "school" in counts:
        found[TotalMeasure.ENTRIES] = counts["school"]
    if "poor_not_in_school" in counts:
        found[TotalMeasure.POOR_NOT_IN_SCHOOL] = counts["poor_not_in_school"]
    return found


@dataclass(frozen=True, slots=True)
class Agreement:
    """How another office's figure stands beside ours: `more` by so many, less where negative, None where ours is lacking."""

    figure: int
    more: int | None

    @property
    def code(self) -> str:
        """The sentence that says so."""
        if self.more is None:
            return "registrations.total_alone"
        if self.more == 0:
            return "registrations.total_same"
        return "registrations.total_more" if self.more > 0 else "registrations.total_fewer"


def beside(ours: int | None, figure: int) -> Agreement:
    """Another office's figure beside ours."""
    return Agreement(figure, None if ours is None else figure - ours)
