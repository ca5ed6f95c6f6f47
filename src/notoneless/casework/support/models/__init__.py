"""What is kept of help."""

from notoneless.casework.support.models.counselling import CounsellingTalk
from notoneless.casework.support.models.helping import HelpMark, HelpScheme, HelpSession
from notoneless.casework.support.models.inviting import ParentsDay
from notoneless.casework.support.models.pairing import Pairing
from notoneless.casework.support.models.surveying import NeedFinding, NeedSurvey

__all__ = [
    "CounsellingTalk",
    "HelpMark",
    "HelpScheme",
    "HelpSession",
    "NeedFinding",
    "NeedSurvey",
    "Pairing",
    "ParentsDay",
]
