"""Who sees what, worked out a second time: with plain loops over invented counties, and compared with `visible_to`.

The oracle knows the rules as CONTEXT.md tells them and nothing of the closure, of SQL, or of how a model declares its reach.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from notoneless.casework.aid.models import AidEntitlement, AidList, AidPairing, AidPayment, AidStray
from notoneless.casework.alerts.models import Alert, AlertLink, AlertList, AlertListRow, AlertStep
from notoneless.casework.campaigns.models import (
    ActivityReach,
    ActivityStaff,
    Briefing,
    BriefingReceipt,
    CampaignActivity,
    CampaignBook,
    CampaignEvidence,
    EvidenceHold,
    Meeting,
    MeetingAttendee,
    MeetingDecision,
    MeetingNote,
    Story,
    StoryConsent,
    StoryPassing,
)
from notoneless.casework.cases.models import Case, CaseEvent, CasePause
from notoneless.casework.early_warning.models import (
    AtRiskReport,
    ConcernNote,
    ConcernScore,
    Contact,
    FollowUp,
    PupilFact,
)
from notoneless.casework.left_behind.models import (
    CareItem,
    ContactPerson,
    LeftBehindContact,
    LeftBehindFile,
    LeftBehindSurvey,
    LeftBehindVersion,
    PartnerList,
    PartnerRow,
    SurveyPartner,
)
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.reintegration.models import (
    CaseHandover,
    Return,
    ReturnFollowUp,
    ReturnPlacement,
    ReturnPlan,
)
from notoneless.casework.special_education.models import (
    CommitteeExpert,
    ConditionVersion,
    EducationProgramme,
    FilePaper,
    GuardianApplication,
    HomeboundMoney,
    HomeboundNote,
    HomeLesson,
    HomeTeacher,
    HomeTeaching,
    HomeTimetable,
    LearningAgreement,
    LessonTeacher,
    NeedsAssessment,
    Placement,
    PlannedLesson,
    PupilHours,
    SpecialFile,
    TeacherHours,
)
from notoneless.casework.support.models import (
    CounsellingTalk,
    HelpMark,
    HelpScheme,
    HelpSession,
    NeedFinding,
    NeedSurvey,
    Pairing,
    ParentsDay,
)
from notoneless.casework.visits.models import (
    HomeVisit,
    ListedChild,
    Nomination,
    PlannedVisit,
    VisitDoubt,
    VisitList,
    Visitor,
    VisitPhoto,
)
from notoneless.casework.watch_list.models import (
    Care,
    KeeperContact,
    Keeping,
    KeyGroupMark,
    KeyGroupProposal,
    Screening,
    WatchListEntry,
    Wavering,
)
from notoneless.casework.working_groups.models import (
    ArrivedCase,
    CaseCause,
    DestinationEntry,
    GovernmentReport,
    GroupPlace,
    Remedy,
    WorkingGroup,
)
from notoneless.foundation.access import scope
from notoneless.foundation.access.context import Context, Holding
from notoneless.foundation.access.models import Account, Grant, Token, Unit
from notoneless.foundation.access.policies import codes_of, guarded
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.scope import Protected, visible_to
from notoneless.foundation.access.selectors import holdings_of
from notoneless.foundation.access.services import place_in_tree
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.calendar.models import DayChange, LoadedNotice, SchoolTerm
from notoneless.foundation.field_book.models import FieldDevice, FieldEvent
from notoneless.foundation.forms.models import FormMap
from notoneless.foundation.organizations.models import (
    Assignment,
    DepartmentContact,
    GroupSeat,
    JointProblem,
    LeadingGroup,
    Post,
    ProposedPost,
    UnitProfile,
)
from notoneless.foundation.papers.models import Paper, PaperPrefix, PaperWording
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.places.models import Household
from notoneless.foundation.plans.models import Adoption, PlanChange, PlanVersion
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.identifiers import IdSource
from notoneless.oversight.appraisal.models import (
    Appeal,
    Appraisal,
    Consequence,
    OwnTarget,
    Rubric,
    SchoolRules,
    Undertaking,
)
from notoneless.oversight.duties.models import DutyRow, Exemption, Reminder, SealedMonth
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.reminders.models import ReminderChannel, ReminderDigest
from notoneless.oversight.reporting.models import (
    BackReceipt,
    BackReport,
    DropoutPaper,
    DropoutReceipt,
    DropoutReport,
    Feedback,
    FormEntry,
    JointCheck,
    MonthlyReturn,
    ReturnExplanation,
    ReturnReceipt,
    SignedForm,
    TeacherReport,
    VillageFinding,
    VillageSummary,
    YearlyReturn,
)
from notoneless.oversight.supervision.models import (
    Circular,
    ClassTimetable,
    Complaint,
    ComplaintLink,
    ComplaintReader,
    ConductRecord,
    Inquiry,
    InquiryPerson,
    Inspection,
    Interview,
    InterviewFollowUp,
    MendingStep,
    Recheck,
    RecheckedPupil,
    Shortcoming,
    YearlySummary,
)
from notoneless.records.adjudication.models import Decision, Doubt
from notoneless.records.attendance.models import (
    AbsenceTrace,
    ArrivalReport,
    AttendanceMark,
    Leave,
    LeaveStep,
    NoReport,
    Substitution,
)
from notoneless.records.enrolment.models import RollComparison, RollDifference, RollEntry, RollEvent
from notoneless.records.findings.models import Comparison, Finding, FoundElsewhere
from notoneless.records.golden.models import WorkingOut
from notoneless.records.migrants.models import IssuedConfirmation, MigrantApplication, MigrantChild, MigrantPaper
from notoneless.records.registrations.models import OutsideTotal, ProblemRegistration
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest, ChangeStep
from notoneless.records.roll_work.models import RollWorkMeasure, RollWorkPlan
from notoneless.records.rosters.models import ColumnMemory, Roster, RosterFault
from notoneless.records.schooling_elsewhere.models import (
    CertificateCopy,
    ElsewhereContact,
    ElsewhereRecord,
    PartnerKey,
    TermConfirmation,
)
from notoneless.records.surveys.models import GridCell, Survey, SurveyAnswer
from support.databases import is_postgres, owners_eyes
from support.registry import all_actions

EXAMPLES = 40 if is_postgres() else 100
"""Each makes some sixty comparisons."""

CALM = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

FIRST = date(2026, 9, 1)
LATER = date(2027, 9, 1)
STANDS_UNDER = {
    "township": ("county",),
    "village": ("township",),
    "group": ("village",),
    "school": ("county", "township", "tutoring_group", "school"),
    "tutoring_group": ("county",),
    "teaching_point": ("school",),
    "class": ("school", "teaching_point"),
}
"""What may stand beneath what."""

CODES = sorted({code for role in ROLES.table.values() for code in role.may})
OFTEN = ["class_teacher", "county_officer", "village_secretary", "school_head", "county_officer"]
ROLE_NAMES = [*sorted(ROLES.table), *OFTEN, *OFTEN, "emperor"]
"""Those that see children oftener. The last is a role that nobody has heard of: it gives nothing."""

WIDE = ["unit.read", "calendar.read", "plan.read", "roll_work.read", "paper.check"]
"""Reads that reach in a way of their own."""

SEALED = frozenset({"duty.read", "duty.reckon"})
"""Whoever sees a verdict sees that its month is sealed, wherever that is."""

WORDING = frozenset({"paper.check", "paper.read", "paper_wording.read"})
CHECKING = frozenset({"paper.check", "roll_work.read", "duty.reckon"})
"""What a code stands for is told everywhere; the register shows the papers of the units in reach."""

PARTNERS = frozenset({"elsewhere.read", "elsewhere.import_confirmation"})
"""Whose signatures count is known wherever confirmations are taken in."""

MINUTES = st.sampled_from((-1, 1))

Period = tuple[date, date | None]


# an invented county


@dataclass
class World:
    """Everything by its number: a unit is its place in `units`, and so on."""

    units: list[tuple[str, int | None]]
    """Kind, and the unit above."""
    accounts: list[int]
    """Where each is at home."""
    grants: list[tuple[int, str, int, Period]]
    """Account, role, unit, days."""
    households: list[int]
    children: list[int | None]
    """The household of each."""
    memberships: list[tuple[int, int, Period]]
    """Child, unit, days."""
    guardians: list[int]
    attachments: list[int]
    """The unit of each; leading groups, contacts and what else hangs on a unit are where these are."""
    asks: int
    at: datetime
    strong: bool
    narrowed: frozenset[str] | None
    codes: tuple[str, ...]
    fresh: bool
    """Whether what is held was read anew for this request, or comes as it is, with what has ended and not begun."""


@st.composite
def periods(draw: Any) -> Period:
    begun = FIRST + timedelta(days=draw(st.sampled_from((-4, -3, -3, -2, -2, -1, 0, 1, 2, 3))))
    lasts = draw(st.none() | st.integers(0, 6))
    return begun, None if lasts is None else begun + timedelta(days=lasts)


@st.composite
def trees(draw: Any) -> list[tuple[str, int | None]]:
    units: list[tuple[str, int | None]] = [("county", None), ("township", 0)]
    for _ in range(draw(st.integers(3, 14))):
        kind = draw(st.sampled_from(sorted(STANDS_UNDER)))
        above = [number for number, unit in enumerate(units) if unit[0] in STANDS_UNDER[kind]]
        if above:
            units.append((kind, draw(st.sampled_from(above))))
    return units


@st.composite
def worlds(draw: Any) -> World:
    units = draw(trees())
    unit = st.integers(0, len(units) - 1)
    accounts = draw(st.lists(unit, min_size=1, max_size=3))
    account = st.sampled_from([0, 0, *range(len(accounts))])
    upper = st.sampled_from([0, 1, *range(len(units))])
    households = draw(st.lists(unit, min_size=1, max_size=3))
    children = draw(st.lists(st.none() | st.integers(0, len(households) - 1), min_size=1, max_size=5))
    child = st.integers(0, len(children) - 1)
    return World(
        units=units,
        accounts=accounts,
        grants=draw(st.lists(st.tuples(account, st.sampled_from(ROLE_NAMES), upper, periods()), max_size=9)),
        households=households,
        children=children,
        memberships=_one_open(units, draw(st.lists(st.tuples(child, unit, periods()), max_size=9))),
        guardians=draw(st.lists(child, min_size=1, max_size=4)),
        attachments=draw(st.lists(unit, min_size=1, max_size=4)),
        asks=0,
        # a minute before and a minute after the day ends in China
        at=datetime(2026, 8, 30, 16, 0, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 5)), minutes=draw(MINUTES)),
        strong=draw(st.integers(0, 3)) > 0,
        narrowed=draw(st.sampled_from((None, None, None, frozenset(CODES[::2]), frozenset({"child.read"})))),
        codes=("child.read", draw(st.sampled_from([*WIDE, *CODES]))),
        fresh=draw(st.booleans()),
    )


def track(kind: str) -> str:
    """On which of the two tracks a child belongs to a unit of a kind."""
    return "household" if kind in ("village", "group") else "school"


def _one_open(
    units: list[tuple[str, int | None]], memberships: Iterable[tuple[int, int, Period]]
) -> list[tuple[int, int, Period]]:
    """All memberships but those that would be a second one without an end on the same track."""
    kept, is_open = [], set()
    for child, unit, (begun, until) in memberships:
        key = (child, track(units[unit][0]))
        if until is None and key in is_open:
            continue
        if until is None:
            is_open.add(key)
        kept.append((child, unit, (begun, until)))
    return kept


# the oracle


@dataclass
class Oracle:
    """What somebody may see in a world, by the rules alone."""

    world: World
    code: str
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = (self.world.at + timedelta(hours=8)).date()

    def holds(self, period: Period) -> bool:
        """From the first day on, until before the last."""
        begun, until = period
        return begun <= self.today and not (until is not None and until <= self.today)

    def allows(self, name: str) -> bool:
        """Whether the role allows it to somebody who has signed in like this."""
        role = ROLES.table.get(name)
        return role is not None and self.code in role.may and (self.world.strong or not role.second_factor)

    def reaches(self, unit: int) -> bool:
        """Whether a grant is held on the unit or on one above it."""
        world = self.world
        if world.narrowed is not None and self.code not in world.narrowed:
            return False
        step: int | None = unit
        while step is not None:
            for account, role, where, period in world.grants:
                if account == world.asks and where == step and self.holds(period) and self.allows(role):
                    return True
            step = world.units[step][1]
        return False

    def sees_everywhere(self, unit: int, codes: frozenset[str]) -> bool:
        """Who may see the calendar or plans sees all of them; who may do something to them, those of the units in reach."""
        everywhere = self.code in codes
        return any(map(self.reaches, range(len(self.world.units)))) if everywhere else self.reaches(unit)

    def sees_throughout(self, unit: int) -> bool:
        """Where the unit is reached, or anything in it."""
        within, step = {unit}, -1
        while step != len(within):
            step = len(within)
            within |= {number for number, (_, above) in enumerate(self.world.units) if above in within}
        return any(map(self.reaches, within))

    def sees_child(self, child: int) -> bool:
        """Whether the child belongs today to a unit in reach."""
        return any(
            of == child and self.holds(period) and self.reaches(unit) for of, unit, period in self.world.memberships
        )

    def sees_assignment(self, number: int) -> bool:
        """From the unit that answers, and from the one it answers for."""
        return self.reaches(self.world.attachments[number]) or self.reaches(answering(self.world, number))

    def sees_household(self, household: int) -> bool:
        """Where it lies in reach, or one of its children does."""
        children = [child for child, home in enumerate(self.world.children) if home == household]
        return self.reaches(self.world.households[household]) or any(self.sees_child(child) for child in children)


def answering(world: World, number: int) -> int:
    """The unit that answers for that of an attachment: some other one."""
    return world.households[number % len(world.households)]


def at_attachments(world: World, oracle: Oracle) -> list[bool]:
    """Where an attachment's unit is reached."""
    return [oracle.reaches(unit) for unit in world.attachments]


