"""What is done in supervision."""

from notoneless.oversight.supervision.services.complaining import (
    decide_complaint,
    end_link,
    enter_complaint,
    find_complaint,
    make_link,
    name_reader,
    refer_complaint,
    send_complaint,
    take_up_complaint,
)
from notoneless.oversight.supervision.services.inquiring import (
    decide_inquiry,
    find_inquiry,
    name_person,
    open_inquiry,
)
from notoneless.oversight.supervision.services.inspecting import (
    check_conduct,
    conclude_inspection,
    find_shortcoming,
    record_inspection,
    withdraw_inspection,
)
from notoneless.oversight.supervision.services.keeping import note_activity, note_ethics, set_timetable, withdraw_record
from notoneless.oversight.supervision.services.mending import accept_mending, mend, send_mending_back
from notoneless.oversight.supervision.services.rechecking import draw_recheck, enter_recheck
from notoneless.oversight.supervision.services.telling import (
    follow_interview,
    hold_interview,
    issue_circular,
    issue_summary,
)

__all__ = [
    "accept_mending",
    "check_conduct",
    "conclude_inspection",
    "decide_complaint",
    "decide_inquiry",
    "draw_recheck",
    "end_link",
    "enter_complaint",
    "enter_recheck",
    "find_complaint",
    "find_inquiry",
    "find_shortcoming",
    "follow_interview",
    "hold_interview",
    "issue_circular",
    "issue_summary",
    "make_link",
    "mend",
    "name_person",
    "name_reader",
    "note_activity",
    "note_ethics",
    "open_inquiry",
    "record_inspection",
    "refer_complaint",
    "send_complaint",
    "send_mending_back",
    "set_timetable",
    "take_up_complaint",
    "withdraw_inspection",
    "withdraw_record",
]
