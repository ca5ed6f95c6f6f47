"""Which actions change what duties are judged by: after one of them everything is reckoned anew."""

from collections.abc import Mapping

_UNITS = (
    "unit.found",
    "unit.close",
    "organizations.import_divisions",
    "organizations.import_schools",
    "organizations.import_classes",
)
_POSTS = ("post.take", "post.leave", "post.hand_over", "post.confirm")
_GROUPS = ("leading_group.found", "leading_group.close")
_CHAINS = ("assignment.make", "assignment.end", *_GROUPS, *_POSTS)
_CASES = (
    "case.suspect",
    "case.verify",
    "case.clear",
    "case.propose_close_out",
    "case.send_back",
    "case.close_out",
    "case.reopen",
    "case.correct",
    "child.place",
    "golden.apply",
)
"""Where a child belongs says at which units its case counts."""

CHANGED_BY: Mapping[str, tuple[str, ...]] = {
    "organization.leading_group": _GROUPS,
    "organization.group_posts": (*_GROUPS, "leading_group.seat", "leading_group.leave", "post.hand_over", "post.leave"),
    "organization.contacts": ("department.name_contact", "department.end_contact"),
    "organization.broken_chains": _CHAINS,
    "organization.unassigned": _CHAINS,
    "survey.finished": ("survey.sign_off", "survey.import_sheet"),
    "roster.household_received": ("roster.receive", "roster.withdraw"),
    "roster.school_received": ("roster.receive", "roster.withdraw"),
    "finding.compared": ("finding.compare",),
    "roll.compared": ("roll.compare_export",),
    "roll_work.adopted": ("roll_work.adopt", "paper.withdraw"),
    "case.opened": _CASES,
    "case.verified_at": _CASES,
    "case.open_verified": _CASES,
    "case.decided": _CASES,
}
"""For each measure that a room counts, the actions that change it. A room that counts another adds its line."""

_ALWAYS = (
    "plan.adopt",
    "plan.end",
    "duty.exempt",
    "duty.end_exemption",
    "calendar.set_term",
    "calendar.change_day",
    "calendar.undo_change",
    "calendar.load_notice",
    *_UNITS,
)
"""What changes what is owed, whatever is counted."""

CHANGES: frozenset[str] = frozenset(_ALWAYS) | {code for codes in CHANGED_BY.values() for code in codes}
"""All of them."""
