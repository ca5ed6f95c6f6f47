"""The tables of supervision."""

from notoneless.oversight.supervision.models.complaining import (
    Complaint,
    ComplaintLink,
    ComplaintReader,
    Inquiry,
    InquiryPerson,
)
from notoneless.oversight.supervision.models.conduct import ClassTimetable, ConductRecord
from notoneless.oversight.supervision.models.inspecting import Inspection, MendingStep, Shortcoming
from notoneless.oversight.supervision.models.rechecking import Recheck, RecheckedPupil
from notoneless.oversight.supervision.models.telling import Circular, Interview, InterviewFollowUp, YearlySummary

__all__ = [
    "Circular",
    "ClassTimetable",
    "Complaint",
    "ComplaintLink",
    "ComplaintReader",
    "ConductRecord",
    "Inquiry",
    "InquiryPerson",
    "Inspection",
    "Interview",
    "InterviewFollowUp",
    "MendingStep",
    "Recheck",
    "RecheckedPupil",
    "Shortcoming",
    "YearlySummary",
]
