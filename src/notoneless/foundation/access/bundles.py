"""What belongs together in the table of roles: permissions that whoever has the one has with the others."""

FIELD_BOOK = frozenset(
    {"field_book.read", "field_book.add_device", "field_book.end_device", "field_book.take", "field_book.set_aside"}
)
"""Whoever works with children may do so without a line; what a phone hands in and nobody can enter, people in reach settle."""
READ = FIELD_BOOK | {"child.read", "child.find", "unit.read", "organization.read", "plan.read", "duty.read"}
FAMILY = frozenset({"child.reveal", "guardian.reveal", "guardian.correct_phone"})
KEEPING = frozenset(
    {"unit.found", "household.register", "child.register", "child.place", "guardian.add"}
    | {"token.read", "token.make", "token.end"}
    | {"attachment.add", "attachment.read"}
    | {"roster.read", "roster.receive", "roster.adopt", "roster.withdraw", "finding.compare"}
    | {"golden.read", "golden.begin", "golden.apply"}
)
READ_ROLL = frozenset({"roll.read", "roll.reveal"})
ROLL = READ_ROLL | {
    "roll.enter",
    "roll.resume",
    "roll.change_class",
    "roll.promote_class",
    "roll.enter_class",
    "roll.transfer_out",
    "roll.transfer_in",
    "roll.complete_class",
    "roll.leave",
    "roll.correct",
    "roll_difference.read",
    "roll.compare_export",
    "roll.take_over",
    "roll.explain",
    # what these do within: the school track follows the roll
    "child.place",
}
RECORD_ROLL = ROLL | {"roll.defer", "roll.suspend"}
"""The bureau records what was approved on paper before, and corrects; a school applies for it (`roll_change.apply`)."""
SEE_CHANGES = frozenset({"roll_change.read"})
FOR_CHILDREN = SEE_CHANGES | {
    "roll_change.apply_for_child",
    "roll_change.add_paper",
    "roll_change.resubmit",
    "roll_change.withdraw",
    "attachment.add",
}
APPLY_CHANGES = FOR_CHILDREN | {"roll_change.apply", "roll_change.reveal", "roll_change.issue_form"}
DECIDE_CHANGES = APPLY_CHANGES | {
    "roll_change.approve",
    "roll_change.refuse",
    "roll_change.send_back",
    "roll_change.document",
    "roll_change.hand_over",
}
ENDORSE_CHANGES = FOR_CHILDREN | {
    "roll_change.approve",
    "roll_change.refuse",
    "roll_change.send_back",
    "roll_change.reveal",
}
HEAD_CHANGES = DECIDE_CHANGES | {"roll_change.confirm_arrival"}
"""Of changes of the roll: who lives near a child applies for it, a class teacher for a pupil; teaching office, head, township
and bureau decide at their levels; a head confirms who has come."""
SEE_AWAY = frozenset({"elsewhere.read"})
CONTACT_AWAY = SEE_AWAY | {"elsewhere.contact"}
KEEP_AWAY = CONTACT_AWAY | {
    "elsewhere.reveal",
    "elsewhere.open",
    "elsewhere.describe",
    "elsewhere.certify",
    "elsewhere.file_copy",
    "elsewhere.confirm",
    "elsewhere.import_confirmation",
    "elsewhere.end",
    "attachment.add",
}
LEAD_AWAY = KEEP_AWAY | {"elsewhere.issue_certificate", "elsewhere.acknowledge_copy", "paper.read"}
TRUST = frozenset({"elsewhere.trust_key", "elsewhere.end_trust", "elsewhere.lapse"})
"""Of children schooled elsewhere: who lives near the family speaks with it, a village keeps the record, a township issues the
certificate, whose copies township, central school and bureau acknowledge; the bureau says whose signatures count."""
SEE_LEFT_BEHIND = frozenset({"left_behind.read"})
KEEP_LEFT_BEHIND = SEE_LEFT_BEHIND | {
    *("left_behind.reveal", "left_behind.open", "left_behind.revise", "left_behind.close"),
    *("left_behind.name_person", "left_behind.contact", "left_behind.do_item"),
}
SURVEY_LEFT_BEHIND = SEE_LEFT_BEHIND | {"left_behind.name_partner", "left_behind.bring_list", "attachment.add"}
"""Of left-behind children: schools keep their files and sign the survey; they and the county do it with departments."""
SEE_AID = frozenset({"aid.read"})
KEEP_AID = SEE_AID | {"aid.reveal", "aid.entitle", "aid.pair", "aid.end_pairing"}
PAY_AID = KEEP_AID | {"aid.pay", "aid.bring_list", "aid.settle_stray", "aid.take_back", "attachment.add"}
"""Of student aid: a class teacher knows who is in need and who stands by them, head and county bring what was paid."""
SEE_MIGRANTS = frozenset({"migrant.read"})
ENTER_MIGRANTS = SEE_MIGRANTS | {
    "migrant.register",
    "migrant.close",
    "migrant.apply",
    "migrant.add_paper",
    "attachment.add",
}
PLACE_MIGRANTS = SEE_MIGRANTS | {
    "migrant.place",
    "migrant.queue",
    "migrant.refuse",
    "migrant.add_paper",
    "attachment.add",
}
CONFIRM_PUPILS = frozenset({"migrant.issue_confirmation"})
"""Of migrant children: where they live they are entered and applied for; a head places at the own school, township and bureau
at any; a school confirms to their home that they attend."""
FORMS = frozenset({"form.fill", "form.remember", "attachment.add"})
EXPORT = frozenset({"child.export"})
LEADING = frozenset(
    {"leading_group.found", "leading_group.close", "leading_group.seat", "leading_group.seat_holders"}
    | {"leading_group.leave", "assignment.make", "assignment.end"}
)
JOINT = frozenset(
    {"department.name_contact", "department.end_contact", "department.reveal"}
    | {"joint_problem.raise", "joint_problem.settle"}
)
BUILDING = frozenset(
    {"unit.describe", "unit.rename", "unit.close", "organizations.import_divisions", "organizations.import_schools"}
    | {"organizations.import_classes", "proposal.read"}
)
FOUND = frozenset({"finding.read"})
PROBLEMS = frozenset({"registration.read", "registration.settle", "registration.reopen"})
TOTALS = frozenset(
    {"outside_total.read", "outside_total.enter", "outside_total.explain"} | {"comparison.read", "finding.read_lists"}
)
DOUBTS = frozenset({"doubt.read", "doubt.decide", "doubt.undo"})
NUMBERS = frozenset({"indicator.read", "indicator.names"})
ALONE = frozenset(
    {"golden.begin", "golden.apply", "golden.read", "finding.compare", "indicator.count", "duty.reckon", "duty.seal"}
    | {"follow_up.reckon", "follow_up.reckon_child", "concern.reckon", "return.reckon_child", "timetable.work_out"}
    | {"reminder.write", "reminder.begin", "reminder.settle"}
    | {"field_book.receive", "field_book.settle", "field_book.readmit"}
    # the entry of a pupil who has come goes to another school, out of reach of the one that has it
    | {"roll_change.carry_arrival", "roll_change.follow_withdrawal", "child.place", "elsewhere.lapse"}
)
TELL = frozenset({"case.read", "case.suspect", "working_group.read", "working_group.form"})
"""Who opens a case has its working group formed within."""
BRING = TELL | {"case.pause", "case.resume", "case.verify", "case.propose_close_out", "case.correct"}
"""Who works on a case: what is decided on it is decided by somebody else."""
DECIDE = (
    BRING
    | {"case.reveal", "case.clear", "case.send_back", "case.close_out", "case.reopen", "attachment.read"}
    | {"working_group.change", "working_group.settle_case"}
)
VISIT = frozenset(
    {"visit.read", "visit.plan", "visit.call_off", "visit.nominate", "visit.record", "visit.correct", "visit.withdraw"}
    # the photos and the signature of a visit
    | {"attachment.add"}
)
VISIT_LISTS = VISIT | {"visit.draw_list", "visit.reveal"}
VISITS = VISIT_LISTS | {"visit.read_doubts", "visit.settle_doubt"}
"""Who visits a child; who also says whom to visit and opens what a visit keeps by need only; who looks at doubtful records."""
SEE_FOLLOW_UP = frozenset({"follow_up.read"})
ALERTS = frozenset(
    {"alert.read", "alert.reveal", "alert.make_link", "alert.end_link", "alert.enter", "alert.take_up", "alert.seek"}
    | {"alert.accept", "alert.refuse", "alert.forward", "alert.answer", "alert.enter_list"}
)
"""Who decides on what anybody tells of a child: the bureau, a township, a school."""
PASS_ON = frozenset({"alert.send", "alert.send_list", "alert.ask", "complaint.send", "complaint.ask"})
"""What the program does for whoever tells something without an account; the county's own programs may pass alerts on too."""
FOLLOW_UP = SEE_FOLLOW_UP | {"follow_up.contact", "follow_up.reveal"}
"""Who has something to do when a child is missed: the class teacher, the head, and for a child in no school the village."""
CONCERN = frozenset({"concern.read", "concern.reveal", "at_risk.read"})
"""Who needs attention is seen by those in charge of the pupil alone: a class teacher, a school."""
KNOW_PUPILS = CONCERN | {"pupil_facts.record", "concern.note", "concern.end"}
READ_RISK = frozenset({"at_risk.read", "at_risk.acknowledge"})
SEE_WATCH_LIST = frozenset({"watch_list.read"})
KEEP_WATCH = (
    SEE_WATCH_LIST
    | {"watch_list.reveal", "watch_list.open", "watch_list.contact", "watch_list.care", "watch_list.judge_care"}
    | {"watch_list.reopen", "watch_list.waver", "watch_list.screen", "watch_list.mark_group", "watch_list.end_group"}
    | {"watch_list.decide_group"}
)
LEAD_WATCH = KEEP_WATCH | {"watch_list.set_keeper", "watch_list.lift", "watch_list.issue_file"}
"""Who keeps files of watch-listed pupils; who says in a school who keeps them, and lifts them."""
READ_SURVEY = frozenset({"survey.read"})
SURVEY = READ_SURVEY | {
    "survey.answer",
    "survey.find_child",
    "survey.sign_off",
    "survey.reveal",
    # what finding a child does within
    "child.register",
    "guardian.add",
}
SURVEYS = SURVEY | {"survey.open", "survey.complete_grid", "survey.import_sheet"}
CALENDAR = frozenset({"calendar.set_term", "calendar.change_day", "calendar.undo_change", "calendar.load_notice"})
REMIND = frozenset({"duty.remind", "duty.remind_post"})
"""Who leads a unit with posts beneath is told of what is overdue there, and may remind."""
EXEMPTING = REMIND | {"duty.exempt", "duty.end_exemption"}
PLANNING = frozenset(
    {
        "plan.draft",
        "plan.bring",
        "plan.set_number",
        "plan.omit_clause",
        "plan.undo_change",
        "plan.drop_draft",
        "plan.adopt",
        "plan.end",
    }
)
CHECK = frozenset({"paper.check"})
PAPERS = CHECK | {"paper.read"}
ISSUE = PAPERS | {"paper.set_prefix", "paper.withdraw"}
READ_PLANS = PAPERS | {"roll_work.read"}
DO_PLANS = frozenset({"roll_work.read", "roll_work.do_measure", "roll_work.reopen_measure"})
DRAFT_PLANS = (
    PAPERS
    | DO_PLANS
    | {"roll_work.draft", "roll_work.describe", "roll_work.add_measure", "roll_work.change_measure"}
    | {"roll_work.remove_measure", "roll_work.discard", "roll_work.drop_measure", "roll_work.submit"}
)
ADOPT_PLANS = ISSUE | DRAFT_PLANS | {"roll_work.adopt", "roll_work.return"}
"""Of papers and roll-work plans: a director drafts, the head adopts, a teacher does what is the teacher's, those above read."""
SEE_ATTENDANCE = frozenset({"attendance.read"})
READ_ATTENDANCE = SEE_ATTENDANCE | {"attendance.board", "attendance.reveal"}
REPORT = READ_ATTENDANCE | {
    "attendance.report",
    "attendance.report_beside",
    "attendance.correct",
    "attendance.trace",
    "attendance.import_register",
    "leave.apply",
    "leave.grant",
    "leave.refuse",
    "leave.extend",
    "leave.close",
    "leave.withdraw",
    "leave.issue_slip",
}
LEAD_ATTENDANCE = REPORT | {
    "attendance.amend",
    "attendance.explain",
    "attendance.substitute",
    "attendance.end_substitution",
}
"""A class teacher reports and grants short leave; the head amends, says why a day has no report, names substitutes and grants
the rest; those above see."""
REMEDY = frozenset(
    {"case_cause.record", "destination.record", "remedy.plan", "remedy.finish", "remedy.give_up", "remedy.leave_out"}
)
"""Whoever turns to a family finds out why and where, and takes measures."""
PURSUE = REMEDY | {
    "procedure.read",
    "procedure.record_effort",
    "procedure.refer",
    "procedure.correct",
    "attachment.add",
}
PURSUE_KNOWING = PURSUE | {"procedure.reveal", "procedure.answer_referral"}
ENFORCE = PURSUE_KNOWING | {
    "procedure.propose_order",
    "procedure.issue_order",
    "procedure.open_penalty",
    "procedure.inquire",
    "procedure.issue_notice",
    "procedure.call_hearing",
    "procedure.propose_decision",
    "procedure.issue_decision",
    "procedure.issue_demand",
    "procedure.apply_to_court",
    "procedure.serve",
    "procedure.enter",
}
"""Of the four steps: who turns to a family records it; a head opens what was said; an authority orders and serves."""
SERVE_NOTICES = frozenset({"notice.read", "notice.serve", "notice.reply", "attachment.add"})
ISSUE_NOTICES = SERVE_NOTICES | {"notice.reveal", "notice.issue", "notice.withdraw", "paper.read"}
HAND_OVER_NOTICES = ISSUE_NOTICES | {"notice.hand_over"}
"""Of return-to-school notices: who takes them to a family, an authority that issues them, a head who hands on what ran out."""
SEE_RETURNED = frozenset({"return.read"})
FOLLOW_RETURNED = SEE_RETURNED | {"return.record", "return.follow_up", "attachment.add"}
KEEP_RETURNED = FOLLOW_RETURNED | {
    "return.reveal",
    "return.withdraw",
    "return.place",
    "return.plan",
    "return.propose_close_out",
    "return.hand_over",
    "return.accept",
    "paper.read",
}
APPROVE_RETURNED = SEE_RETURNED | {"return.reveal", "return.approve_placement", "return.reckon_child"}
"""Of returned pupils: who records the return and follows up; a head who places, plans, gives and accepts; the county
approves.
"""
SEE_HELP = frozenset({"help.read"})
COUNSEL = frozenset({"counselling.read", "counselling.reveal", "counselling.record"})
"""Whoever counsels records it, and alone opens what was said; others see that it was done."""
_HELP = frozenset({"help.reveal", "help.open", "help.plan", "help.hold_session", "help.measure", "help.close"})
HELP_PUPILS = SEE_HELP | COUNSEL | _HELP | {"need_survey.record", "need_finding.withdraw", "parents_day.hold"}
LEAD_HELP = HELP_PUPILS | {"help.assign", "help.review", "pairing.make", "pairing.end", "parents_day.withdraw"}
"""Of help: a class teacher opens it, plans, holds sessions, measures and closes; a head or director names who helps, looks at
what was measured, and pairs teachers with pupils."""
SEE_SPECIAL = frozenset({"special.read"})
KEEP_SPECIAL = SEE_SPECIAL | {
    "special.reveal",
    "special.open",
    "special.revise",
    "special.apply",
    "special.assess",
    "special.propose",
    "special.programme",
    "special.agree",
    "attachment.add",
}
LEAD_SPECIAL = KEEP_SPECIAL | {
    "special.decide",
    "special.issue_notice",
    "special.appoint_expert",
    "special.end_expert",
    "paper.read",
}
TEACH_HOME = SEE_SPECIAL | {"homebound.record", "homebound.take_back", "attachment.add"}
SEND_HOME = TEACH_HOME | {
    "home_teacher.read",
    "home_teacher.name",
    "home_teacher.brief",
    "home_teacher.end",
    "homebound.agree",
    "homebound.issue_agreement",
    "homebound.issue_handbook",
    "paper.read",
    "homebound.send",
    "homebound.relieve",
    "homebound.schedule",
    "homebound.hours",
    "home_teacher.hours",
    "timetable.ask",
    "timetable.move",
    "timetable.adopt",
    "homebound.note",
    "homebound.money",
    "homebound.account",
    "homebound.reverse",
}
WATCH_HOME = frozenset({"home_teacher.read", "homebound.money", "homebound.note"})
"""Of special education: who answers for a child sees that it has a file; a head or a township keeps it, and township and
county decide on placements that others have put forward. Home teachers record lessons; a head or a township sends them, adopts
timetables and keeps the money, a tutoring group and the county look and note what they inspect.
"""
READ_STAFF = frozenset({"unit.read", "account.read"})
SEE_RETURNS = frozenset({"monthly_return.read"})
PREPARE_RETURNS = SEE_RETURNS | {"monthly_return.explain"}
SIGN_RETURNS = PREPARE_RETURNS | {"monthly_return.sign", "monthly_return.issue_paper"}
RECEIVE_RETURNS = SEE_RETURNS | {"monthly_return.receive"}
"""Of monthly returns: a director explains, the head signs and sets on paper, township and bureau receive."""
TELL_HEAD = frozenset({"dropout_report.read", "teacher_report.send"})
SEE_REPORTS = frozenset({"dropout_report.read"})
SEND_REPORTS = SEE_REPORTS | {
    "teacher_report.acknowledge",
    "dropout_report.send",
    "dropout_report.issue_papers",
    "leaver_register.issue",
    "back_report.send",
    "joint_check.record",
}
RECEIVE_REPORTS = SEE_REPORTS | {"dropout_report.receive", "back_report.receive"}
"""Of reports of dropouts: a class teacher tells the head, who acknowledges, reports upwards, checks together
and sets on paper; township, village and bureau receive."""
OVERVIEW = frozenset({"pupil_overview.read"})
"""Of all pupils of a school together: its teaching office, its head and the bureau."""
SEE_FEEDBACK = frozenset({"feedback.read"})
FEED_BACK = SEE_FEEDBACK | {"feedback.issue"}
TAKE_FEEDBACK = SEE_FEEDBACK | {"feedback.acknowledge", "feedback.reveal"}
"""Of feedback: a school or the bureau issues it, townships and villages receive it and open what is told by need."""
SEE_YEARLY = frozenset({"yearly_return.read"})
RECONCILE_YEARLY = SEE_YEARLY | {
    "yearly_return.enter",
    "yearly_return.reveal",
    "yearly_return.explain",
    "yearly_return.sign",
}
"""Of yearly statistics: the head holds them against the disability files; the bureau sees numbers."""
SEE_VILLAGES = frozenset({"village_summary.read"})
HAND_IN_VILLAGES = SEE_VILLAGES | {"village_finding.hand_in"}
SUM_UP_VILLAGES = SEE_VILLAGES | {"village_summary.send", "village_summary.issue_paper"}
RECEIVE_VILLAGES = SEE_VILLAGES | {"village_summary.receive"}
"""Of villages: who answers for one hands it in to the accountable school, its head sums up, the township receives."""
SEE_STATISTICS = frozenset({"statistics.read"})
FILL_STATISTICS = SEE_STATISTICS | {"statistics.list_child", "statistics.unlist_child", "statistics.remark"}
SIGN_STATISTICS = FILL_STATISTICS | {"statistics.sign", "statistics.issue_paper"}
"""Of statistics forms: a director fills in what facts do not tell, the head signs off, those above see."""
WORD_PAPERS = frozenset(
    {"paper_wording.read", "paper_wording.draft", "paper_wording.change", "paper_wording.adopt", "paper_wording.end"}
    | {"paper_wording.discard"}
)
"""The county's own wording of papers: one officer writes, another adopts."""
