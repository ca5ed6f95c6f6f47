"""The countable facts that a plan may name. Rooms count them; a plan that names another is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What is counted."""

    FLOW = "flow"
    """Things done at units on days: they add up over a period."""
    LEVEL = "level"
    """What holds of a unit on a day."""
    RATE = "rate"
    """A share of a unit in per cent, of a day; for targets."""
    EVENT = "event"
    """Things that happen at a unit on a day, each of which a duty may follow."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A fact that can be counted. `is_own`: of the unit itself; otherwise all beneath a unit counts for it.

    `awaits`: the area whose room is still to be built; until then nobody counts it, and clauses that need it are pending.
    """

    code: str
    unit: str
    nature: Nature
    zh: str
    en: str
    is_own: bool = False
    awaits: str = ""


def registry(measures: Iterable[Measure]) -> Mapping[str, Measure]:
    """The measures by code. Raises ValueError for one that is named twice."""
    found: dict[str, Measure] = {}
    for each in measures:
        if each.code in found:
            raise ValueError(f"{each.code} is named twice")
        found[each.code] = each
    return found


_F, _L, _R, _E = Nature.FLOW, Nature.LEVEL, Nature.RATE, Nature.EVENT

MEASURES: Mapping[str, Measure] = registry(
    (
        # organisations
        Measure("organization.leading_group", "group", _L, "控辍领导小组", "leading group on file", is_own=True),
        Measure("organization.group_posts", "seat", _L, "领导小组成员席位", "seats of leading groups", is_own=True),
        Measure("organization.broken_chains", "gap", _L, "三包链条缺口", "gaps in the tiers of responsibility"),
        Measure("organization.unassigned", "unit", _L, "未落实包保的单位", "units nobody answers for"),
        Measure("organization.contacts", "contact", _L, "联控联保部门联系人", "contacts of departments", is_own=True),
        # surveys and rosters
        Measure("survey.finished", "survey", _F, "完成的摸排单元", "grid cells surveyed to the end"),
        Measure("roster.household_received", "roster", _F, "收到的户籍名册", "household rosters received"),
        Measure("roster.school_received", "roster", _F, "收到的学籍名册", "school rosters received"),
        Measure("finding.compared", "comparison", _F, "完成的名册比对", "comparisons of rosters", is_own=True),
        Measure(
            "roll.compared", "comparison", _F, "完成的学籍人籍比对", "comparisons of the roll with the national export"
        ),
        # the roll
        Measure("roll_work.adopted", "plan", _L, "已通过的学籍管理工作计划", "roll-work plans in force", is_own=True),
        Measure("roll.promised", "entry", _E, "学籍变动", "changes of the roll"),
        # cases
        Measure("case.opened", "case", _E, "立案", "cases opened"),
        Measure("case.verified_at", "case", _E, "核实为辍学", "cases verified as dropout"),
        Measure("case.open_verified", "child", _L, "辍学学生", "children who dropped out and are not back"),
        Measure("case.decided", "case", _F, "核查过的疑似个案", "suspected cases decided on"),
        # attendance (to come)
        Measure("attendance.arrival_reports", "report", _F, "到校日报告", "daily arrival reports", awaits="attendance"),
        Measure("attendance.absence_noticed", "absence", _E, "发现缺课", "absences noticed", awaits="attendance"),
        Measure("attendance.absence_traced", "absence", _F, "追踪到去向的缺课", "absences traced", awaits="attendance"),
        Measure("attendance.absences_reported", "absence", _F, "报学校的缺课", "absences told", awaits="attendance"),
        Measure("attendance.leaves_open", "leave", _L, "逾期未销的假", "leave overdue", awaits="attendance"),
        # early warning (to come)
        Measure("warning.wavering", "child", _E, "学生思想波动", "pupils marked as wavering", awaits="warning"),
        Measure(
            "warning.without_keeper", "child", _L, "无人负责的重点生", "key pupils without a keeper", awaits="warning"
        ),
        Measure(
            "warning.reported", "report", _F, "上报的辍学倾向", "inclinations to drop out reported", awaits="warning"
        ),
        Measure("warning.screened", "child", _F, "逐人排查的重点人群", "key pupils screened", awaits="warning"),
        Measure("warning.unscreened", "child", _L, "未排查的重点人群", "key pupils not yet screened", awaits="warning"),
        Measure("warning.inclined", "child", _E, "发现辍学倾向", "pupils found inclined to drop out", awaits="warning"),
        Measure("warning.without_file", "child", _L, "未建档案的重点生", "key pupils without a file", awaits="warning"),
        # visits (to come)
        Measure("visit.home_visits", "visit", _F, "入户家访人次", "home visits", awaits="visits"),
        Measure(
            "visit.unvisited", "child", _L, "本学期未家访的重点生", "key pupils unvisited this term", awaits="visits"
        ),
        Measure("visit.relapsed", "child", _E, "学生反复", "pupils who relapse", awaits="visits"),
        Measure("visit.visits_of_child", "visit", _F, "对该生的家访", "visits of that child", awaits="visits"),
        Measure(
            "visit.unregistered", "visit", _L, "未填登记表的家访", "visits not in the visit register", awaits="visits"
        ),
        Measure(
            "visit.without_visitor",
            "child",
            _L,
            "未安排家访人的辍学学生",
            "dropouts without a visitor",
            awaits="visits",
        ),
        # cases and their papers (to come)
        Measure("case.noticed", "notice", _F, "发出的返校通知书", "return-to-school notices issued", awaits="cases"),
        Measure("case.reported_up", "report", _F, "上报的辍学情况", "reports of dropouts sent up", awaits="cases"),
        Measure("case.persuasions", "visit", _F, "劝返", "acts of persuasion", awaits="cases"),
        Measure("case.groups", "group", _F, "成立的个案工作小组", "working groups of cases", awaits="cases"),
        Measure("case.placed_back", "child", _E, "复学", "children back at school", awaits="cases"),
        Measure("case.return_plans", "plan", _F, "复学一人一方案", "plans of returned children", awaits="cases"),
        Measure("case.neglect", "case", _E, "因失职导致辍学", "dropouts caused by neglect of duty", awaits="cases"),
        Measure("case.grave", "case", _E, "情节严重", "grave cases", awaits="cases"),
        Measure("case.notice_overdue", "case", _E, "返校通知书逾期", "return notices overdue", awaits="cases"),
        Measure(
            "case.handed_over", "case", _F, "移交乡镇的逾期个案", "overdue cases handed to the township", awaits="cases"
        ),
        Measure(
            "case.joint_visits",
            "visit",
            _F,
            "校镇村联合入户劝返",
            "joint visits of school, township and village",
            awaits="cases",
        ),
        Measure("case.least_parties", "party", _L, "工作小组最少组成方", "fewest parties", awaits="cases"),
        Measure("case.without_person", "child", _L, "未落实包保责任人的个案", "nobody answers", awaits="cases"),
        Measure("case.without_lead", "child", _L, "未定牵头单位的个案", "cases without a lead unit", awaits="cases"),
        Measure("case.causes", "case", _F, "查明原因的个案", "causes found", awaits="cases"),
        Measure("case.remedies", "measure", _F, "对症措施", "fitted measures", awaits="cases"),
        Measure("case.outreach_failed", "case", _E, "劝返无效", "outreach failed", awaits="cases"),
        Measure("case.placements", "child", _F, "安置到位的复学学生", "placed again", awaits="cases"),
        Measure("case.unfollowed", "child", _L, "未回访的复学学生", "not followed up", awaits="cases"),
        Measure("case.concealed", "case", _E, "隐瞒不报", "dropouts concealed", awaits="cases"),
        Measure("case.referrals", "case", _F, "移送的个案", "cases referred", awaits="cases"),
        Measure("case.outcomes_open", "case", _L, "移送后无结果的个案", "no outcome", awaits="cases"),
        # reports (to come)
        Measure(
            "report.monthly_returns",
            "return",
            _F,
            "月报表（含零报告）",
            "monthly returns, nil returns too",
            awaits="reports",
        ),
        Measure(
            "report.acknowledged", "report", _F, "签收的辍学报告", "reports of dropouts acknowledged", awaits="reports"
        ),
        Measure(
            "report.yearly_reconciled", "return", _F, "核准后的年报", "reconciled yearly returns", awaits="reports"
        ),
        Measure(
            "report.forwarded",
            "report",
            _F,
            "反馈给乡镇村的信息",
            "information passed on to local bodies",
            awaits="reports",
        ),
        Measure(
            "report.unaccounted",
            "child",
            _L,
            "情况不明的在册学生",
            "pupils of the roll nobody can account for",
            awaits="reports",
        ),
        Measure(
            "report.dropout_counts",
            "return",
            _F,
            "按村屯和班级的辍学统计",
            "counts of dropouts by hamlet and class",
            awaits="reports",
        ),
        Measure(
            "report.enrolment_sums",
            "return",
            _F,
            "分班级学额统计汇总",
            "sums of enrolment and its movement by class",
            awaits="reports",
        ),
        Measure("report.village_summaries", "report", _F, "包保村失学辍学汇总", "village summaries", awaits="reports"),
        Measure("report.paper_reports", "report", _F, "纸质报告", "reports on paper", awaits="reports"),
        # registry (to come in part)
        Measure(
            "registry.away_contacts",
            "contact",
            _F,
            "与外地就读学生监护人的联系",
            "contacts of children away",
            awaits="registry",
        ),
        Measure(
            "registry.away_certificates", "paper", _F, "备案的异地就读证明", "certificates filed", awaits="registry"
        ),
        Measure("registry.away_children", "child", _E, "外地就读", "children schooled elsewhere", awaits="registry"),
        Measure("registry.deferral_ended", "child", _E, "延缓入学期满", "deferrals that end", awaits="registry"),
        Measure("registry.suspension_ended", "child", _E, "休学期满", "suspensions that end", awaits="registry"),
        Measure(
            "registry.entered",
            "entry",
            _F,
            "入学或复学的学籍",
            "entries after deferral or suspension",
            awaits="registry",
        ),
        Measure(
            "registry.problems_open", "entry", _L, "未处理的问题学籍", "problem registrations open", awaits="registry"
        ),
        Measure(
            "registry.applications",
            "application",
            _F,
            "随迁子女入学申请",
            "applications of migrants",
            awaits="registry",
        ),
        Measure(
            "registry.migrants_unplaced",
            "child",
            _L,
            "未入学的流入儿童",
            "migrant children without a school",
            awaits="registry",
        ),
        Measure(
            "registry.away_incomplete",
            "child",
            _L,
            "信息不全的外地就读学生",
            "children away with details missing",
            awaits="registry",
        ),
        Measure(
            "registry.away_overdue",
            "child",
            _L,
            "联系逾期的外地就读学生",
            "children away whose contact is overdue",
            awaits="registry",
        ),
        Measure(
            "registry.incomplete_changes",
            "entry",
            _L,
            "手续不全的学籍变动",
            "changes of the roll lacking papers",
            awaits="registry",
        ),
        Measure("registry.unregistered", "child", _L, "在校未注册学籍的学生", "not on the roll", awaits="registry"),
        Measure("registry.unmarked", "entry", _L, "未标注去向或状态的学籍", "unmarked entries", awaits="registry"),
        Measure("registry.ghost_entries", "entry", _L, "空挂、借读的学籍", "ghost entries", awaits="registry"),
        # special education (to come)
        Measure(
            "special.without_placement", "child", _L, "未安置的残疾儿童", "disabled children unplaced", awaits="special"
        ),
        Measure(
            "special.without_file",
            "child",
            _L,
            "未建一生一案的残疾儿童",
            "disabled children without file",
            awaits="special",
        ),
        Measure(
            "special.without_teacher",
            "child",
            _L,
            "未派教师的送教学生",
            "home-taught without teacher",
            awaits="special",
        ),
        Measure(
            "special.without_agreement", "child", _L, "未签协议的学生", "pupils without agreement", awaits="special"
        ),
        Measure("homebound.visits", "visit", _F, "送教次数", "visits of home teaching", awaits="special"),
        Measure(
            "homebound.least_teachers",
            "person",
            _L,
            "每次送教最少教师人数",
            "fewest teachers of a visit",
            awaits="special",
        ),
        Measure(
            "homebound.least_hours",
            "class_hour",
            _L,
            "每次送教最少学时",
            "fewest class hours of a visit",
            awaits="special",
        ),
        Measure(
            "homebound.least_men", "person", _L, "每次送教最少男教师人数", "fewest men of a visit", awaits="special"
        ),
        Measure("homebound.hours", "class_hour", _F, "送教学时", "class hours of home teaching", awaits="special"),
        Measure("homebound.assessments", "assessment", _F, "送教评估", "assessments of home-taught", awaits="special"),
        Measure(
            "homebound.inspections", "inspection", _F, "送教手册检查", "inspections of handbooks", awaits="special"
        ),
        Measure(
            "homebound.trackings", "record", _F, "康复学生跟踪记录", "records of children in care", awaits="special"
        ),
        Measure(
            "homebound.without_agreement",
            "child",
            _L,
            "未签协议的送教学生",
            "home-taught without agreement",
            awaits="special",
        ),
        Measure("homebound.unassessed", "child", _L, "未评估的送教学生", "home-taught not assessed", awaits="special"),
        Measure(
            "homebound.without_programme",
            "child",
            _L,
            "无教学计划的送教学生",
            "home-taught without teaching plan",
            awaits="special",
        ),
        Measure(
            "homebound.incomplete_files",
            "child",
            _L,
            "送教档案不全的学生",
            "home-taught with an incomplete file",
            awaits="special",
        ),
        Measure(
            "homebound.statistics",
            "return",
            _F,
            "汇总的送教统计表",
            "sums of the home-teaching statistics",
            awaits="special",
        ),
        Measure(
            "special.unregistered",
            "child",
            _L,
            "未建学籍的未入学残疾儿童",
            "disabled children not on the roll",
            awaits="special",
        ),
        Measure(
            "special.class_absent",
            "child",
            _E,
            "随班就读学生未到校",
            "pupils of regular classes not attending",
            awaits="special",
        ),
        Measure(
            "special.absence_explained",
            "child",
            _F,
            "查清原因去向的未到校学生",
            "absent pupils whose reason and place are known",
            awaits="special",
        ),
        Measure(
            "special.condition_changed",
            "child",
            _E,
            "学生身体智力情况变化",
            "pupils whose condition changes",
            awaits="special",
        ),
        Measure(
            "special.plans_revised",
            "plan",
            _F,
            "重新制定的控辍保学计划",
            "revised plans of retention",
            awaits="special",
        ),
        Measure("special.applied", "child", _E, "监护人提出申请", "applications", awaits="special"),
        Measure("special.assessed", "child", _F, "完成能力评估的儿童", "children assessed", awaits="special"),
        Measure("special.placed", "child", _F, "确定安置方式的儿童", "placement decided", awaits="special"),
        Measure("special.without_entry", "child", _L, "未建学籍的送教学生", "not on the roll", awaits="special"),
        Measure(
            "special.without_middle_school", "child", _L, "未落实初中的送教毕业生", "no middle school", awaits="special"
        ),
        Measure("homebound.first_visit", "child", _E, "首次送教", "first visits", awaits="special"),
        Measure("homebound.interviews", "interview", _F, "送教访谈", "interviews with the family", awaits="special"),
        Measure("homebound.programmes", "programme", _F, "个别化教学计划", "programmes", awaits="special"),
        Measure("homebound.fees", "yuan", _L, "向家庭收取的送教费", "fees taken", awaits="special"),
        Measure("homebound.unrated", "child", _L, "未问满意度的送教学生", "family not asked", awaits="special"),
        Measure("homebound.domains_missing", "domain", _L, "无内容又未说明的领域", "domains missing", awaits="special"),
        Measure(
            "homebound.parents_untrained", "child", _L, "家长未受培训的学生", "parents untrained", awaits="special"
        ),
        Measure("homebound.without_exercises", "child", _L, "未布置家庭训练的学生", "no exercises", awaits="special"),
        Measure("homebound.unagreed", "child", _L, "内容未商定的送教学生", "content not agreed", awaits="special"),
        Measure("homebound.without_materials", "child", _L, "未登记教材的学生", "no materials", awaits="special"),
        Measure("homebound.unscheduled", "child", _L, "未排定课时的送教学生", "no schedule", awaits="special"),
        Measure("homebound.hours_missing", "class_hour", _L, "欠的送教课时", "hours not taught", awaits="special"),
        Measure("homebound.unaccounted", "yuan", _L, "用途未入账的经费", "unaccounted funds", awaits="special"),
        Measure("homebound.overspent", "yuan", _L, "超支的送教经费", "funds overspent", awaits="special"),
        Measure("homebound.handbooks_missing", "handbook", _L, "未送达留存的手册", "logs missing", awaits="special"),
        Measure("homebound.untracked", "child", _L, "未跟踪的康复学生", "in care, no record", awaits="special"),
        Measure(
            "homebound.teachers_unchecked", "person", _L, "未核对条件的教师", "teachers unchecked", awaits="special"
        ),
        Measure(
            "homebound.teachers_unbriefed", "person", _L, "未受安全教育的教师", "teachers not briefed", awaits="special"
        ),
        Measure("homebound.without_standard", "programme", _L, "未注明课标的计划", "no standard", awaits="special"),
        Measure("homebound.outside_checks", "child", _L, "未纳入检查的学生", "not inspected", awaits="special"),
        # support, conduct, campaigns, supervision (to come)
        Measure("support.surveys", "survey", _F, "学困贫困调查", "surveys of need", awaits="support"),
        Measure(
            "support.without_help", "child", _L, "应帮未帮的学生", "children in need without help", awaits="support"
        ),
        Measure("support.unpaid", "child", _L, "应助未助的学生", "entitled and unpaid", awaits="support"),
        Measure(
            "support.left_behind_survey",
            "survey",
            _F,
            "留守儿童摸排",
            "surveys of left-behind children",
            awaits="support",
        ),
        Measure(
            "support.without_contact",
            "child",
            _L,
            "五个一未落实的留守儿童",
            "left-behind without the five",
            awaits="support",
        ),
        Measure(
            "support.without_approach",
            "child",
            _L,
            "无分类指导措施的学困生",
            "struggling learners without an approach of their own",
            awaits="support",
        ),
        Measure(
            "support.returned_unpaired", "child", _L, "未结对的复学学生", "returned and unpaired", awaits="support"
        ),
        Measure("support.without_counselling", "child", _L, "应辅导未辅导", "without counselling", awaits="support"),
        Measure("support.parent_days", "meeting", _F, "邀请家长到校", "parents invited", awaits="support"),
        Measure(
            "conduct.curriculum_gaps", "subject", _L, "未开齐开足的科目", "subjects missing or short", awaits="conduct"
        ),
        Measure("conduct.homework_checks", "check", _F, "作业负担检查", "checks of homework", awaits="conduct"),
        Measure("conduct.safety_checks", "check", _F, "安全隐患排查", "safety inspections", awaits="conduct"),
        Measure("conduct.complaint", "complaint", _E, "投诉", "complaints", awaits="conduct"),
        Measure("conduct.complaints_decided", "complaint", _F, "处理完的投诉", "complaints decided", awaits="conduct"),
        Measure("conduct.activities", "activity", _F, "团队文体实践活动", "activities of classes", awaits="conduct"),
        Measure("conduct.ethics_measures", "measure", _F, "师德师风措施", "measures for ethics", awaits="conduct"),
        Measure(
            "conduct.homework_excess",
            "class",
            _L,
            "课业负担超标未整改的班级",
            "classes with excess homework not mended",
            awaits="conduct",
        ),
        Measure(
            "conduct.hazards_open", "hazard", _L, "逾期未消除的安全隐患", "hazards not mended in time", awaits="conduct"
        ),
        Measure(
            "campaign.activities", "activity", _F, "控辍月活动", "activities of a prevention month", awaits="campaigns"
        ),
        Measure("campaign.channels", "channel", _F, "宣传渠道", "channels of publicity used", awaits="campaigns"),
        Measure("campaign.law_lessons", "lesson", _F, "三法教育课", "lessons on the three laws", awaits="campaigns"),
        Measure("campaign.reached", "percent", _L, "宣传覆盖率", "share reached by publicity", awaits="campaigns"),
        Measure("campaign.examples", "story", _F, "典型事例", "role-model stories", awaits="campaigns"),
        Measure("campaign.meetings", "meeting", _F, "例会", "meetings", awaits="campaigns"),
        Measure("campaign.briefed", "percent", _L, "已签收动员的教职工比例", "staff briefed", awaits="campaigns"),
        Measure(
            "campaign.labour_clue",
            "clue",
            _E,
            "发现学生务农务工经商线索",
            "clues of school-age labour",
            awaits="campaigns",
        ),
        Measure(
            "campaign.labour_followed",
            "clue",
            _F,
            "核处完的务农务工经商线索",
            "clues of school-age labour followed up",
            awaits="campaigns",
        ),
        Measure(
            "campaign.office_meetings",
            "meeting",
            _F,
            "教导处例会",
            "meetings of the teaching office",
            awaits="campaigns",
        ),
        Measure(
            "campaign.teachers_heard",
            "person",
            _F,
            "例会上听取汇报的班主任",
            "class teachers heard at a meeting",
            awaits="campaigns",
        ),
        Measure(
            "campaign.special_meetings",
            "meeting",
            _F,
            "控辍保学专题会议",
            "special meetings on dropout prevention",
            awaits="campaigns",
        ),
        Measure("supervision.inspections", "inspection", _F, "督查", "inspections", awaits="supervision"),
        Measure("supervision.summaries", "summary", _F, "年度总结", "yearly summaries", awaits="supervision"),
        Measure("supervision.appraised", "appraisal", _F, "考核", "appraisals", awaits="supervision"),
        Measure(
            "supervision.targets_split",
            "target",
            _L,
            "分解到人的指标",
            "targets split to persons",
            awaits="supervision",
        ),
        Measure(
            "supervision.finding", "finding", _E, "督查发现问题", "problems found by inspection", awaits="supervision"
        ),
        Measure("supervision.rectified", "finding", _F, "整改到位的问题", "problems rectified", awaits="supervision"),
        Measure(
            "supervision.inquiries_decided", "inquiry", _F, "作出结论的追责", "inquiries decided", awaits="supervision"
        ),
        Measure(
            "supervision.unappraised",
            "person",
            _L,
            "考核未计入三包实绩的人员",
            "staff appraised without their tier of responsibility",
            awaits="supervision",
        ),
        Measure("supervision.interviewed", "interview", _E, "约谈", "interviews", awaits="supervision"),
        Measure(
            "supervision.followups", "record", _F, "约谈后的跟踪", "follow-ups of interviews", awaits="supervision"
        ),
        Measure("supervision.unscored", "unit", _L, "未考核的单位", "units not scored", awaits="supervision"),
        Measure(
            "document.letters_signed",
            "percent",
            _L,
            "签订的责任书比例",
            "letters of responsibility signed",
            awaits="documents",
        ),
        Measure(
            "document.rules_signed",
            "percent",
            _L,
            "监护人签收的规章比例",
            "rules signed by guardians",
            awaits="documents",
        ),
        Measure(
            "document.remarks_missing",
            "entry",
            _L,
            "特殊情况未填备注的统计表行",
            "special cases without a remark",
            awaits="documents",
        ),
        Measure(
            "document.reports_to_government",
            "report",
            _F,
            "报当地政府的纸质报告",
            "reports to government",
            awaits="documents",
        ),
        Measure(
            "document.deadline_notices", "notice", _F, "发出的限期复学通知书", "deadline notices", awaits="documents"
        ),
        # national assessment (to come)
        Measure("assessment.milestones", "milestone", _F, "完成的监测节点", "milestones done", awaits="monitoring"),
        Measure("assessment.tasks", "task", _F, "完成的监测任务", "tasks done", awaits="monitoring"),
        Measure(
            "assessment.shortfalls",
            "gap",
            _L,
            "监测人员物品缺口",
            "shortfalls of staff and things",
            awaits="monitoring",
        ),
        Measure("assessment.incident", "incident", _E, "监测突发事件", "incidents", awaits="monitoring"),
        Measure("assessment.incident_reports", "report", _F, "监测专报", "reports of incidents", awaits="monitoring"),
        Measure(
            "assessment.complaint", "complaint", _E, "监测投诉举报", "complaints of the public", awaits="monitoring"
        ),
        Measure(
            "assessment.complaints_answered",
            "complaint",
            _F,
            "答复的监测投诉",
            "complaints answered",
            awaits="monitoring",
        ),
        # rates
        Measure("rate.enrolment", "percent", _R, "适龄入学率", "enrolment rate"),
        Measure("rate.retention", "percent", _R, "巩固率", "retention rate"),
        Measure("rate.dropout", "percent", _R, "辍学率", "dropout rate"),
        Measure(
            "rate.disabled_enrolment",
            "percent",
            _R,
            "三类残疾儿童入学率",
            "enrolment rate of children with disabilities",
        ),
    )
)
