"""Which move is refused, and why: pure, each with the rule's sentence and its article."""

from datetime import date
from uuid import UUID

from notoneless.casework.procedures.rules.asking import FARTHEST, Asked, Guard, too_far
from notoneless.casework.procedures.rules.facts import OUTCOMES, PROVED, Authority, Effort, Fact, Grave, How
from notoneless.casework.procedures.rules.limits import Limits
from notoneless.casework.procedures.rules.moves import FREE, NEXT, SERVICES, STEP_OF, EnforcementStep, Move, Stage
from notoneless.casework.procedures.rules.referring import LABOUR
from notoneless.casework.procedures.rules.refusing_court import COURT, COURT_BY_DAY
from notoneless.casework.procedures.rules.refusing_penalty import PENALTY, PENALTY_BY_DAY
from notoneless.casework.procedures.rules.standing import Standing, effective
from notoneless.kernel.ages import CompulsoryAge, age_on, stands
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem

_STAGES = tuple(Stage)
_PARTYS = frozenset(
    {Move.STATE_VIEWS, Move.ASK_HEARING, Move.PERFORM, Move.FILE_REVIEW, Move.FILE_SUIT, Move.DROP_PENALTY, Move.END}
)
"""What the guardian does, and what ends a matter: it need not wait until a published paper counts as served."""

_ORDERING = (Authority.TOWNSHIP, Authority.COUNTY_EDUCATION)
PROPOSED_AT = {Move.ISSUE_ORDER: Move.PROPOSE_ORDER, Move.ISSUE_DECISION: Move.PROPOSE_DECISION}
"""What is issued by somebody other than who proposed it."""


def why_not(standing: Standing, fact: Fact, limits: Limits, calendar: Calendar, today: date) -> Problem | None:
    """Why a move cannot be entered as it is; None where it can."""
    problem = why_not_now(standing, fact.move) or _why_not_that_day(standing, fact, today)
    if problem is not None:
        return problem
    asked = Asked(standing, fact, limits, calendar)
    return next((found for guard in (_plain, *_GUARDS.get(fact.move, ())) if (found := guard(asked))), None)


def why_not_now(standing: Standing, move: Move) -> Problem | None:
    """Why a move cannot follow in this stage, whatever is entered: the step before it is missing, or it was done already."""
    if move in NEXT[standing.stage]:
        return None
    named = {"stage": Problem(f"procedures.stage_{standing.stage}"), "move": Problem(f"procedures.move_{move}")}
    if standing.stage is Stage.ENDED:
        return Problem("procedures.ended", named)
    from_stages = [stage for stage in _STAGES if move in NEXT[stage]]
    later = [stage for stage in from_stages if _STAGES.index(stage) > _STAGES.index(standing.stage)]
    if later:
        return Problem("procedures.too_early", {**named, "needed": Problem(f"procedures.stage_{later[0]}")})
    return Problem("procedures.done_already", {**named, "law": _law_of(move, "once")})


def _law_of(move: Move, asks: str) -> Problem:
    """The article by which a move is dated, or is made once on one fact (`asks`): of its service, else of its step."""
    step = EnforcementStep.PENALTY if move is Move.DROP_PENALTY else STEP_OF.get(move, EnforcementStep.ORDER)
    return Problem(f"procedures.law_{asks}_{'service' if move in SERVICES else step}")


def _backwards(move: Move, on: date, last: date) -> Problem:
    told: dict[str, str | int | Problem] = {"day": on.isoformat(), "last": last.isoformat()}
    return Problem("procedures.backwards", {**told, "law": _law_of(move, "dated")})


def why_not_yet(standing: Standing, fact: Fact, limits: Limits, calendar: Calendar) -> Problem | None:
    """Why a move of the day of `fact` has to wait, whatever else is entered of it; it may follow in this stage."""
    asked = Asked(standing, fact, limits, calendar)
    guards = (guard for guard in _GUARDS.get(fact.move, ()) if guard in _BY_DAY)
    return next((found for guard in guards if (found := guard(asked))), None)


def why_not_alone(standing: Standing, move: Move, actor: UUID | None) -> Problem | None:
    """Why somebody cannot issue a paper: nobody issues what they proposed themselves."""
    proposed = standing.facts.get(PROPOSED_AT[move]) if move in PROPOSED_AT else None
    if proposed is not None and proposed.by is not None and proposed.by == actor:
        return Problem("procedures.own_proposal", {"move": Problem(f"procedures.move_{move}")})
    return None


def why_not_of_age(born_on: date | None, on: date, ages: CompulsoryAge) -> Problem | None:
    """Why nobody is ordered to send a child on a day: law speaks of those of compulsory age alone. Unknown, it may be."""
    if born_on is None or stands(born_on, on, ages) == "within":
        return None
    return Problem("procedures.not_of_age", {"age": age_on(born_on, on)})


