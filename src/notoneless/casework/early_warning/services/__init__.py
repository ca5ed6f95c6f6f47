"""What is done: tasks and points reckoned, contacts recorded, facts and concerns noted, inclination reported."""

from notoneless.casework.early_warning.services.contacting import contact, take_contact_back
from notoneless.casework.early_warning.services.noting import (
    acknowledge,
    end_concern,
    note_concern,
    record_fact,
    report_at_risk,
)
from notoneless.casework.early_warning.services.reckoning import reckon, reckon_child
from notoneless.casework.early_warning.services.scoring import reckon_points

__all__ = [
    "acknowledge",
    "contact",
    "end_concern",
    "note_concern",
    "reckon",
    "reckon_child",
    "reckon_points",
    "record_fact",
    "report_at_risk",
    "take_contact_back",
]