def of_calendar(world: World, oracle: Oracle) -> list[bool]:
    """Where a row of the calendar is seen, once for each attachment."""
    return [oracle.sees_everywhere(unit, frozenset({"calendar.read"})) for unit in world.attachments]


def of_plans(world: World, oracle: Oracle) -> list[bool]:
    """Where a version of a plan is seen, once for each attachment."""
    return [oracle.sees_everywhere(unit, frozenset({"plan.read", "duty.reckon"})) for unit in world.attachments]


def of_children(world: World, oracle: Oracle) -> list[bool]:
    """Where a row of a child is seen, once for each child."""
    return [oracle.sees_child(child) for child in range(len(world.children))]


def at_either(world: World, oracle: Oracle) -> list[bool]:
    """Where a row that ties two units is seen, once for each attachment."""
    return [oracle.sees_assignment(number) for number in range(len(world.attachments))]


def throughout(world: World, oracle: Oracle) -> list[bool]:
    """Where a school's plan is seen, once for each attachment."""
    return [oracle.sees_throughout(unit) for unit in world.attachments]


SEEN: dict[type[Protected], Callable[[World, Oracle], list[bool]]] = {
    Unit: lambda world, oracle: [oracle.reaches(unit) for unit in range(len(world.units))],
    Account: lambda world, oracle: [oracle.reaches(unit) for unit in world.accounts],
    Grant: lambda world, oracle: [oracle.reaches(unit) for _, _, unit, _ in world.grants],
    Post: lambda world, oracle: [oracle.reaches(unit) for _, _, unit, _ in world.grants],
    Token: lambda world, oracle: [oracle.reaches(unit) for unit in world.accounts],
    Attachment: at_attachments,
    SchoolTerm: of_calendar,
    DayChange: of_calendar,
    LoadedNotice: of_calendar,
    PlanVersion: of_plans,
    PlanChange: of_plans,
    Adoption: of_plans,
    SealedMonth: lambda world, oracle: [oracle.sees_everywhere(unit, SEALED) for unit in world.attachments],
    DutyRow: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    Exemption: at_attachments,
    Reminder: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    ReminderChannel: at_attachments,
    FieldDevice: at_attachments,
    FieldEvent: at_attachments,
    ReminderDigest: at_attachments,
    UnitProfile: lambda world, oracle: [oracle.reaches(unit) for unit in range(len(world.units))],
    FormMap: at_attachments,
    ProposedPost: at_attachments,
    LeadingGroup: at_attachments,
    GroupSeat: at_attachments,
    DepartmentContact: at_attachments,
    JointProblem: at_attachments,
    Assignment: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    Household: lambda world, oracle: [oracle.sees_household(each) for each in range(len(world.households))],
    Child: lambda world, oracle: [oracle.sees_child(child) for child in range(len(world.children))],
    ChildUnit: lambda world, oracle: [oracle.sees_child(child) for child, _, _ in world.memberships],
    Guardian: lambda world, oracle: [oracle.sees_child(child) for child in world.guardians],
    SearchedName: lambda world, oracle: [oracle.sees_child(child) for child in range(len(world.children))],
    RollEntry: lambda world, oracle: [oracle.sees_child(child) for child in range(len(world.children))],
    RollEvent: lambda world, oracle: [oracle.sees_child(child) for child in range(len(world.children))],
    Case: of_children,
    CaseEvent: of_children,
    CasePause: of_children,
    Procedure: of_children,
    ProcedureEvent: of_children,
    ReturnNotice: of_children,
    Return: of_children,
    ReturnPlacement: of_children,
    ReturnPlan: of_children,
    ReturnFollowUp: of_children,
    HelpScheme: of_children,
    HelpSession: of_children,
    HelpMark: of_children,
    Pairing: of_children,
    CounsellingTalk: of_children,
    NeedFinding: of_children,
    NeedSurvey: at_attachments,
    ParentsDay: at_attachments,
    CaseHandover: at_either,
    LeftBehindFile: of_children,
    LeftBehindVersion: of_children,
    ContactPerson: of_children,
    LeftBehindContact: of_children,
    CareItem: of_children,
    LeftBehindSurvey: at_attachments,
    SurveyPartner: at_attachments,
    PartnerList: at_attachments,
    PartnerRow: at_attachments,
    AidEntitlement: of_children,
    AidPayment: of_children,
    AidPairing: of_children,
    AidList: at_attachments,
    AidStray: at_attachments,
    SpecialFile: of_children,
    ConditionVersion: of_children,
    GuardianApplication: of_children,
    NeedsAssessment: of_children,
    HomeTeacher: at_attachments,
    FilePaper: of_children,
    CommitteeExpert: throughout,
    HomeboundMoney: at_attachments,
    HomeTeaching: of_children,
    TeacherHours: at_attachments,
    HomeTimetable: at_attachments,
    PupilHours: of_children,
    PlannedLesson: of_children,
    HomeLesson: of_children,
    LessonTeacher: of_children,
    HomeboundNote: of_children,
    LearningAgreement: of_children,
    Placement: of_children,
    EducationProgramme: of_children,
    ArrivedCase: at_either,
    WorkingGroup: of_children,
    GroupPlace: of_children,
    CaseCause: of_children,
    Remedy: of_children,
    GovernmentReport: of_children,
    DestinationEntry: of_children,
    WatchListEntry: of_children,
    Keeping: of_children,
    KeeperContact: of_children,
    Care: of_children,
    Wavering: of_children,
    KeyGroupMark: of_children,
    KeyGroupProposal: of_children,
    Screening: of_children,
    FollowUp: of_children,
    Contact: of_children,
    PupilFact: of_children,
    ConcernNote: of_children,
    AtRiskReport: of_children,
    ConcernScore: of_children,
    PlannedVisit: of_children,
    HomeVisit: of_children,
    Visitor: of_children,
    VisitPhoto: lambda world, oracle: [oracle.sees_child(0) for _ in world.attachments],
    VisitDoubt: of_children,
    Nomination: of_children,
    VisitList: at_attachments,
    ListedChild: lambda world, oracle: [oracle.sees_child(0) for _ in world.attachments],
    RollComparison: at_attachments,
    Roster: at_attachments,
    RosterFault: at_attachments,
    ColumnMemory: at_attachments,
    WorkingOut: at_attachments,
    Comparison: at_attachments,
    Finding: at_attachments,
    FoundElsewhere: at_attachments,
    ProblemRegistration: at_attachments,
    AlertLink: at_attachments,
    Alert: at_attachments,
    AlertStep: at_attachments,
    AlertList: at_attachments,
    AlertListRow: at_attachments,
    OutsideTotal: at_attachments,
    Doubt: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    Decision: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    RollDifference: at_attachments,
    Survey: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    GridCell: lambda world, oracle: [
        oracle.reaches(answering(world, number)) for number in range(len(world.attachments))
    ],
    SurveyAnswer: lambda world, oracle: [oracle.sees_assignment(number) for number in range(len(world.attachments))],
    ArrivalReport: at_attachments,
    AttendanceMark: at_either,
    AbsenceTrace: at_either,
    Leave: lambda world, oracle: [oracle.sees_child(0) for _ in world.attachments],
    LeaveStep: lambda world, oracle: [oracle.sees_child(0) for _ in world.attachments],
    NoReport: at_attachments,
    Substitution: at_attachments,
    UnitCount: at_attachments,
    PaperPrefix: throughout,
    Paper: lambda world, oracle: [oracle.sees_everywhere(unit, CHECKING) for unit in world.attachments],
    PaperWording: lambda world, oracle: [oracle.sees_everywhere(unit, WORDING) for unit in world.attachments],
    MonthlyReturn: at_attachments,
    ReturnExplanation: at_attachments,
    ReturnReceipt: at_attachments,
    TeacherReport: of_children,
    DropoutReport: of_children,
    DropoutReceipt: of_children,
    BackReport: of_children,
    BackReceipt: of_children,
    JointCheck: of_children,
    FormEntry: at_attachments,
    SignedForm: at_attachments,
    VillageFinding: at_either,
    VillageSummary: at_either,
    Feedback: at_either,
    YearlyReturn: at_attachments,
    DropoutPaper: lambda world, oracle: [oracle.sees_child(0) for _ in world.attachments],
    SchoolRules: throughout,
    Rubric: throughout,
    OwnTarget: at_attachments,
    Appraisal: at_attachments,
    Appeal: at_attachments,
    Consequence: at_attachments,
    Meeting: throughout,
    MeetingAttendee: throughout,
    MeetingDecision: throughout,
    MeetingNote: throughout,
    CampaignEvidence: throughout,
    EvidenceHold: throughout,
    CampaignBook: throughout,
    Briefing: throughout,
    BriefingReceipt: throughout,
    CampaignActivity: throughout,
    ActivityReach: at_attachments,
    ActivityStaff: throughout,
    Story: at_attachments,
    StoryConsent: at_attachments,
    StoryPassing: at_attachments,
    Undertaking: at_attachments,
    ChangeRequest: at_either,
    ChangePaper: at_either,
    ChangeStep: at_either,
    Inspection: at_attachments,
    ComplaintLink: at_attachments,
    Recheck: at_attachments,
    RecheckedPupil: at_attachments,
    Complaint: at_attachments,
    ComplaintReader: at_attachments,
    Inquiry: at_attachments,
    InquiryPerson: at_attachments,
    Shortcoming: at_attachments,
    MendingStep: at_attachments,
    ClassTimetable: at_attachments,
    ConductRecord: at_attachments,
    Circular: throughout,
    Interview: at_attachments,
    InterviewFollowUp: at_attachments,
    YearlySummary: at_attachments,
    MigrantChild: at_either,
    MigrantApplication: at_either,
    MigrantPaper: at_either,
    IssuedConfirmation: at_attachments,
    ElsewhereRecord: of_children,
    ElsewhereContact: of_children,
    TermConfirmation: of_children,
    CertificateCopy: at_either,
    PartnerKey: lambda world, oracle: [oracle.sees_everywhere(unit, PARTNERS) for unit in world.attachments],
    RollWorkPlan: throughout,
    RollWorkMeasure: throughout,
}
"""For each protected model, which of its rows are seen: by their numbers. A model that is missing here fails a test."""


