"""Tables of special education."""

from notoneless.casework.special_education.models.agreements import LearningAgreement
from notoneless.casework.special_education.models.files import (
    ConditionVersion,
    EducationProgramme,
    GuardianApplication,
    NeedsAssessment,
    Placement,
    SpecialFile,
)

__all__ = [
    "ConditionVersion",
    "EducationProgramme",
    "GuardianApplication",
    "LearningAgreement",
    "NeedsAssessment",
    "Placement",
    "SpecialFile",
]
