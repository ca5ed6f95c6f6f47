"""The countable facts that a plan may name. Rooms count them; a plan that names another is refused."""

from collections.abc import Mapping

from notoneless.policy.measures_national import NATIONAL_ASSESSMENT
from notoneless.policy.measures_schools import SCHOOL_WORK
from notoneless.policy.measures_special import SPECIAL_EDUCATION
from notoneless.policy.measuring import Measure, Nature, registry

__all__ = ["MEASURES", "Measure", "Nature", "registry"]

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
        Measure("roll.pupils", "child", _L, "在校学生", "pupils in classes"),
        Measure("roll_work.adopted", "plan", _L, "已通过的学籍管理工作计划", "roll-work plans in force", is_own=True),
        # cases
        Measure("case.opened", "case", _E, "立案", "cases opened"),
        Measure("case.verified_at", "case", _E, "核实为辍学", "cases verified as dropout"),
        Measure(
            "case.open_verified",
            "child",
            _L,
            "失学辍学学生",
            "children who dropped out or are out of school, and are not back",
        ),
        Measure("case.decided", "case", _F, "核查过的疑似个案", "suspected cases decided on"),
        # attendance
        Measure("attendance.arrival_reports", "report", _F, "到校日报告", "daily arrival reports"),
        Measure("attendance.absence_noticed", "absence", _E, "发现缺课", "absences noticed"),
        Measure("attendance.absence_traced", "absence", _F, "追踪到去向的缺课", "absences traced"),
        Measure("attendance.absences_reported", "absence", _F, "报学校的缺课", "absences told"),
        Measure(
            "attendance.leaves_open",
            "leave",
            _L,
            "逾期未销的假",
            "leave overdue",
            kept_by=("attendance.days_reported",),
        ),
        Measure("attendance.days_reported", "report", _F, "登记过的到校（含补报）", "days reported, late ones too"),
        Measure("attendance.kept", "class", _L, "近期登记到校的班", "classes that reported lately"),
        # early warning and the watch list
        Measure("warning.wavering", "child", _E, "学生思想波动", "pupils marked as wavering"),
        Measure(
            "warning.without_keeper",
            "child",
            _L,
            "无人负责的重点生",
            "key pupils without a keeper",
            kept_by=("warning.looked_at",),
        ),
        Measure("warning.looked_at", "child", _L, "一年内排查过或建档的学生", "pupils screened or filed within a year"),
        Measure("warning.reported", "report", _F, "上报的辍学倾向", "inclinations to drop out reported"),
        Measure("warning.screened", "child", _F, "逐人排查的重点人群", "key pupils screened"),
        Measure(
            "warning.unscreened",
            "child",
            _L,
            "未排查的重点人群",
            "key pupils not yet screened",
            kept_by=("roll.pupils",),
        ),
        Measure("warning.inclined", "child", _E, "发现辍学倾向", "pupils found inclined to drop out"),
        Measure(
            "warning.without_file",
            "child",
            _L,
            "未建档案的重点生",
            "key pupils without a file",
            kept_by=("warning.looked_at",),
        ),
        # visits
        Measure("visit.home_visits", "visit", _F, "入户家访人次", "home visits"),
        Measure(
            "visit.unvisited",
            "child",
            _L,
            "本学期未家访的重点生",
            "key pupils unvisited this term",
            kept_by=("warning.looked_at", "visit.kept"),
        ),
        Measure("visit.kept", "visit", _L, "半年内的家访和计划", "visits made or planned within half a year"),
        Measure("visit.relapsed", "child", _E, "学生反复", "pupils who relapse"),
        Measure("visit.visits_of_child", "visit", _F, "对该生的家访", "visits of that child"),
        Measure("visit.met_of_child", "visit", _F, "见到家人或该生的家访", "visits that met the family or that child"),
        Measure("visit.meeting_records", "record", _F, "动员会议记录", "minutes on returns"),
        Measure("visit.outreach_records", "record", _F, "到村动员记录", "village outreach"),
        Measure(
            "visit.unregistered",
            "visit",
            _L,
            "未填登记表的家访",
            "visits not in the visit register",
            kept_by=("visit.kept",),
        ),
        Measure(
            "visit.without_visitor",
            "child",
            _L,
            "未安排家访人的辍学学生",
            "dropouts without a visitor",
            kept_by=("attendance.kept",),
        ),
        # cases and their papers (to come)
        Measure("case.noticed", "notice", _F, "发出的返校通知书", "return notices issued", brings_back=True),
        Measure("case.reported_up", "report", _F, "上报的辍学情况", "reports of dropouts sent up"),
        Measure("case.return_efforts", "visit", _F, "劝返", "acts of persuasion", brings_back=True),
        Measure("case.groups", "group", _F, "成立的个案工作小组", "working groups of cases"),
        Measure("case.placed_back", "child", _E, "复学", "children back at school"),
        Measure("case.return_plans", "plan", _F, "复学一人一方案", "plans of returned children"),
        Measure("case.neglect", "case", _E, "因失职导致辍学", "dropouts caused by neglect of duty"),
        Measure("case.grave", "case", _E, "情节严重", "grave cases"),
        Measure("case.measures_chosen", "measure", _F, "法情资措施", "law, care or aid chosen"),
        Measure("case.untracked", "child", _L, "无动向记录的辍学学生", "dropouts not tracked"),
        Measure("case.joint_checks", "check", _F, "与乡镇村共同核查", "joint checks"),
        Measure("case.notice_overdue", "case", _E, "返校通知书逾期", "return notices overdue"),
        Measure(
            "case.handed_over",
            "case",
            _F,
            "移交乡镇的逾期个案",
            "overdue cases handed to the township",
            brings_back=True,
        ),
        Measure(
            "case.joint_visits",
            "visit",
            _F,
            "校镇村联合入户劝返",
            "joint visits of school, township and village",
            brings_back=True,
        ),
        Measure("case.least_parties", "party", _L, "工作小组最少组成方", "fewest parties", is_own=True),
        Measure("case.without_person", "child", _L, "未落实包保责任人的个案", "nobody answers"),
        Measure("case.without_lead", "child", _L, "未定牵头单位的个案", "cases without a lead unit"),
        Measure("case.out_of_order", "case", _L, "次序不对的个案", "cases whose steps are out of order"),
        Measure("case.causes", "case", _F, "查明原因的个案", "causes found"),
        Measure("case.remedies", "measure", _F, "对症措施", "fitted measures"),
        Measure("case.outreach_failed", "case", _E, "劝返无效", "outreach failed"),
        Measure("case.placements", "child", _F, "安置到位的复学学生", "placed again"),
        Measure("case.unfollowed", "child", _L, "未回访的复学学生", "not followed up"),
        Measure("case.concealed", "case", _E, "隐瞒不报", "dropouts concealed"),
        Measure("case.referrals", "case", _F, "移送的个案", "cases referred", brings_back=True),
        Measure("case.outcomes_open", "case", _L, "移送后无结果的个案", "no outcome"),
        # reports (to come in part)
        Measure(
            "report.monthly_returns",
            "return",
            _F,
            "月报表（含零报告）",
            "monthly returns, nil returns too",
        ),
        Measure(
            "report.told_head", "report", _F, "班主任报校长的辍学报告", "dropouts that class teachers told the head"
        ),
        Measure("report.acknowledged", "report", _F, "校长签收的辍学报告", "class teachers' reports acknowledged"),
        Measure("report.receipts", "report", _F, "辍学上报的签收", "receipts of reports of dropouts"),
        Measure("report.yearly_reconciled", "return", _F, "核准后的年报", "reconciled yearly returns"),
        Measure(
            "report.forwarded",
            "report",
            _F,
            "反馈给乡镇村的信息",
            "information passed on to local bodies",
        ),
        Measure("report.returns_reported", "report", _F, "上报的返校情况", "returns reported"),
        Measure(
            "report.unaccounted",
            "child",
            _L,
            "情况不明的在册学生",
            "pupils of the roll nobody can account for",
            kept_by=("attendance.kept",),
        ),
        Measure(
            "report.dropout_counts",
            "return",
            _F,
            "按村屯和班级的辍学统计",
            "counts of dropouts by hamlet and class",
        ),
        Measure(
            "report.enrolment_sums",
            "return",
            _F,
            "分班级学额统计汇总",
            "sums of enrolment and its movement by class",
        ),
        Measure("report.village_summaries", "report", _F, "包保村失学辍学汇总", "village summaries"),
        Measure("report.paper_reports", "report", _F, "纸质报告", "reports on paper"),
        # registry (in part to come)
        Measure(
            "registry.away_contacts",
            "contact",
            _F,
            "与外地就读学生监护人的联系",
            "contacts of children away",
        ),
        Measure("registry.away_certificates", "paper", _F, "备案的异地就读证明", "certificates filed"),
        Measure("registry.changed", "entry", _E, "学籍变动", "changes of the roll"),
        Measure("registry.away_children", "child", _E, "外地就读", "children schooled elsewhere"),
        Measure("registry.deferral_ended", "child", _E, "延缓入学期满", "deferrals that end"),
        Measure("registry.suspension_ended", "child", _E, "休学期满", "suspensions that end"),
        Measure(
            "registry.entered",
            "entry",
            _F,
            "入学或复学的学籍",
            "entries after deferral or suspension",
        ),
        Measure("registry.problems_open", "entry", _L, "未处理的问题学籍", "problem registrations open"),
        Measure(
            "registry.applications",
            "application",
            _F,
            "随迁子女入学申请",
            "applications of migrants",
        ),
        Measure("registry.changes_exact", "entry", _F, "数字准确的变动", "exact changes"),
        Measure("registry.changes_traced", "entry", _F, "去向清楚的变动", "traced changes"),
        Measure("registry.changes_documented", "entry", _F, "手续完备的变动", "papers complete"),
        Measure(
            "registry.migrants_unplaced",
            "child",
            _L,
            "未入学的流入儿童",
            "migrant children without a school",
        ),
        Measure(
            "registry.away_incomplete",
            "child",
            _L,
            "信息不全的外地就读学生",
            "children away with details missing",
        ),
        Measure(
            "registry.away_overdue",
            "child",
            _L,
            "联系逾期的外地就读学生",
            "children away whose contact is overdue",
        ),
        Measure(
            "registry.away_unconfirmed",
            "child",
            _L,
            "无人确认的外地就读学生",
            "children away whom nothing confirms",
        ),
        Measure(
            "registry.incomplete_changes",
            "entry",
            _L,
            "手续不全的学籍变动",
            "changes of the roll lacking papers",
        ),
        Measure("registry.unregistered", "child", _L, "在校未注册学籍的学生", "not on the roll"),
        Measure("registry.unmarked", "entry", _L, "未标注去向或状态的学籍", "unmarked entries"),
        Measure("registry.ghost_entries", "entry", _L, "空挂、借读的学籍", "ghost entries"),
        # special education (to come)
        *SPECIAL_EDUCATION,
        # support, conduct, campaigns, supervision (to come)
        *SCHOOL_WORK,
        # national assessment (to come)
        *NATIONAL_ASSESSMENT,
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
