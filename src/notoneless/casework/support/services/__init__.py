"""What may be done to help a pupil: schemes, pairings, counselling, surveys of need, parents invited to school."""

from notoneless.casework.support.services.counselling import record_talk
from notoneless.casework.support.services.helping import assign, hold_session, measure, review
from notoneless.casework.support.services.inviting import hold_parents_day, withdraw_parents_day
from notoneless.casework.support.services.opening import close_scheme, open_scheme, plan_scheme
from notoneless.casework.support.services.pairing import end_pairing, pair
from notoneless.casework.support.services.surveying import record_survey, withdraw_finding

__all__ = [
    "assign",
    "close_scheme",
    "end_pairing",
    "hold_parents_day",
    "hold_session",
    "measure",
    "open_scheme",
    "pair",
    "plan_scheme",
    "record_survey",
    "record_talk",
    "review",
    "withdraw_finding",
    "withdraw_parents_day",
]
