"""What may be done in a case: opening and reopening it, deciding on it, correcting the last step."""

from notoneless.casework.cases.services.correcting import correct
from notoneless.casework.cases.services.deciding import clear, close_out, propose_close_out, send_back, verify
from notoneless.casework.cases.services.opening import reopen, suspect
from notoneless.casework.cases.services.pausing import pause, resume

__all__ = [
    "clear",
    "close_out",
    "correct",
    "pause",
    "propose_close_out",
    "reopen",
    "resume",
    "send_back",
    "suspect",
    "verify",
]
