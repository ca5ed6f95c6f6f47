"""Which event wakes which action, what rooms above ask before a step of a case, and who of them knows which child is back,
which was reported upwards and which is taught at home: five tables, and nothing else."""

from collections.abc import Sequence

from notoneless.casework.cases.events import CaseMoved, CaseOpened
from notoneless.casework.cases.selectors.elsewhere import schooled_elsewhere_since
from notoneless.casework.cases.selectors.returned import Returns
from notoneless.casework.cases.services import suspect
from notoneless.casework.cases.services.recording import Guard
from notoneless.casework.early_warning.events import FamilyAnswered
from notoneless.casework.early_warning.selectors.filed import Reports
from notoneless.casework.early_warning.services import reckon_child
from notoneless.casework.reintegration.selectors.guarding import why_case_waits
from notoneless.casework.reintegration.selectors.knowing import returned_since
from notoneless.casework.reintegration.services import reckon_returned
from notoneless.casework.special_education.selectors.placed import taught_at_home
from notoneless.casework.visits.events import VisitRecorded
from notoneless.casework.visits.services import look_through
from notoneless.casework.watch_list.services import propose_groups
from notoneless.casework.working_groups.services import follow_children, form_group
from notoneless.foundation.access.outbox import Listener
from notoneless.foundation.people.events import ChildPlaced
from notoneless.oversight.reporting.events import DropoutReported
from notoneless.oversight.reporting.selectors.filed import filed_reports
from notoneless.records.attendance.events import AbsenceFound, AbsenceTraced, ChildArrived
from notoneless.records.attendance.selectors.at_home import AtHome
from notoneless.records.enrolment.events import RollWithdrawn
from notoneless.records.findings.events import SuspectFound
from notoneless.records.golden.events import ChildrenWorkedOut
from notoneless.records.roll_changes.events import TransferArrived
from notoneless.records.roll_changes.services import carry_arrival, follow_withdrawal
from notoneless.records.rosters.events import RosterAdopted, RosterWithdrawn
from notoneless.records.schooling_elsewhere.events import ElsewhereUnconfirmed
from notoneless.records.surveys.events import ChildSaidInNoSchool

LISTENERS: Sequence[Listener] = (
    # whom a comparison finds in no school has a case from then on
    Listener(SuspectFound, suspect, {"child": "child", "finding": "finding"}, at_once=True),
    # so has whom somebody who asked was told to be in no school
    Listener(ChildSaidInNoSchool, suspect, {"child": "child", "answer": "answer"}, at_once=True),
    # so has whom nothing confirms any more to be in school elsewhere
    Listener(ElsewhereUnconfirmed, suspect, {"child": "child", "elsewhere_record": "record"}, at_once=True),
    # whoever has a case has a working group at once; the program, which sees the whole county, makes it whole and keeps it so
    Listener(CaseOpened, form_group, {"case": "case"}, at_once=True),
    Listener(CaseMoved, form_group, {"case": "case"}),
    # who leads, and who sits in the group, follows a child that goes to another school or moves house
    Listener(ChildPlaced, follow_children, {"child": "child"}, others=("others", "child")),
    # a child that was missed is somebody's task before the minute is over, and none when it is back
    Listener(AbsenceFound, reckon_child, {"child": "child"}, others=("others", "child")),
    Listener(ChildArrived, reckon_child, {"child": "child"}, others=("others", "child")),
    # a returned pupil who is away again has relapsed as soon as the ladder says so
    Listener(AbsenceFound, reckon_returned, {"child": "child"}, others=("others", "child")),
    # whom somebody has found is looked for no more
    Listener(AbsenceTraced, reckon_child, {"child": "child"}, others=("others", "child")),
    # whom the school has reported upwards it is asked to report no more
    Listener(DropoutReported, reckon_child, {"child": "child"}),
    # whose family refuses, or was not reached, is visited: that is a task before the minute is over too
    Listener(FamilyAnswered, reckon_child, {"child": "child"}, others=("others", "child")),
    # the program compares each record of a visit with those of the whole county, which its writer does not see
    Listener(VisitRecorded, look_through, {"visit": "visit"}),
    # the entry of a transferred pupil who has come goes to its new school, by the program, which reaches both
    Listener(TransferArrived, carry_arrival, {"change_request": "change_request"}),
    # what was withdrawn from the roll was applied for once: nobody waits for that pupil any more
    Listener(RollWithdrawn, follow_withdrawal, {"event": "event"}),
    # what lists of other offices say of pupils is put to those who keep the watch list, also of pupils known only later
    Listener(RosterAdopted, propose_groups, {"unit": "unit"}),
    Listener(RosterWithdrawn, propose_groups, {"unit": "unit"}),
    Listener(ChildrenWorkedOut, propose_groups, {"unit": "unit"}),
)
"""In this order."""

CASE_GUARDS: Sequence[Guard] = (
    # whose return is recorded is closed out as returned once it holds
    why_case_waits,
)
"""What rooms above cases ask before a step of a case."""

CASE_RETURNS: Sequence[Returns] = (schooled_elsewhere_since, returned_since)
"""Who knows of children with a case that they are back at school, or are confirmed to be in one elsewhere."""

CASE_REPORTS: Sequence[Reports] = (filed_reports,)
"""Who knows of children with a case that they were reported upwards."""

TAUGHT_AT_HOME: Sequence[AtHome] = (taught_at_home,)
"""Who knows of pupils of a class that they are taught at home, so that nobody misses them there."""
