"""What may be done with alerts: links made and ended, alerts sent, entered, by lists too, taken up, decided, answered."""

from notoneless.casework.alerts.services.deciding import accept, answer, forward, refuse, seek, take_up
from notoneless.casework.alerts.services.links import end_link, make_link
from notoneless.casework.alerts.services.listing import enter_list, send_list
from notoneless.casework.alerts.services.sending import enter, send

__all__ = [
    "accept",
    "answer",
    "end_link",
    "enter",
    "enter_list",
    "forward",
    "make_link",
    "refuse",
    "seek",
    "send",
    "send_list",
    "take_up",
]
