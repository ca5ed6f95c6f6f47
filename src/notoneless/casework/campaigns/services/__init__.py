"""What may be done in campaigns."""

from notoneless.casework.campaigns.services.acting import (
    call_off_activity,
    enter_part,
    hold_activity,
    join_activity,
    plan_activity,
    reach_class,
    reach_village,
)
from notoneless.casework.campaigns.services.booking import issue_book
from notoneless.casework.campaigns.services.briefing import (
    acknowledge_briefing,
    enter_receipt,
    write_briefing,
)
from notoneless.casework.campaigns.services.calling import (
    call_meeting,
    call_off_meeting,
    change_meeting,
    enter_attendee,
    hear_teacher,
    sign_in,
)
from notoneless.casework.campaigns.services.evidencing import (
    add_evidence,
    hold_evidence,
    release_evidence,
    strike_evidence,
)
from notoneless.casework.campaigns.services.telling import (
    approve_story,
    collect_story,
    consent,
    pass_on_story,
    publish_story,
    withdraw_consent,
    withdraw_story,
)
from notoneless.casework.campaigns.services.writing import (
    add_note,
    decide,
    drop_decision,
    finish_decision,
    sign_off_meeting,
    write_minutes,
)

__all__ = [
    "acknowledge_briefing",
    "add_evidence",
    "add_note",
    "approve_story",
    "call_meeting",
    "call_off_activity",
    "call_off_meeting",
    "change_meeting",
    "collect_story",
    "consent",
    "decide",
    "drop_decision",
    "enter_attendee",
    "enter_part",
    "enter_receipt",
    "finish_decision",
    "hear_teacher",
    "hold_activity",
    "hold_evidence",
    "issue_book",
    "join_activity",
    "pass_on_story",
    "plan_activity",
    "publish_story",
    "reach_class",
    "reach_village",
    "release_evidence",
    "sign_in",
    "sign_off_meeting",
    "strike_evidence",
    "withdraw_consent",
    "withdraw_story",
    "write_briefing",
    "write_minutes",
]
