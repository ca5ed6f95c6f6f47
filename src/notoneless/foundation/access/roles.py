"""Roles as data: what each may do, on which kind of unit, and which roles never meet in one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Track(StrEnum):
    """The two independent ways of accounting for each child."""

    HOUSEHOLD = "household"
    SCHOOL = "school"


class UnitKind(StrEnum):
    """The kinds of units in a county's tree."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GROUP = "group"
    TUTORING_GROUP = "tutoring_group"
    SCHOOL = "school"
    TEACHING_POINT = "teaching_point"
    CLASS = "class"


TRACK_OF: Mapping[UnitKind, Track | None] = {
    UnitKind.COUNTY: None,
    UnitKind.TOWNSHIP: None,
    UnitKind.VILLAGE: Track.HOUSEHOLD,
    UnitKind.GROUP: Track.HOUSEHOLD,
    UnitKind.TUTORING_GROUP: None,
    UnitKind.SCHOOL: Track.SCHOOL,
    UnitKind.TEACHING_POINT: Track.SCHOOL,
    UnitKind.CLASS: Track.SCHOOL,
}
"""The track on which children belong to a unit of a kind. Nobody belongs to a county, a township or a tutoring group itself."""

PARENTS: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COUNTY: frozenset(),
    UnitKind.TOWNSHIP: frozenset({UnitKind.COUNTY}),
    UnitKind.VILLAGE: frozenset({UnitKind.TOWNSHIP}),
    UnitKind.GROUP: frozenset({UnitKind.VILLAGE}),
    UnitKind.TUTORING_GROUP: frozenset({UnitKind.COUNTY}),
    UnitKind.SCHOOL: frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP, UnitKind.SCHOOL}),
    UnitKind.TEACHING_POINT: frozenset({UnitKind.SCHOOL}),
    UnitKind.CLASS: frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT}),
}
"""What may stand above what. A township is also an urban subdistrict, a village also a community: their profiles tell which.

A school stands under its township, under the central school of that township, under the urban tutoring group, or directly
under the bureau, which is the county.
"""


WIDTH: Mapping[UnitKind, int] = {
    UnitKind.COUNTY: 0,
    UnitKind.TOWNSHIP: 1,
    UnitKind.TUTORING_GROUP: 1,
    UnitKind.VILLAGE: 2,
    UnitKind.SCHOOL: 2,
    UnitKind.TEACHING_POINT: 2,
    UnitKind.GROUP: 3,
    UnitKind.CLASS: 3,
}
"""How wide a kind of unit is, the widest first."""


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


