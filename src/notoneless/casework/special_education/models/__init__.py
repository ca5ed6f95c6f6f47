"""Tables of special education."""

from notoneless.casework.special_education.models.agreements import LearningAgreement
from notoneless.casework.special_education.models.experts import CommitteeExpert
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
    standing_lessons,
)
from notoneless.casework.special_education.models.papers import FilePaper
from notoneless.casework.special_education.models.teachers import HomeboundMoney, HomeTeacher, HomeTeaching
from notoneless.casework.special_education.models.timetables import HomeTimetable, PupilHours, TeacherHours

__all__ = [
    "CommitteeExpert",
    "ConditionVersion",
    "EducationProgramme",
    "FilePaper",
    "GuardianApplication",
    "HomeLesson",
    "HomeTeacher",
    "HomeTeaching",
    "HomeTimetable",
    "HomeboundMoney",
    "HomeboundNote",
    "LearningAgreement",
    "LessonTeacher",
    "NeedsAssessment",
    "Placement",
    "PlannedLesson",
    "PupilHours",
    "SpecialFile",
    "TeacherHours",
    "standing_lessons",
]
