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
from notoneless.casework.special_education.models.lessons import (
    HomeboundNote,
    HomeLesson,
    LessonTeacher,
    PlannedLesson,
)
from notoneless.casework.special_education.models.teachers import HomeboundMoney, HomeTeacher, HomeTeaching

__all__ = [
    "ConditionVersion",
    "EducationProgramme",
    "GuardianApplication",
    "HomeLesson",
    "HomeTeacher",
    "HomeTeaching",
    "HomeboundMoney",
    "HomeboundNote",
    "LearningAgreement",
    "LessonTeacher",
    "NeedsAssessment",
    "Placement",
    "PlannedLesson",
    "SpecialFile",
]
