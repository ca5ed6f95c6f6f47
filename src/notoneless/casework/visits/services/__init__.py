"""What may be done about visits: planning and recording them, looking at doubtful records, drawing a list."""

from notoneless.casework.visits.services.correcting import correct_visit, withdraw_visit
from notoneless.casework.visits.services.drawing import draw_list
from notoneless.casework.visits.services.looking import look_through, settle_doubt
from notoneless.casework.visits.services.planning import call_off, nominate, plan_visit
from notoneless.casework.visits.services.recording import record_visit

__all__ = [
    "call_off",
    "correct_visit",
    "draw_list",
    "look_through",
    "nominate",
    "plan_visit",
    "record_visit",
    "settle_doubt",
    "withdraw_visit",
]
