"""What may be done in a procedure: outreach and referral, orders, service, and what is entered as it happened."""

from notoneless.casework.procedures.services.entering import enter, refer, serve
from notoneless.casework.procedures.services.ordering import issue_order, propose_order
from notoneless.casework.procedures.services.outreach import record_effort

__all__ = ["enter", "issue_order", "propose_order", "record_effort", "refer", "serve"]
