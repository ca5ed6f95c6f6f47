"""What somebody may do now in a procedure: which forms are offered, and which have to wait, with the sentence that says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import resolve_url

from notoneless.casework.procedures.rules.facts import OUTCOMES
from notoneless.casework.procedures.rules.moves import NEXT, SERVICES, Move
from notoneless.casework.procedures.rules.steps import next_moves
from notoneless.casework.procedures.selectors.known import may_issue_for
from notoneless.casework.procedures.selectors.procedures import ProcedurePage
from notoneless.casework.procedures.services import enter, issue_order, propose_order, record_effort, refer, serve
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
    return MoveForm(enter, move.value, ("on", *outcome, "note", "proof"), is_entered=True)


_SERVE = MoveForm(serve, "serve", ("on", "means", "receiver", "place", "proved", "witness", "proof"))
EFFORT = MoveForm(
    record_effort,
    "record_effort",
    ("on", "how", "place", "sides", "met", "attitude", "law_explained", "difficulty", "agreed_on", "grave", "proof"),
)
FORMS: Mapping[Move, MoveForm] = {
    Move.PROPOSE_ORDER: MoveForm(propose_order, "propose_order", ("unit", "guardian", "on", "delegated")),
    Move.ISSUE_ORDER: MoveForm(issue_order, "issue_order", ("until",)),
    **dict.fromkeys(SERVICES, _SERVE),
    Move.SUE: _entered(Move.SUE),
    Move.SETTLE_SUIT: _entered(Move.SETTLE_SUIT),
    Move.SEND_BACK: _entered(Move.SEND_BACK),
    Move.RECORD_EFFORT: EFFORT,
    Move.REFER: MoveForm(refer, "refer", ("grave", "told_to", "on", "note")),
    Move.END: _entered(Move.END),
}
"""The form of each move that has one, in the order in which pages offer them."""


def offered(ctx: Context, found: ProcedurePage) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The forms that this person may use now, and those that have to wait, each with why; but what carries the procedure on."""
    offers, waiting, onward = [], [], next_moves(found.standing.stage)
    for move, form in FORMS.items():
        if move not in NEXT[found.standing.stage] or not ctx.may(form.action.code):
            continue
        words, problem = told(f"procedures.move_{move}"), why_not_here(ctx, found, move)
        if problem is None:
            offers.append({"words": words, "href": address_of(form, found)})
        elif move not in onward:
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
    if problem is None and move is Move.ISSUE_ORDER and found.authority is not None:
        if may_issue_for(ctx, found.authority, issue_order.code):
            return None
        named = next(each.unit for each in reversed(found.events) if each.move == Move.PROPOSE_ORDER)
        return Problem("procedures.anothers_to_issue", {"unit": named})
    return problem