# the same in the database


def key(model: type[Protected], number: int) -> Any:
    """The primary key of a row."""
    if model is SearchedName:
        return key(Child, number)
    return UUID(int=(sorted(map(str, SEEN)).index(str(model)) + 1 << 64) + number)


def build(world: World) -> None:
    """Enter a world, past all actions."""
    with owners_eyes():
        for number, (kind, above) in enumerate(world.units):
            unit = Unit(id=key(Unit, number), kind=kind, name=f"{kind}{number}", sort_key=f"{number}", from_on=FIRST)
            unit.parent_id = None if above is None else key(Unit, above)
            unit.save(force_insert=True)
            place_in_tree(unit)
        for model, rows in _rows(world).items():
            model._base_manager.bulk_create(model(pk=key(model, number), **row) for number, row in enumerate(rows))


def _rows(world: World) -> dict[type[Protected], list[dict[str, Any]]]:
    units, at = [key(Unit, number) for number in range(len(world.units))], world.at
    accounts = [key(Account, number) for number in range(len(world.accounts))]
    children = [key(Child, number) for number in range(len(world.children))]
    grants = [
        {"account_id": accounts[account], "role": role, "unit_id": units[unit], "from_on": begun, "until_on": until}
        for account, role, unit, (begun, until) in world.grants
    ]
    return {
        Account: [
            {"sign_in_name": f"a{number}", "name": "", "unit_id": units[unit], "opened_at": at, "password": "!"}
            for number, unit in enumerate(world.accounts)
        ],
        Grant: grants,
        Post: [
            {
                "unit_id": row["unit_id"],
                "holder_id": row["account_id"],
                "grant_id": key(Grant, number),
                "from_on": FIRST,
            }
            for number, row in enumerate(grants)
        ],
        Token: [
            {"account_id": each, "secret": each.bytes, "may": [], "strong": True, "made_at": at, "until": at}
            for each in accounts
        ],
        Attachment: [
            {"unit_id": units[unit], "kind": "pdf", "size": 1, "content": "", "attached_at": at}
            for unit in world.attachments
        ],
        UnitProfile: [{"unit_id": unit} for unit in units],
        **_hanging(world, units, accounts[0]),
        **_of_calendar(world, units),
        **_of_plans(world, units),
        Household: [{"unit_id": units[unit], "head_name": ""} for unit in world.households],
        Child: [
            {"household_id": None if home is None else key(Household, home), "registered_at": at}
            for home in world.children
        ],
        ChildUnit: [
            {
                "child_id": children[child],
                "unit_id": units[unit],
                "track": track(world.units[unit][0]),
                "from_on": begun,
                "until_on": until,
            }
            for child, unit, (begun, until) in world.memberships
        ],
        Guardian: [{"child_id": children[child], "name": "", "relation": ""} for child in world.guardians],
        SearchedName: [{"beginnings": ""} for _ in children],
        **_on_roll(world, units, children),
    }


def _hanging(world: World, units: list[Any], account: Any) -> dict[type[Protected], list[dict[str, Any]]]:
    """What hangs on a unit, once for each attachment."""
    places = [(number, units[unit]) for number, unit in enumerate(world.attachments)]
    days, post = {"from_on": FIRST}, {"title": "", "role": "", "proposed_by": account, "proposed_at": world.at}
    return {
        FormMap: [{"unit_id": unit, "fingerprint": str(number), "remembered_at": world.at} for number, unit in places],
        ProposedPost: [
            {"unit_id": unit, "holder_id": account, "attachment_id": key(Attachment, number), **days, **post}
            for number, unit in places
        ],
        LeadingGroup: [{"unit_id": unit, "name": "", **days} for _, unit in places],
        GroupSeat: [
            {"group_id": key(LeadingGroup, number), "holder_id": account, "seat": "head", **days}
            for number, _ in places
        ],
        DepartmentContact: [{"unit_id": unit, "department": "", "name": "", **days} for _, unit in places],
        JointProblem: [
            {"unit_id": unit, "contact_id": key(DepartmentContact, number), "about": "", "raised_on": FIRST}
            for number, unit in places
        ],
        Assignment: [
            {"kind": "link", "from_unit_id": units[answering(world, number)], "to_unit_id": unit, **days}
            for number, unit in places
        ],
    }


def _of_calendar(world: World, units: list[Any]) -> dict[type[Protected], list[dict[str, Any]]]:
    """A term, a changed day and a notice, once for each attachment."""
    places, at = [(number, units[unit]) for number, unit in enumerate(world.attachments)], world.at
    term, entered = {"number": 1, "first_day": FIRST, "last_day": FIRST}, {"entered_at": at}
    notice = {"number": "", "amends": False, "text": "", "loaded_at": at}
    return {
        SchoolTerm: [{"unit_id": unit, "school_year": number, **term, **entered} for number, unit in places],
        DayChange: [
            {"unit_id": unit, "day": FIRST + timedelta(days=number), "is_taught": True, **entered}
            for number, unit in places
        ],
        LoadedNotice: [{"unit_id": unit, "year": number, **notice} for number, unit in places],
    }


