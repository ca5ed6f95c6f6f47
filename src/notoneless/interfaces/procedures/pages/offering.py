"""What somebody may do now in a procedure: which forms are offered, and which have to wait, with the sentence that says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import resolve_url

from notoneless.casework.procedures.rules.facts import OUTCOMES
from notoneless.casework.procedures.rules.moves import NEXT, PENALTYS, SERVICES, Move
from notoneless.casework.procedures.rules.steps import next_moves
from notoneless.casework.procedures.selectors.known import may_issue_for
from notoneless.casework.procedures.selectors.procedures import EventLine, ProcedurePage
from notoneless.casework.procedures.services import (
    answer_referral,
    apply_to_court,
    call_hearing,
    enter,
    inquire,
    issue_decision,
    issue_demand,
    issue_notice,
    issue_order,
    open_penalty,
    propose_decision,
    propose_order,
    record_effort,
    refer,
    serve,
)
from notoneless.casework.procedures.services.entering import ENTERED, NUMBERED
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.interfaces.procedures.pages.wording import said, told
from notoneless.kernel.problems import Problem


@dataclass(frozen=True)
class MoveForm:
    """The form of a move; `where`: the last part of its address, which with `procedure_` before it names its route."""

    action: Action[UUID]
    where: str
    fields: tuple[str, ...]
    is_entered: bool = False


def _entered(move: Move) -> MoveForm:
    """The form of what is entered as it happened."""
    outcome = ("outcome",) if move in OUTCOMES else ()
    number = ("case_number",) if move in NUMBERED else ()
    return MoveForm(enter, move.value, ("on", *outcome, *number, "note", "proof"), is_entered=True)


_SERVE = MoveForm(serve, "serve", ("on", "means", "receiver", "place", "proved", "witness", "proof"))
EFFORT = MoveForm(
    record_effort,
    "record_effort",
    ("on", "how", "place", "sides", "met", "attitude", "law_explained", "difficulty", "agreed_on", "grave", "proof"),
)
FORMS: Mapping[Move, MoveForm] = {
    Move.PROPOSE_ORDER: MoveForm(propose_order, "propose_order", ("unit", "guardian", "address", "on", "delegated")),
    Move.ISSUE_ORDER: MoveForm(issue_order, "issue_order", ("until",)),
    Move.OPEN_PENALTY: MoveForm(
        open_penalty,
        "open_penalty",
        ("unit", "on", "text_kind", "law", "article", "least", "most", "delegated"),
    ),
    Move.INQUIRE: MoveForm(
        inquire,
        "inquire",
        ("on", "officer", "certificate", "second_officer", "second_certificate", "note", "proof"),
    ),
    Move.ISSUE_NOTICE: MoveForm(issue_notice, "issue_notice", ("amount", "found")),
    Move.CALL_HEARING: MoveForm(call_hearing, "call_hearing", ("hearing_on", "hearing_at", "place", "host")),
    Move.PROPOSE_DECISION: MoveForm(propose_decision, "propose_decision", ("on", "amount")),
    Move.ISSUE_DECISION: MoveForm(issue_decision, "issue_decision", ("pay_to", "until")),
    Move.ISSUE_DEMAND: MoveForm(issue_demand, "issue_demand", ("added", "pay_to")),
    Move.APPLY_TO_COURT: MoveForm(apply_to_court, "apply_to_court", ("court", "head", "views")),
    **dict.fromkeys(SERVICES, _SERVE),
    **{move: _entered(move) for move in Move if move in ENTERED and move is not Move.END},
    Move.RECORD_EFFORT: EFFORT,
    Move.ANSWER_REFERRAL: MoveForm(
        answer_referral, "answer_referral", ("grave", "outcome", "on", "case_number", "note", "proof")
    ),
    Move.REFER: MoveForm(refer, "refer", ("grave", "told_to", "on", "note")),
    Move.END: _entered(Move.END),
}
"""The form of each move that has one, in the order in which pages offer them."""

ISSUED_BY: Mapping[Move, Move] = {
    Move.ISSUE_ORDER: Move.PROPOSE_ORDER,
    Move.ISSUE_NOTICE: Move.OPEN_PENALTY,
    Move.CALL_HEARING: Move.OPEN_PENALTY,
    Move.PROPOSE_DECISION: Move.OPEN_PENALTY,
    Move.ISSUE_DECISION: Move.OPEN_PENALTY,
    Move.ISSUE_DEMAND: Move.OPEN_PENALTY,
    Move.APPLY_TO_COURT: Move.OPEN_PENALTY,
}
"""By which earlier move it is settled which authority makes a move: nobody else does."""


def offered(ctx: Context, found: ProcedurePage) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The forms that this person may use now, and those that have to wait, each with why; but what carries the procedure on."""
    offers, waiting, onward = [], [], next_moves(found.standing.stage)
    for move, form in FORMS.items():
        if move not in NEXT[found.standing.stage] or not ctx.may(form.action.code):
            continue
        words, problem = told(f"procedures.move_{move}"), why_not_here(ctx, found, move)
        if problem is None:
            offers.append({"words": words, "href": address_of(form, found)})
        elif move not in onward and move is not Move.ANSWER_REFERRAL:
            waiting.append({"words": words, "why": said(problem)})
    return offers, waiting


def address_of(form: MoveForm, found: ProcedurePage) -> str:
    """The address of a form in a procedure; efforts are a child's."""
    if form is EFFORT:
        return resolve_url("procedure_record_effort", child=found.line.child)
    return resolve_url(f"procedure_{form.where}", procedure=found.line.id)


def why_not_here(ctx: Context, found: ProcedurePage, move: Move) -> Problem | None:
    """Why somebody cannot make a move now, be it that another authority has to issue the paper."""
    problem = dict(found.following)[move]
    decides = Move.OPEN_PENALTY if is_penaltys(found, move) else ISSUED_BY.get(move)
    if problem is None and decides is not None:
        by = authority_at(found, decides)
        if by is not None and by.unit_id is not None and not may_issue_for(ctx, by.unit_id, FORMS[move].action.code):
            return Problem("procedures.anothers_to_issue", {"unit": by.unit})
    return problem


def is_penaltys(found: ProcedurePage, move: Move) -> bool:
    """Whether a penalty runs and the move is for the authority that has opened it."""
    return move in PENALTYS and Move.OPEN_PENALTY in found.standing.facts


def authority_at(found: ProcedurePage, move: Move) -> EventLine | None:
    """The event by which an authority was settled last."""
    return next((each for each in reversed(found.held) if each.move == move), None)
