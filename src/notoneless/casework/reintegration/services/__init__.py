"""What may be done for a child that came back: its return recorded, placed, planned, followed up, handed over, closed out."""

from notoneless.casework.reintegration.services.closing import propose_close_out
from notoneless.casework.reintegration.services.following import follow_up
from notoneless.casework.reintegration.services.handing import accept_pupil, hand_over_pupil
from notoneless.casework.reintegration.services.placing import approve_placement, place
from notoneless.casework.reintegration.services.planning import make_plan
from notoneless.casework.reintegration.services.reckoning import reckon_returned
from notoneless.casework.reintegration.services.returning import record_return, withdraw_return

__all__ = [
    "accept_pupil",
    "approve_placement",
    "follow_up",
    "hand_over_pupil",
    "make_plan",
    "place",
    "propose_close_out",
    "reckon_returned",
    "record_return",
    "withdraw_return",
]