def _of_plans(world: World, units: list[Any]) -> dict[type[Protected], list[dict[str, Any]]]:
    """A version, a change, an adoption, a duty, an exemption and a sealed month, once for each attachment."""
    places, at = [(number, units[unit]) for number, unit in enumerate(world.attachments)], world.at
    nobody = UUID(int=1)
    due = {"start_on": FIRST, "due_on": FIRST, "is_provisional": False, "state": "due", "duty": "d"}
    return {
        PlanVersion: [
            {"unit_id": unit, "key": str(number), "text": "", "drafted_by": nobody, "drafted_at": at}
            for number, unit in places
        ],
        PlanChange: [
            {"unit_id": unit, "version_id": key(PlanVersion, number), "kind": "omit", "key": "c", "reason": ""}
            for number, unit in places
        ],
        Adoption: [
            {
                "unit_id": unit,
                "version_id": key(PlanVersion, number),
                "key": str(number),
                "from_on": FIRST,
                "signer": "",
                "adopted_by": nobody,
                "adopted_at": at,
            }
            for number, unit in places
        ],
        SealedMonth: [
            {"unit_id": unit, "month": FIRST + timedelta(days=number), "rows": 0, "sha256": "", "sealed_at": at}
            for number, unit in places
        ],
        DutyRow: [
            {
                "unit_id": unit,
                "bearer_id": units[answering(world, number)],
                "version_id": key(PlanVersion, number),
                "period": str(number),
                **due,
            }
            for number, unit in places
        ],
        FieldDevice: [
            {
                "unit_id": unit,
                "account_id": key(Account, 0),
                "name": "x",
                "secret": number.to_bytes(16, "big"),
                "strong": False,
                "at": at,
            }
            for number, unit in places
        ],
        FieldEvent: [
            {
                "unit_id": unit,
                "device_id": key(FieldDevice, number),
                "by_id": key(Account, 0),
                "event": key(FieldDevice, number),
                "kind": "visit.record",
                "content_id": key(Attachment, number),
                "digest": bytes(16),
                "received_at": at,
                "state": "done",
                "told": "",
                "reason": "",
            }
            for number, unit in places
        ],
        ReminderChannel: [
            {
                "unit_id": unit,
                "kind": "mail",
                "name": str(number),
                "address": Plain("x"),
                "by_id": key(Account, 0),
                "at": at,
            }
            for number, unit in places
        ],
        ReminderDigest: [
            {
                "channel_id": key(ReminderChannel, number),
                "unit_id": unit,
                "occasion": "x",
                "text": "",
                "state": "sent",
                "due_at": at,
                "at": at,
            }
            for number, unit in places
        ],
        Exemption: [
            {
                "unit_id": unit,
                "duty": "d",
                "period": str(number),
                "reason": "",
                "approved_by": nobody,
                "approved_at": at,
            }
            for number, unit in places
        ],
        Reminder: [
            {
                "unit_id": unit,
                "bearer_id": units[answering(world, number)],
                "by_unit_id": unit,
                "by_id": key(Account, 0),
                "duty": "d",
                "period": str(number),
                "on": FIRST,
                "reminded_at": at,
            }
            for number, unit in places
        ],
    }


