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
_VISITS = ("visit.record", "visit.correct", "visit.withdraw")
_PLANNED = (*_VISITS, "visit.plan", "visit.call_off")

_LISTED = ("watch_list.open", "watch_list.reopen", "watch_list.lift")
"""A watch-listed pupil is a key pupil."""
_PLACED = ("child.place", "golden.apply")

_MARKED = ("watch_list.mark_group", "watch_list.end_group", "watch_list.decide_group")
"""Somebody has said that a child has a disability."""

_HOMEBOUND = (
    "special.decide",
    "special.assess",
    "special.programme",
    "homebound.agree",
    "homebound.send",
    "homebound.relieve",
    "homebound.schedule",
    "homebound.record",
    "homebound.note",
    "homebound.account",
    "home_teacher.name",
    "home_teacher.brief",
    "home_teacher.end",
    "child.place",
    "golden.apply",
)
"""All that is done for home-taught children: what is counted of them is counted together."""

_REPORTS = ("attendance.report", "attendance.correct", "attendance.amend", "attendance.import_register")
_ROLL = (
    "roll.enter",
    "roll.enter_class",
    "roll.defer",
    "roll.suspend",
    "roll.resume",
    "roll.change_class",
    "roll.transfer_out",
    "roll.transfer_in",
    "roll.complete_class",
    "roll.leave",
    "roll.correct",
    "roll_change.approve",
    "roll_change.carry_arrival",
)
_CHANGES = (*_ROLL, "roll_change.add_paper", "roll_change.document")
_RETURNS = ("monthly_return.sign",)
_LEAVES = ("leave.grant", "leave.extend", "leave.close", "leave.withdraw")

_ENTERED = (
    "roll.defer",
    "roll.suspend",
    "roll.resume",
    "roll.enter",
    "roll.correct",
    "roll.leave",
    "roll.transfer_out",
    "roll_change.approve",
    "roll_change.carry_arrival",
)

_SIGNED = ("undertaking.sign", "undertaking.reopen", "undertaking.withdraw")

_SEATS = (*_CASES, *_POSTS, "working_group.form", "working_group.change")
"""A group forms with its case, and whoever holds a post sits in it."""

_REMEDIES = ("remedy.plan", "remedy.give_up")

_REFERRED = ("procedure.refer", "procedure.correct", *_PLACED)

