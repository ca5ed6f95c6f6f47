"""What may be done for a child with disabilities."""

from notoneless.casework.special_education.services.agreeing import agree
from notoneless.casework.special_education.services.experts import appoint_expert, end_expert
from notoneless.casework.special_education.services.filing import open_file, revise_file
from notoneless.casework.special_education.services.hours import child_can_learn, teacher_is_free
from notoneless.casework.special_education.services.lessons import record_lesson, schedule_lessons
from notoneless.casework.special_education.services.mending import take_back_lesson
from notoneless.casework.special_education.services.money import account_money, reverse_money
from notoneless.casework.special_education.services.noting import agree_homebound, note_homebound
from notoneless.casework.special_education.services.papers import (
    issue_handbook,
    issue_home_agreement,
    issue_placement_notice,
)
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
from notoneless.casework.special_education.services.timetables import (
    adopt_timetable,
    ask_timetable,
    move_lesson,
    work_out_timetable,
)

__all__ = [
    "account_money",
    "adopt_timetable",
    "agree",
    "agree_homebound",
    "appoint_expert",
    "ask_timetable",
    "assess",
    "brief_teacher",
    "child_can_learn",
    "decide_placement",
    "end_expert",
    "end_teacher",
    "issue_handbook",
    "issue_home_agreement",
    "issue_placement_notice",
    "move_lesson",
    "name_teacher",
    "note_homebound",
    "open_file",
    "propose_placement",
    "record_application",
    "record_lesson",
    "relieve_teacher",
    "reverse_money",
    "revise_file",
    "schedule_lessons",
    "send_teacher",
    "take_back_lesson",
    "teacher_is_free",
    "work_out_timetable",
    "write_programme",
]
