"""Monthly returns with explanations and receipts; reports of dropouts; villages handed in and summed up;
statistics forms signed off."""

from notoneless.oversight.reporting.models.backs import BackReceipt, BackReport, JointCheck
from notoneless.oversight.reporting.models.dropouts import DropoutPaper, DropoutReceipt, DropoutReport, TeacherReport
from notoneless.oversight.reporting.models.feedback import Feedback, YearlyReturn
from notoneless.oversight.reporting.models.returns import MonthlyReturn, ReturnExplanation, ReturnReceipt
from notoneless.oversight.reporting.models.statistics import FormEntry, SignedForm
from notoneless.oversight.reporting.models.villages import VillageFinding, VillageSummary

__all__ = [
    "BackReceipt",
    "BackReport",
    "DropoutPaper",
    "DropoutReceipt",
    "DropoutReport",
    "Feedback",
    "FormEntry",
    "JointCheck",
    "MonthlyReturn",
    "ReturnExplanation",
    "ReturnReceipt",
    "SignedForm",
    "TeacherReport",
    "VillageFinding",
    "VillageSummary",
    "YearlyReturn",
]
