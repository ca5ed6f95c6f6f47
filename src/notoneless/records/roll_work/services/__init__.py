"""What is done with roll-work plans."""

from notoneless.records.roll_work.services.adopting import adopt_plan
from notoneless.records.roll_work.services.doing import do_measure, drop_measure, reopen_measure
from notoneless.records.roll_work.services.drafting import (
    add_measure,
    change_measure,
    describe_plan,
    discard_draft,
    draft_plan,
    remove_measure,
)
from notoneless.records.roll_work.services.returning import return_draft, submit_draft

__all__ = [
    "add_measure",
    "adopt_plan",
    "change_measure",
    "describe_plan",
    "discard_draft",
    "do_measure",
    "draft_plan",
    "drop_measure",
    "remove_measure",
    "reopen_measure",
    "return_draft",
    "submit_draft",
]
