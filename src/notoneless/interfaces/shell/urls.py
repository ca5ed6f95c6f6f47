"""All routes: each room's, and the menu."""

from django.urls import URLPattern, URLResolver

from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import dossier_lines as case_lines
from notoneless.casework.early_warning.selectors import COUNT_CONCERN, READ_AT_RISK, READ_CONCERN, READ_FOLLOW_UP
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.visits.selectors.reading import dossier_lines as visit_lines
from notoneless.foundation.access.selectors import READ_AUDIT, READ_OUTBOX
from notoneless.foundation.calendar.selectors import READ_CALENDAR
from notoneless.foundation.forms.selectors import FILL
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.foundation.papers.selectors import CHECK_PAPER, READ_PAPER
from notoneless.foundation.people.dossier import DossierRoom
from notoneless.foundation.people.dossier import dossier_lines as people_lines
from notoneless.foundation.people.selectors import READ
from notoneless.foundation.plans.selectors import READ_PLAN
from notoneless.interfaces.access import api as access_api
from notoneless.interfaces.access import pages as access
from notoneless.interfaces.adjudication import pages as adjudication
from notoneless.interfaces.api.api import build_api
from notoneless.interfaces.attachments import pages as attachments
from notoneless.interfaces.attendance import api as attendance_api
from notoneless.interfaces.attendance import pages as attendance
from notoneless.interfaces.calendar import pages as calendar
from notoneless.interfaces.cases import api as cases_api
from notoneless.interfaces.cases import pages as cases
from notoneless.interfaces.duties import pages as duties
from notoneless.interfaces.early_warning import api as early_warning_api
from notoneless.interfaces.early_warning import pages as early_warning
from notoneless.interfaces.enrolment import api as enrolment_api
from notoneless.interfaces.enrolment import pages as enrolment
from notoneless.interfaces.filling import pages as filling
from notoneless.interfaces.findings import pages as findings
from notoneless.interfaces.frame.pages import SIGNED_IN, ChildCard, NavItem
from notoneless.interfaces.indicators import pages as indicators
from notoneless.interfaces.jobs import pages as jobs
from notoneless.interfaces.ledgers import pages as ledgers
from notoneless.interfaces.organizations import api as organizations_api
from notoneless.interfaces.organizations import pages as organizations
from notoneless.interfaces.papers import pages as papers
from notoneless.interfaces.people import api as people_api
from notoneless.interfaces.people import pages as people
from notoneless.interfaces.plans import pages as plans
from notoneless.interfaces.registrations import pages as registrations
from notoneless.interfaces.roll_work import pages as roll_work
from notoneless.interfaces.rosters import pages as rosters
from notoneless.interfaces.search import pages as search
from notoneless.interfaces.surveys import api as surveys_api
from notoneless.interfaces.surveys import pages as surveys
from notoneless.interfaces.today import pages as today
from notoneless.interfaces.visits import pages as visits
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.indicators.selectors import READ_INDICATORS
from notoneless.records.adjudication.selectors import READ_DOUBT
from notoneless.records.attendance.selectors import READ_ATTENDANCE, READ_BOARD
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.enrolment.selectors import dossier_lines as roll_lines
from notoneless.records.findings.selectors import READ_COMPARISONS, READ_FINDING
from notoneless.records.findings.selectors import dossier_lines as finding_lines
from notoneless.records.registrations.selectors import READ_PROBLEMS, READ_TOTALS
from notoneless.records.roll_work.selectors import READ_ROLL_WORK
from notoneless.records.rosters.selectors import READ_ROSTER
from notoneless.records.surveys.selectors import READ_SURVEY
from notoneless.records.surveys.selectors.history import dossier_lines as survey_lines

API, _PROGRAMS = build_api(
    [
        *people_api.OPERATIONS,
        *access_api.OPERATIONS,
        *organizations_api.OPERATIONS,
        *enrolment_api.OPERATIONS,
        *cases_api.OPERATIONS,
        *early_warning_api.OPERATIONS,
        *surveys_api.OPERATIONS,
        *attendance_api.OPERATIONS,
    ]
)

urlpatterns: list[URLPattern | URLResolver] = [
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
    *cases.ROUTES,
    *visits.ROUTES,
    *ledgers.ROUTES,
    *attachments.ROUTES,
    *surveys.ROUTES,
    *calendar.ROUTES,
    *plans.ROUTES,
    *papers.ROUTES,
    *roll_work.ROUTES,
    *attendance.ROUTES,
    *today.ROUTES,
    *duties.ROUTES,
    _PROGRAMS,
]

