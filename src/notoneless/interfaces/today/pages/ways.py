"""Where each duty is done: from what is counted to the page that does it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.shortcuts import resolve_url
from django.utils.http import urlencode

from notoneless.casework.aid.selectors import READ_AID
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.stories import READ_STORY
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.early_warning.selectors import READ_AT_RISK
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.special_education.selectors import READ_SPECIAL, READ_TEACHERS
from notoneless.casework.support.selectors import READ_COUNSELLING, READ_HELP
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.working_groups.selectors import READ_GROUP
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.oversight.appraisal.selectors import READ_APPRAISAL, READ_TARGET, READ_UNDERTAKING
from notoneless.oversight.duties.selectors.today import Item
from notoneless.oversight.reporting.selectors import (
    READ_FEEDBACK,
    READ_OVERVIEW,
    READ_REPORT,
    READ_RETURN,
    READ_STATISTICS,
    READ_SUMMARY,
    READ_YEARLY,
)
from notoneless.oversight.supervision.selectors import READ_INQUIRY, READ_SUPERVISION
from notoneless.oversight.supervision.selectors.complaints import READ_COMPLAINT
from notoneless.records.attendance.selectors import READ_ATTENDANCE, READ_BOARD
from notoneless.records.enrolment.selectors import READ_DIFFERENCES, READ_ROLL
from notoneless.records.findings.selectors import READ_COMPARISONS, READ_FINDING
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.registrations.selectors import READ_PROBLEMS
from notoneless.records.roll_work.selectors import READ_ROLL_WORK
from notoneless.records.rosters.selectors import READ_ROSTER
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.surveys.selectors import READ_SURVEY
from notoneless.records.surveys.selectors.cells import cells_of_units

_SURVEYED = frozenset({UnitKind.GROUP, UnitKind.CLASS})
"""Units that are a grid cell themselves; others hold some."""


@dataclass(frozen=True)
class Places:
    """What ways need to know of the units of a list: the grid cell of each in the survey that runs, and which hold several."""

    cells: Mapping[UUID, UUID] = field(default_factory=dict)
    wide: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Way:
    """Where duties are done whose measure begins so, for who may `need`. `leads`: the address, for a unit or several."""

    begins: str
    need: str
    leads: Callable[[Places, UUID | None], str]


def _to(route: str) -> Callable[[Places, UUID | None], str]:
    return lambda _places, _unit: resolve_url(route)


def _away(show: str) -> Callable[[Places, UUID | None], str]:
    return lambda _places, _unit: f"{resolve_url('away')}?show={show}"


def _aid(show: str) -> Callable[[Places, UUID | None], str]:
    return lambda _places, _unit: f"{resolve_url('aid')}?show={show}"


def _left_behind(show: str) -> Callable[[Places, UUID | None], str]:
    return lambda _places, _unit: f"{resolve_url('left_behind')}?show={show}"


def _migrants(_: Places, __: UUID | None) -> str:
    return f"{resolve_url('migrants')}?show=unplaced"


def _survey(places: Places, unit: UUID | None) -> str:
    if unit in places.wide:
        return f"{resolve_url('surveys_unsigned')}?unit={unit}"
    cell = places.cells.get(unit) if unit else None
    return resolve_url("survey_cell", cell=cell) if cell else resolve_url("surveys")


def _differences(_: Places, unit: UUID | None) -> str:
    return resolve_url("roll_differences", school=unit) if unit else resolve_url("roll")


def _term(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('visit_term')}?{urlencode({'unit': str(unit)})}" if unit else resolve_url("visit_term")


def _late_visits(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('visits')}?{urlencode({'late': 'yes', **({'unit': str(unit)} if unit else {})})}"


def _cases(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('cases')}?{urlencode({'state': 'open', **({'unit': str(unit)} if unit else {})})}"


def _groups(_: Places, unit: UUID | None) -> str:
    return (
        f"{resolve_url('leading_groups')}?{urlencode({'unit': str(unit)})}" if unit else resolve_url("leading_groups")
    )


def _attendance(_: Places, unit: UUID | None) -> str:
    return resolve_url("attendance_unit", unit=unit) if unit else resolve_url("attendance")


def _untraced(_: Places, unit: UUID | None) -> str:
    return resolve_url("attendance_untraced", unit=unit) if unit else resolve_url("attendance")


def _overview(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('overview', school=unit)}?group=unknown" if unit else resolve_url("overviews")


def _notices(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('notices')}?{urlencode({'unit': str(unit)})}" if unit else resolve_url("notices")


def _returns(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('returns')}?{urlencode({'unit': str(unit)})}" if unit else resolve_url("returns")


def _help_lacking(_: Places, unit: UUID | None) -> str:
    return f"{resolve_url('help_lacking')}?{urlencode({'unit': str(unit)})}" if unit else resolve_url("help_lacking")


def _working_groups(_: Places, unit: UUID | None) -> str:
    address = f"{resolve_url('working_groups')}?show=gaps"
    return f"{address}&{urlencode({'unit': str(unit)})}" if unit else address


def _all_groups(_: Places, unit: UUID | None) -> str:
    address = resolve_url("working_groups")
    return f"{address}?{urlencode({'unit': str(unit)})}" if unit else address


def _failed(_: Places, unit: UUID | None) -> str:
    address = f"{resolve_url('working_groups')}?show=failed"
    return f"{address}&{urlencode({'unit': str(unit)})}" if unit else address


WAYS: tuple[Way, ...] = (
    Way("organization.leading_group", READ_ORGANIZATIONS, _groups),
    Way("organization.group_posts", READ_ORGANIZATIONS, _groups),
    Way("organization.contacts", READ_ORGANIZATIONS, _to("joint")),
    Way("organization.", READ_ORGANIZATIONS, _to("gaps")),
    Way("survey.", READ_SURVEY, _survey),
    Way("roster.", READ_ROSTER, _to("rosters")),
    Way("finding.", READ_COMPARISONS, _to("comparisons")),
    Way("finding.", READ_FINDING, _to("findings")),
    Way("roll_work.", READ_ROLL_WORK, _to("roll_work")),
    Way("report.told_head", READ_REPORT, _to("dropout_reports")),
    Way("report.acknowledged", READ_REPORT, _to("dropout_reports")),
    Way("report.receipts", READ_REPORT, _to("dropout_reports")),
    Way("report.returns_reported", READ_REPORT, _to("backs")),
    Way("case.joint_checks", READ_REPORT, _to("backs")),
    Way("report.forwarded", READ_FEEDBACK, _to("feedback")),
    Way("report.yearly_reconciled", READ_YEARLY, _to("yearly")),
    Way("report.village_summaries", READ_SUMMARY, _to("villages_found")),
    Way("report.paper_reports", READ_REPORT, _to("dropout_reports")),
    Way("case.reported_up", READ_REPORT, _to("dropout_reports")),
    Way("report.unaccounted", READ_OVERVIEW, _overview),
    Way("report.", READ_RETURN, _to("monthly_returns")),
    Way("conduct.complaints_decided", READ_COMPLAINT, _to("complaints")),
    Way("supervision.inquiries_decided", READ_INQUIRY, _to("inquiries")),
    Way("conduct.homework_checks", READ_SUPERVISION, _to("inspections")),
    Way("conduct.safety_checks", READ_SUPERVISION, _to("inspections")),
    Way("conduct.homework_excess", READ_SUPERVISION, _to("shortcomings")),
    Way("conduct.hazards_open", READ_SUPERVISION, _to("shortcomings")),
    Way("conduct.", READ_SUPERVISION, _to("conduct")),
    Way("supervision.targets_split", READ_TARGET, _to("own_targets")),
    Way("supervision.appraised", READ_APPRAISAL, _to("appraisals")),
    Way("supervision.unappraised", READ_APPRAISAL, _to("appraisals")),
    Way("supervision.unscored", READ_APPRAISAL, _to("appraisals")),
    Way("supervision.inspections", READ_SUPERVISION, _to("inspections")),
    Way("supervision.rectified", READ_SUPERVISION, _to("shortcomings")),
    Way("supervision.", READ_SUPERVISION, _to("circulars")),
    Way("support.left_behind_no_file", READ_LEFT_BEHIND, _left_behind("fileless")),
    Way("support.without_contact", READ_LEFT_BEHIND, _left_behind("untouched")),
    Way("support.least_of_five", READ_LEFT_BEHIND, _left_behind("undone")),
    Way("support.left_behind_survey", READ_LEFT_BEHIND, _to("left_behind_surveys")),
    Way("support.survey_partners", READ_LEFT_BEHIND, _to("left_behind_partners")),
    Way("support.partner_data", READ_LEFT_BEHIND, _to("left_behind_partners")),
    Way("support.unpaid", READ_AID, _aid("unpaid")),
    Way("support.without_partner", READ_AID, _aid("unpaired")),
    Way("registry.migrants_unplaced", READ_MIGRANTS, _migrants),
    Way("registry.applications", READ_MIGRANTS, _to("migrants")),
    Way("registry.away_incomplete", READ_ELSEWHERE, _away("incomplete")),
    Way("registry.away_overdue", READ_ELSEWHERE, _away("overdue")),
    Way("registry.away_unconfirmed", READ_ELSEWHERE, _away("unaccounted")),
    Way("registry.away_", READ_ELSEWHERE, _to("away")),
    Way("registry.changed", READ_ROLL, _to("changes_incomplete")),
    Way("registry.changes_", READ_ROLL, _to("changes_incomplete")),
    Way("registry.incomplete_changes", READ_ROLL, _to("changes_incomplete")),
    Way("registry.problems_open", READ_PROBLEMS, _to("problem_registrations")),
    Way("registry.entered", READ_ROLL, _to("roll")),
    Way("registry.", READ_ROLL, _to("changes_holes")),
    Way("roll.", READ_DIFFERENCES, _differences),
    Way("case.noticed", READ_NOTICE, _notices),
    Way("case.handed_over", READ_NOTICE, _notices),
    Way("case.placed_back", READ_RETURNED, _returns),
    Way("case.placements", READ_RETURNED, _returns),
    Way("case.return_plans", READ_RETURNED, _returns),
    Way("case.unfollowed", READ_RETURNED, _returns),
    Way("support.surveys", READ_HELP, _to("need_surveys")),
    Way("support.without_help", READ_HELP, _to("need_surveys")),
    Way("support.without_counselling", READ_COUNSELLING, _to("counselling")),
    Way("support.returned_uncounselled", READ_COUNSELLING, _to("counselling")),
    Way("support.parent_days", READ_HELP, _to("parents_days")),
    Way("support.", READ_HELP, _help_lacking),
    Way("case.groups", READ_GROUP, _working_groups),
    Way("case.least_parties", READ_GROUP, _working_groups),
    Way("case.without_person", READ_GROUP, _working_groups),
    Way("case.without_lead", READ_GROUP, _working_groups),
    Way("case.causes", READ_GROUP, _all_groups),
    Way("case.measures_chosen", READ_GROUP, _all_groups),
    Way("case.remedies", READ_GROUP, _all_groups),
    Way("case.untracked", READ_GROUP, _all_groups),
    Way("case.referrals", READ_PROCEDURE, _to("procedures")),
    Way("case.outcomes_open", READ_PROCEDURE, _to("procedures")),
    Way("homebound.teachers_", READ_TEACHERS, _to("special_teachers")),
    Way("homebound.unaccounted", READ_TEACHERS, _to("special_teachers")),
    Way("homebound.overspent", READ_TEACHERS, _to("special_teachers")),
    Way("homebound.statistics", READ_STATISTICS, _to("statistics_forms")),
    Way("homebound.", READ_SPECIAL, _to("special_homes")),
    Way("special.without_teacher", READ_SPECIAL, _to("special_homes")),
    Way("special.", READ_SPECIAL, _to("special_files")),
    Way("case.", READ_CASE, _cases),
    Way("document.reports_to_government", READ_GROUP, _failed),
    Way("document.deadline_notices", READ_NOTICE, _notices),
    Way("document.remarks_missing", READ_STATISTICS, _to("statistics_forms")),
    Way("campaign.briefed", READ_CAMPAIGN, _to("briefings")),
    Way("campaign.examples", READ_STORY, _to("stories")),
    Way("campaign.labour_", READ_PROCEDURE, _to("procedures")),
    Way("campaign.meetings", READ_CAMPAIGN, _to("meetings")),
    Way("campaign.office_", READ_CAMPAIGN, _to("meetings")),
    Way("campaign.teachers_heard", READ_CAMPAIGN, _to("meetings")),
    Way("campaign.special_", READ_CAMPAIGN, _to("meetings")),
    Way("campaign.reached", READ_CAMPAIGN, _to("activity_month")),
    Way("campaign.", READ_CAMPAIGN, _to("activities")),
    Way("document.letters_signed", READ_UNDERTAKING, _to("undertakings")),
    Way("document.rules_signed", READ_UNDERTAKING, _to("undertakings")),
    Way("warning.wavering", READ_WATCH_LIST, _to("watch_clocks")),
    Way("warning.without_", READ_WATCH_LIST, _to("watch_list_gaps")),
    Way("warning.unscreened", READ_WATCH_LIST, _to("watch_screenings")),
    Way("warning.screened", READ_WATCH_LIST, _to("watch_screenings")),
    Way("warning.", READ_AT_RISK, _to("at_risk")),
    Way("attendance.leaves_open", READ_ATTENDANCE, _to("attendance_leaves")),
    Way("attendance.absence_traced", READ_BOARD, _untraced),
    Way("attendance.", READ_BOARD, _attendance),
    Way("visit.unregistered", READ_VISIT, _late_visits),
    Way("visit.home_visits", READ_VISIT, _to("visits")),
    Way("visit.", READ_VISIT, _term),
)
"""Each measure that is counted, the narrower before the wider; what has no way leads to the duty's own page."""


