"""What may be done about changes of the roll: applied for, papers added, decided, carried out."""

from notoneless.records.roll_changes.services.arriving import carry_arrival, confirm_arrival
from notoneless.records.roll_changes.services.asking import apply, apply_for_child
from notoneless.records.roll_changes.services.deciding import approve, refuse_change, resubmit, send_back, withdraw
from notoneless.records.roll_changes.services.forms import issue_form
from notoneless.records.roll_changes.services.handing import hand_over
from notoneless.records.roll_changes.services.papers import add_paper, document
from notoneless.records.roll_changes.services.undoing import follow_withdrawal

__all__ = [
    "add_paper",
    "apply",
    "apply_for_child",
    "approve",
    "carry_arrival",
    "confirm_arrival",
    "document",
    "follow_withdrawal",
    "hand_over",
    "issue_form",
    "refuse_change",
    "resubmit",
    "send_back",
    "withdraw",
]
