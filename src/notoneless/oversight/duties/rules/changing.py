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
_FILED = ("left_behind.open", "left_behind.close")
"""Who is left behind."""
_PLACED = ("child.place", "golden.apply")

_MARKED = ("watch_list.mark_group", "watch_list.end_group", "watch_list.decide_group")
"""Somebody has said that a child has a disability."""

_ENDED = ("roll.leave", "roll.transfer_in", "roll.complete_class", "roll.enter", "roll.correct", "roll_change.approve")
"""After which nothing may be owed to a child here any more."""

_HOMEBOUND = (
    "special.decide",
    "special.assess",
    "special.programme",
    "homebound.agree",
    "homebound.send",
    "homebound.relieve",
    "homebound.schedule",
    "timetable.adopt",
    "homebound.record",
    "homebound.take_back",
    "homebound.note",
    "homebound.account",
    "homebound.reverse",
    "home_teacher.name",
    "home_teacher.brief",
    "home_teacher.end",
    *_ENDED,
    *_POSTS,
    "child.place",
    "golden.apply",
)
"""All that is done for home-taught children: what is counted of them is counted together."""

_REPORTS = (
    "attendance.report",
    "attendance.report_beside",
    "attendance.correct",
    "attendance.amend",
    "attendance.import_register",
)
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
_AWAY = ("elsewhere.open", "elsewhere.describe", "elsewhere.contact", "elsewhere.end", *_PLACED)
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

_LEADS = ("working_group.accept_case", "working_group.settle_case")
_SEATS = (*_CASES, *_POSTS, "working_group.form", "working_group.change", *_LEADS)
"""A group forms with its case, and whoever holds a post sits in it."""

_HELP = (
    "help.open",
    "help.plan",
    "help.assign",
    "help.hold_session",
    "help.measure",
    "help.review",
    "help.close",
    *_PLACED,
)
_NEEDS = ("need_survey.record", "need_finding.withdraw")
_TROUBLED = (*_HELP, *_LISTED, *_NEEDS)
"""Files of the watch list and surveys say who is in trouble."""
_BACK = ("return.record", "return.withdraw", "return.reckon_child", *_PLACED)
_COUNSELLED = ("counselling.record", "watch_list.waver", *_TROUBLED, *_BACK)

_REMEDIES = ("remedy.plan", "remedy.give_up")

_ACTIVITIES = ("activity.hold", "activity.call_off", "campaign.strike_evidence")
_SPREAD = ("activity.reach_class", "activity.reach_village", "activity.call_off", *_PLACED)
"""Whom publicity has reached, of whom there are."""
_CLUES = ("case_cause.record", "procedure.record_effort", "procedure.correct", *_PLACED)

_REFERRED = ("procedure.refer", "procedure.correct", *_PLACED)

_NOTICES = ("notice.issue", "notice.withdraw")

