"""What may be done about migrant children."""

from notoneless.records.migrants.services.applying import add_paper, apply_for_place
from notoneless.records.migrants.services.confirming import issue_confirmation
from notoneless.records.migrants.services.deciding import place, queue, refuse_place
from notoneless.records.migrants.services.registering import close, register

__all__ = [
    "add_paper",
    "apply_for_place",
    "close",
    "issue_confirmation",
    "place",
    "queue",
    "refuse_place",
    "register",
]