_READ = frozenset({"child.read", "child.find", "unit.read", "organization.read", "plan.read", "duty.read"})
_FAMILY = frozenset({"child.reveal", "guardian.reveal", "guardian.correct_phone"})
_KEEPING = frozenset(
    {"unit.found", "household.register", "child.register", "child.place", "guardian.add"}
    | {"token.read", "token.make", "token.end"}
    | {"attachment.add", "attachment.read"}
    | {"roster.read", "roster.receive", "roster.adopt", "roster.withdraw", "finding.compare"}
    | {"golden.read", "golden.begin", "golden.apply"}
)
_READ_ROLL = frozenset({"roll.read", "roll.reveal"})
_ROLL = _READ_ROLL | {
    "roll.enter",
    "roll.defer",
    "roll.suspend",
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
_FORMS = frozenset({"form.fill", "form.remember", "attachment.add"})
_EXPORT = frozenset({"child.export"})
_LEADING = frozenset(
    {"leading_group.found", "leading_group.close", "leading_group.seat", "leading_group.seat_holders"}
    | {"leading_group.leave", "assignment.make", "assignment.end"}
)
_JOINT = frozenset(
    {"department.name_contact", "department.end_contact", "department.reveal"}
    | {"joint_problem.raise", "joint_problem.settle"}
)
_BUILDING = frozenset(
    {"unit.describe", "unit.rename", "unit.close", "organizations.import_divisions", "organizations.import_schools"}
    | {"organizations.import_classes", "proposal.read"}
)
_FOUND = frozenset({"finding.read"})
_PROBLEMS = frozenset({"registration.read", "registration.settle", "registration.reopen"})
_TOTALS = frozenset(
    {"outside_total.read", "outside_total.enter", "outside_total.explain"} | {"comparison.read", "finding.read_lists"}
)
_DOUBTS = frozenset({"doubt.read", "doubt.decide", "doubt.undo"})
_NUMBERS = frozenset({"indicator.read", "indicator.names"})
_ALONE = frozenset(
    {"golden.begin", "golden.apply", "golden.read", "finding.compare", "indicator.count", "duty.reckon", "duty.seal"}
    | {"follow_up.reckon", "follow_up.reckon_child", "concern.reckon"}
)
_TELL = frozenset({"case.read", "case.suspect"})
_BRING = _TELL | {"case.verify", "case.propose_close_out", "case.correct"}
"""Who works on a case: what is decided on it is decided by somebody else."""
_DECIDE = _BRING | {"case.reveal", "case.clear", "case.send_back", "case.close_out", "case.reopen", "attachment.read"}
_VISIT = frozenset(
    {"visit.read", "visit.plan", "visit.call_off", "visit.nominate", "visit.record", "visit.correct", "visit.withdraw"}
    # the photos and the signature of a visit
    | {"attachment.add"}
)
_VISIT_LISTS = _VISIT | {"visit.draw_list", "visit.reveal"}
_VISITS = _VISIT_LISTS | {"visit.read_doubts", "visit.settle_doubt"}
"""Who visits a child; who also says whom to visit and opens what a visit keeps by need only; who looks at doubtful records."""
_SEE_FOLLOW_UP = frozenset({"follow_up.read"})
_FOLLOW_UP = _SEE_FOLLOW_UP | {"follow_up.contact", "follow_up.reveal"}
"""Who has something to do when a child is missed: the class teacher, the head, and for a child in no school the village."""
_CONCERN = frozenset({"concern.read", "concern.reveal", "at_risk.read"})
"""Who needs attention is seen by those in charge of the pupil alone: a class teacher, a school."""
_KNOW_PUPILS = _CONCERN | {"pupil_facts.record", "concern.note", "concern.end"}
_READ_RISK = frozenset({"at_risk.read", "at_risk.acknowledge"})
_SEE_WATCH_LIST = frozenset({"watch_list.read"})
_KEEP_WATCH = (
    _SEE_WATCH_LIST
    | {"watch_list.reveal", "watch_list.open", "watch_list.contact", "watch_list.care", "watch_list.judge_care"}
    | {"watch_list.reopen", "watch_list.waver", "watch_list.screen", "watch_list.mark_group", "watch_list.end_group"}
)
_LEAD_WATCH = _KEEP_WATCH | {"watch_list.set_keeper", "watch_list.lift", "watch_list.issue_file"}
"""Who keeps files of watch-listed pupils; who says in a school who keeps them, and lifts them."""
_READ_SURVEY = frozenset({"survey.read"})
_SURVEY = _READ_SURVEY | {
    "survey.answer",
    "survey.find_child",
    "survey.sign_off",
    "survey.reveal",
    # what finding a child does within
    "child.register",
    "guardian.add",
}
_SURVEYS = _SURVEY | {"survey.open", "survey.complete_grid", "survey.import_sheet"}
_CALENDAR = frozenset({"calendar.set_term", "calendar.change_day", "calendar.undo_change", "calendar.load_notice"})
_REMIND = frozenset({"duty.remind"})
"""Who leads a unit with posts beneath is told of what is overdue there, and may remind."""
_EXEMPTING = _REMIND | {"duty.exempt", "duty.end_exemption"}
_PLANNING = frozenset(
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
_CHECK = frozenset({"paper.check"})
_PAPERS = _CHECK | {"paper.read"}
_ISSUE = _PAPERS | {"paper.set_prefix", "paper.withdraw"}
_READ_PLANS = _PAPERS | {"roll_work.read"}
_DO_PLANS = frozenset({"roll_work.read", "roll_work.do_measure", "roll_work.reopen_measure"})
_DRAFT_PLANS = (
    _PAPERS
    | _DO_PLANS
    | {"roll_work.draft", "roll_work.describe", "roll_work.add_measure", "roll_work.change_measure"}
    | {"roll_work.remove_measure", "roll_work.discard", "roll_work.drop_measure"}
)
_ADOPT_PLANS = _ISSUE | _DRAFT_PLANS | {"roll_work.adopt"}
"""Of papers and roll-work plans: a director drafts, the head adopts, a teacher does what is the teacher's, those above read."""
_SEE_ATTENDANCE = frozenset({"attendance.read"})
_READ_ATTENDANCE = _SEE_ATTENDANCE | {"attendance.board", "attendance.reveal"}
_REPORT = _READ_ATTENDANCE | {
    "attendance.report",
    "attendance.correct",
    "attendance.trace",
    "attendance.import_register",
    "leave.apply",
    "leave.grant",
    "leave.refuse",
    "leave.extend",
    "leave.close",
}
_LEAD_ATTENDANCE = _REPORT | {"attendance.amend", "attendance.substitute", "attendance.end_substitution"}
"""A class teacher reports and grants short leave, the head amends, names substitutes and grants the rest, those above see."""
_READ_STAFF = frozenset({"unit.read", "account.read"})
_HOUSEHOLD = frozenset({UnitKind.VILLAGE, UnitKind.GROUP})
_TAUGHT = frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT})
_ADMINISTERED = frozenset({UnitKind.COUNTY})

