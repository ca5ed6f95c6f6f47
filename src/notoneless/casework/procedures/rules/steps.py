"""The four steps as a person looks at them: what is done, where it stands, what is closed and why, and by when what is next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notoneless.casework.procedures.rules.clocks import ClockKind, clock
from notoneless.casework.procedures.rules.facts import Fact
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import FREE, NEXT, STEP_OF, EnforcementStep, Move, Stage
from notoneless.casework.procedures.rules.refusing import why_not_now, why_not_yet
from notoneless.casework.procedures.rules.refusing_penalty import why_closed
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem


class StepState(StrEnum):
    """How one of the four steps stands. OPEN: it may be begun. CLOSED: it may not, for a reason."""

    DONE = "done"
    NOW = "now"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One of the four steps: from the first to the last day of what was done in it; `why`: what keeps it closed."""

    step: EnforcementStep
    state: StepState
    first: date | None
    last: date | None
    why: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """What is due next, in words, and its last day. `provisional`: a holiday that is not announced yet may move it."""

    what: Problem
    until: date
    provisional: bool


def _stages(first: Stage, last: Stage) -> list[Stage]:
    known = list(Stage)
    return known[known.index(first) : known.index(last) + 1]


STEP_AT: Mapping[Stage, EnforcementStep] = {
    stage: step
    for step, first, last in (
        (EnforcementStep.OUTREACH, Stage.OUTREACH, Stage.OUTREACH),
        (EnforcementStep.ORDER, Stage.ORDER_PROPOSED, Stage.ORDER_SERVED),
        (EnforcementStep.PENALTY, Stage.PENALTY_OPENED, Stage.DECISION_SERVED),
        (EnforcementStep.COURT, Stage.DEMANDED, Stage.SUIT_SETTLED),
    )
    for stage in _stages(first, last)
}
"""In which of the four steps a stage lies; before the first effort and after the end there is none."""

_BEGINNING: Mapping[EnforcementStep, tuple[Move, ...]] = {
    EnforcementStep.OUTREACH: (Move.RECORD_EFFORT,),
    EnforcementStep.ORDER: (Move.PROPOSE_ORDER,),
    EnforcementStep.PENALTY: (Move.OPEN_PENALTY,),
    EnforcementStep.COURT: (Move.ISSUE_DEMAND, Move.SUE),
}
"""What each step is begun with."""

BASIS_TO_ENTER = "procedures.basis_to_enter"
"""What a step that may be begun still asks for: it is told, and closes nothing."""

_ASIDE = FREE | {Move.END, Move.SEND_BACK, Move.DROP_PENALTY}
_STEPS = tuple(EnforcementStep)
_DAY = timedelta(days=1)

_CLOCK_AT: Mapping[Stage, ClockKind] = {
    Stage.ORDER_SERVED: ClockKind.ORDER,
    **dict.fromkeys(_stages(Stage.PENALTY_OPENED, Stage.DECISION_PROPOSED), ClockKind.DECISION),
    Stage.DECIDED: ClockKind.SERVED,
    Stage.DECISION_SERVED: ClockKind.PAID,
    **dict.fromkeys(_stages(Stage.DEMANDED, Stage.DEMAND_SERVED), ClockKind.COURT),
    Stage.APPLIED: ClockKind.COURT_ACCEPTS,
    Stage.COURT_ACCEPTED: ClockKind.COURT_RULES,
}
"""Which clock the next step waits for, or has to keep, in each stage that has one."""


def next_moves(stage: Stage) -> tuple[Move, ...]:
    """What carries a procedure on from a stage, apart from its end."""
    return tuple(move for move, to in NEXT[stage].items() if to is not stage and move not in _ASIDE)


def due_of(standing: Standing, limits: Limits, calendar: Calendar) -> Due | None:
    """What is due next; None where law sets no day for it."""
    order = standing.facts.get(Move.ISSUE_ORDER)
    if standing.stage is Stage.ORDERED and order is not None and order.until is not None:
        return Due(Problem(f"procedures.move_{Move.SERVE_ORDER}"), order.until - _DAY, False)
    kind = _CLOCK_AT.get(standing.stage)
    found = clock(standing, limits, calendar, kind) if kind is not None else None
    return Due(found.named(), found.until, found.provisional) if found is not None and found.until else None


@dataclass(frozen=True, slots=True)
class Look:
    """What the four steps are judged by on a day. `unordered`: why the case lets nothing be ordered; None where it does."""

    standing: Standing
    limits: Limits
    calendar: Calendar
    today: date
    unordered: Problem | None


def four_steps(look: Look) -> tuple[StepLine, ...]:
    """The four steps in their order."""
    return tuple(_line(look.standing, step, tuple(_why(look, step))) for step in _STEPS)


def _line(standing: Standing, step: EnforcementStep, why: tuple[Problem, ...]) -> StepLine:
    days = [fact.on for move, fact in standing.facts.items() if STEP_OF.get(move) is step]
    first, last = (min(days), max(days)) if days else (None, None)
    current = STEP_AT.get(standing.stage)
    if step is current:
        return StepLine(step, StepState.NOW, first, last)
    is_past = standing.stage is Stage.ENDED or (current is not None and _STEPS.index(step) < _STEPS.index(current))
    if days and is_past:
        return StepLine(step, StepState.DONE, first, last)
    is_open = all(each.code == BASIS_TO_ENTER for each in why)
    return StepLine(step, StepState.OPEN if is_open else StepState.CLOSED, first, last, why)


def _why(look: Look, step: EnforcementStep) -> Iterator[Problem]:
    """Why a step cannot be begun; nothing where one of its beginnings may be entered."""
    standing = look.standing
    if step is EnforcementStep.PENALTY and standing.stage is not Stage.ENDED:
        opened = standing.facts.get(Move.OPEN_PENALTY)
        closed = why_closed(opened.basis if opened is not None else None)
        if closed is not None and why_not_begun(look, Move.OPEN_PENALTY) is None:
            yield Problem(BASIS_TO_ENTER)  # the form that begins it is where the basis is entered
            return
        if closed is not None:
            yield closed
        if STEP_AT.get(standing.stage) is EnforcementStep.COURT:  # passed over: the basis alone is why
            return
    found = [why_not_begun(look, move) for move in _BEGINNING[step]]
    if all(found):
        yield from (problem for problem in found if problem is not None)
    elif step is EnforcementStep.ORDER and look.unordered is not None:
        yield look.unordered


def why_not_begun(look: Look, move: Move) -> Problem | None:
    """Why a move cannot be made on a day, whatever is entered of it; None where it depends on what is entered."""
    return why_not_now(look.standing, move) or why_not_yet(
        look.standing, Fact(move, look.today), look.limits, look.calendar
    )
