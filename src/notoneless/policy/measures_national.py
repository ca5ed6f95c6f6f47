"""What is counted of the National Assessment of Education Quality; its room is still to be built."""

from collections.abc import Iterator

from notoneless.policy.measuring import Measure, Nature

_AWAITS = "monitoring"
_F, _L, _E = Nature.FLOW, Nature.LEVEL, Nature.EVENT

_MILESTONES = (
    ("provincial_training", "参加省级部署与培训", "provincial briefing and training attended"),
    ("group_formed", "成立县级监测实施小组", "county group of the national assessment formed"),
    ("schools_reported", "上报属地学校信息", "schools of the county reported"),
    ("sample_confirmed", "确认样本校名单", "list of sample schools confirmed"),
    ("list_filed", "提交领导小组名单", "list of the county group filed"),
    ("rules_filed", "提交县级实施细则", "implementing rules of the county filed"),
    ("kickoff_held", "召开动员会", "mobilisation meeting held"),
    ("rosters_reviewed", "审核学生与教师信息", "pupils' and teachers' data reviewed"),
    ("training_done", "完成统一培训", "common training finished"),
    ("practice_done", "完成问卷填答练习", "practice of the questionnaires finished"),
    ("preparation_checked", "督导样本校测前准备", "preparation of sample schools checked"),
    ("training_reported", "提交培训完成情况报告表", "report on training filed"),
    ("tools_received", "接收与保管监测工具", "test materials received and stored"),
    ("faults_cleared", "排查测试准备问题", "faults of preparation cleared"),
    ("emergencies_filed", "提交应急事件报告表", "report of incidents filed"),
    ("tools_returned", "回邮监测工具", "test materials sent back"),
    ("results_reviewed", "审核提交测试生信息", "data of tested pupils reviewed and filed"),
    ("summary_filed", "提交县级实施总结", "summary of the county filed"),
    ("rules_made", "制定县级实施细则", "implementing rules of the county made"),
    ("samples_imported", "导入国家抽样结果", "sample drawn by the nation imported"),
    ("publicity_done", "宣传监测目的意义", "publicity of the national assessment"),
    ("line_published", "公布社会监督电话", "supervision line published"),
)
"""What the county does once in a round, by a day."""

_GAPS = (
    ("unsigned", "未签保密承诺的接触人员", "people who handle materials without undertaking", False),
    ("untraced_edits", "未留痕的数据修改", "edits of data without trace", False),
    ("posts_open", "未落实的监测职务", "posts of the national assessment open", True),
    ("conflicts", "有利害关系的选派", "people sent with a conflict of interest", True),
    ("staff_short", "校内测试工作人员缺额", "shortfall of staff in sample schools", False),
    ("respondents_unlisted", "未列入名单的监测对象", "respondents not listed", False),
    ("pe_unentered", "未录入上传的体育记录卡", "field-test record cards not entered", False),
    ("unanswered", "未按职务答完的问卷", "questionnaires not answered for each post", False),
    ("replaced", "自行抽取或替换的样本", "samples drawn or replaced by the county itself", False),
    ("school_rules_missing", "未成立小组或未订细则的样本校", "sample schools without group or rules", False),
    ("room_faults", "监测室未达标项", "faults of test rooms", False),
    ("answer_room_faults", "教师填答室未达标项", "faults of rooms for teachers' questionnaires", False),
    ("office_faults", "现场办公室与保密柜未达标项", "faults of on-site offices and cupboards", False),
    ("custody_gaps", "工具交接缺口或数量不符", "gaps of custody, counts that disagree", False),
    ("untrained", "未培训的工作人员", "staff not trained", False),
    ("untested", "培训未考核合格的工作人员", "staff who have not passed the training", False),
    ("silent_sites", "未报状态的监测点", "test sites without a state reported", False),
    ("plans_unreviewed", "未审定的样本校方案", "plans of sample schools not reviewed", True),
    ("contacts_unvisited", "未督查的联系点", "schools whose section has not visited them", True),
    ("school_publicity_missing", "未宣传教育师生的样本校", "sample schools that have not briefed", False),
    ("sections_without_tasks", "未分工的股室", "sections without tasks", True),
    ("section_tasks_open", "股室未完成的任务", "tasks of sections open", True),
    ("info_missing", "未报齐的监测信息", "data of the national assessment missing", False),
    ("differences_open", "未更正的信息差异", "differences of data not corrected", False),
    ("stationery_short", "文具物品缺额", "shortfall of stationery", True),
    ("equipment_short", "测试器材缺额", "shortfall of test equipment", False),
    ("line_unstaffed", "监督电话无人值守的时段", "spells in which nobody took the line", True),
    ("calls_unlogged", "未记录的监督来电", "calls not logged", True),
    ("lessons_unarranged", "未调整安排的课程", "lessons not rearranged for the test days", False),
    ("safety_faults", "测试日安全隐患", "hazards on the test days", False),
    ("notice_faults", "公示栏缺项", "faults of the public notice", False),
    ("names_early", "检录前公布的学生名单", "names shown before check-in", False),
)
"""What is missing on a day; a school that is not in the sample has none. The last: of the county itself."""


def _measures() -> Iterator[Measure]:
    for code, zh, en in _MILESTONES:
        yield Measure(f"assessment.{code}", "milestone", _F, zh, en, is_own=True, awaits=_AWAITS)
    for code, zh, en, is_own in _GAPS:
        yield Measure(f"assessment.{code}", "gap", _L, zh, en, is_own=is_own, awaits=_AWAITS)


NATIONAL_ASSESSMENT: tuple[Measure, ...] = (
    *_measures(),
    Measure("assessment.group", "group", _L, "质量监测领导小组", "leading group of it", is_own=True, awaits=_AWAITS),
    Measure("assessment.group_seats", "seat", _L, "领导小组职位", "seats of that group", is_own=True, awaits=_AWAITS),
    Measure("assessment.least_monitors", "person", _L, "每校最少选派人数", "fewest sent to a school", awaits=_AWAITS),
    Measure(
        "assessment.least_signers", "person", _L, "每次交接最少签字人数", "fewest who signed a move", awaits=_AWAITS
    ),
    Measure("assessment.half_days_set", "half_day", _L, "排定场次的半天数", "half days planned", awaits=_AWAITS),
    Measure("assessment.support", "record", _F, "协助视导巡视记录", "support of quality monitors", awaits=_AWAITS),
    Measure("assessment.incident", "incident", _E, "监测突发事件", "incidents", awaits=_AWAITS),
    Measure("assessment.incident_reports", "report", _F, "监测专报", "reports of incidents", awaits=_AWAITS),
    Measure("assessment.breach", "breach", _E, "监测违纪舞弊", "breaches and cheating", awaits=_AWAITS),
    Measure("assessment.grave_breach", "breach", _E, "情节严重的监测违纪舞弊", "grave breaches", awaits=_AWAITS),
    Measure("assessment.complaint", "complaint", _E, "监测投诉举报", "complaints of the public", awaits=_AWAITS),
    Measure("assessment.complaints_answered", "complaint", _F, "答复的监测投诉", "complaints answered", awaits=_AWAITS),
)
