"""What may be done for a child with disabilities."""

from notoneless.casework.special_education.services.agreeing import agree
from notoneless.casework.special_education.services.filing import open_file, revise_file
from notoneless.casework.special_education.services.lessons import record_lesson, schedule_lessons
from notoneless.casework.special_education.services.noting import account_money, agree_homebound, note_homebound
from notoneless.casework.special_education.services.placing import (
    assess,
    decide_placement,
    propose_placement,
    record_application,
)
from notoneless.casework.special_education.services.programming import write_programme
from notoneless.casework.special_education.services.teaching import (
    brief_teacher,
    end_teacher,
    name_teacher,
    relieve_teacher,
    send_teacher,
)

__all__ = [
    "account_money",
    "agree",
    "agree_homebound",
    "assess",
    "brief_teacher",
    "decide_placement",
    "end_teacher",
    "name_teacher",
    "note_homebound",
    "open_file",
    "propose_placement",
    "record_application",
    "record_lesson",
    "relieve_teacher",
    "revise_file",
    "schedule_lessons",
    "send_teacher",
    "write_programme",
]
