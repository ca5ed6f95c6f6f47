"""Roles as data: what each may do, on which kind of unit, and which roles never meet in one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from notoneless.foundation.access import bundles as may
from notoneless.foundation.access import bundles_answering as answering
from notoneless.foundation.access.unit_kinds import UnitKind


@dataclass(frozen=True)
class Role:
    """One role. `alone` names its side: nobody holds roles of two sides (separation of the three administrators)."""

    code: str
    kinds: frozenset[UnitKind]
    may: frozenset[str]
    second_factor: bool = True
    alone: str = ""


@dataclass(frozen=True)
class Roles:
    """A table of roles by code."""

    table: Mapping[str, Role] = field(default_factory=dict)

    def allowing(self, code: str) -> frozenset[str]:
        """The codes of the roles that may do `code`."""
        return frozenset(role.code for role in self.table.values() if code in role.may)

    def clash(self, held: frozenset[str], wanted: str) -> str | None:
        """A held role that may not meet `wanted` in one person, if there is one."""
        new = self.table[wanted]
        for code in sorted(held - {wanted}):
            old = self.table.get(code)
            if old is not None and old.alone != new.alone and "" not in {old.alone, new.alone}:
                return code
        return None


_HOUSEHOLD = frozenset({UnitKind.VILLAGE, UnitKind.GROUP})
_TAUGHT = frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT})
_ADMINISTERED = frozenset({UnitKind.COUNTY})

_ALL = (
    Role(
        "class_teacher",
        frozenset({UnitKind.CLASS}),
        may.READ
        | may.HELP_PUPILS
        | may.KEEP_LEFT_BEHIND
        | may.KEEP_AID
        | answering.HOLD_ACTIVITIES
        | answering.KEEP_CONDUCT
        | may.SEE_MIGRANTS
        | may.SEE_AWAY
        | may.APPLY_CHANGES
        | may.SEE_SPECIAL
        | may.TEACH_HOME
        | may.PURSUE
        | may.SERVE_NOTICES
        | may.FOLLOW_RETURNED
        | may.FAMILY
        | may.FORMS
        | may.READ_ROLL
        | may.TELL
        | may.SURVEY
        | may.PAPERS
        | may.DO_PLANS
        | may.VISIT_LISTS
        | may.FOLLOW_UP
        | may.KNOW_PUPILS
        | may.KEEP_WATCH
        | may.TELL_HEAD
        | answering.SIGN_STATEMENTS
        | answering.BE_APPRAISED
        | may.REPORT,
        second_factor=False,
    ),
    Role(
        "substitute_teacher",
        frozenset({UnitKind.CLASS}),
        may.FIELD_BOOK
        | {"unit.read", "duty.read", "plan.read", "attendance.read", "attendance.board"}
        | {"attendance.report", "attendance.report_beside"},
        second_factor=False,
    ),
    Role(
        "school_director",
        _TAUGHT,
        may.READ
        | may.LEAD_HELP
        | may.KEEP_LEFT_BEHIND
        | may.KEEP_AID
        | answering.HOLD_MEETINGS
        | {"briefing.write", "briefing.enter"}
        | answering.LOOK_INTO
        | answering.MEND
        | may.SEE_MIGRANTS
        | may.SEE_AWAY
        | may.DECIDE_CHANGES
        | may.SEE_SPECIAL
        | may.TEACH_HOME
        | may.PURSUE
        | may.SERVE_NOTICES
        | may.FOLLOW_RETURNED
        | may.FAMILY
        | may.FORMS
        | may.READ_ROLL
        | may.TELL
        | may.SURVEY
        | may.NUMBERS
        | may.DRAFT_PLANS
        | may.VISIT_LISTS
        | may.FOLLOW_UP
        | may.CONCERN
        # who lists a pupil as inclined to drop out has it reported
        | {"concern.note"}
        | may.LEAD_WATCH
        | may.PREPARE_RETURNS
        | may.SEE_REPORTS
        | may.SEE_VILLAGES
        | may.FILL_STATISTICS
        | answering.PREPARE_UNDERTAKINGS
        | answering.BE_APPRAISED
        | may.OVERVIEW
        | may.REPORT,
        second_factor=False,
    ),
    Role(
        "counsellor",
        _TAUGHT,
        frozenset({"child.read", "child.find", "unit.read", "plan.read", "duty.read", "help.hold_session"})
        | may.SEE_HELP
        | may.COUNSEL
        | may.SEE_WATCH_LIST
        | may.SEE_RETURNED,
        second_factor=False,
    ),
    Role(
        "school_head",
        _TAUGHT,
        may.READ
        | may.LEAD_HELP
        | may.KEEP_LEFT_BEHIND
        | may.SURVEY_LEFT_BEHIND
        | {"left_behind.sign_survey"}
        | may.PAY_AID
        | answering.LEAD_CAMPAIGNS
        | answering.BRIEF
        | answering.DECIDE_COMPLAINTS
        | answering.MEND
        | may.PLACE_MIGRANTS
        | may.CONFIRM_PUPILS
        | may.SEE_AWAY
        | {"elsewhere.acknowledge_copy"}
        | may.HEAD_CHANGES
        | may.KEEP_SPECIAL
        | may.SEND_HOME
        | may.PURSUE_KNOWING
        | may.HAND_OVER_NOTICES
        | may.KEEP_RETURNED
        | may.FAMILY
        | may.FORMS
        | may.EXPORT
        | may.LEADING
        | may.ROLL
        | may.PROBLEMS
        | may.DOUBTS
        | may.SURVEYS
        | may.BRING
        | may.NUMBERS
        | may.PLANNING
        | may.EXEMPTING
        | may.ADOPT_PLANS
        | may.VISITS
        | may.FOLLOW_UP
        | may.KNOW_PUPILS
        | may.LEAD_WATCH
        | may.LEAD_ATTENDANCE
        | may.ALERTS
        | may.SIGN_RETURNS
        | may.SEND_REPORTS
        | may.SUM_UP_VILLAGES
        | may.SIGN_STATISTICS
        | answering.LEAD_UNDERTAKINGS
        | answering.REMIND
        | answering.APPRAISE
        | may.FEED_BACK
        | may.RECONCILE_YEARLY
        | may.OVERVIEW
        | {"attachment.read", "case.reveal", "case.reopen", "at_risk.report", "working_group.change"}
        | {"government_report.issue", "working_group.accept_case", "working_group.refuse_case"},
    ),
    Role(
        "tutoring_leader",
        frozenset({UnitKind.TUTORING_GROUP}),
        may.READ
        | may.SEE_LEFT_BEHIND
        | may.SEE_AID
        | answering.SEE_CAMPAIGNS
        | answering.INSPECT
        | may.SEE_SPECIAL
        | may.WATCH_HOME
        | may.FAMILY
        | may.FORMS
        | may.LEADING
        | may.TELL
        | may.READ_SURVEY
        | may.NUMBERS
        | may.REMIND
        | may.READ_PLANS
        | may.SEE_FOLLOW_UP
        | may.SEE_WATCH_LIST
        | may.READ_ATTENDANCE
        | may.SEE_RETURNS
        | may.SEE_REPORTS
        | answering.SEE_UNDERTAKINGS
        | {"visit.read"},
    ),
    Role(
        "township_leader",
        frozenset({UnitKind.TOWNSHIP}),
        may.READ
        | may.SEE_LEFT_BEHIND
        | may.SEE_AID
        | answering.LEAD_CAMPAIGNS
        | answering.INSPECT_CAMPAIGNS
        | answering.INSPECT
        | answering.REMIND
        | may.ENTER_MIGRANTS
        | may.PLACE_MIGRANTS
        | may.LEAD_AWAY
        | may.ENDORSE_CHANGES
        | may.LEAD_SPECIAL
        | may.SEND_HOME
        | may.ENFORCE
        | may.ISSUE_NOTICES
        | may.SEE_RETURNED
        | may.FAMILY
        | may.FORMS
        | may.LEADING
        | may.JOINT
        | may.FOUND
        | may.DOUBTS
        | may.SURVEYS
        | may.DECIDE
        | may.NUMBERS
        | may.PLANNING
        | may.EXEMPTING
        | may.ISSUE
        | may.READ_PLANS
        | may.VISITS
        | may.SEE_FOLLOW_UP
        | may.SEE_WATCH_LIST
        | may.READ_RISK
        | may.READ_ATTENDANCE
        | may.ALERTS
        | may.RECEIVE_RETURNS
        | may.RECEIVE_VILLAGES
        | may.TAKE_FEEDBACK
        | may.RECEIVE_REPORTS
        | may.SEE_STATISTICS
        | answering.SEE_UNDERTAKINGS
        | {"roll.read", "government_report.receive"},
    ),
    Role(
        "village_secretary",
        frozenset({UnitKind.VILLAGE}),
        may.READ
        | answering.HOLD_ACTIVITIES
        | may.ENTER_MIGRANTS
        | may.KEEP_AWAY
        | may.FOR_CHILDREN
        | may.SEE_SPECIAL
        | may.TEACH_HOME
        | may.PURSUE
        | may.SERVE_NOTICES
        | may.SEE_RETURNED
        | may.FAMILY
        | may.FORMS
        | may.FOUND
        | may.BRING
        | may.SURVEY
        | may.NUMBERS
        | may.REMIND
        | may.CHECK
        | may.VISIT_LISTS
        | may.FOLLOW_UP
        | may.TAKE_FEEDBACK
        | may.HAND_IN_VILLAGES
        | may.RECEIVE_REPORTS
        | may.SEE_ATTENDANCE
        | {"attachment.read"},
        second_factor=False,
    ),
    Role(
        "group_head",
        frozenset({UnitKind.GROUP}),
        may.READ
        | may.SEE_MIGRANTS
        | may.CONTACT_AWAY
        | may.SEE_SPECIAL
        | may.PURSUE
        | may.FAMILY
        | may.FOUND
        | may.TELL
        | may.SURVEY
        | may.NUMBERS
        | may.CHECK
        | may.VISIT
        | may.SEE_FOLLOW_UP
        | may.SEE_ATTENDANCE,
        second_factor=False,
    ),
    Role(
        "accountable_officer",
        _HOUSEHOLD,
        may.READ
        | may.ENTER_MIGRANTS
        | may.KEEP_AWAY
        | may.FOR_CHILDREN
        | may.SEE_SPECIAL
        | may.TEACH_HOME
        | may.PURSUE
        | may.FAMILY
        | may.FOUND
        | may.TELL
        | may.SURVEY
        | may.NUMBERS
        | may.CHECK
        | may.HAND_IN_VILLAGES
        | may.VISIT
        | may.SEE_FOLLOW_UP
        | may.SEE_ATTENDANCE,
        second_factor=False,
    ),
    Role(
        "county_officer",
        frozenset({UnitKind.COUNTY}),
        may.READ
        | may.SEE_HELP
        | may.SURVEY_LEFT_BEHIND
        | may.PAY_AID
        | answering.LEAD_CAMPAIGNS
        | answering.INSPECT_CAMPAIGNS
        | answering.DECIDE_COMPLAINTS
        | answering.TELL_CIRCULARS
        | may.ENTER_MIGRANTS
        | may.PLACE_MIGRANTS
        | may.LEAD_AWAY
        | may.TRUST
        | may.DECIDE_CHANGES
        | {"roll_change.carry_arrival", "roll_change.follow_withdrawal"}
        | may.LEAD_SPECIAL
        | may.WATCH_HOME
        | may.ENFORCE
        | {"notice.read", "notice.reveal"}
        | may.APPROVE_RETURNED
        | may.FAMILY
        | may.KEEPING
        | may.FORMS
        | may.EXPORT
        | may.LEADING
        | may.JOINT
        | may.BUILDING
        | may.RECORD_ROLL
        | may.FOUND
        | may.PROBLEMS
        | may.TOTALS
        | may.DOUBTS
        | may.SURVEYS
        | may.DECIDE
        | may.NUMBERS
        | may.CALENDAR
        | may.PLANNING
        | may.EXEMPTING
        | may.ISSUE
        | may.READ_PLANS
        | may.VISITS
        | may.FOLLOW_UP
        | may.SEE_WATCH_LIST
        | may.READ_RISK
        | {"concern.count", "concern.names", "concern.reckon"}
        | may.READ_ATTENDANCE
        | may.ALERTS
        | may.PASS_ON
        | may.RECEIVE_RETURNS
        | may.FEED_BACK
        | may.SEE_YEARLY
        | may.OVERVIEW
        | may.SEE_VILLAGES
        | may.RECEIVE_REPORTS
        | may.WORD_PAPERS
        | may.SEE_STATISTICS
        | answering.SEE_UNDERTAKINGS
        | answering.APPRAISE
        | answering.REMIND
        | {"follow_up.reckon", "follow_up.reckon_child"}
        | {"indicator.count", "duty.reckon", "duty.seal", "visit.look_through", "watch_list.propose_groups"}
        | {"timetable.work_out", "working_group.follow"},
    ),
    Role(
        "system_administrator",
        _ADMINISTERED,
        may.READ_STAFF
        | {"outbox.read", "outbox.retry", "account.open", "account.renew_slip"}
        | {"reminder.write", "reminder.begin", "reminder.settle"}
        | {"attachment.add", "organizations.import_staff", "proposal.read"},
        alone="system",
    ),
    Role(
        "security_administrator",
        _ADMINISTERED,
        may.READ_STAFF
        | {"grant.read", "grant.give", "grant.end", "post.take", "post.leave", "post.hand_over"}
        | {"organization.read", "proposal.read", "post.confirm", "post.decline"}
        | {"account.disable", "account.enable", "account.drop_second_factor"},
        alone="security",
    ),
    # who lets the security administrator in again, if there is one alone? Not whoever gives passwords
    Role(
        "audit_administrator",
        _ADMINISTERED,
        frozenset({"unit.read", "audit.read", "account.drop_second_factor"}),
        alone="audit",
    ),
    Role(
        "system",
        _ADMINISTERED,
        may.ALONE
        | may.PASS_ON
        | {"attachment.sweep", "case.suspect", "visit.look_through", "watch_list.propose_groups"}
        | {"working_group.form", "working_group.follow"},
        second_factor=False,
        alone="machine",
    ),
)

_EVERYBODY = frozenset({"calendar.read"})
"""What every role may: see which days are worked and taught."""

ROLES = Roles({role.code: replace(role, may=role.may | _EVERYBODY) for role in _ALL})
"""The roles there are. Their words are in the catalogue as `role.<code>`."""

STANDING_IN = frozenset({"substitute_teacher"})
"""Roles that somebody has at a school only besides another one there."""
