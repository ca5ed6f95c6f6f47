"""What may be done in a procedure: outreach, referral, orders, penalties, the court, service, and what is entered."""

from notoneless.casework.procedures.services.correcting import correct
from notoneless.casework.procedures.services.deciding import issue_decision, propose_decision
from notoneless.casework.procedures.services.enforcing import apply_to_court, issue_demand
from notoneless.casework.procedures.services.entering import answer_referral, enter, refer, serve
from notoneless.casework.procedures.services.ordering import issue_order, propose_order
from notoneless.casework.procedures.services.outreach import record_effort
from notoneless.casework.procedures.services.penalizing import call_hearing, inquire, issue_notice, open_penalty

__all__ = [
    "answer_referral",
    "apply_to_court",
    "call_hearing",
    "correct",
    "enter",
    "inquire",
    "issue_decision",
    "issue_demand",
    "issue_notice",
    "issue_order",
    "open_penalty",
    "propose_decision",
    "propose_order",
    "record_effort",
    "refer",
    "serve",
]
