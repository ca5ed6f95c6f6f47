"""Which duties that were open when all was reckoned have been done since: judged anew from the facts of their units alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.policy.judging import Fact, Span, State, judged
from notoneless.policy.measures import MEASURES, Nature
from notoneless.policy.model import Duty, Requirement

_JUDGED = frozenset({Nature.FLOW, Nature.LEVEL})


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A duty of a unit that was open: its period, and what is needed at least."""

    id: UUID
    unit: UUID
    span: Span
    requirement: Requirement
    needed: Decimal


def to_judge_again(duty: Duty) -> Requirement | None:
    """What a duty asks for, where few facts tell that it is done: of one thing so much at least.

    What must not be passed is known only once its period is over, and asks for facts of everybody beneath. What follows an
    event may be owed for one child alone, of whom a row does not tell.
    """
    if len(duty.requires) != 1 or duty.trigger.event:
        return None
    [requirement] = duty.requires
    known = MEASURES.get(requirement.measure)
    return requirement if known and known.nature in _JUDGED and not requirement.is_most else None


def is_still_open(is_sealed: bool, duty: Duty | None, is_done: bool) -> bool:
    """Whether a row that is not done is still to be shown: of a month that is sealed only what can still be done and is not.

    Its verdict stands, and the rest is over. `is_done`: since all was reckoned.
    """
    if not is_sealed:
        return True
    return duty is not None and to_judge_again(duty) is not None and not is_done


def done_since(
    rows: Iterable[OpenRow],
    facts: Mapping[str, Mapping[UUID, Sequence[Fact]]],
    levels: Mapping[str, Mapping[UUID, int]],
    day: date,
) -> frozenset[UUID]:
    """The rows that are done on a day. `facts`: by measure and unit what was done; `levels`: what holds on the day."""
    return frozenset(row.id for row in rows if _is_done(row, facts, levels, day))


def _is_done(
    row: OpenRow,
    facts: Mapping[str, Mapping[UUID, Sequence[Fact]]],
    levels: Mapping[str, Mapping[UUID, int]],
    day: date,
) -> bool:
    code = row.requirement.measure
    done, holds = {}, {}
    if MEASURES[code].nature == Nature.LEVEL:
        holds[code] = Decimal(levels.get(code, {}).get(row.unit, 0))
    else:
        done[code] = facts.get(code, {}).get(row.unit, ())
    verdict = judged(row.span, [(row.requirement, row.needed)], done, holds, day, exempt=False)
    return verdict.state in (State.DONE, State.LATE)
