"""What may be done in a case: opening and reopening it, deciding on it, correcting the last step."""

from notoneless.casework.cases.services.correcting import correct
from notoneless.casework.cases.services.deciding import clear, close_out, propose_close_out, send_back, verify
from notoneless.casework.cases.services.opening import reopen, suspect

__all__ = ["clear", "close_out", "correct", "propose_close_out", "reopen", "send_back", "suspect", "verify"]