def places_of(ctx: Context, items: Sequence[Item]) -> Places:
    """What the ways of a list need: one query, where anything is surveyed."""
    surveyed = [item for item in items if item.measure.startswith("survey.")]
    units = {unit for item in surveyed if item.kind in _SURVEYED for unit, _ in item.units}
    wide = frozenset(unit for item in surveyed if item.kind not in _SURVEYED for unit, _ in item.units)
    return Places(cells_of_units(ctx, units) if units and ctx.may(READ_SURVEY) else {}, wide)


def way_to(ctx: Context, item: Item, places: Places) -> Callable[[UUID | None], str]:
    """Tells where an item is done for one of its units, or for all of them. What others owe is looked at, not done."""
    way = None if item.is_raised else _way(ctx, item.measure)
    if way is not None:
        return partial(way.leads, places)
    everywhere = page_of(item)
    # the page is the same for each of four hundred units
    return lambda unit: f"{everywhere}&unit={unit}" if unit is not None else everywhere


def way_about_child(ctx: Context, measure: str, unit: UUID) -> str:
    """Where a duty about a child of a unit is done, by its measure; nothing where there is no page for who asks."""
    way = _way(ctx, measure)
    return way.leads(Places(), unit) if way is not None else ""


def _way(ctx: Context, measure: str) -> Way | None:
    return next((way for way in WAYS if measure.startswith(way.begins) and ctx.may(way.need)), None)


def page_of(item: Item) -> str:
    """The page of an item's duty in the month in which it is due: the clause, and who is behind."""
    version = {"version": str(item.version)} if item.version else {}
    asked = {"month": f"{item.due_on:%Y-%m}", **version}
    return f"{resolve_url('duty', duty=item.duty)}?{urlencode(asked)}"
