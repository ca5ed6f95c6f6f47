"""What a survey of need says of pupils, and whether it is followed up (clause 1.07)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.support.rules.kinds import PrivateNeed, Trouble
from notoneless.casework.support.rules.lacking import Helped


@dataclass(frozen=True, slots=True)
class Need:
    """What surveys of a term found of a pupil, all together. `private`: it needs something that is told by need only."""

    on: date
    is_struggling: bool
    is_far: bool
    private: bool


def merged(found: Iterable[tuple[UUID, Need]]) -> Mapping[UUID, Need]:
    """What surveys found, one need for each pupil: of several surveys everything, since the first day."""
    known: dict[UUID, Need] = {}
    for child, each in found:
        before = known.get(child, each)
        known[child] = Need(
            min(before.on, each.on),
            before.is_struggling or each.is_struggling,
            before.is_far or each.is_far,
            before.private or each.private,
        )
    return known


def unanswered(needs: Mapping[UUID, Need], helped: Collection[Helped], talked: Mapping[UUID, date]) -> frozenset[UUID]:
    """The pupils in need of whom one need is not followed up: a struggling one is helped by somebody or was counselled since,
    far from school it has help with that, and for what is told by need only there is help for its family.

    `talked`: the last day on which each was counselled.
    """
    with_mentor = {(each.child, each.trouble) for each in helped if each.has_mentor}
    begun = {(each.child, each.trouble) for each in helped}

    def answered(child: UUID, need: Need) -> bool:
        since = talked.get(child)
        study = (child, Trouble.STUDY) in with_mentor or (since is not None and since >= need.on)
        far, family = (child, Trouble.DISTANCE) in begun, (child, Trouble.FAMILY) in begun
        return all(
            (study or not need.is_struggling, far or not need.is_far, family or not need.private),
        )

    return frozenset(child for child, need in needs.items() if not answered(child, need))


def ids_in(text: str | None) -> frozenset[UUID] | None:
    """Ids with blanks between; None where something else stands among them."""
    try:
        return frozenset(UUID(each) for each in (text or "").split())
    except ValueError:
        return None


def private_text(is_poor: bool, is_other: bool) -> str:
    """What is sealed of a pupil: codes with blanks between; empty where there is nothing to tell by need."""
    return " ".join([*[PrivateNeed.POVERTY] * is_poor, *[PrivateNeed.OTHER] * is_other])
