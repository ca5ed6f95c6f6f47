"""When a story may be approved, published and passed on; whom it names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.kernel.problems import Problem

_SHORTEST = 2
"""Characters of a name that is looked for in a text: one character alone is in any."""


class StoryKind(StrEnum):
    """A role model of the place, or good work that others may learn from."""

    ROLE_MODEL = "role_model"
    GOOD_WORK = "good_work"


class StoryState(StrEnum):
    """Where a story stands."""

    COLLECTED = "collected"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Named:
    """The pupils whom a story names, and the one of whom consent holds."""

    pupils: Collection[tuple[UUID, str]]
    consented: UUID | None


def state_of(approved_on: date | None, published_on: date | None, withdrawn_on: date | None) -> StoryState:
    """Where a story stands."""
    if withdrawn_on is not None:
        return StoryState.WITHDRAWN
    if published_on is not None:
        return StoryState.PUBLISHED
    return StoryState.APPROVED if approved_on is not None else StoryState.COLLECTED


def named_in(text: str, pupils: Iterable[tuple[UUID, str]]) -> list[tuple[UUID, str]]:
    """The pupils whose whole names stand in a text."""
    return [(pk, name) for pk, name in pupils if len(name) >= _SHORTEST and name in text]


def why_not_shown(named: Named) -> Problem | None:
    """Why a story cannot be shown: it names a pupil without a guardian's consent."""
    without = next((name for pk, name in named.pupils if pk != named.consented), None)
    return Problem("campaigns.no_consent", {"name": without}) if without else None
