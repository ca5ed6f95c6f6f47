"""What a survey of left-behind children adds up: number, share, composition, distribution, traits, family situation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

_LAST_PRIMARY = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """A left-behind child as it is counted. `place`: the unit beneath in which it is."""

    place: UUID | None
    grade: int | None
    sex: str
    away: str
    carer: str
    traits: tuple[str, ...]
    family: tuple[str, ...]
    of_civil_affairs: bool


Groups = Mapping[str, Mapping[str, int]]
"""What is told of, and how many children of each kind; of traits and family a child may be of several."""


def stage_of(grade: int | None) -> str:
    """The stage of a grade."""
    if grade is None:
        return "unknown"
    return "primary" if grade <= _LAST_PRIMARY else "junior"


def groups_of(children: Iterable[Counted]) -> Groups:
    """Composition by stage, sex, who is away, carer and definition; traits and family situation."""
    found: dict[str, Counter[str]] = {
        each: Counter() for each in ("stage", "sex", "away", "carer", "definition", "trait", "family")
    }
    for child in children:
        found["stage"][stage_of(child.grade)] += 1
        found["sex"][{"男": "male", "女": "female"}.get(child.sex, "unknown")] += 1
        found["away"][child.away] += 1
        found["carer"][child.carer] += 1
        found["definition"]["education"] += 1
        found["definition"]["civil_affairs"] += child.of_civil_affairs
        found["trait"].update(child.traits)
        found["family"].update(child.family)
    return found


def share(count: int, pupils: int) -> str:
    """Of a hundred pupils how many are left behind, with one place; nothing where there is no pupil."""
    return f"{count * 100 / pupils:.1f}" if pupils else ""
