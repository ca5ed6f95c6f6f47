"""All routes: each room's, and what rooms put on a child's page."""

from django.urls import URLPattern, URLResolver

from notoneless.casework.aid.selectors import READ_AID
from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.casework.alerts.selectors.lists import dossier_lines as alert_lines
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import dossier_lines as case_lines
from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.reading import dossier_lines as visit_lines
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.files import dossier_lines as watch_lines
from notoneless.foundation.people.dossier import DossierRoom
from notoneless.foundation.people.dossier import dossier_lines as people_lines
from notoneless.foundation.people.selectors import READ
from notoneless.interfaces.access import api as access_api
from notoneless.interfaces.access import pages as access
from notoneless.interfaces.adjudication import pages as adjudication
from notoneless.interfaces.aid import pages as aid
from notoneless.interfaces.alerts import pages as alerts
from notoneless.interfaces.api.api import build_api
from notoneless.interfaces.appraisal import pages as appraisal
from notoneless.interfaces.attachments import pages as attachments
from notoneless.interfaces.attendance import api as attendance_api
from notoneless.interfaces.attendance import pages as attendance
from notoneless.interfaces.backlog import pages as backlog
from notoneless.interfaces.calendar import pages as calendar
from notoneless.interfaces.campaigns import api as campaigns_api
from notoneless.interfaces.campaigns import pages as campaigns
from notoneless.interfaces.cases import api as cases_api
from notoneless.interfaces.cases import pages as cases
from notoneless.interfaces.duties import pages as duties
from notoneless.interfaces.early_warning import api as early_warning_api
from notoneless.interfaces.early_warning import pages as early_warning
from notoneless.interfaces.enrolment import api as enrolment_api
from notoneless.interfaces.enrolment import pages as enrolment
from notoneless.interfaces.field_book import pages as field_book
from notoneless.interfaces.filling import pages as filling
from notoneless.interfaces.findings import pages as findings
from notoneless.interfaces.frame.pages import ChildCard, NavItem
from notoneless.interfaces.frame.routing import by_first_word
from notoneless.interfaces.indicators import pages as indicators
from notoneless.interfaces.jobs import pages as jobs
from notoneless.interfaces.keeping import pages as keeping
from notoneless.interfaces.ledgers import pages as ledgers
from notoneless.interfaces.left_behind import pages as left_behind
from notoneless.interfaces.migrants import api as migrants_api
from notoneless.interfaces.migrants import pages as migrants
from notoneless.interfaces.notices import pages as notices
from notoneless.interfaces.organizations import api as organizations_api
from notoneless.interfaces.organizations import pages as organizations
from notoneless.interfaces.papers import pages as papers
from notoneless.interfaces.people import api as people_api
from notoneless.interfaces.people import pages as people
from notoneless.interfaces.plans import pages as plans
from notoneless.interfaces.procedures import api as procedures_api
from notoneless.interfaces.procedures import pages as procedures
from notoneless.interfaces.registrations import pages as registrations
from notoneless.interfaces.reintegration import pages as reintegration
from notoneless.interfaces.reminders import pages as reminders
from notoneless.interfaces.reporting import pages as reporting
from notoneless.interfaces.roll_changes import api as roll_changes_api
from notoneless.interfaces.roll_changes import pages as roll_changes
from notoneless.interfaces.roll_work import pages as roll_work
from notoneless.interfaces.rosters import pages as rosters
from notoneless.interfaces.schooling_elsewhere import api as schooling_elsewhere_api
from notoneless.interfaces.schooling_elsewhere import pages as schooling_elsewhere
from notoneless.interfaces.search import pages as search
from notoneless.interfaces.special_education import api as special_education_api
from notoneless.interfaces.special_education import pages as special_education
from notoneless.interfaces.supervision import api as supervision_api
from notoneless.interfaces.supervision import pages as supervision
from notoneless.interfaces.support import pages as support
from notoneless.interfaces.surveys import api as surveys_api
from notoneless.interfaces.surveys import pages as surveys
from notoneless.interfaces.today import pages as today
from notoneless.interfaces.visits import pages as visits
from notoneless.interfaces.watch_list import api as watch_list_api
from notoneless.interfaces.watch_list import pages as watch_list
from notoneless.interfaces.working_groups import pages as working_groups
from notoneless.records.attendance.selectors import READ_ATTENDANCE
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.enrolment.selectors import dossier_lines as roll_lines
from notoneless.records.findings.selectors import READ_FINDING
from notoneless.records.findings.selectors import dossier_lines as finding_lines
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.surveys.selectors import READ_SURVEY
from notoneless.records.surveys.selectors.history import dossier_lines as survey_lines

