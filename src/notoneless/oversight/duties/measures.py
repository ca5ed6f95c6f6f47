"""What all rooms count for plans, a line for each room."""

from collections.abc import Mapping

from notoneless.casework.aid import measures as aid
from notoneless.casework.campaigns import measures as campaigns
from notoneless.casework.cases import measures as cases
from notoneless.casework.early_warning import measures as early_warning
from notoneless.casework.left_behind import measures as left_behind
from notoneless.casework.notices import measures as notices
from notoneless.casework.procedures import measures as procedures
from notoneless.casework.reintegration import measures as reintegration
from notoneless.casework.special_education import measures as special_education
from notoneless.casework.support import measures as support
from notoneless.casework.visits import measures as visits
from notoneless.casework.watch_list import measures as watch_list
from notoneless.casework.working_groups import measures as working_groups
from notoneless.foundation.access.measures import Events, Evidence, Flow, Level
from notoneless.foundation.organizations import measures as organizations
from notoneless.oversight.appraisal import measures as appraisal
from notoneless.oversight.reporting import measures as reporting
from notoneless.oversight.supervision import measures as supervision
from notoneless.policy.measures import MEASURES, Measure, Nature
from notoneless.records.attendance import measures as attendance
from notoneless.records.enrolment import measures as enrolment
from notoneless.records.findings import measures as findings
from notoneless.records.migrants import measures as migrants
from notoneless.records.roll_changes import measures as roll_changes
from notoneless.records.roll_work import measures as roll_work
from notoneless.records.rosters import measures as rosters
from notoneless.records.schooling_elsewhere import measures as schooling_elsewhere
from notoneless.records.surveys import measures as surveys

ROOMS: tuple[tuple[Evidence, ...], ...] = (
    organizations.EVIDENCE,
    enrolment.EVIDENCE,
    findings.EVIDENCE,
    roll_work.EVIDENCE,
    rosters.EVIDENCE,
    surveys.EVIDENCE,
    attendance.EVIDENCE,
    roll_changes.EVIDENCE,
    schooling_elsewhere.EVIDENCE,
    migrants.EVIDENCE,
    cases.EVIDENCE,
    notices.EVIDENCE,
    procedures.EVIDENCE,
    visits.EVIDENCE,
    reintegration.EVIDENCE,
    special_education.EVIDENCE,
    early_warning.EVIDENCE,
    watch_list.EVIDENCE,
    working_groups.EVIDENCE,
    campaigns.EVIDENCE,
    support.EVIDENCE,
    aid.EVIDENCE,
    left_behind.EVIDENCE,
    reporting.EVIDENCE,
    supervision.EVIDENCE,
    appraisal.EVIDENCE,
)
"""Whose facts are counted."""

EVIDENCE: Mapping[str, Evidence] = {each.code: each for room in ROOMS for each in room}

_NATURE: Mapping[type, Nature] = {Flow: Nature.FLOW, Level: Nature.LEVEL, Events: Nature.EVENT}


def is_counted(measure: Measure) -> bool:
    """Whether a room counts a measure, as what it is declared to be."""
    found = EVIDENCE.get(measure.code)
    return found is not None and _NATURE[type(found)] == measure.nature


def is_own(code: str) -> bool:
    """Whether a measure counts at the unit itself, and what lies beneath does not count for it."""
    return MEASURES[code].is_own
