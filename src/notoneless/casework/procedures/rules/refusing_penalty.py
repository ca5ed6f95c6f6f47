"""The third step: a penalty stays closed without a legal basis; who may impose it, and what comes before a decision."""

from datetime import date

from notoneless.casework.procedures.rules.asking import Asked, Guard, not_before, order_expired, too_far
from notoneless.casework.procedures.rules.clocks import pay_until
from notoneless.casework.procedures.rules.facts import Authority, Basis, Fact, Item, Text
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.kernel.problems import Problem

OFFICERS = 2
"""Who inquires at the least; a shape of the law's procedure, as the two of a proposal and its issue."""

_COUNTY = (Authority.COUNTY_EDUCATION, Authority.COUNTY_OTHER)
_DELEGABLE = (Authority.TOWNSHIP, Authority.SUBDISTRICT)
_NO_FINE = "义务教育法"
_OWN_NAMES = frozenset({_NO_FINE, f"中华人民共和国{_NO_FINE}"})


def why_closed(basis: Basis | None) -> Problem | None:
    """Why the third step stays closed: no legal basis is entered, or one that lets nobody fine a guardian."""
    if basis is None or not basis.name or not basis.article:
        return Problem("procedures.no_basis")
    if basis.name.strip("《》 ") in _OWN_NAMES:
        return Problem("procedures.basis_without_fine")
    if basis.kind is Text.OTHER:
        return Problem("procedures.basis_no_law", {"name": basis.name})
    if not 0 <= basis.least <= basis.most or not basis.most:
        return Problem("procedures.basis_no_range", {"least": basis.least, "most": basis.most})
    return None


def _basis(asked: Asked) -> Problem | None:
    return why_closed(asked.fact.basis)


def _competent(asked: Asked) -> Problem | None:
    fact = asked.fact
    if fact.authority in _COUNTY or (fact.authority in _DELEGABLE and fact.delegated):
        return None
    return Problem("procedures.cannot_penalize", {"authority": asked.authority()})


def _two_officers(asked: Asked) -> Problem | None:
    certificates = {each.certificate for each in asked.fact.officers if each.name and each.certificate}
    names = {each.name for each in asked.fact.officers if each.certificate}
    if min(len(certificates), len(names)) < OFFICERS:
        return Problem("procedures.two_officers")
    return None


def _inquired(asked: Asked) -> Problem | None:
    return None if Move.INQUIRE in asked.standing.facts else Problem("procedures.not_inquired")


def _within_range(asked: Asked) -> Problem | None:
    """An amount lies within what the basis allows."""
    basis, amount = asked.standing.facts[Move.OPEN_PENALTY].basis, asked.fact.amount
    if not amount or basis is None:  # a fine of nothing is none, though a text names no least amount
        return Problem("procedures.no_amount")
    if not basis.least <= amount <= basis.most:
        told: dict[str, str | int | Problem] = {"amount": amount, "least": basis.least, "most": basis.most}
        return Problem("procedures.out_of_range", {**told, "basis": f"{basis.name}{basis.article}"})
    return None


# the hearing


def _asked_in_time(asked: Asked) -> Problem | None:
    served, limit = asked.standing.served[Move.SERVE_NOTICE], asked.limits.hearing_asked
    end = limit.after(served, asked.calendar)
    if asked.on > end.day:
        return Problem("procedures.asked_too_late", {"until": end.day.isoformat(), "source": limit.source})
    return None


def _hearing_asked(asked: Asked) -> Problem | None:
    return None if Move.ASK_HEARING in asked.standing.facts else Problem("procedures.nobody_asked")


def _called_before(asked: Asked) -> Problem | None:
    """A hearing is announced long enough before its day."""
    limit = asked.limits.hearing_notice
    first = limit.after(asked.on, asked.calendar).day
    if asked.fact.until is None or asked.fact.until < first:
        return Problem("procedures.hearing_too_soon", {"first": first.isoformat(), "source": limit.source})
    return None


def _called(asked: Asked) -> Problem | None:
    return None if Move.CALL_HEARING in asked.standing.facts else Problem("procedures.not_called")


def _told_once(asked: Asked) -> Problem | None:
    """The notice of a hearing is served once; another day asks for another notice."""
    return Problem("procedures.hearing_told_already") if Move.SERVE_HEARING in asked.standing.facts else None


def _told_before(asked: Asked) -> Problem | None:
    """Nobody is heard who was not told of it, with a proof, as long before as law says."""
    told, limit = asked.standing.served.get(Move.SERVE_HEARING), asked.limits.hearing_notice
    if told is None:
        return Problem("procedures.hearing_not_told", {"source": limit.source})
    first = limit.after(told, asked.calendar).day
    if asked.on < first:
        days = {"served": told.isoformat(), "first": first.isoformat()}
        return Problem("procedures.hearing_told_late", {**days, "source": limit.source})
    return None


def _on_its_day(asked: Asked) -> Problem | None:
    called = asked.standing.facts.get(Move.CALL_HEARING)
    day = called.until if called is not None else None
    if day is not None and asked.on < day:
        return Problem("procedures.hearing_before_day", {"day": day.isoformat()})
    return None


def _heard_first(asked: Asked) -> Problem | None:
    return Problem("procedures.not_heard") if _waits_for_hearing(asked.standing) else None


def _waits_for_hearing(standing: Standing) -> bool:
    return Move.ASK_HEARING in standing.facts and Move.HOLD_HEARING not in standing.facts


# the decision