_ALL = (
    Role(
        "class_teacher",
        frozenset({UnitKind.CLASS}),
        _READ
        | _FAMILY
        | _FORMS
        | _READ_ROLL
        | _TELL
        | _SURVEY
        | _CHECK
        | _DO_PLANS
        | _VISIT_LISTS
        | _FOLLOW_UP
        | _KNOW_PUPILS
        | _KEEP_WATCH
        | _REPORT,
        second_factor=False,
    ),
    Role(
        "substitute_teacher",
        frozenset({UnitKind.CLASS}),
        frozenset({"unit.read", "duty.read", "plan.read", "attendance.read", "attendance.board", "attendance.report"}),
        second_factor=False,
    ),
    Role(
        "school_director",
        _TAUGHT,
        _READ
        | _FAMILY
        | _FORMS
        | _READ_ROLL
        | _TELL
        | _SURVEY
        | _NUMBERS
        | _DRAFT_PLANS
        | _VISIT_LISTS
        | _FOLLOW_UP
        | _CONCERN
        | _LEAD_WATCH
        | _REPORT,
        second_factor=False,
    ),
    Role(
        "school_head",
        _TAUGHT,
        _READ
        | _FAMILY
        | _FORMS
        | _EXPORT
        | _LEADING
        | _ROLL
        | _PROBLEMS
        | _DOUBTS
        | _SURVEYS
        | _BRING
        | _NUMBERS
        | _PLANNING
        | _EXEMPTING
        | _ADOPT_PLANS
        | _VISITS
        | _FOLLOW_UP
        | _KNOW_PUPILS
        | _LEAD_WATCH
        | _LEAD_ATTENDANCE
        | {"attachment.read", "case.reveal", "case.reopen", "at_risk.report"},
    ),
    Role(
        "tutoring_leader",
        frozenset({UnitKind.TUTORING_GROUP}),
        _READ
        | _FAMILY
        | _FORMS
        | _LEADING
        | _TELL
        | _READ_SURVEY
        | _NUMBERS
        | _REMIND
        | _READ_PLANS
        | _SEE_FOLLOW_UP
        | _SEE_WATCH_LIST
        | _READ_ATTENDANCE
        | {"visit.read"},
    ),
    Role(
        "township_leader",
        frozenset({UnitKind.TOWNSHIP}),
        _READ
        | _FAMILY
        | _FORMS
        | _LEADING
        | _JOINT
        | _FOUND
        | _DOUBTS
        | _SURVEYS
        | _DECIDE
        | _NUMBERS
        | _PLANNING
        | _EXEMPTING
        | _ISSUE
        | _READ_PLANS
        | _VISITS
        | _SEE_FOLLOW_UP
        | _SEE_WATCH_LIST
        | _READ_RISK
        | _READ_ATTENDANCE
        | {"roll.read"},
    ),
    Role(
        "village_secretary",
        frozenset({UnitKind.VILLAGE}),
        _READ
        | _FAMILY
        | _FORMS
        | _FOUND
        | _BRING
        | _SURVEY
        | _NUMBERS
        | _REMIND
        | _CHECK
        | _VISIT_LISTS
        | _FOLLOW_UP
        | _SEE_ATTENDANCE
        | {"attachment.read"},
        second_factor=False,
    ),
    Role(
        "group_head",
        frozenset({UnitKind.GROUP}),
        _READ | _FAMILY | _FOUND | _TELL | _SURVEY | _NUMBERS | _CHECK | _VISIT | _SEE_FOLLOW_UP | _SEE_ATTENDANCE,
        second_factor=False,
    ),
    Role(
        "accountable_officer",
        _HOUSEHOLD,
        _READ | _FAMILY | _FOUND | _TELL | _SURVEY | _NUMBERS | _CHECK | _VISIT | _SEE_FOLLOW_UP | _SEE_ATTENDANCE,
        second_factor=False,
    ),
    Role(
        "county_officer",
        frozenset({UnitKind.COUNTY}),
        _READ
        | _FAMILY
        | _KEEPING
        | _FORMS
        | _EXPORT
        | _LEADING
        | _JOINT
        | _BUILDING
        | _ROLL
        | _FOUND
        | _PROBLEMS
        | _TOTALS
        | _DOUBTS
        | _SURVEYS
        | _DECIDE
        | _NUMBERS
        | _CALENDAR
        | _PLANNING
        | _EXEMPTING
        | _ISSUE
        | _READ_PLANS
        | _VISITS
        | _FOLLOW_UP
        | _SEE_WATCH_LIST
        | _READ_RISK
        | {"concern.count", "concern.names", "concern.reckon"}
        | _READ_ATTENDANCE
        | {"follow_up.reckon", "follow_up.reckon_child"}
        | {"indicator.count", "duty.reckon", "duty.seal", "visit.look_through"},
    ),
    Role(
        "system_administrator",
        _ADMINISTERED,
        _READ_STAFF
        | {"outbox.read", "outbox.retry", "account.open", "account.renew_slip"}
        | {"attachment.add", "organizations.import_staff", "proposal.read"},
        alone="system",
    ),
    Role(
        "security_administrator",
        _ADMINISTERED,
        _READ_STAFF
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
        _ALONE | {"attachment.sweep", "case.suspect", "visit.look_through"},
        second_factor=False,
        alone="machine",
    ),
)

_EVERYBODY = frozenset({"calendar.read"})
"""What every role may: see which days are worked and taught."""

ROLES = Roles({role.code: replace(role, may=role.may | _EVERYBODY) for role in _ALL})
"""The roles there are. Their words are in the catalogue as `role.<code>`."""
