"""Permissions that go together, of what adults answer for: supervision, undertakings, appraisal, campaigns."""

SEE_SUPERVISION = frozenset({"supervision.read"})
KEEP_CONDUCT = SEE_SUPERVISION | {"conduct.note_activity", "attachment.add"}
MEND = KEEP_CONDUCT | {
    "conduct.set_timetable",
    "conduct.note_ethics",
    "conduct.check",
    "conduct.withdraw",
    "shortcoming.find",
    "shortcoming.mend",
    "shortcoming.accept",
    "shortcoming.send_back",
    "inspection.withdraw",
}
INSPECT = SEE_SUPERVISION | {
    "recheck.read",
    "recheck.enter",
    "inspection.record",
    "inspection.conclude",
    "inspection.withdraw",
    "shortcoming.find",
    "shortcoming.accept",
    "shortcoming.send_back",
}
LOOK_INTO = frozenset({"complaint.read", "complaint.reveal", "complaint.find"})
DECIDE_COMPLAINTS = LOOK_INTO | {
    "complaint.make_link",
    "complaint.end_link",
    "complaint.enter",
    "complaint.take_up",
    "complaint.name_reader",
    "complaint.decide",
    "inquiry.read",
    "inquiry.reveal",
    "inquiry.open",
    "inquiry.name_person",
    "inquiry.find",
    "inquiry.decide",
}
"""Of complaints and inquiries: head and bureau decide, whoever is asked looks into it, and nobody into the own."""
TELL_CIRCULARS = INSPECT | {
    "circular.issue",
    "interview.hold",
    "interview.follow",
    "summary.issue",
    "recheck.draw",
    "complaint.refer",
}
"""Of supervision: a class teacher enters activities; teaching office and head check their school, mend, and look at each
other's mending; township and bureau inspect; the bureau issues circulars, interviews heads and sums the year up."""
SEE_UNDERTAKINGS = frozenset({"undertaking.read"})
SIGN_STATEMENTS = SEE_UNDERTAKINGS | {"undertaking.issue_statements", "undertaking.sign", "attachment.add"}
PREPARE_UNDERTAKINGS = SIGN_STATEMENTS | {"school_rules.write", "undertaking.reopen", "undertaking.withdraw"}
LEAD_UNDERTAKINGS = PREPARE_UNDERTAKINGS | {"school_rules.adopt", "undertaking.issue_letters"}
"""Of undertakings: a class teacher has guardians sign, a director writes the rules and puts right what is wrong, the head
adopts them and issues the letters of teachers; those above see who has not signed."""
BE_APPRAISED = frozenset({"rubric.read", "target.read", "appraisal.read", "appraisal.appeal", "consequence.read"})
APPRAISE = BE_APPRAISED | frozenset(
    {"rubric.write", "rubric.set_item", "rubric.remove_item", "rubric.adopt", "target.split", "target.withdraw"}
    | {"appraisal.open", "appraisal.judge", "appraisal.decide_appeal", "appraisal.confirm"}
    | {"consequence.propose", "consequence.decide"}
)
"""Of appraisals: the appraised see the own and appeal; head and bureau write rubrics and decide, each of others alone."""
REMIND = frozenset({"reminder.read", "reminder.add_channel", "reminder.end_channel", "reminder.try_channel"})
"""Of reminders: head, township and bureau name the chat groups of their unit; the program alone sends."""
SEE_CAMPAIGNS = frozenset({"campaign.read"})
TAKE_PART = SEE_CAMPAIGNS | {"meeting.sign_in", "meeting.finish", "briefing.acknowledge", "activity.join"}
HOLD_ACTIVITIES = TAKE_PART | frozenset(
    {"activity.plan", "activity.hold", "activity.call_off", "activity.reach_class", "activity.reach_village"}
    | {"campaign.add_evidence", "attachment.add"}
)
HOLD_MEETINGS = HOLD_ACTIVITIES | frozenset(
    {"meeting.call", "meeting.change", "meeting.call_off", "meeting.enter", "meeting.hear", "meeting.write"}
    | {"meeting.decide", "meeting.note", "meeting.drop", "meeting.sign_off", "activity.enter"}
    | {"campaign.strike_evidence", "story.read", "story.collect", "story.consent", "story.withdraw_consent"}
    | {"story.publish", "story.pass_on", "story.withdraw"}
)
LEAD_CAMPAIGNS = HOLD_MEETINGS | {"story.approve"}
BRIEF = frozenset({"briefing.write", "briefing.enter", "campaign_book.issue", "paper.read"})
INSPECT_CAMPAIGNS = frozenset({"campaign.hold_evidence", "campaign.release_evidence"})
"""Of campaigns: everybody of a unit sees them, signs in and finishes what is one's own; class teachers and villages hold
activities, teaching office and heads meetings too; a head briefs the staff and issues the year's book; whoever inspects keeps
evidence as it is."""
