"""The one table of stages and moves of the four steps: which move may follow in which stage, and to what it leads."""

from collections.abc import Mapping
from enum import StrEnum


class EnforcementStep(StrEnum):
    """The four steps of the ladder, in their order."""

    OUTREACH = "outreach"
    ORDER = "order"
    PENALTY = "penalty"
    COURT = "court"


class Move(StrEnum):
    """What may happen in a procedure."""

    RECORD_EFFORT = "record_effort"
    PROPOSE_ORDER = "propose_order"
    ISSUE_ORDER = "issue_order"
    SERVE_ORDER = "serve_order"
    OPEN_PENALTY = "open_penalty"
    INQUIRE = "inquire"
    ISSUE_NOTICE = "issue_notice"
    SERVE_NOTICE = "serve_notice"
    STATE_VIEWS = "state_views"
    ASK_HEARING = "ask_hearing"
    CALL_HEARING = "call_hearing"
    SERVE_HEARING = "serve_hearing"
    HOLD_HEARING = "hold_hearing"
    REVIEW_LEGALITY = "review_legality"
    PROPOSE_DECISION = "propose_decision"
    ISSUE_DECISION = "issue_decision"
    SERVE_DECISION = "serve_decision"
    PERFORM = "perform"
    FILE_REVIEW = "file_review"
    DECIDE_REVIEW = "decide_review"
    FILE_SUIT = "file_suit"
    DECIDE_SUIT = "decide_suit"
    ISSUE_DEMAND = "issue_demand"
    SERVE_DEMAND = "serve_demand"
    APPLY_TO_COURT = "apply_to_court"
    TURNED_AWAY = "turned_away"
    ACCEPTED = "accepted"
    RULE = "rule"
    SUE = "sue"
    SETTLE_SUIT = "settle_suit"
    SEND_BACK = "send_back"
    DROP_PENALTY = "drop_penalty"
    REFER = "refer"
    ANSWER_REFERRAL = "answer_referral"
    END = "end"


class Stage(StrEnum):
    """Where a procedure stands, in the order of the four steps."""

    NOTHING = "nothing"
    OUTREACH = "outreach"
    ORDER_PROPOSED = "order_proposed"
    ORDERED = "ordered"
    ORDER_SERVED = "order_served"
    PENALTY_OPENED = "penalty_opened"
    NOTICE_ISSUED = "notice_issued"
    NOTICE_SERVED = "notice_served"
    DECISION_PROPOSED = "decision_proposed"
    DECIDED = "decided"
    DECISION_SERVED = "decision_served"
    DEMANDED = "demanded"
    DEMAND_SERVED = "demand_served"
    APPLIED = "applied"
    COURT_ACCEPTED = "court_accepted"
    RULED = "ruled"
    SUED = "sued"
    SUIT_SETTLED = "suit_settled"
    ENDED = "ended"


FREE: frozenset[Move] = frozenset({Move.RECORD_EFFORT, Move.REFER, Move.ANSWER_REFERRAL})
"""Moves of no paper: entered for any day that is past, and leading nowhere once the first effort is recorded."""

_OPEN_SUIT = {Move.SUE: Stage.SUED}
_REMEDIES = (Move.PERFORM, Move.FILE_REVIEW, Move.DECIDE_REVIEW, Move.FILE_SUIT, Move.DECIDE_SUIT)
_HEARD = (
    Move.STATE_VIEWS,
    Move.ASK_HEARING,
    Move.CALL_HEARING,
    Move.SERVE_HEARING,
    Move.HOLD_HEARING,
    Move.REVIEW_LEGALITY,
)
_DROPPED = {Move.DROP_PENALTY: Stage.ORDER_SERVED}