_COMPLAINED = ("complaint.send", "complaint.enter", "complaint.find", "complaint.decide", "complaint.refer")
_CHECKED = ("inspection.record", "conduct.check", "inspection.withdraw")
_FOUND = ("shortcoming.find", "recheck.enter", "conduct.check", "shortcoming.accept")

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
    "conduct.complaint": _COMPLAINED,
    "conduct.complaints_decided": _COMPLAINED,
    "conduct.mockery_proved": ("complaint.decide",),
    "case.neglect": ("inquiry.open", "complaint.decide"),
    "supervision.inquiries_decided": ("inquiry.decide",),
    "conduct.curriculum_gaps": ("conduct.set_timetable",),
    "conduct.homework_checks": _CHECKED,
    "conduct.safety_checks": _CHECKED,
    "conduct.activities": ("conduct.note_activity", "conduct.withdraw"),
    "conduct.ethics_measures": ("conduct.note_ethics", "conduct.withdraw"),
    "conduct.homework_excess": _FOUND,
    "conduct.hazards_open": _FOUND,
    "supervision.inspections": _CHECKED,
    "supervision.summaries": ("summary.issue",),
    "supervision.targets_split": ("target.split", "target.withdraw"),
    "supervision.appraised": ("appraisal.confirm",),
    "supervision.unappraised": ("appraisal.confirm", *_POSTS),
    "supervision.unscored": ("appraisal.confirm",),
    "supervision.finding": _FOUND,
    "supervision.rectified": ("shortcoming.accept",),
    "supervision.interviewed": ("interview.hold",),
    "supervision.followups": ("interview.follow",),
    "case.concealed": _FOUND,
    "support.left_behind_no_file": (*_FILED, "pupil_facts.record", *_PLACED),
    "support.without_contact": (
        *_FILED,
        *("left_behind.name_person", "left_behind.contact"),
        "pupil_facts.record",
        *_PLACED,
        *_POSTS,
    ),
    "support.least_of_five": (*_FILED, "left_behind.do_item", "pupil_facts.record", *_PLACED),
    "support.left_behind_survey": ("left_behind.sign_survey",),
    "support.survey_partners": ("left_behind.name_partner",),
    "support.partner_data": ("left_behind.bring_list",),
    "support.unpaid": (
        "aid.entitle",
        "aid.pay",
        "aid.bring_list",
        "aid.settle_stray",
        "aid.take_back",
        "special.open",
        *_MARKED,
        *_PLACED,
    ),
    "support.without_partner": ("aid.entitle", "aid.pair", "aid.end_pairing", "special.open", *_MARKED, *_PLACED),
    "registry.migrants_unplaced": (
        *("migrant.register", "migrant.close", *_PLACED, *_AWAY),
        *("elsewhere.certify", "elsewhere.confirm", "elsewhere.import_confirmation"),
    ),
    "registry.applications": ("migrant.apply",),
    "registry.away_children": _AWAY,
    "registry.away_certificates": (*_AWAY, "elsewhere.acknowledge_copy"),
    "registry.away_contacts": _AWAY,
    "registry.away_incomplete": (*_AWAY, "elsewhere.import_confirmation"),
    "registry.away_overdue": _AWAY,
    "registry.away_unconfirmed": (
        *_AWAY,
        "elsewhere.certify",
        "elsewhere.confirm",
        "elsewhere.import_confirmation",
    ),
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
    "special.without_placement": ("special.open", "special.decide", *_ENDED, *_MARKED, *_PLACED),
    "special.without_file": ("special.open", *_ENDED, *_MARKED, *_PLACED),
    "special.unregistered": ("special.open", *_MARKED, *_ROLL, *_PLACED),
    "special.applied": ("special.apply", *_PLACED),
    "special.assessed": ("special.assess", *_PLACED),
    "special.placed": ("special.decide", *_PLACED),
    "special.without_agreement": ("special.agree", "special.decide", *_ENDED, *_PLACED),
    "special.class_absent": (*_REPORTS, *_LEAVES, "special.decide", *_ENDED, *_PLACED),
    "special.absence_explained": (*_REPORTS, "attendance.trace", "special.decide", *_ENDED, *_PLACED),
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
    "campaign.meetings": ("meeting.sign_off",),
    "campaign.office_meetings": ("meeting.sign_off",),
    "campaign.teachers_heard": ("meeting.sign_off",),
    "campaign.special_meetings": ("meeting.sign_off",),
    "campaign.activities": _ACTIVITIES,
    "campaign.channels": _ACTIVITIES,
    "campaign.aspects": _ACTIVITIES,
    "campaign.law_lessons": ("activity.hold", "activity.call_off"),
    "campaign.examples": ("story.publish", "story.withdraw", "story.withdraw_consent"),
    "campaign.briefed": ("briefing.acknowledge", "briefing.enter", *_POSTS),
    "campaign.staff_taking_part": (*_ACTIVITIES, "activity.join", "activity.enter", "meeting.sign_off", *_POSTS),
    "campaign.parents_taking_part": (*_ACTIVITIES, *_SPREAD),
    "campaign.reached": _SPREAD,
    "campaign.reached_villages": _SPREAD,
    "campaign.reached_households": _SPREAD,
    "campaign.reached_classes": (*_SPREAD, *_UNITS),
    "campaign.reached_people": _SPREAD,
    "campaign.labour_clue": _CLUES,
    "campaign.labour_followed": (*_CLUES, "procedure.refer"),
    "support.surveys": ("need_survey.record",),
    "support.without_help": ("counselling.record", *_NEEDS, *_HELP),
    "support.without_counselling": _COUNSELLED,
    "support.returned_uncounselled": ("counselling.record", *_BACK, *_CASES),
    "support.returned_unpaired": ("pairing.make", "pairing.end", *_BACK, *_CASES),
    "support.far_without_help": ("case_cause.record", *_CASES, *_NEEDS, *_HELP),
    "support.parent_days": ("parents_day.hold", "parents_day.withdraw"),
    "support.without_approach": _TROUBLED,
    "support.struggling_unhelped": _TROUBLED,
    "support.without_effect": _HELP,
    "support.four_without_helper": _TROUBLED,
    "support.four_without_change": _HELP,
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
