"""The menu: by what people come to do, in this order."""

from notoneless.casework.aid.selectors import READ_AID
from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.early_warning.selectors import COUNT_CONCERN, READ_AT_RISK, READ_CONCERN, READ_FOLLOW_UP
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND
from notoneless.casework.notices.selectors import READ_NOTICE
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.support.selectors import READ_COUNSELLING, READ_HELP
from notoneless.casework.visits.selectors import READ_VISIT
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.foundation.access.selectors import READ_AUDIT, READ_OUTBOX
from notoneless.foundation.calendar.selectors import READ_CALENDAR
from notoneless.foundation.field_book.selectors import READ_FIELD_BOOK
from notoneless.foundation.forms.selectors import FILL
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.foundation.papers.selectors import CHECK_PAPER, READ_PAPER
from notoneless.foundation.people.selectors import READ
from notoneless.foundation.plans.selectors import READ_PLAN
from notoneless.interfaces.frame.pages import SIGNED_IN, NavItem, NavSection
from notoneless.oversight.appraisal.selectors import (
    READ_APPRAISAL,
    READ_CONSEQUENCE,
    READ_RUBRIC,
    READ_TARGET,
    READ_UNDERTAKING,
)
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.indicators.selectors import READ_INDICATORS
from notoneless.oversight.reminders.selectors import READ_REMINDERS
from notoneless.oversight.reporting.selectors import (
    READ_FEEDBACK,
    READ_OVERVIEW,
    READ_REPORT,
    READ_RETURN,
    READ_STATISTICS,
    READ_SUMMARY,
    READ_YEARLY,
)
from notoneless.oversight.supervision.selectors import READ_INQUIRY, READ_RECHECK, READ_SUPERVISION
from notoneless.oversight.supervision.selectors.complaints import READ_COMPLAINT
from notoneless.records.adjudication.selectors import READ_DOUBT
from notoneless.records.attendance.selectors import READ_ATTENDANCE, READ_BOARD
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.findings.selectors import READ_COMPARISONS, READ_FINDING
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.registrations.selectors import READ_PROBLEMS, READ_TOTALS
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_work.selectors import READ_ROLL_WORK
from notoneless.records.rosters.selectors import READ_ROSTER
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.surveys.selectors import READ_SURVEY

_FIRST = NavSection(
    "",
    (
        NavItem("today", "今日待办", "circle-check", SIGNED_IN),
        NavItem("dashboard", "总览", "layout-dashboard", READ_INDICATORS),
    ),
)

_FIND = NavSection(
    "找到每个孩子",
    (
        NavItem("children", "儿童", "users", READ, ("home", "guardian_phone", "guardian_phone_reveal")),
        NavItem("findings", "未入学名单", "user-question", READ_FINDING),
        NavItem("away", "外地就读", "map-pin-share", READ_ELSEWHERE),
        NavItem("migrants", "随迁子女", "arrow-move-right", READ_MIGRANTS),
        NavItem("doubts", "疑似核对", "arrows-diff", READ_DOUBT),
        NavItem("surveys", "摸排", "map-pin", READ_SURVEY),
        NavItem("rosters", "花名册", "table-import", READ_ROSTER),
        NavItem("comparisons", "每月比对", "git-compare", READ_COMPARISONS),
        NavItem("totals", "三统一", "equal", READ_TOTALS),
        NavItem("problem_registrations", "问题学籍", "file-alert", READ_PROBLEMS),
    ),
)

_ATTENDANCE = (
    NavItem("attendance_choose", "登记请假", "calendar-check", "leave.apply"),
    NavItem("attendance_leaves", "请假", "calendar-check", READ_ATTENDANCE),
    NavItem("attendance_missing", "没有报的班次", "calendar-check", READ_BOARD),
)

_HELP = (
    NavItem("help_lacking", "应帮未帮", "lifebuoy", READ_HELP),
    NavItem("pairings", "师生结对", "lifebuoy", READ_HELP),
    NavItem("need_surveys", "学困贫困调查", "lifebuoy", READ_HELP),
    NavItem("parents_days", "邀请家长到校", "lifebuoy", READ_HELP),
)

_FIELD = (
    NavItem("field_events", "离线记录", "device-mobile", READ_FIELD_BOOK),
    NavItem("field_devices", "我的设备", "device-mobile", READ_FIELD_BOOK),
)

_WATCH = NavSection(
    "每天到校",
    (
        NavItem("attendance", "到校", "calendar-check", READ_BOARD, holds=_ATTENDANCE),
        NavItem("field_book", "离线本", "device-mobile", READ_FIELD_BOOK, holds=_FIELD),
        NavItem("overviews", "全校学生", "school", READ_OVERVIEW),
        NavItem("follow_ups", "缺课跟踪", "phone", READ_FOLLOW_UP),
        NavItem("concerns", "需要关心", "heart-handshake", READ_CONCERN),
        NavItem("concern_schools", "关心人数", "chart-bar", COUNT_CONCERN),
        NavItem("watch_list", "重点生", "star", READ_WATCH_LIST),
        NavItem("help_schemes", "帮扶", "lifebuoy", READ_HELP, holds=_HELP),
        NavItem("counselling", "心理辅导", "message-heart", READ_COUNSELLING),
        NavItem("at_risk", "辍学倾向", "alert-triangle", READ_AT_RISK),
        NavItem("visits", "家访", "home", READ_VISIT),
        NavItem("left_behind", "留守儿童", "users-group", READ_LEFT_BEHIND),
        NavItem("aid", "学生资助", "coin", READ_AID),
    ),
)