def _why_not_that_day(standing: Standing, fact: Fact, today: date) -> Problem | None:
    if fact.on > today:
        return Problem("procedures.future", {"day": fact.on.isoformat()})
    if fact.move in FREE:
        return None
    last = standing.last_on
    if fact.move not in _PARTYS:
        last = max((day for day in (last, *standing.served.values()) if day), default=None)
    if last is not None and fact.on < last:
        return _backwards(fact.move, fact.on, last)
    return None


# what every move of a kind needs


def _plain(asked: Asked) -> Problem | None:
    """What is asked of a move by its kind: an outcome it may have, a service with its proof, another person."""
    fact = asked.fact
    if fact.move in OUTCOMES and fact.outcome not in OUTCOMES[fact.move]:
        return Problem("procedures.no_outcome", {"move": Problem(f"procedures.move_{fact.move}")})
    if fact.move in SERVICES:
        return _why_not_served(fact)
    return why_not_alone(asked.standing, fact.move, fact.by)


def _why_not_served(fact: Fact) -> Problem | None:
    if fact.means is None:
        return Problem("procedures.no_means")
    if fact.means in PROVED and not fact.proved:
        return Problem(f"procedures.unproved_{fact.means}")
    return None


# outreach and orders


def _effort(asked: Asked) -> Problem | None:
    effort = asked.fact.effort
    if effort is None or not effort.sides:
        return Problem("procedures.nobody_went")
    return _why_not_effort(effort, asked.fact.on)


def _why_not_effort(effort: Effort, on: date) -> Problem | None:
    if effort.how is not How.PHONE and not effort.where:
        return Problem("procedures.no_place")
    if effort.agreed_on is not None and effort.agreed_on < on:
        return Problem("procedures.agreed_before", {"day": effort.agreed_on.isoformat(), "on": on.isoformat()})
    if effort.agreed_on is not None and effort.agreed_on - on > FARTHEST:
        return Problem("procedures.too_far", {"day": effort.agreed_on.isoformat()})
    return None


def _referral(asked: Asked) -> Problem | None:
    fact = asked.fact
    if fact.grave is None or not fact.told_to:
        return Problem("procedures.no_referral")
    if fact.grave is Grave.CHILD_LABOUR and not any(word in fact.told_to for word in LABOUR):
        return Problem("procedures.labour_elsewhere")
    return None


def _awaited(asked: Asked) -> Problem | None:
    return None if asked.standing.referred else Problem("procedures.nothing_referred")


def _answered(asked: Asked) -> Problem | None:
    """An answer is to what was referred, and comes after it."""
    grave = asked.fact.grave
    if grave is None or grave not in asked.standing.referred:
        return Problem("procedures.not_referred_so")
    last = asked.standing.referred[grave]
    if asked.on < last:
        return Problem("procedures.answered_before", {"day": asked.on.isoformat(), "last": last.isoformat()})
    return None


def _order_competent(asked: Asked) -> Problem | None:
    """Law names who may order; a subdistrict office needs a text that hands it the power."""
    fact = asked.fact
    if fact.authority in _ORDERING or (fact.authority is Authority.SUBDISTRICT and fact.delegated):
        return None
    return Problem("procedures.cannot_order", {"authority": asked.authority()})


def _order_after_effort(asked: Asked) -> Problem | None:
    """Nobody proposes an order before somebody has turned to the family."""
    turned = asked.standing.turned_on
    if turned is None or asked.on >= turned:
        return None
    return _backwards(asked.fact.move, asked.on, turned)


def _order_deadline(asked: Asked) -> Problem | None:
    until = asked.fact.until
    if until is None or until <= asked.fact.on:
        return Problem("procedures.no_deadline")
    return None


def _order_in_time(asked: Asked) -> Problem | None:
    """An order that arrives after its own deadline has set none."""
    until, served = asked.standing.facts[Move.ISSUE_ORDER].until, effective(asked.fact, asked.limits)
    if until is not None and served >= until:
        return Problem("procedures.served_too_late", {"served": served.isoformat(), "until": until.isoformat()})
    return None


def _clues_told(asked: Asked) -> Problem | None:
    """What has to be told to another authority is told before a matter is ended."""
    clues = sorted(asked.standing.clues)
    return Problem("procedures.not_referred", {"grave": Problem(f"procedures.grave_{clues[0]}")}) if clues else None


_BY_DAY: frozenset[Guard] = frozenset({_clues_told, _awaited, *PENALTY_BY_DAY, *COURT_BY_DAY})
"""What is asked of nothing but the standing and the day."""

_GUARDS: dict[Move, tuple[Guard, ...]] = {
    Move.RECORD_EFFORT: (_effort,),
    Move.REFER: (_referral,),
    Move.ANSWER_REFERRAL: (_awaited, _answered),
    Move.PROPOSE_ORDER: (_order_after_effort, _order_competent),
    Move.ISSUE_ORDER: (_order_competent, _order_deadline, too_far),
    Move.SERVE_ORDER: (_order_in_time,),
    Move.END: (_clues_told,),
    **PENALTY,
    **COURT,
}
"""What is asked of each move besides its place in the table, in the order in which it is told."""
