"""What is done: files opened, kept, lifted and reopened, contacts, care, wavering marked, key groups, screening."""

from notoneless.casework.watch_list.services.caring import care, contact, judge_care
from notoneless.casework.watch_list.services.listing import lift, open_file, reopen, set_keeper
from notoneless.casework.watch_list.services.papers import issue_file
from notoneless.casework.watch_list.services.proposing import decide_group, propose_groups
from notoneless.casework.watch_list.services.screening import end_group, mark_group, screen, waver

__all__ = [
    "care",
    "contact",
    "decide_group",
    "end_group",
    "issue_file",
    "judge_care",
    "lift",
    "mark_group",
    "open_file",
    "propose_groups",
    "reopen",
    "screen",
    "set_keeper",
    "waver",
]