def _reviewed(asked: Asked) -> Problem | None:
    """After a hearing nobody decides before the matter was reviewed by who looks at its legality."""
    heard, reviewed = asked.standing.on(Move.HOLD_HEARING), asked.standing.on(Move.REVIEW_LEGALITY)
    if heard is not None and (reviewed is None or reviewed < heard):
        return Problem("procedures.not_reviewed")
    return None


def _party_had_time(asked: Asked) -> Problem | None:
    """A decision waits until the time to argue and to ask for a hearing has run out."""
    served = asked.standing.served[Move.SERVE_NOTICE]
    for limit in filter(None, (asked.limits.argument, asked.limits.hearing_asked)):
        end = limit.after(served, asked.calendar)
        problem = not_before("procedures.party_has_time", end.day, asked, limit.source)
        if problem is not None:
            return problem
    return None


def _not_heavier(asked: Asked) -> Problem | None:
    """A decision is not heavier than was told, least of all because the party has argued."""
    told, amount = asked.standing.facts[Move.ISSUE_NOTICE].amount, asked.fact.amount
    if told is None or amount is None or amount <= told:
        return None
    argued = {Move.STATE_VIEWS, Move.ASK_HEARING} & asked.standing.facts.keys()
    code = "procedures.heavier_for_arguing" if argued else "procedures.heavier_than_told"
    return Problem(code, {"amount": amount, "told": told})


def _whole(asked: Asked) -> Problem | None:
    missing = [item for item in Item if item not in asked.fact.items]
    return Problem("procedures.item_missing", {"item": Problem(f"procedures.item_{missing[0]}")}) if missing else None


def _decided_in_time(asked: Asked) -> Problem | None:
    limit, opened = asked.limits.decision, asked.standing.facts[Move.OPEN_PENALTY].on
    end = limit.after(opened, asked.calendar)
    if asked.on > end.day:
        told: dict[str, str | int | Problem] = {"opened": opened.isoformat(), "until": end.day.isoformat()}
        return Problem("procedures.decided_too_late", {**told, "source": limit.source})
    return None


def _as_proposed(asked: Asked) -> Problem | None:
    """What is issued is what was proposed, and what law asks of it was asked of the proposal."""
    proposed = asked.standing.facts[Move.PROPOSE_DECISION].amount
    if asked.fact.amount != proposed:
        return Problem("procedures.not_as_proposed")
    return None


def _time_to_pay(asked: Asked) -> Problem | None:
    """A decision leaves the party the time that law gives, counted at the earliest from its own day."""
    return why_too_short(asked.fact, asked)


def why_too_short(fact: Fact, asked: Asked) -> Problem | None:
    """Why the last day that a decision gives comes too soon; without one the law's own stands."""
    first: date = asked.limits.paid.after(fact.on, asked.calendar).day
    if fact.until is not None and fact.until < first:
        return Problem("procedures.paid_too_soon", {"first": first.isoformat(), "source": asked.limits.paid.source})
    return None


# reviews and suits


def _filed(move: Move) -> Guard:
    def guard(asked: Asked) -> Problem | None:
        named = {"move": Problem(f"procedures.move_{move}")}
        return None if move in asked.standing.facts else Problem("procedures.not_filed", named)

    return guard


def _filed_once(asked: Asked) -> Problem | None:
    named = {"move": Problem(f"procedures.move_{asked.fact.move}")}
    return Problem("procedures.filed_already", named) if asked.fact.move in asked.standing.facts else None


def performed(asked: Asked) -> Problem | None:
    """What was performed has nothing left to be demanded or enforced."""
    return Problem("procedures.performed_already") if Move.PERFORM in asked.standing.facts else None


def pay_time_over(asked: Asked) -> Problem | None:
    """A demand waits until the time to perform has run out."""
    end = pay_until(asked.standing, asked.limits, asked.calendar)
    return not_before("procedures.party_may_pay", end.day, asked, asked.limits.paid.source)


_DECIDING: tuple[Guard, ...] = (_heard_first, _reviewed, _party_had_time, _decided_in_time, _within_range, _not_heavier)

PENALTY: dict[Move, tuple[Guard, ...]] = {
    Move.OPEN_PENALTY: (_basis, _competent, order_expired),
    Move.INQUIRE: (_two_officers,),
    Move.ISSUE_NOTICE: (_inquired, _within_range),
    Move.ASK_HEARING: (_asked_in_time, _filed_once),
    Move.CALL_HEARING: (_hearing_asked, _called_before, too_far),
    Move.SERVE_HEARING: (_called, _told_once),
    Move.HOLD_HEARING: (_called, _on_its_day, _told_before),
    Move.REVIEW_LEGALITY: (_heard_first,),
    Move.PROPOSE_DECISION: (*_DECIDING, _whole),
    Move.ISSUE_DECISION: (*_DECIDING, _as_proposed, _time_to_pay, too_far),
    Move.PERFORM: (performed,),
    Move.FILE_REVIEW: (_filed_once,),
    Move.FILE_SUIT: (_filed_once,),
    Move.DECIDE_REVIEW: (_filed(Move.FILE_REVIEW), _filed_once),
    Move.DECIDE_SUIT: (_filed(Move.FILE_SUIT), _filed_once),
}
"""What is asked of each move of the third step."""

PENALTY_BY_DAY: tuple[Guard, ...] = (
    order_expired,
    performed,
    pay_time_over,
    _inquired,
    _hearing_asked,
    _called,
    _told_once,
    _told_before,
    _on_its_day,
    _heard_first,
    _reviewed,
    _party_had_time,
    _decided_in_time,
)
"""Those of them that ask nothing but the standing and the day."""