def _of_concern(
    units: list[Any], children: list[Any], dated: dict[str, Any]
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A task, a contact, a fact, a concern, a report of it and points of every child."""
    task = {"trigger": "contact", "since": FIRST, "stands_on": FIRST, "due_on": FIRST, "role": "", "state": "due"}
    spoken = {"on": FIRST, "how": "phone", "whom": "guardian", "answered": "other", **dated}
    noted = {"unit_id": units[0], "kind": "working", "is_inclined": True, "on": FIRST, **dated}
    scored = {"on": FIRST, "expires_on": FIRST, "total": 1, "is_listed": False, "groups": {}, "reasons": []}
    return {
        FollowUp: [{"child_id": child, "unit_id": units[0], **task} for child in children],
        Contact: [{"child_id": child, **spoken} for child in children],
        PupilFact: [
            {"child_id": child, "kind": "boarding", "value": "yes", "on": FIRST, **dated} for child in children
        ],
        ConcernNote: [{"child_id": child, **noted} for child in children],
        AtRiskReport: [
            {"concern_id": key(ConcernNote, number), "child_id": child, "unit_id": units[0], "authority": "bureau"}
            | {"on": FIRST, **dated}
            for number, child in enumerate(children)
        ],
        ConcernScore: [{"child_id": child, **scored} for child in children],
    }


def _of_watch_list(units: list[Any], children: list[Any], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A file with keeping, contact and care, a wavering mark, a key group and a screening of every child."""
    by, numbered = {"by_id": key(Account, 0)}, list(enumerate(children))
    spoken = {"on": FIRST, "how": "phone", "whom": "guardian", "answered": "other", "at": at, **by}
    marked = {"unit_id": units[0], "on": FIRST, "at": at, **by}
    in_file = [{"entry_id": key(WatchListEntry, number), "child_id": child} for number, child in numbered]
    return {
        WatchListEntry: [
            {"child_id": child, "reasons": "other", "opened_on": FIRST, "opened_by_id": key(Account, 0)}
            for child in children
        ],
        Keeping: [{**each, "unit_id": units[0], "role": "", "from_on": FIRST} for each in in_file],
        KeeperContact: [{**each, **spoken} for each in in_file],
        Care: [{**each, "kind": "talk", "words": "", "on": FIRST, **by} for each in in_file],
        Wavering: [{"child_id": child, "due_on": FIRST, **marked} for child in children],
        KeyGroupProposal: [
            {"child_id": child, "said": Plain("{}"), "proposed_on": FIRST, "proposed_at": at, "state": "open"}
            for child in children
        ],
        KeyGroupMark: [{"child_id": child, "group": Plain(""), "from_on": FIRST, **by} for child in children],
        Screening: [{"child_id": child, "term_from": FIRST, "found": "well", **marked} for child in children],
    }


def _of_special(children: list[Any], world: World) -> dict[type[Protected], list[dict[str, Any]]]:
    """A file of each child, with a row of each kind."""
    entered = {"by_id": key(Account, 0), "at": world.at}
    files = [
        {"file_id": key(SpecialFile, number), "child_id": child, "on": FIRST, **entered}
        for number, child in enumerate(children)
    ]
    return {
        SpecialFile: [{"child_id": child, "opened_on": FIRST, **entered} for child in children],
        ConditionVersion: [
            {**each, "number": 1, "impairment": Plain("limb none"), "is_certified": False, "is_compared": False}
            for each in files
        ],
        GuardianApplication: [
            {**each, "applicant": "", "wished": "homebound", "federation_on": FIRST} for each in files
        ],
        LearningAgreement: [
            {**each, "learns": "homebound", "party_name": "", "until_on": LATER, "terms": ""} for each in files
        ],
        FilePaper: [{**each, "kind": "home_agreement", "paper_id": key(Paper, 0)} for each in files],
        NeedsAssessment: [
            {**each, "experts": "", "domains": "", "findings": Plain(""), "advice": "homebound"} for each in files
        ],
        Placement: [{**each, "learns": "homebound", "reason": Plain(""), "decided": "proposed"} for each in files],
        EducationProgramme: [
            {**each, "number": 1, "condition_id": key(ConditionVersion, number), "goals": "", "measures": ""}
            | {"review_on": LATER}
            for number, each in enumerate(files)
        ],
    }


def _of_home_teaching(
    places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A home teacher and an entry of money for each attachment; of each child a teacher sent, a lesson and a note."""
    entered = {"by_id": key(Account, 0), "at": world.at}
    files = [
        {"file_id": key(SpecialFile, number), "child_id": child, "on": FIRST, **entered}
        for number, child in enumerate(children)
    ]
    when = {"begins_at": "09:00", "hours": 1, "place": "home"}
    said = {"domains": "", "standard": "", "taught": "", "is_agreed": True, "fee": 0, "signer": ""}
    return {
        HomeTeacher: [
            # each ended, as one account is a home teacher once at a time
            {"unit_id": unit, "account_id": key(Account, 0), "is_man": True, "from_on": FIRST, "until_on": FIRST}
            | entered
            for _, unit in places
        ],
        CommitteeExpert: [
            {"unit_id": unit, "name": "", "works_at": "", "from_on": FIRST, "until_on": FIRST, **entered}
            for _, unit in places
        ],
        HomeboundMoney: [
            {"unit_id": unit, "on": FIRST, "flow": "received", "purpose": "", "yuan": 1, **entered}
            for _, unit in places
        ],
        HomeTeaching: [
            {**each, "teacher_id": key(HomeTeacher, 0), "account_id": key(Account, 0), "unit_id": places[0][1]}
            | {"is_man": True}
            for each in files
        ],
        TeacherHours: [
            {"unit_id": unit, "teacher_id": key(HomeTeacher, 0), "free": "", "most": 1, **entered} for _, unit in places
        ],
        HomeTimetable: [
            {
                "unit_id": unit,
                "since": FIRST,
                "until": FIRST,
                "minutes": 40,
                "keeps": False,
                "state": "asked",
                **entered,
            }
            for _, unit in places
        ],
        PupilHours: [
            {**each, "good": "", "travel": 1, "place": "home", "people": 0, "needs_man": False} for each in files
        ],
        PlannedLesson: [{**each, **when} for each in files],
        HomeLesson: [{**each, **when, **said, "is_accompanied": True, "teachers": 1, "men": 1} for each in files],
        LessonTeacher: [
            {"lesson_id": key(HomeLesson, number), "child_id": child, "teaching_id": key(HomeTeaching, number)}
            for number, child in enumerate(children)
        ],
        HomeboundNote: [{**each, "kind": "tracking"} for each in files],
    }


def _of_help(
    places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """Help for each child with a session and a mark, a talk and a finding; a survey and parents for each attachment."""
    person = key(Account, 0)
    of_all = [({"scheme_id": key(HelpScheme, number)}, child) for number, child in enumerate(children)]
    made = {"on": FIRST, "by_id": person, "at": world.at}
    return {
        HelpScheme: [
            {"child_id": child, "trouble": "study", "means": "teaching", "opened_on": FIRST, "opened_by_id": person}
            for child in children
        ],
        HelpSession: [{**each, "child_id": child, "words": "", **made} for each, child in of_all],
        HelpMark: [{**each, "child_id": child, "value": 1, "change": "same", **made} for each, child in of_all],
        CounsellingTalk: [
            {"child_id": child, "held_for": "other", "said": Plain("said"), **made} for child in children
        ],
        NeedSurvey: [{"unit_id": unit, "term_from": FIRST, **made} for _, unit in places],
        NeedFinding: [
            {"survey_id": key(NeedSurvey, 0), "child_id": child, "is_struggling": True, "is_far": False, "on": FIRST}
            for child in children
        ],
        ParentsDay: [
            {"unit_id": unit, "words": "", "invited": 1, "came": 1, **made, "on": date(2000 + number, 1, 1)}
            for number, unit in places
        ],
        Pairing: [{"child_id": child, "mentor_id": person, "from_on": FIRST, "by_id": person} for child in children],
    }


def _of_returned(
    units: list[Any], places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A return of each child, with a placement, a plan and a follow-up, and a hand-over for each attachment."""
    unit, person = places[0][1], key(Account, 0)
    of_all = [(key(Return, number), child) for number, child in enumerate(children)]
    made = {"on": FIRST, "by_id": person, "at": world.at}
    post = {"keeper_unit_id": unit, "keeper_role": "r", "review_on": FIRST}
    return {
        Return: [
            {"child_id": child, "case_id": key(Case, number), "episode": 0, "unit_id": unit, "gone_on": FIRST}
            | {"seen_by": "", "sessions": 0, **made}
            for number, child in enumerate(children)
        ],
        ReturnPlacement: [
            {"returned_id": returned, "child_id": child, "number": 1, "unit_id": unit, "teaching": "original"}
            | {"lessons": "", "funds": Plain("none"), "paper_id": key(Paper, 0), "needs_approval": False, **made}
            for returned, child in of_all
        ],
        ReturnPlan: [
            {"returned_id": returned, "child_id": child, "number": 1, "goals": "", "measures": "", **post, **made}
            for returned, child in of_all
        ],
        ReturnFollowUp: [
            {"returned_id": returned, "child_id": child, "how": "talk", "hold": "holds", "expected": 0}
            | {"reported": 0, "seen": 0, "longest": 0, **made}
            for returned, child in of_all
        ],
        CaseHandover: [
            {"returned_id": key(Return, 0), "unit_id": unit, "also_unit_id": units[answering(world, number)]}
            | {"handed_on": FIRST, "accepted_on": FIRST, "at": world.at}
            for number, unit in places
        ],
    }


def _of_roll_changes(
    units: list[Any], places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """Applications that tie two units, with a paper and a step each."""
    made = {"by_id": key(Account, 0), "at": world.at}
    tied = [(number, {"unit_id": unit, "also_unit_id": units[answering(world, number)]}) for number, unit in places]
    return {
        ChangeRequest: [
            {**each, **made, "kind": "death", "child_id": children[0], "name": "", "on": FIRST, "asked_on": FIRST}
            | {"state": "refused", "destination": ""}
            for _, each in tied
        ],
        ChangePaper: [
            {**each, **made, "request_id": key(ChangeRequest, number), "kind": "proof", "dated_on": FIRST, "on": FIRST}
            | {"file_id": key(Attachment, 0)}
            for number, each in tied
        ],
        ChangeStep: [
            {**each, **made, "request_id": key(ChangeRequest, number), "number": 1, "move": "apply", "on": FIRST}
            for number, each in tied
        ],
    }


def _of_complaints(
    places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """Links for complaints, complaints with a reader each, inquiries with a person each."""
    by = {"by_id": key(Account, 0)}
    said = {"said": Plain("{}"), "kind": "other", "state": "received", "received_on": FIRST, "due_on": FIRST}
    return {
        ComplaintLink: [{**by, "unit_id": unit, "token": f"c{number}", "made_on": FIRST} for number, unit in places],
        Complaint: [
            {**said, "unit_id": unit, "school_id": unit, "receipt": number.to_bytes(16, "big"), "received_at": world.at}
            for number, unit in places
        ],
        ComplaintReader: [
            {**by, "complaint_id": key(Complaint, number), "account_id": key(Account, 0), "on": FIRST}
            for number, _ in places
        ],
        Inquiry: [
            {**by, "unit_id": unit, "ground": "", "opened_on": FIRST, "due_on": FIRST, "at": world.at}
            for _, unit in places
        ],
        Recheck: [
            {**by, "unit_id": unit, "year": 2000 + number, "quarter": 1, "seed": 1, "by_lot": True, "risk": 0}
            | {"drawn_on": FIRST, "at": world.at}
            for number, unit in places
        ],
        RecheckedPupil: [
            {"recheck_id": key(Recheck, number), "child_id": children[0], "room_id": unit} for number, unit in places
        ],
        InquiryPerson: [
            {**by, "inquiry_id": key(Inquiry, number), "account_id": key(Account, 0), "duty": ""}
            for number, _ in places
        ],
    }


def _of_supervision(
    units: list[Any], places: list[tuple[int, Any]], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """Inspections, what they found and how it was mended, conduct of schools, papers of the bureau."""
    made = {"by_id": key(Account, 0), "at": world.at}
    looked = {"is_own": False, "kind": "routine", "on": FIRST, "checked": {}}
    lacking = {"is_own": False, "matter": "hazard", "what": "", "mender": "", "found_on": FIRST, "mend_by": FIRST}
    return {
        Inspection: [{**made, **looked, "unit_id": unit, "by_unit_id": units[0]} for _, unit in places],
        Shortcoming: [{**made, **lacking, "unit_id": unit, "state": "open"} for _, unit in places],
        MendingStep: [
            {**made, "shortcoming_id": key(Shortcoming, number), "move": "accept", "on": FIRST} for number, _ in places
        ],
        ClassTimetable: [{**made, "unit_id": unit, "grade": 3, "from_on": FIRST, "hours": {}} for _, unit in places],
        ConductRecord: [{**made, "unit_id": unit, "kind": "arts", "on": FIRST, "what": ""} for _, unit in places],
        Circular: [
            {**made, "unit_id": unit, "heading": "", "wording": "", "paper_id": key(Paper, number), "issued_on": FIRST}
            for number, unit in places
        ],
        Interview: [
            {**made, "unit_id": unit, "head_id": key(Account, 0), "matter": "late", "on": FIRST, "mend_by": FIRST}
            | {"paper_id": key(Paper, number), "place": "", "recorder": "", "problems": "", "stance": ""}
            for number, unit in places
        ],
        InterviewFollowUp: [
            {**made, "interview_id": key(Interview, number), "on": FIRST, "is_mended": True, "seen": ""}
            for number, _ in places
        ],
        YearlySummary: [
            {**made, "unit_id": unit, "year": 2000 + number, "wording": "", "counted": {}, "issued_on": FIRST}
            | {"paper_id": key(Paper, number)}
            for number, unit in places
        ],
    }


def _of_left_behind(
    places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A file of each child with a row of each kind; a survey, a department and its list at some units."""
    by, at = {"by_id": key(Account, 0)}, {"at": world.at}
    files = [{"file_id": key(LeftBehindFile, number), "child_id": child, **by} for number, child in enumerate(children)]
    said = {"away": "both", "is_other_able": False, "carer": "alone", "traits": Plain(""), "family": Plain("")}
    held = {"term_from": FIRST, "on": FIRST, **by}
    return {
        LeftBehindFile: [{"child_id": child, "opened_on": FIRST, **by, **at} for child in children],
        LeftBehindVersion: [{**each, **said, **at, "from_on": FIRST} for each in files],
        ContactPerson: [{**each, "person_id": key(Account, 0), "every": 1, "from_on": FIRST} for each in files],
        LeftBehindContact: [
            {**each, **at, "on": FIRST, "manner": "phone", "whom": "child", "is_reached": True} for each in files
        ],
        CareItem: [{**each, "item": "", "term_from": FIRST, "on": FIRST, "words": ""} for each in files],
        LeftBehindSurvey: [{"unit_id": unit, "counts": {}, **held, **at} for _, unit in places],
        SurveyPartner: [
            {"unit_id": unit, **held, "partner": "police", "contact_name": ""}
            | {"term_from": FIRST + timedelta(days=number)}
            for number, unit in places
        ],
        PartnerList: [
            {"unit_id": unit, **held, **at, "partner": "police", "title": "", "file_id": key(Attachment, 0), "count": 1}
            for _, unit in places
        ],
        PartnerRow: [
            {"unit_id": unit, "list_id": key(PartnerList, number), "number": 1, "name": "", "how": "nobody"}
            for number, unit in places
        ],
    }


def _of_aid(
    places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A decision, a payment and a pair of each child; a list and a row of it at some units."""
    by = {"by_id": key(Account, 0)}
    term = {"term_from": FIRST, "on": FIRST}
    return {
        AidEntitlement: [
            {"child_id": child, "grounds": Plain(""), "is_entitled": True, "from_on": FIRST, "at": world.at, **by}
            for child in children
        ],
        AidPairing: [{"child_id": child, "mentor_id": key(Account, 0), "from_on": FIRST, **by} for child in children],
        AidPayment: [
            {"child_id": child, "said": Plain(str(number)), "fen": 1, "paid_on": FIRST, "how": "hand", **term, **by}
            for number, child in enumerate(children)
        ],
        AidList: [
            {"unit_id": unit, "title": "", "file_id": key(Attachment, 0), "count": 1, "paid": 0, "strays": 1, "same": 0}
            | {**term, **by}
            for _, unit in places
        ],
        AidStray: [
            {"unit_id": unit, "list_id": key(AidList, number), "name": "", "said": Plain(str(number)), "fen": 1}
            | {"paid_on": FIRST}
            for number, unit in places
        ],
    }


def _of_migrants(
    units: list[Any], places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """Migrant children for whom two units answer, with an application and a paper each; confirmations of schools."""
    by, child = {"by_id": key(Account, 0)}, {"child_id": children[0]}
    tied = [(number, {"unit_id": unit, "school_id": units[answering(world, number)]}) for number, unit in places]
    ended = {"closed_on": FIRST, "close_reason": "left", "came_on": FIRST, "opened_on": FIRST, "at": world.at}
    asked = {"guardian_id": key(Guardian, 0), "signer": "", "signed_on": FIRST, "grade": 1, "state": "refused"}
    return {
        MigrantChild: [{**each, **by, **child, **ended, "name": "", "from_place": ""} for _, each in tied],
        MigrantApplication: [
            {**each, **by, **child, **asked, "migrant_id": key(MigrantChild, number), "nearest_id": each["school_id"]}
            | {"applied_on": FIRST, "at": world.at}
            for number, each in tied
        ],
        MigrantPaper: [
            {**each, **by, "application_id": key(MigrantApplication, number), "kind": "work", "on": FIRST}
            | {"file_id": key(Attachment, 0)}
            for number, each in tied
        ],
        IssuedConfirmation: [
            {"unit_id": unit, "entry_id": key(RollEntry, 0), **by, **child, "to_county": "", "text": ""}
            | {"until_on": FIRST, "issued_on": FIRST}
            for _, unit in places
        ],
    }


def _of_elsewhere(
    units: list[Any], places: list[tuple[int, Any]], children: list[Any], world: World
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A record of each child with a contact and a confirmation; a copy that ties two units, and a key, at some units."""
    made, unit = {"by_id": key(Account, 0), "at": world.at}, places[0][1]
    of_all = [({"record_id": key(ElsewhereRecord, number)}, child) for number, child in enumerate(children)]
    return {
        ElsewhereRecord: [
            {"child_id": child, "unit_id": unit, "beyond": "county", "place": "", "since_on": FIRST, **made}
            | {"opened_on": FIRST}
            for child in children
        ],
        ElsewhereContact: [
            {**each, "child_id": child, "guardian_id": key(Guardian, 0), "way": "phone", "said": "attending", **made}
            | {"on": FIRST}
            for each, child in of_all
        ],
        TermConfirmation: [
            {**each, "child_id": child, "proof": "paper", "issued_on": FIRST, "until_on": FIRST, "on": FIRST, **made}
            for each, child in of_all
        ],
        CertificateCopy: [
            {"record_id": key(ElsewhereRecord, number % len(children)), "child_id": children[0], "name": "", **made}
            | {"recipient": f"r{number}", "unit_id": place, "also_unit_id": units[answering(world, number)]}
            | {"filed_on": FIRST}
            for number, place in places
        ],
        PartnerKey: [
            {"unit_id": place, "county": "", "public_key": "", "fingerprint": str(number), "compared_with": ""}
            | {"by_id": key(Account, 0), "from_on": FIRST}
            for number, place in places
        ],
    }


def _of_alerts(places: list[tuple[int, Any]], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A link, an alert and what was done to it, at some units."""
    by = key(Account, 0)
    dated = {"received_on": FIRST, "received_at": at, "due_on": FIRST, "said": Plain("{}")}
    return {
        AlertLink: [
            {"unit_id": unit, "token": str(number), "name": "", "made_on": FIRST, "made_by_id": by}
            for number, unit in places
        ],
        Alert: [
            {"unit_id": unit, "source": "link", "state": "received", "receipt": number.to_bytes(16, "big"), **dated}
            for number, unit in places
        ],
        AlertList: [
            {"unit_id": unit, "source": "link", "receipt": number.to_bytes(16, "big"), "rows": 1}
            | {"received_on": FIRST, "received_at": at}
            for number, unit in places
        ],
        AlertListRow: [
            {"alert_list_id": key(AlertList, number), "number": 1, "alert_id": key(Alert, number)}
            for number, _ in places
        ],
        AlertStep: [
            {"alert_id": key(Alert, number), "move": "take_up", "on": FIRST, "by_id": by, "at": at}
            for number, _ in places
        ],
    }


def _on_roll(world: World, units: list[Any], children: list[Any]) -> dict[type[Protected], list[dict[str, Any]]]:
    """An entry and an event of every child's roll, at some unit; a comparison and a difference once for each attachment."""
    places = [(number, units[unit]) for number, unit in enumerate(world.attachments)]
    dated = {"by": key(Account, 0), "at": world.at}
    return {
        RollEntry: [
            {"child_id": child, "unit_id": units[number % len(units)], "entered_on": FIRST, "state": "on_roll"}
            for number, child in enumerate(children)
        ],
        RollEvent: [
            {"entry_id": key(RollEntry, number), "child_id": child, "step": "enter", "on": FIRST, "number": 1, **dated}
            for number, child in enumerate(children)
        ],
        Case: [
            {"child_id": child, "state": "suspected", "since": FIRST, "opened_on": FIRST, "opened_at": world.at}
            for child in children
        ],
        CaseEvent: [
            {"case_id": key(Case, number), "child_id": child, "step": "suspect", "on": FIRST, "number": 1, **dated}
            for number, child in enumerate(children)
        ],
        CasePause: [
            {"case_id": key(Case, number), "child_id": child, "waits_for": "other", "said": Plain(""), "from_on": FIRST}
            | {"review_on": FIRST, "by_id": key(Account, 0), "at": world.at}
            for number, child in enumerate(children)
        ],
        Procedure: [
            {"child_id": child, "stage": "outreach", "since": FIRST, "opened_at": world.at} for child in children
        ],
        ProcedureEvent: [
            {
                "procedure_id": key(Procedure, number),
                "child_id": child,
                "move": "refer",
                "on": FIRST,
                "number": 1,
                **dated,
            }
            for number, child in enumerate(children)
        ],
        WorkingGroup: [{"child_id": child, "formed_on": FIRST, "basis": "nobody"} for child in children],
        ArrivedCase: [
            {"group_id": key(WorkingGroup, 0), "child_id": children[0], "episode": 0, "unit_id": unit}
            | {"also_unit_id": units[answering(world, number)], "arrived_on": FIRST, "state": "accepted"}
            | {"is_standing": False, "at": world.at}
            for number, unit in places
        ],
        GroupPlace: [
            {
                "group_id": key(WorkingGroup, number),
                "child_id": child,
                "party": "school",
                "role": "school_head",
                "from_on": FIRST,
                "at": world.at,
            }
            for number, child in enumerate(children)
        ],
        CaseCause: [
            {"case_id": key(Case, number), "child_id": child, "on": FIRST, "by_id": key(Account, 0), "at": world.at}
            for number, child in enumerate(children)
        ],
        GovernmentReport: [
            {
                "case_id": key(Case, number),
                "child_id": child,
                "episode": 0,
                "school_id": places[0][1],
                "township_id": places[0][1],
                "paper_id": key(Paper, 0),
                "issued_on": FIRST,
                "issued_by_id": key(Account, 0),
            }
            for number, child in enumerate(children)
        ],
        Remedy: [
            {
                "case_id": key(Case, number),
                "child_id": child,
                "kind": "law",
                "state": "planned",
                "said_on": FIRST,
                "said_by_id": key(Account, 0),
            }
            for number, child in enumerate(children)
        ],
        DestinationEntry: [
            {
                "case_id": key(Case, number),
                "child_id": child,
                "on": FIRST,
                "traced_to": "at_home",
                "source": "母亲",
                "by_id": key(Account, 0),
                "at": world.at,
            }
            for number, child in enumerate(children)
        ],
        ReturnNotice: [
            {
                "child_id": child,
                "kind": "return_notice",
                "episode": 0,
                "unit_id": places[0][1],
                "paper_id": key(Paper, 0),
                "issued_on": FIRST,
                "issued_by_id": key(Account, 0),
                "issued_at": world.at,
                "until": FIRST,
            }
            for child in children
        ],
        **_of_returned(units, places, children, world),
        **_of_help(places, children, world),
        **_of_roll_changes(units, places, children, world),
        **_of_elsewhere(units, places, children, world),
        **_of_left_behind(places, children, world),
        **_of_aid(places, children, world),
        **_of_migrants(units, places, children, world),
        **_of_supervision(units, places, world),
        **_of_complaints(places, children, world),
        **_of_special(children, world),
        **_of_home_teaching(places, children, world),
        **_of_dropouts(units, places, children, world.at),
        **_of_visits(places, children, world.at),
        **_of_concern(units, children, dated),
        **_of_watch_list(units, children, world.at),
        **_of_alerts(places, world.at),
        UnitCount: [
            {"unit_id": unit, "day": FIRST, "measure": str(number), "value": 1, "counted_at": world.at}
            for number, unit in places
        ],
        RollComparison: [
            {"unit_id": unit, "month": FIRST, "fingerprint": str(number), "counts": {}, **dated}
            for number, unit in places
        ],
        **_of_rosters(places, dated["at"]),
        **_of_doubts([(number, unit, units[answering(world, number)]) for number, unit in places], dated["at"]),
        **_of_papers(places, world.at),
        **_of_surveys(world, places, units, children[0]),
        **_of_attendance(world, places, units, children[0]),
        RollDifference: [
            {"comparison_id": key(RollComparison, number), "unit_id": unit, "kind": "", "proposal": "", "state": "open"}
            for number, unit in places
        ],
    }


def _of_dropouts(
    units: list[Any], places: list[tuple[int, Any]], children: list[Any], at: datetime
) -> dict[type[Protected], list[dict[str, Any]]]:
    """What a class teacher told of every child, what its school reported, and a receipt."""
    told = {"by_id": key(Account, 0), "at": at}
    report = {"opened_on": FIRST, "missed_days": 1, "sent_on": FIRST, "school_id": units[0], **told}
    numbered = list(enumerate(children))
    return {
        TeacherReport: [
            {"child_id": child, "opening": key(CaseEvent, number), "room_id": units[0], **report}
            for number, child in numbered
        ],
        DropoutReport: [
            {"child_id": child, "opening": key(CaseEvent, number), "entered_at": at, "state": "suspected", **report}
            for number, child in numbered
        ],
        DropoutReceipt: [
            {"child_id": child, "dropout_report_id": key(DropoutReport, number), "kind": "county", **told}
            | {"receiver_id": units[0], "received_on": FIRST}
            for number, child in numbered
        ],
        BackReport: [
            {"child_id": child, "opening": key(CaseEvent, number), "school_id": units[0], **told}
            | {"back_on": FIRST, "sent_on": FIRST}
            for number, child in numbered
        ],
        BackReceipt: [
            {"child_id": child, "back_report_id": key(BackReport, number), "kind": "county", **told}
            | {"receiver_id": units[0], "received_on": FIRST}
            for number, child in numbered
        ],
        JointCheck: [
            {"child_id": child, "opening": key(CaseEvent, number), "school_id": units[0], **told}
            | {"result": "back", "checked_on": FIRST}
            for number, child in numbered
        ],
        DropoutPaper: [
            {"child_id": children[0], "dropout_report_id": key(DropoutReport, 0), "kind": "county", "issued_on": FIRST}
            | {"paper_id": key(Paper, number)}
            for number, _ in places
        ],
    }


def _of_visits(
    places: list[tuple[int, Any]], children: list[Any], at: datetime
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A plan, a record, a visitor, a doubt and a nomination of every child; a list with the first child for each attachment."""
    account, numbered = key(Account, 0), list(enumerate(children))
    visit = {"kind": "home", "on": FIRST, "is_at_home": True, "met": "nobody", "by": account, "at": at}
    drawn = {"from_on": FIRST, "capacity": 1, "seed": 1, "candidates": 1, "drawn_by_id": account, "drawn_at": at}
    listed = {"number": 1, "trip": 1, "ground": "random", "days": 0}
    return {
        PlannedVisit: [
            {"child_id": child, "due_on": FIRST, "state": "open", "planned_by_id": account, "planned_on": FIRST}
            for child in children
        ],
        HomeVisit: [{"child_id": child, **visit} for child in children],
        Visitor: [
            {"child_id": child, "visit_id": key(HomeVisit, number), "account_id": account, "unit_id": key(Unit, 0)}
            for number, child in numbered
        ],
        VisitPhoto: [
            {"child_id": children[0], "visit_id": key(HomeVisit, 0), "attachment_id": key(Attachment, number)}
            for number, _ in places
        ],
        VisitDoubt: [
            {"child_id": child, "visit_id": key(HomeVisit, number), "other_id": key(HomeVisit, number)}
            | {"kind": "same_photo", "found_on": FIRST}
            for number, child in numbered
        ],
        Nomination: [{"child_id": child, "on": FIRST, "because": "", "by_id": account} for child in children],
        VisitList: [{"unit_id": unit, **drawn} for _, unit in places],
        ListedChild: [
            {"visit_list_id": key(VisitList, number), "child_id": children[0], **listed} for number, _ in places
        ],
    }


def _of_doubts(places: list[tuple[int, Any, Any]], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A doubt and a decision for each attachment, between its unit and the one that answers for it."""
    doubted = {"comparison": UUID(int=1), "is_current": True, "found_at": at, "own_row": 1, "other_row": 1, "alike": 0}
    decided = {"is_standing": True, "decided_at": at, "decided_by_id": key(Account, 0)}
    return {
        Doubt: [
            {"unit_id": unit, "other_unit_id": other, "own_roster_id": key(Roster, number)}
            | {"other_roster_id": key(Roster, number), "own_content": Plain(""), "other_content": Plain("")}
            | {"shown": [], "changed": [], "score": 0, **doubted}
            for number, unit, other in places
        ],
        Decision: [
            {"doubt_id": key(Doubt, number), "unit_id": unit, "other_unit_id": other, **decided}
            for number, unit, other in places
        ],
    }


def _of_rosters(places: list[tuple[int, Any]], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A roster, a fault in it and a memory of columns, once for each attachment."""
    received = {"as_of": FIRST, "count": 0, "received_at": at, "received_by_id": key(Account, 0)}
    worked = {"until_on": FIRST, "steps": 0, "applied": 0, "counts": {}, "begun_at": at, "begun_by": key(Account, 0)}
    return {
        Roster: [
            {"unit_id": unit, "file_id": key(Attachment, number), "table_id": key(Attachment, number), **received}
            for number, unit in places
        ],
        RosterFault: [{"roster_id": key(Roster, number), "problem": {}} for number, _ in places],
        WorkingOut: [
            {"unit_id": unit, "image_id": key(Attachment, number), "state_id": key(Attachment, number), **worked}
            for number, unit in places
        ],
        Comparison: [
            {"unit_id": unit, "as_of": FIRST, "counts": {}, "made_at": at, "made_by_id": key(Account, 0)}
            for _, unit in places
        ],
        Finding: [
            {
                "comparison_id": key(Comparison, number),
                "unit_id": unit,
                "roster_id": key(Roster, number),
                "row": 1,
                "source": "",
            }
            | {
                "is_current": True,
                "as_of": FIRST,
                "found_at": at,
                "name": "",
                "why": "",
                "reason_zh": "",
                "reason_en": "",
            }
            for number, unit in places
        ],
        FoundElsewhere: [
            {"comparison_id": key(Comparison, number), "unit_id": unit, "is_current": True} for number, unit in places
        ],
        ColumnMemory: [{"unit_id": unit, "headings": str(number)} for number, unit in places],
        **_of_problems(places, at),
        **_of_campaigns(places, at),
    }


def _of_appraisal(places: list[tuple[int, Any]], by: Any) -> dict[type[Protected], list[dict[str, Any]]]:
    """Rubrics, targets, appraisals with an appeal each, and what follows from a dropout."""
    year = {"school_year": 2026}
    shown = {"state": "shown", "shown_on": FIRST, "appeal_until": FIRST, "opened_by_id": by, "full": "100"}
    return {
        Rubric: [
            {"unit_id": unit, "subject": "class", "state": "adopted", "version": number, "title": "", "full": "100"}
            | {"items": [], "written_on": FIRST, "written_by_id": by}
            for number, unit in places
        ],
        OwnTarget: [
            {**year, "unit_id": unit, "level": "class", "holder_id": by, "fact": "", "side": "at_most", "wanted": "0"}
            | {"group": str(number), "set_on": FIRST, "set_by_id": by}
            for number, unit in places
        ],
        Appraisal: [
            {**year, **shown, "rubric_id": key(Rubric, number), "unit_id": unit, "subject": "class"}
            | {"name": str(number), "lines": [], "notes": []}
            for number, unit in places
        ],
        Appeal: [
            {"appraisal_id": key(Appraisal, number), "item": "a", "reason": "", "made_on": FIRST, "made_by_id": by}
            | {"state": "waiting"}
            for number, _ in places
        ],
        Consequence: [
            {
                **year,
                "unit_id": unit,
                "event": UUID(int=number + 1),
                "happened_on": FIRST,
                "sanction": "",
                "kind": "pay",
            }
            | {"title": "", "clause": "", "name": "", "state": "proposed", "proposed_on": FIRST, "proposed_by_id": by}
            for number, unit in places
        ],
    }


def _of_papers(places: list[tuple[int, Any]], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A prefix, a paper, a return with its rows, a plan and a measure, once for each attachment."""
    by = key(Account, 0)
    paper = {"kind": "roll_work_plan", "series": "", "year": 2026, "template_version": 1, "digest": "", "issued_at": at}
    plan = {"school_year": 2026, "title": "", "basis": "", "aims": "", "state": "adopted", "drafted_on": FIRST}
    return {
        PaperPrefix: [
            {"unit_id": unit, "prefix": str(number), "is_current": False, "set_on": FIRST, "set_by_id": by}
            for number, unit in places
        ],
        Paper: [
            {
                "unit_id": unit,
                "issuer_id": unit,
                "serial": number,
                "number": str(number),
                "code": str(number),
                "data": Plain("{}"),
                **paper,
            }
            | {"issued_on": FIRST, "issued_by_id": by}
            for number, unit in places
        ],
        MonthlyReturn: [
            {"unit_id": unit, "month": FIRST, "version": number, "is_current": False, "is_nil": True, "as_of": FIRST}
            | {"figures": {}, "children": {}, "explained": [], "digest": "", "signed_on": FIRST}
            | {"signed_by_id": by, "signed_at": at}
            for number, unit in places
        ],
        ReturnExplanation: [
            {"unit_id": unit, "month": FIRST, "key": str(number), "text": "", "by_id": by, "on": FIRST}
            for number, unit in places
        ],
        ReturnReceipt: [
            {
                "unit_id": unit,
                "monthly_return_id": key(MonthlyReturn, number),
                "receiver_id": unit,
                "by_id": by,
                "at": at,
            }
            for number, unit in places
        ],
        PaperWording: [
            {
                "unit_id": unit,
                "kind": "leave_slip",
                "base_version": 1,
                "version": number,
                "state": "adopted",
                "texts": {},
            }
            | {"drafted_on": FIRST, "drafted_by_id": by}
            for number, unit in places
        ],
        SignedForm: [
            {"unit_id": unit, "kind": "deferral", "year": 2026, "version": number, "is_current": False, "title": ""}
            | {"as_of": FIRST, "rows": [], "signed_on": FIRST, "signed_by_id": by, "signed_at": at}
            for number, unit in places
        ],
        SchoolRules: [
            {"unit_id": unit, "state": "adopted", "version": number, "title": "", "basis": "", "school_duties": ""}
            | {"guardian_duties": "", "written_on": FIRST, "written_by_id": by}
            for number, unit in places
        ],
        Undertaking: [
            {"unit_id": unit, "school_id": unit, "school_year": 2026, "party": "teacher", "signer": ""}
            | {"paper_id": key(Paper, number), "issued_on": FIRST, "issued_by_id": by}
            for number, unit in places
        ],
        **_of_appraisal(places, by),
        RollWorkPlan: [{"unit_id": unit, "version": number, "drafted_by_id": by, **plan} for number, unit in places],
        RollWorkMeasure: [
            {"plan_id": key(RollWorkPlan, number), "unit_id": unit, "lineage": UUID(int=number), "ordinal": 1}
            | {"text": "", "bearer_title": "", "due_on": FIRST, "state": "open"}
            for number, unit in places
        ],
    }


def _of_campaigns(places: list[tuple[int, Any]], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A meeting with what it came to, and evidence that is held, once for each attachment."""
    by = key(Account, 0)
    state = {"is_class_teacher": False, "is_own": False, "title": ""}
    decided = {"ordinal": 1, "text": "", "bearer_title": "", "due_on": FIRST, "state": "open"}
    struck = {"caption": "", "on": FIRST, "by_id": by, "struck_on": FIRST}
    return {
        Meeting: [
            {"unit_id": unit, "kind": "other", "on": FIRST, "place": "", "heading": str(number), "agenda": ""}
            | {"called_on": FIRST, "called_by_id": by}
            for number, unit in places
        ],
        MeetingAttendee: [
            {"unit_id": unit, "meeting_id": key(Meeting, number), "account_id": by, "on": FIRST, "by_id": by, **state}
            for number, unit in places
        ],
        MeetingDecision: [
            {"unit_id": unit, "meeting_id": key(Meeting, number), "bearer_id": by, "bearer_unit_id": unit, **decided}
            for number, unit in places
        ],
        MeetingNote: [
            {"unit_id": unit, "meeting_id": key(Meeting, number), "text": "", "on": FIRST, "by_id": by, "at": at}
            for number, unit in places
        ],
        CampaignEvidence: [
            {"unit_id": unit, "about": UUID(int=number), "file_id": key(Attachment, number), "content": "", **struck}
            for number, unit in places
        ],
        Briefing: [{"unit_id": unit, "heading": "", "text": "", "on": FIRST, "by_id": by} for _, unit in places],
        BriefingReceipt: [
            {"unit_id": unit, "briefing_id": key(Briefing, number), "account_id": by, "is_own": True}
            | {"on": FIRST, "by_id": by}
            for number, unit in places
        ],
        CampaignActivity: [
            {"unit_id": unit, "holder_id": unit, "kind": "publicity", "what": "board", "led_by": "school"}
            | {"heading": str(number), "planned_on": FIRST, "planned_by_id": by}
            for number, unit in places
        ],
        ActivityReach: [
            {"unit_id": unit, "activity_id": key(CampaignActivity, number), "by_id": by} for number, unit in places
        ],
        ActivityStaff: [
            {
                "unit_id": unit,
                "activity_id": key(CampaignActivity, number),
                "account_id": by,
                "is_own": True,
                "by_id": by,
            }
            for number, unit in places
        ],
        Story: [
            {"unit_id": unit, "kind": "role_model", "heading": "", "text": "", "collected_on": FIRST}
            | {"collected_by_id": by}
            for _, unit in places
        ],
        StoryConsent: [
            {
                "unit_id": unit,
                "story_id": key(Story, number),
                "child_id": key(Child, 0),
                "guardian_id": key(Guardian, 0),
            }
            | {"signed_on": FIRST, "proof_id": key(Attachment, number), "by_id": by}
            for number, unit in places
        ],
        StoryPassing: [
            {"unit_id": unit, "story_id": key(Story, number), "medium": "", "outlet": "", "on": FIRST, "by_id": by}
            for number, unit in places
        ],
        CampaignBook: [
            {"unit_id": unit, "school_year": 2026, "paper_id": key(Paper, number), "on": FIRST, "by_id": by}
            for number, unit in places
        ],
        EvidenceHold: [
            {"unit_id": unit, "reason": "", "from_on": FIRST, "by_id": by, "released_on": FIRST} for _, unit in places
        ],
    }


def _of_problems(places: list[tuple[int, Any]], at: datetime) -> dict[type[Protected], list[dict[str, Any]]]:
    """A problem registration and a figure of another office, once for each attachment."""
    seen = {"first_seen_on": FIRST, "seen_on": FIRST, "comparison": UUID(int=0), "is_current": True, "state": "open"}
    told = {"kind": "no_child", "source": "", "row": 1, "reason_zh": "", "reason_en": ""}
    total = {"source": "platform", "measure": "entries", "figure": 1, "paper": "", "is_current": True}
    entered = {"entered_by_id": key(Account, 0), "entered_at": at}
    return {
        ProblemRegistration: [
            {"unit_id": unit, "roster_id": key(Roster, number), "said": bytes(16), **seen, **told}
            for number, unit in places
        ],
        OutsideTotal: [
            {"unit_id": unit, "month": FIRST + timedelta(days=31 * number), **total, **entered}
            for number, unit in places
        ],
    }


def _of_surveys(
    world: World, places: list[tuple[int, Any]], units: list[Any], child: Any
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A survey once for each attachment, with one grid cell at another unit and one answer that ties both."""
    account, others = key(Account, 0), [units[answering(world, number)] for number, _ in places]
    days = {"from_on": FIRST, "last_on": FIRST, "opened_at": world.at, "opened_by_id": account}
    asked = {"asked_on": FIRST, "entered_at": world.at, "by": account, "request": account, "is_current": True}
    return {
        Survey: [{"unit_id": unit, "name": "", "kind": "household", **days} for _, unit in places],
        GridCell: [
            {"survey_id": key(Survey, number), "unit_id": others[number], "state": "begun"} for number, _ in places
        ],
        FormEntry: [
            {"unit_id": unit, "kind": "inclusion", "year": 2000 + number, "child_id": child}
            | {"by_id": account, "at": world.at}
            for number, unit in places
        ],
        SurveyAnswer: [
            {
                "survey_id": key(Survey, number),
                "cell_id": key(GridCell, number),
                "unit_id": unit,
                "also_unit_id": others[number],
                "child_id": child,
                **asked,
            }
            for number, unit in places
        ],
    }


def _of_attendance(
    world: World, places: list[tuple[int, Any]], units: list[Any], child: Any
) -> dict[type[Protected], list[dict[str, Any]]]:
    """A report with a mark, a leave with its first step, a trace, a substitution, a village, once for each attachment."""
    account, others = key(Account, 0), [units[answering(world, number)] for number, _ in places]
    by = {"by_id": account, "at": world.at}
    counted = {"asked": b"", "due": 0, "absent": 0, "on_leave": 0, "late": 0, "left_early": 0, "is_in_time": True}
    both = [{"unit_id": unit, "also_unit_id": others[number]} for number, unit in places]
    days = {"first_on": FIRST, "last_on": FIRST}
    return {
        ArrivalReport: [
            {"unit_id": unit, "on": FIRST, "session": str(number), **counted, **by} for number, unit in places
        ],
        VillageFinding: [
            {"unit_id": unit, "school_id": others[number], "month": date(2000 + number, 1, 1), "as_of": FIRST, **by}
            | {"figures": {}, "children": {}, "handed_on": FIRST}
            for number, unit in places
        ],
        VillageSummary: [
            {"unit_id": unit, "township_id": others[number], "month": date(2000 + number, 1, 1), "rows": [], **by}
            | {"is_nil": True, "sent_on": FIRST}
            for number, unit in places
        ],
        Feedback: [
            {"unit_id": unit, "place_id": others[number], "month": date(2000 + number, 1, 1), "rows": [], **by}
            | {"issued_on": FIRST}
            for number, unit in places
        ],
        YearlyReturn: [
            {"unit_id": unit, "year": 2000 + number, "entered_on": FIRST, **by}
            | {"lines": Plain("[]"), "explained": Plain("{}"), "compared": Plain("[]")}
            | {"count_listed": 0, "count_filed": 0, "count_apart": 0, "count_open": 0}
            for number, unit in places
        ],
        AttendanceMark: [
            {**both[number], "report_id": key(ArrivalReport, number), "child_id": child, "on": FIRST, "kind": "late"}
            for number, _ in places
        ],
        AbsenceTrace: [
            {**each, "child_id": child, "on": FIRST, "traced_to": "back", "traced_on": FIRST, **by} for each in both
        ],
        Leave: [
            {"unit_id": unit, "child_id": child, "reason": "sick", "state": "applied", **days} for _, unit in places
        ],
        LeaveStep: [
            {"leave_id": key(Leave, number), "child_id": child, "number": 1, "step": "apply", **by}
            for number, _ in places
        ],
        NoReport: [
            {"unit_id": unit, "first_on": FIRST, "last_on": FIRST, "why": "研学", **by} for number, unit in places
        ],
        Substitution: [
            {"unit_id": unit, "account_id": account, "grant_id": key(Grant, number), "named_by_id": account}
            | {"from_on": FIRST, "until_on": FIRST, "named_at": world.at}
            for number, unit in places
        ],
    }


def context(world: World) -> Context:
    """The context of who asks."""
    account = key(Account, world.asks)
    held = tuple(
        Holding(role, key(Unit, unit), begun, until)
        for of, role, unit, (begun, until) in world.grants
        if of == world.asks
    )
    return Context(
        actor=account,
        held=holdings_of(account, world.at) if world.fresh else held,
        at=world.at,
        channel="web",
        ids=IdSource(lambda: 0, bytes),
        strong=world.strong,
        narrowed=world.narrowed,
    )


# the comparison


def test_the_oracle_knows_every_protected_model() -> None:
    assert set(SEEN) == set(guarded())


@cache
def concerned(model: type[Protected]) -> frozenset[str]:
    """The permissions that have to do with a table."""
    targets = {name: action.parameters for name, action in all_actions().items()}
    return codes_of(model, targets)["SELECT"]


def differs(ctx: Context, code: str, model: type[Protected], wanted: set[Any]) -> set[Any]:
    """The rows that are seen and should not be, or should be and are not.

    On PostgreSQL a row is also hidden from whoever asks for it under a permission that has nothing to do with its table.
    """
    found = list(visible_to(ctx, code, model).values_list("pk", flat=True))
    assert len(found) == len(set(found)), f"{model.__name__}: a row comes twice"
    if is_postgres() and code not in concerned(model):
        return set(found) - wanted
    return set(found) ^ wanted


@pytest.mark.django_db
def test_visible_is_what_the_oracle_says() -> None:
    told: Counter[tuple[str, bool]] = Counter()

    def compare(world: World, ctx: Context, few: int) -> None:
        for code in world.codes:
            oracle = Oracle(world, code)
            for model, seen in SEEN.items():
                rows = seen(world, oracle)
                told.update((model.__name__, row) for row in rows)
                wanted = {key(model, number) for number, row in enumerate(rows) if row}
                assert not differs(ctx, code, model, wanted), (few, code, model.__name__)

    @CALM
    @given(worlds())
    def check(world: World) -> None:
        with transaction.atomic():
            build(world)
            ctx = context(world)
            for few in (0, 3, 100):
                with mock.patch.object(scope, "FEW", few):
                    compare(world, ctx, few)
            transaction.set_rollback(True)

    check()
    for model in SEEN:
        # a comparison in which all see everything, or nobody anything, proves nothing
        assert told[model.__name__, True] > EXAMPLES / 4, (model, told)
        assert told[model.__name__, False] > EXAMPLES / 4, (model, told)