handler400 = "notoneless.interfaces.frame.failures.unreadable"
handler403 = "notoneless.interfaces.frame.failures.refused"
handler404 = "notoneless.interfaces.frame.failures.missing"
handler500 = "notoneless.interfaces.frame.failures.broken"

NAVIGATION = [
    NavItem("today", "今日待办", "circle-check", SIGNED_IN),
    NavItem("dashboard", "总览", "layout-dashboard", READ_INDICATORS),
    NavItem("rates", "三率", "list-check", READ_INDICATORS),
    NavItem("compliance", "落实情况", "list-check", READ_DUTY),
    NavItem("attendance", "到校", "circle-check", READ_BOARD),
    NavItem("children", "儿童", "users", READ, ("home", "guardian_phone", "guardian_phone_reveal")),
    NavItem("roll", "学籍", "list-check", READ_ROLL),
    NavItem("findings", "未入学名单", "list-check", READ_FINDING),
    NavItem("doubts", "疑似核对", "users", READ_DOUBT),
    NavItem("follow_ups", "缺课跟踪", "alert-circle", READ_FOLLOW_UP),
    NavItem("concerns", "需要关心", "users", READ_CONCERN),
    NavItem("concern_schools", "关心人数", "users", COUNT_CONCERN),
    NavItem("at_risk", "辍学倾向", "alert-circle", READ_AT_RISK),
    NavItem("cases", "个案", "alert-circle", READ_CASE),
    NavItem("visits", "家访", "users", READ_VISIT),
    NavItem("ledgers", "台账", "list-check", READ_CASE),
    NavItem("problem_registrations", "问题学籍", "list-check", READ_PROBLEMS),
    NavItem("comparisons", "每月比对", "list-check", READ_COMPARISONS),
    NavItem("totals", "三统一", "list-check", READ_TOTALS),
    NavItem("surveys", "摸排", "list-check", READ_SURVEY),
    NavItem("roll_work", "学籍计划", "list-check", READ_ROLL_WORK),
    NavItem("papers", "文书", "printer", READ_PAPER),
    NavItem("paper_check", "核验文书", "search", CHECK_PAPER),
    NavItem("rosters", "花名册", "upload", READ_ROSTER),
    NavItem("forms", "填表", "pencil", FILL),
    NavItem("plans", "方案", "list-check", READ_PLAN),
    NavItem("calendar", "校历", "list-check", READ_CALENDAR),
    NavItem("organizations", "组织", "sitemap", READ_ORGANIZATIONS),
    NavItem("imports", "导入", "upload", "organizations.import_divisions"),
    NavItem("accounts", "账号", "users", "account.open"),
    NavItem("staff", "教职工导入", "upload", "organizations.import_staff"),
    NavItem("proposals", "待任名单", "list-check", "post.confirm"),
    NavItem("grants", "角色与授权", "shield-lock", "grant.read", ("lost_factor",)),
    NavItem("audit", "审计记录", "eye", READ_AUDIT, ("lost_factors", "lost_factor")),
    NavItem("deliveries", "待送事项", "list-check", READ_OUTBOX),
]
"""The menu, in this order."""

CHILD_CARDS: list[NavItem] = [
    ChildCard("child_roll", "学籍", "list-check", READ_ROLL, show=enrolment.roll_card),
    ChildCard("follow_up_card", "缺课跟踪", "alert-circle", READ_FOLLOW_UP, show=early_warning.follow_up_card),
    ChildCard("case_card", "个案", "alert-circle", READ_CASE, show=cases.case_card),
    ChildCard("attendance_pupil", "到校与请假", "circle-check", READ_ATTENDANCE, show=attendance.attendance_card),
    ChildCard("child_visits", "家访", "users", READ_VISIT, show=visits.visit_card),
    ChildCard("child_survey_card", "摸排", "list-check", READ_SURVEY, show=surveys.survey_card),
    ChildCard("findings", "名册比对", "search", READ_FINDING, show=findings.findings_card),
]
"""What other rooms put on a child's page, in this order; a card without `show` is fetched by the page from its route."""

DOSSIER = [
    DossierRoom(READ, people_lines),
    DossierRoom(READ_ROLL, roll_lines),
    DossierRoom(READ_FINDING, finding_lines),
    DossierRoom(READ_SURVEY, survey_lines),
    DossierRoom(READ_CASE, case_lines),
    DossierRoom(READ_VISIT, visit_lines),
]
"""Whose dated lines stand on a child's page: of one day, what findings and surveys say opens a case."""