API, _PROGRAMS = build_api(
    [
        *people_api.OPERATIONS,
        *access_api.OPERATIONS,
        *organizations_api.OPERATIONS,
        *enrolment_api.OPERATIONS,
        *roll_changes_api.OPERATIONS,
        *special_education_api.OPERATIONS,
        *schooling_elsewhere_api.OPERATIONS,
        *migrants_api.OPERATIONS,
        *campaigns_api.OPERATIONS,
        *supervision_api.OPERATIONS,
        *cases_api.OPERATIONS,
        *procedures_api.OPERATIONS,
        *early_warning_api.OPERATIONS,
        *watch_list_api.OPERATIONS,
        *surveys_api.OPERATIONS,
        *attendance_api.OPERATIONS,
    ]
)

urlpatterns: list[URLPattern | URLResolver] = by_first_word(
    [
        _PROGRAMS,
        *indicators.ROUTES,
        *people.ROUTES,
        *search.ROUTES,
        *filling.ROUTES,
        *enrolment.ROUTES,
        *jobs.ROUTES,
        *access.ROUTES,
        *organizations.ROUTES,
        *rosters.ROUTES,
        *findings.ROUTES,
        *adjudication.ROUTES,
        *registrations.ROUTES,
        *early_warning.ROUTES,
        *watch_list.ROUTES,
        *alerts.ROUTES,
        *cases.ROUTES,
        *backlog.ROUTES,
        *working_groups.ROUTES,
        *notices.ROUTES,
        *campaigns.ROUTES,
        *procedures.ROUTES,
        *reintegration.ROUTES,
        *roll_changes.ROUTES,
        *schooling_elsewhere.ROUTES,
        *aid.ROUTES,
        *left_behind.ROUTES,
        *migrants.ROUTES,
        *supervision.ROUTES,
        *support.ROUTES,
        *special_education.ROUTES,
        *visits.ROUTES,
        *ledgers.ROUTES,
        *attachments.ROUTES,
        *surveys.ROUTES,
        *calendar.ROUTES,
        *plans.ROUTES,
        *papers.ROUTES,
        *reporting.ROUTES,
        *appraisal.ROUTES,
        *reminders.ROUTES,
        *roll_work.ROUTES,
        *attendance.ROUTES,
        *today.ROUTES,
        *field_book.ROUTES,
        *keeping.ROUTES,
        *duties.ROUTES,
    ]
)

handler400 = "notoneless.interfaces.frame.failures.unreadable"
handler403 = "notoneless.interfaces.frame.failures.refused"
handler404 = "notoneless.interfaces.frame.failures.missing"
handler500 = "notoneless.interfaces.frame.failures.broken"

CHILD_CARDS: list[NavItem] = [
    ChildCard("child_roll", "学籍", "id", READ_ROLL, show=enrolment.roll_card),
    ChildCard("follow_up_card", "缺课跟踪", "phone", READ_FOLLOW_UP, show=early_warning.follow_up_card),
    ChildCard("watch_card", "重点生", "star", READ_WATCH_LIST, show=watch_list.watch_card),
    ChildCard("case_card", "个案", "folder", READ_CASE, show=cases.case_card),
    ChildCard("child_changes", "学籍变动", "git-compare", READ_CHANGE, show=roll_changes.change_card),
    ChildCard("child_away", "外地就读", "map-pin-share", READ_ELSEWHERE, show=schooling_elsewhere.away_card),
    ChildCard("child_migrant", "随迁子女", "arrow-move-right", READ_MIGRANTS, show=migrants.migrant_card),
    ChildCard("child_left_behind", "留守儿童", "users-group", READ_LEFT_BEHIND, show=left_behind.left_behind_card),
    ChildCard("child_aid", "资助", "coin", READ_AID, show=aid.aid_card),
    ChildCard("special_child", "特殊教育", "heart", READ_SPECIAL, show=special_education.special_card),
    ChildCard("child_returns", "复学安置", "backpack", READ_RETURNED, show=reintegration.return_card),
    ChildCard("child_help", "帮扶", "lifebuoy", READ_HELP, show=support.help_card),
    ChildCard("child_notices", "返校通知", "file-alert", READ_NOTICE, show=notices.notice_card),
    ChildCard("attendance_pupil", "到校与请假", "calendar-check", READ_ATTENDANCE, show=attendance.attendance_card),
    ChildCard("child_visits", "家访", "home", READ_VISIT, show=visits.visit_card),
    ChildCard("child_survey_card", "摸排", "map-pin", READ_SURVEY, show=surveys.survey_card),
    ChildCard("findings", "名册比对", "search", READ_FINDING, show=findings.findings_card),
]
"""What other rooms put on a child's page, in this order; a card without `show` is fetched by the page from its route."""

DOSSIER = [
    DossierRoom(READ, people_lines),
    DossierRoom(READ_ROLL, roll_lines),
    DossierRoom(READ_FINDING, finding_lines),
    DossierRoom(READ_SURVEY, survey_lines),
    DossierRoom(READ_ALERT, alert_lines),
    DossierRoom(READ_CASE, case_lines),
    DossierRoom(READ_VISIT, visit_lines),
    DossierRoom(READ_WATCH_LIST, watch_lines),
]
"""Whose dated lines stand on a child's page: of one day, what findings and surveys say opens a case."""
