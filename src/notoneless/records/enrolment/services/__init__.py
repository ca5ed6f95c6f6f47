"""What may be done to the roll: entering, staying, moving, leaving, whole classes, corrections, and the monthly comparison."""

from notoneless.records.enrolment.services.classes import complete_class, enter_class, promote_class
from notoneless.records.enrolment.services.comparing import compare_export, explain, take_over
from notoneless.records.enrolment.services.correcting import correct
from notoneless.records.enrolment.services.entering import defer, enter
from notoneless.records.enrolment.services.moving import leave, transfer_in, transfer_out
from notoneless.records.enrolment.services.staying import change_class, resume, suspend

__all__ = [
    "change_class",
    "compare_export",
    "complete_class",
    "correct",
    "defer",
    "enter",
    "enter_class",
    "explain",
    "leave",
    "promote_class",
    "resume",
    "suspend",
    "take_over",
    "transfer_in",
    "transfer_out",
]