_BRING_BACK = NavSection(
    "劝返复学",
    (
        NavItem("alerts", "线索", "speakerphone", READ_ALERT),
        NavItem("cases", "个案", "folder", READ_CASE),
        NavItem("backlog", "办理进度", "hourglass", READ_CASE),
        NavItem("notices", "返校通知", "mail", READ_NOTICE),
        NavItem("dropout_reports", "辍学上报", "flag", READ_REPORT),
        NavItem("returns", "复学安置", "backpack", READ_RETURNED),
        NavItem("procedures", "劝返四步", "gavel", READ_PROCEDURE),
        NavItem("ledgers", "台账", "list-details", READ_CASE),
    ),
)

_ROLL = NavSection(
    "学籍",
    (
        NavItem("roll", "学籍", "id", READ_ROLL),
        NavItem("changes", "学籍变动", "transfer", READ_CHANGE),
        NavItem("special_files", "特殊教育", "heart", READ_SPECIAL),
        NavItem("roll_work", "学籍计划", "calendar-event", READ_ROLL_WORK),
    ),
)

_ANSWER = NavSection(
    "方案与落实",
    (
        NavItem("compliance", "落实情况", "list-check", READ_DUTY),
        NavItem("monthly_returns", "月报", "report", READ_RETURN),
        NavItem("statistics_forms", "统计表", "table", READ_STATISTICS),
        NavItem("villages_found", "包保村汇总", "building-community", READ_SUMMARY),
        NavItem("feedback", "信息反馈", "message-share", READ_FEEDBACK),
        NavItem("yearly", "年报核对", "checklist", READ_YEARLY),
        NavItem("rates", "三率", "percentage", READ_INDICATORS),
        NavItem("plans", "方案", "book", READ_PLAN),
        NavItem("calendar", "校历", "calendar", READ_CALENDAR),
        NavItem("activities", "宣传活动", "microphone", READ_CAMPAIGN),
        NavItem("meetings", "会议", "messages", READ_CAMPAIGN),
        NavItem("briefings", "动员签收", "signature", READ_CAMPAIGN),
        NavItem("reminders", "消息提醒", "bell", READ_REMINDERS),
        NavItem("undertakings", "责任书", "writing-sign", READ_UNDERTAKING),
        NavItem("papers", "文书", "file-text", READ_PAPER),
        NavItem("paper_check", "核验文书", "file-search", CHECK_PAPER),
        NavItem("forms", "填表", "pencil", FILL),
    ),
)

_SUPERVISE = NavSection(
    "督查问责",
    (
        NavItem("inspections", "督查", "clipboard-check", READ_SUPERVISION, ("shortcomings",)),
        NavItem("conduct", "办学行为", "ruler-2", READ_SUPERVISION),
        NavItem("rechecks", "回头看", "repeat", READ_RECHECK),
        NavItem("complaints", "投诉", "message-report", READ_COMPLAINT),
        NavItem("inquiries", "追责", "scale", READ_INQUIRY),
        NavItem("circulars", "通报约谈", "news", READ_SUPERVISION),
        NavItem("own_targets", "分解指标", "target", READ_TARGET),
        NavItem("rubrics", "考核细则", "list-numbers", READ_RUBRIC),
        NavItem("appraisals", "年度考核", "award", READ_APPRAISAL),
        NavItem("consequences", "评优绩效", "receipt", READ_CONSEQUENCE),
    ),
)

_ADMINISTER = NavSection(
    "单位与账号",
    (
        NavItem("organizations", "组织", "sitemap", READ_ORGANIZATIONS),
        NavItem("imports", "导入", "upload", "organizations.import_divisions"),
        NavItem("accounts", "账号", "user-cog", "account.open"),
        NavItem("staff", "教职工导入", "users-plus", "organizations.import_staff"),
        NavItem("proposals", "待任名单", "user-check", "post.confirm"),
        NavItem("grants", "角色与授权", "shield-lock", "grant.read", ("lost_factor",)),
        NavItem("audit", "审计记录", "eye", READ_AUDIT, ("lost_factors", "lost_factor")),
        NavItem("deliveries", "待送事项", "send", READ_OUTBOX),
    ),
)

NAVIGATION = [_FIRST, _FIND, _WATCH, _BRING_BACK, _ROLL, _ANSWER, _SUPERVISE, _ADMINISTER]
"""The menu, in this order; a heading of which nothing may be seen is left out."""