_CHAIN: Mapping[Stage, Mapping[Move, Stage]] = {
    Stage.OUTREACH: {Move.PROPOSE_ORDER: Stage.ORDER_PROPOSED},
    Stage.ORDER_PROPOSED: {Move.ISSUE_ORDER: Stage.ORDERED, Move.SEND_BACK: Stage.OUTREACH},
    Stage.ORDERED: {Move.SERVE_ORDER: Stage.ORDER_SERVED, Move.PROPOSE_ORDER: Stage.ORDER_PROPOSED},
    Stage.ORDER_SERVED: {Move.OPEN_PENALTY: Stage.PENALTY_OPENED, **_OPEN_SUIT},
    Stage.PENALTY_OPENED: {
        Move.INQUIRE: Stage.PENALTY_OPENED,
        Move.ISSUE_NOTICE: Stage.NOTICE_ISSUED,
        **_DROPPED,
    },
    Stage.NOTICE_ISSUED: {Move.SERVE_NOTICE: Stage.NOTICE_SERVED, **_DROPPED},
    Stage.NOTICE_SERVED: {
        **dict.fromkeys(_HEARD, Stage.NOTICE_SERVED),
        Move.PROPOSE_DECISION: Stage.DECISION_PROPOSED,
        **_DROPPED,
    },
    Stage.DECISION_PROPOSED: {Move.ISSUE_DECISION: Stage.DECIDED, Move.SEND_BACK: Stage.NOTICE_SERVED},
    Stage.DECIDED: {Move.SERVE_DECISION: Stage.DECISION_SERVED},
    Stage.DECISION_SERVED: {
        **dict.fromkeys(_REMEDIES, Stage.DECISION_SERVED),
        Move.ISSUE_DEMAND: Stage.DEMANDED,
        **_OPEN_SUIT,
    },
    Stage.DEMANDED: {**dict.fromkeys(_REMEDIES, Stage.DEMANDED), Move.SERVE_DEMAND: Stage.DEMAND_SERVED},
    Stage.DEMAND_SERVED: {
        **dict.fromkeys(_REMEDIES, Stage.DEMAND_SERVED),
        Move.APPLY_TO_COURT: Stage.APPLIED,
        **_OPEN_SUIT,
    },
    Stage.APPLIED: {
        Move.PERFORM: Stage.APPLIED,
        Move.ACCEPTED: Stage.COURT_ACCEPTED,
        Move.TURNED_AWAY: Stage.DEMAND_SERVED,
    },
    Stage.COURT_ACCEPTED: {Move.PERFORM: Stage.COURT_ACCEPTED, Move.RULE: Stage.RULED},
    Stage.RULED: {Move.PERFORM: Stage.RULED, **_OPEN_SUIT},
    Stage.SUED: {Move.SETTLE_SUIT: Stage.SUIT_SETTLED},
    Stage.SUIT_SETTLED: {},
}


def _table() -> dict[Stage, Mapping[Move, Stage]]:
    free = {stage: {**dict.fromkeys(FREE, stage), **moves, Move.END: Stage.ENDED} for stage, moves in _CHAIN.items()}
    first = {**dict.fromkeys(FREE, Stage.NOTHING), Move.RECORD_EFFORT: Stage.OUTREACH}
    # what another authority does with a matter may be heard of after all is over
    return {Stage.NOTHING: first, **free, Stage.ENDED: {Move.ANSWER_REFERRAL: Stage.ENDED}}


NEXT: Mapping[Stage, Mapping[Move, Stage]] = _table()
"""Which move may follow in which stage, and to what it leads. The room's README draws it."""

SERVICES: Mapping[Move, Move] = {
    Move.SERVE_ORDER: Move.ISSUE_ORDER,
    Move.SERVE_NOTICE: Move.ISSUE_NOTICE,
    Move.SERVE_HEARING: Move.CALL_HEARING,
    Move.SERVE_DECISION: Move.ISSUE_DECISION,
    Move.SERVE_DEMAND: Move.ISSUE_DEMAND,
}
"""Which paper each service serves."""

PENALTYS: frozenset[Move] = (
    frozenset(
        {
            Move.INQUIRE,
            Move.ISSUE_NOTICE,
            *_HEARD,
            Move.PROPOSE_DECISION,
            Move.ISSUE_DECISION,
            *_REMEDIES,
            Move.ISSUE_DEMAND,
            Move.APPLY_TO_COURT,
            Move.TURNED_AWAY,
            Move.ACCEPTED,
            Move.RULE,
            Move.SEND_BACK,
            Move.DROP_PENALTY,
            Move.END,
        }
    )
    - SERVICES.keys()
)
"""What the authority alone does that has opened a penalty, while it runs; another may serve its papers for it."""

STEP_OF: Mapping[Move, EnforcementStep] = {
    move: step
    for step, first, last in (
        (EnforcementStep.OUTREACH, Move.RECORD_EFFORT, Move.RECORD_EFFORT),
        (EnforcementStep.ORDER, Move.PROPOSE_ORDER, Move.SERVE_ORDER),
        (EnforcementStep.PENALTY, Move.OPEN_PENALTY, Move.DECIDE_SUIT),
        (EnforcementStep.COURT, Move.ISSUE_DEMAND, Move.SETTLE_SUIT),
    )
    for move in list(Move)[list(Move).index(first) : list(Move).index(last) + 1]
}
"""Which of the four steps a move belongs to; those that belong to all of them are not in it."""


def drawn() -> str:
    """The table as Markdown, for the room's README: a line for each stage; what stays in its stage comes last."""
    lines = ["| stage | leads to | stays |", "|---|---|---|"]
    for stage, moves in NEXT.items():
        away = [f"`{move}` → {to}" for move, to in moves.items() if to is not stage]
        stays = [f"`{move}`" for move, to in moves.items() if to is stage and move not in FREE]
        lines.append(f"| `{stage}` | {', '.join(away)} | {', '.join(stays)} |")
    return "\n".join(lines)
