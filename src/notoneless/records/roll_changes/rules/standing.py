"""Where an application stands, and what may be done with it next."""

from collections.abc import Mapping
from enum import StrEnum


class Move(StrEnum):
    """What may be done with an application. APPROVE: at one level, CARRY_OUT: at the last, which writes on the roll;
    UNDO: what was written is withdrawn from the roll."""

    APPROVE = "approve"
    CARRY_OUT = "carry_out"
    SEND_BACK = "send_back"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    UNDO = "undo"


class State(StrEnum):
    """Where an application stands. DOCUMENTED: the change was written without one, and its papers are filed afterwards.
    UNDONE: it was carried out, and does not stand on the roll any more."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    CARRIED_OUT = "carried_out"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DOCUMENTED = "documented"
    UNDONE = "undone"


NEXT: Mapping[State, Mapping[Move, State]] = {
    State.WAITING: {
        Move.APPROVE: State.WAITING,
        Move.CARRY_OUT: State.CARRIED_OUT,
        Move.SEND_BACK: State.SENT_BACK,
        Move.REFUSE: State.REFUSED,
        Move.WITHDRAW: State.WITHDRAWN,
    },
    State.SENT_BACK: {Move.RESUBMIT: State.WAITING, Move.WITHDRAW: State.WITHDRAWN},
    State.CARRIED_OUT: {Move.UNDO: State.UNDONE},
    State.REFUSED: {},
    State.WITHDRAWN: {},
    State.DOCUMENTED: {Move.UNDO: State.UNDONE},
    State.UNDONE: {},
}
"""What may follow in which state; the room's README draws it."""

OPEN: frozenset[State] = frozenset({State.WAITING, State.SENT_BACK})
"""Applications that are still to be decided: a child has one at most."""

STANDING: frozenset[State] = frozenset({State.CARRIED_OUT, State.DOCUMENTED})
"""Applications whose change stands on the roll."""


def drawn() -> str:
    """The table of states and moves as Markdown, for the room's README."""
    lines = ["| state | " + " | ".join(f"`{move}`" for move in Move) + " |", "|---" * (len(Move) + 1) + "|"]
    for state, moves in NEXT.items():
        cells = [f"{moves[move]}" if move in moves else "" for move in Move]
        lines.append(f"| `{state}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)