_NOTICES = ("notice.issue", "notice.withdraw")

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
    "roll.pupils": _PLACED,
    "registry.changed": _CHANGES,
    "registry.changes_exact": (*_CHANGES, "roll.compare_export", "roll.take_over", "roll.explain"),
    "registry.changes_traced": _CHANGES,
    "registry.changes_documented": _CHANGES,
    "registry.incomplete_changes": _CHANGES,
    "registry.suspension_ended": _ROLL,
    "registry.deferral_ended": _ROLL,
    "registry.entered": _ROLL,
    "registry.unregistered": (*_ROLL, *_PLACED),
    "registry.unmarked": _ROLL,
    "registry.ghost_entries": (*_ROLL, *_PLACED, *_REPORTS, *_LEAVES),
    "registry.problems_open": ("finding.compare", "registration.settle", "registration.reopen"),
    "roll_work.adopted": ("roll_work.adopt", "paper.withdraw"),
    "attendance.arrival_reports": _REPORTS,
    "attendance.absence_noticed": (*_REPORTS, *_LEAVES),
    "attendance.absences_reported": (*_REPORTS, *_LEAVES),
    "attendance.absence_traced": (*_REPORTS, "attendance.trace"),
    "attendance.leaves_open": (*_REPORTS, *_LEAVES),
    "attendance.days_reported": _REPORTS,
    "attendance.kept": _REPORTS,
    "case.noticed": _NOTICES,
    "document.deadline_notices": _NOTICES,
    "document.letters_signed": (*_SIGNED, *_POSTS),
    "document.remarks_missing": ("statistics.remark", "statistics.list_child", "statistics.unlist_child", *_ENTERED),
    "document.rules_signed": (*_SIGNED, *_PLACED),
    "case.notice_overdue": (*_NOTICES, *_CASES),
    "case.grave": ("procedure.record_effort", *_REFERRED),
    "case.referrals": _REFERRED,
    "case.outcomes_open": ("procedure.answer_referral", *_REFERRED),
    "case.handed_over": ("notice.hand_over", "notice.withdraw"),
    "special.without_placement": ("special.open", "special.decide", *_MARKED, *_PLACED),
    "special.without_file": ("special.open", *_MARKED, *_PLACED),
    "special.unregistered": ("special.open", *_MARKED, *_ROLL, *_PLACED),
    "special.applied": ("special.apply", *_PLACED),
    "special.assessed": ("special.assess", *_PLACED),
    "special.placed": ("special.decide", *_PLACED),
    "special.without_agreement": ("special.agree", "special.decide", *_PLACED),
    "special.class_absent": (*_REPORTS, *_LEAVES, "special.decide", *_PLACED),
    "special.absence_explained": (*_REPORTS, "attendance.trace", "special.decide", *_PLACED),
    "special.condition_changed": ("special.revise", *_PLACED),
    "special.plans_revised": ("special.programme", *_PLACED),
    "homebound.pupils": _HOMEBOUND,
    "homebound.visits": _HOMEBOUND,
    "homebound.hours": _HOMEBOUND,
    "homebound.least_teachers": _HOMEBOUND,
    "homebound.least_men": _HOMEBOUND,
    "homebound.least_hours": _HOMEBOUND,
    "homebound.first_visit": _HOMEBOUND,
    "homebound.interviews": _HOMEBOUND,
    "homebound.domains_missing": _HOMEBOUND,
    "homebound.parents_untrained": _HOMEBOUND,
    "homebound.without_exercises": _HOMEBOUND,
    "homebound.unagreed": _HOMEBOUND,
    "homebound.without_materials": _HOMEBOUND,
    "homebound.unscheduled": _HOMEBOUND,
    "homebound.hours_missing": _HOMEBOUND,
    "homebound.fees": _HOMEBOUND,
    "homebound.without_agreement": _HOMEBOUND,
    "homebound.unassessed": _HOMEBOUND,
    "homebound.without_programme": _HOMEBOUND,
    "homebound.incomplete_files": _HOMEBOUND,
    "homebound.unrated": _HOMEBOUND,
    "homebound.outside_checks": _HOMEBOUND,
    "homebound.untracked": _HOMEBOUND,
    "homebound.handbooks_missing": _HOMEBOUND,
    "homebound.without_standard": _HOMEBOUND,
    "homebound.teachers_unchecked": _HOMEBOUND,
    "homebound.teachers_unbriefed": _HOMEBOUND,
    "homebound.unaccounted": _HOMEBOUND,
    "homebound.overspent": _HOMEBOUND,
    "homebound.assessments": _HOMEBOUND,
    "homebound.programmes": _HOMEBOUND,
    "homebound.trackings": _HOMEBOUND,
    "homebound.inspections": _HOMEBOUND,
    "special.without_teacher": _HOMEBOUND,
    "special.without_entry": (*_HOMEBOUND, *_ROLL),
    "special.without_middle_school": (*_HOMEBOUND, *_ROLL),
    "homebound.statistics": ("statistics.sign", *_HOMEBOUND),
    "case.placed_back": ("return.record", "return.withdraw", *_PLACED),
    "case.placements": ("return.place", "return.approve_placement", "return.withdraw", *_PLACED),
    "case.return_plans": ("return.plan", "return.withdraw", *_PLACED),
    "case.unfollowed": (
        "return.record",
        "return.withdraw",
        "return.follow_up",
        "return.accept",
        "return.reckon_child",
        *_CASES,
    ),
    "report.monthly_returns": _RETURNS,
    "report.dropout_counts": _RETURNS,
    "report.enrolment_sums": _RETURNS,
    "report.told_head": ("teacher_report.send",),
    "report.acknowledged": ("teacher_report.acknowledge",),
    "case.reported_up": ("dropout_report.send",),
    "report.receipts": ("dropout_report.receive",),
    "report.returns_reported": ("back_report.send",),
    "case.joint_checks": ("joint_check.record",),
    "report.forwarded": ("feedback.issue",),
    "report.yearly_reconciled": ("yearly_return.sign",),
    "report.village_summaries": ("village_summary.send",),
    "report.unaccounted": (*_ROLL, *_REPORTS, *_LEAVES, "attendance.trace", *_CASES),
    "report.paper_reports": ("dropout_report.issue_papers", "paper.withdraw"),
    "case.opened": _CASES,
    "case.verified_at": _CASES,
    "case.open_verified": _CASES,
    "case.decided": _CASES,
    "case.groups": _SEATS,
    "case.least_parties": _SEATS,
    "case.without_person": _SEATS,
    "case.return_efforts": ("procedure.record_effort", *_VISITS, *_PLACED),
    "case.joint_visits": ("procedure.record_effort", *_VISITS, *_PLACED),
    "case.outreach_failed": ("procedure.record_effort", *_VISITS, *_CASES),
    "document.reports_to_government": ("government_report.issue", "paper.withdraw"),
    "case.out_of_order": (*_CASES, "dropout_report.send", "procedure.record_effort", "procedure.issue_order"),
    "case.causes": (*_CASES, "case_cause.record"),
    "case.measures_chosen": _REMEDIES,
    "case.remedies": (*_REMEDIES, *_CASES, "case_cause.record"),
    "case.untracked": (*_CASES, "destination.record", "attendance.trace"),
    "case.without_lead": (*_CASES, "working_group.form"),
    "visit.home_visits": _VISITS,
    "visit.visits_of_child": (*_VISITS, "child.place", "golden.apply"),
    "visit.met_of_child": (*_VISITS, "child.place", "golden.apply"),
    "visit.meeting_records": (*_VISITS, "child.place", "golden.apply"),
    "visit.outreach_records": (*_VISITS, "child.place", "golden.apply"),
    "visit.relapsed": _CASES,
    "visit.unvisited": (*_VISITS, *_CASES, *_LISTED),
    "visit.without_visitor": (*_PLANNED, *_CASES),
    "visit.kept": (*_PLANNED, *_PLACED),
    "visit.unregistered": (*_PLANNED, "child.place", "golden.apply"),
    "warning.inclined": ("concern.note",),
    "warning.reported": ("at_risk.report",),
    "warning.wavering": ("watch_list.waver",),
    "warning.without_keeper": (*_LISTED, "watch_list.set_keeper", *_POSTS, *_PLACED),
    "warning.without_file": (*_LISTED, "concern.note", "concern.end", "watch_list.screen", *_PLACED),
    "warning.screened": ("watch_list.screen",),
    "warning.looked_at": ("watch_list.screen", *_LISTED, *_PLACED),
    "warning.unscreened": (
        "watch_list.screen",
        "watch_list.mark_group",
        "watch_list.end_group",
        "watch_list.decide_group",
        *_CASES,
        *_PLACED,
    ),
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

BY_THE_HOUR: frozenset[str] = frozenset({*_REPORTS, "attendance.trace"})
"""What every class does every day: for these everything is reckoned anew once an hour at most. Whoever has just reported sees
its own duty done at once (`selectors/again.py`)."""
