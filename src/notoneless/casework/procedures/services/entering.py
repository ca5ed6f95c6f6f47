"""What is entered as it happened: a paper served, a matter referred, and the moves that bring no paper of their own."""

from datetime import date
from uuid import UUID

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.addressing import says_nothing
from notoneless.casework.procedures.rules.facts import Fact, Grave, Means, Outcome
from notoneless.casework.procedures.rules.moves import NEXT, SERVICES, Move
from notoneless.casework.procedures.rules.standing import Standing
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.services.recording import Beside, before, check, enter_move, write
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.kernel.problems import Problem

ENTERED = frozenset(
    {
        Move.STATE_VIEWS,
        Move.ASK_HEARING,
        Move.HOLD_HEARING,
        Move.REVIEW_LEGALITY,
        Move.DROP_PENALTY,
        Move.PERFORM,
        Move.FILE_REVIEW,
        Move.DECIDE_REVIEW,
        Move.FILE_SUIT,
        Move.DECIDE_SUIT,
        Move.SEND_BACK,
        Move.SUE,
        Move.SETTLE_SUIT,
        Move.TURNED_AWAY,
        Move.ACCEPTED,
        Move.RULE,
        Move.END,
    }
)
"""What is entered with its day, its outcome, a number that another office gave it, and a note alone."""

NUMBERED = frozenset(
    {
        Move.FILE_REVIEW,
        Move.DECIDE_REVIEW,
        Move.FILE_SUIT,
        Move.DECIDE_SUIT,
        Move.SUE,
        Move.SETTLE_SUIT,
        Move.TURNED_AWAY,
        Move.ACCEPTED,
        Move.RULE,
    }
)
"""What a court or an office for reviews gives a number of its own."""


@action("procedure.serve", words="登记送达", english="Record the service of a paper")
def serve(  # noqa: PLR0913 (what a receipt of service asks)
    ctx: Context,
    *,
    procedure: Procedure,
    on: date,
    means: Means,
    proved: bool | None,
    receiver: Line | None,
    place: Line | None,
    witness: Line | None,
    proof: Attachment | None,
) -> UUID:
    """Record how and when the paper issued last was served; the event. Who took it, where and before whom is sealed.

    proved: what the means asks for is there: an adult of the same home, a witness or recording, signed consent, the cause.
    """
    known = before(ctx, procedure)
    fact = Fact(_waiting(known.standing), on, by=ctx.actor, means=means, proved=bool(proved))
    check(ctx, known, fact)
    if place and says_nothing(place):
        raise Refused(Problem("procedures.no_served_at", {"text": place}))
    paper = _paper(procedure, fact.move)
    if paper is not None and paper.state == PaperState.WITHDRAWN:
        raise Refused(Problem("procedures.paper_withdrawn", {"number": paper.number}))
    beside = Beside({"receiver": receiver, "place": place, "witness": witness}, paper=paper, proof=proof)
    return write(ctx, procedure, known, fact, beside)


def _waiting(standing: Standing) -> Move:
    """The service that may follow; where nothing waits to be served, that of an order, which is then refused in words."""
    return next((each for each in SERVICES if each in NEXT[standing.stage]), Move.SERVE_ORDER)


def _paper(procedure: Procedure, service: Move) -> Paper | None:
    """The paper that a service serves."""
    rows = holding(ProcedureEvent._base_manager.filter(procedure=procedure, move=SERVICES[service]))
    rows = rows.select_related("paper")
    row = rows.order_by("-number").first()
    return row.paper if row is not None else None


@action("procedure.refer", words="移送有关部门", english="Refer a grave matter")
def refer(ctx: Context, *, procedure: Procedure, grave: Grave, told_to: Line, on: date, note: Passage | None) -> UUID:
    """Record that something grave was told to the authority whose matter it is; the event. The note is sealed."""
    fact = Fact(Move.REFER, on, by=ctx.actor, grave=grave, told_to=told_to)
    return enter_move(ctx, procedure, fact, Beside({"note": note}))


@action("procedure.answer_referral", words="登记移送结果", english="Enter what came of a referral")
def answer_referral(
    ctx: Context,
    *,
    procedure: Procedure,
    grave: Grave,
    outcome: Outcome,
    on: date,
    case_number: Line | None,
    note: Passage | None,
    proof: Attachment | None,
) -> UUID:
    """Enter what the authority did to which something grave was told, be the procedure over; the event. The note is sealed.

    One that it has taken up waits on, until it is concluded. Raises Refused for what was not referred.
    """
    fact = Fact(Move.ANSWER_REFERRAL, on, by=ctx.actor, grave=grave, outcome=outcome, case_number=case_number or "")
    return enter_move(ctx, procedure, fact, Beside({"note": note}, proof=proof))


@action("procedure.enter", words="登记程序进展", english="Enter what happened in a procedure")
def enter(
    ctx: Context,
    *,
    procedure: Procedure,
    move: Move,
    on: date,
    outcome: Outcome | None,
    case_number: Line | None,
    note: Passage | None,
    proof: Attachment | None,
) -> UUID:
    """Enter a move that brings no paper of this program: ENTERED; the event. The note is sealed.

    case_number: that of the court or of the office for reviews, where it gave one.
    Raises Unusable for a move that has a form of its own, Refused where it may not follow, where another authority's penalty
    runs, and for a penalty dropped without a reason.
    """
    if move not in ENTERED:
        raise Unusable(Problem("procedures.own_form", {"move": Problem(f"procedures.move_{move}")}))
    if move is Move.DROP_PENALTY and not note:
        raise Refused(Problem("procedures.why_dropped"))
    fact = Fact(move, on, by=ctx.actor, outcome=outcome, case_number=case_number or "")
    return enter_move(ctx, procedure, fact, Beside({"note": note}, proof=proof), "procedure.enter")
