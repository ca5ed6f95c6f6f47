"""What is told of the school roll: states, steps, refusals, differences."""

WORDS: dict[str, tuple[str, str]] = {
    "enrolment.template_file": ("{unit}学生基础信息", "Basic pupil information of {unit}"),
    "enrolment.template_sheet": ("学生基础信息", "Basic pupil information"),
    "enrolment.template_title": ("{unit}学生基础信息", "Basic pupil information of {unit}"),
    "enrolment.template_note": (
        "学校名称★：{school}　学校标识码★：{code}　★ 为必填；灰色格为必填而系统里没有的，请补填。"
        "各版模板列序略有不同，以省里下发的为准。",
        "School★: {school}   school code★: {code}   ★ is required; grey cells are required and not known here. "
        "Editions differ in their order: the one sent down decides.",
    ),
    "enrolment.state_nothing": ("没有有效的学籍记录", "no event that holds"),
    "enrolment.state_deferred": ("延缓入学", "enrolment deferred"),
    "enrolment.state_on_roll": ("在读", "on the roll"),
    "enrolment.state_suspended": ("休学", "on suspension of studies"),
    "enrolment.state_not_confirmed": ("已转出，接收学校未确认", "transferred out, receiving school not confirmed"),
    "enrolment.state_transferred": ("已转走", "transferred"),
    "enrolment.state_completed": ("毕业", "graduated"),
    "enrolment.state_left": ("其他离校", "left otherwise"),
    "enrolment.state_deceased": ("死亡", "deceased"),
    "enrolment.dossier_at": ("{step}：{where}", "{step}: {where}"),
    "enrolment.step_defer": ("登记延缓入学", "deferral of enrolment"),
    "enrolment.step_enter": ("学籍注册", "entry on the roll"),
    "enrolment.step_suspend": ("休学", "suspension of studies"),
    "enrolment.step_resume": ("复学（休学后）", "resumption"),
    "enrolment.step_promote": ("升级", "promotion"),
    "enrolment.step_change_class": ("调班", "change of class"),
    "enrolment.step_transfer_out": ("转出", "transfer out"),
    "enrolment.step_transfer_in": ("确认转入", "confirmation of a transfer"),
    "enrolment.step_complete": ("毕业", "graduation"),
    "enrolment.step_leave": ("离校", "leaving"),
    "enrolment.not_now": ("现在是“{state}”，不能办理“{step}”", "The state is “{state}”: no “{step}” can follow"),
    "enrolment.no_transfer_while_suspended": (
        "休学期间不能转学，请先办理复学",
        "There is no transfer during a suspension of studies: record the resumption first",
    ),
    "enrolment.not_suspended": ("没有休学，不能复学", "There is no suspension of studies to resume from"),
    "enrolment.not_sent": ("还没有登记转出，不能确认转入", "No transfer out is recorded, so there is none to confirm"),
    "enrolment.pending": (
        "还有未办结的学籍业务，不能毕业",
        "Something is still pending, so there is no graduation yet",
    ),
    "enrolment.pending_in_class": (
        "班里还有未办结的学籍业务（休学、转出未确认等），共 {count} 人，请先办结",
        "Business of pupils in this class is still pending (suspension of studies, transfer); pupils: {count}",
    ),
    "enrolment.future": (
        "{day} 还没有到：只登记已经发生的事",
        "{day} is still to come: only what has happened is recorded",
    ),
    "enrolment.backwards": (
        "{day} 早于上一次变动 {last}；如果上一次写错了，请先更正",
        "{day} is before the last event, {last}; if that is wrong, correct it first",
    ),
    "enrolment.suspended_already": (
        "已经休学到 {until}；要延长，截止日期要在这以后",
        "Suspended until {until} already; an extension has to end after that",
    ),
    "enrolment.ends_before": ("{day} 不晚于开始的日期", "{day} is not after the first day"),
    "enrolment.suspended_too_long": (
        "一次休学最长 {months} 个月（县级设置）",
        "A suspension of studies lasts this many months at most (a setting of the county): {months}",
    ),
    "enrolment.extended_too_often": (
        "休学最多延长 {times} 次（县级设置）",
        "A suspension of studies is extended this often at most (a setting of the county): {times}",
    ),
    "enrolment.deferred_too_long": (
        "一次延缓入学最长 {months} 个月（县级设置）",
        "Enrolment is deferred this many months at most at a time (a setting of the county): {months}",
    ),
    "enrolment.compulsory": (
        "义务教育阶段不得开除学生，也不能退学（义务教育法第二十七条）",
        "A pupil of compulsory education is never expelled and cannot withdraw (Compulsory Education Law 27)",
    ),
    "enrolment.dropout_stays": (
        "辍学的学生学籍保留，不办离校；请按疑似辍学报告",
        "A dropout stays on the roll: report a suspected dropout instead of a leaving",
    ),
    "enrolment.no_movement": (
        "变动类别“{movement}”不能用在这里",
        "The kind of movement “{movement}” has no place here",
    ),
    "enrolment.no_reason": ("原因“{reason}”不在代码表里，或不能用在这里", "The reason “{reason}” has no place here"),
    "enrolment.reason_anew": (
        "原因是加密保存的，更正时请重新选择",
        "The reason is sealed: choose it anew to correct the event",
    ),
    "enrolment.no_destination": ("请写明去向", "Write where the child has gone"),
    "enrolment.no_grade": ("年级是 1 到 9，不是 {grade}", "A grade is 1 to 9, not {grade}"),
    "enrolment.higher_grade": (
        "复学只能到原年级 {grade} 或更低的年级",
        "One resumes in the same grade, {grade}, or a lower one",
    ),
    "enrolment.last_grade": ("{grade} 年级不再升级，请办理毕业", "Grade {grade} is the last: let the class graduate"),
    "enrolment.promoted_already": (
        "这个班不久前已经升过级，共 {count} 人",
        "This class was promoted a short while ago; pupils: {count}",
    ),
    "enrolment.nobody_to_enter": ("班里没有还没登记学籍的学生", "Nobody in this class is left to enter on the roll"),
    "enrolment.empty_class": ("班里没有在读的学生", "Nobody in this class is on the roll"),
    "enrolment.on_roll_already": (
        "这名儿童在{school}已有学籍：籍随人走，一人一籍",
        "This child is on the roll of {school}: each child has one entry",
    ),
    "enrolment.before_birth": (
        "日期早于出生日期（{day}），请核对",
        "The day is before the day of birth ({day}): check it",
    ),
    "enrolment.same_school": (
        "就是转出的学校{school}：如果不转了，请撤销转出",
        "{school} is the school left: withdraw the transfer",
    ),
    "enrolment.no_school": ("{unit}不是学校或班级", "{unit} is no school or class"),
    "enrolment.no_class": ("{unit}不是班级", "{unit} is no class"),
    "enrolment.class_of_other_school": ("{unit}不是这所学校的班级", "{unit} is no class of this school"),
    "enrolment.not_the_last": (
        "只能更正最后一次变动；请从最后一次开始逐次撤销",
        "Only the last event can be corrected: withdraw one after the other, from the last on",
    ),
    "enrolment.no_export": ("导出表要是 Excel、WPS 或 CSV 文件", "An export is an Excel, WPS or CSV file"),
    "enrolment.export_of_other_school": ("表里没有{school}的学生", "The file has no pupil of {school}"),
    "enrolment.not_doable": (
        "仅凭导出表办不了这一项，请按建议办理后写明说明",
        "The export alone does not say enough for this: do what is proposed, then explain",
    ),
    "enrolment.no_such_class": ("本校没有“{text}”这个班", "The school has no class “{text}”"),
    "enrolment.done_meanwhile": ("已经办过了，可以写明说明", "It has been done meanwhile: explain it instead"),
    "enrolment.settled_already": ("这一项已经处理过", "This one is settled already"),
    "enrolment.kind_not_ours": ("导出表有，本系统没有", "In the export, not on our roll"),
    "enrolment.kind_not_in_export": ("本系统有，导出表没有", "On our roll, not in the export"),
    "enrolment.kind_class": ("班级不同", "Class differs"),
    "enrolment.kind_grade": ("年级不同", "Grade differs"),
    "enrolment.kind_status": ("状态不同", "Status differs"),
    "enrolment.kind_number": ("学籍号不同", "Student number differs"),
    "enrolment.kind_name": ("姓名不同", "Name differs"),
    "enrolment.proposal_enter": ("按导出表注册学籍", "Enter the child as the export has it"),
    "enrolment.proposal_change_class": ("按导出表调班", "Change the class as the export has it"),
    "enrolment.proposal_register": (
        "核实是谁，由县级专班登记儿童",
        "Find out who it is; the county registers the child",
    ),
    "enrolment.proposal_transfer": (
        "学籍在别的学校，请办理转学",
        "On the roll of another school: arrange the transfer",
    ),
    "enrolment.proposal_find_destination": (
        "查清去向，办理转出或离校",
        "Find where the child is; record transfer or leaving",
    ),
    "enrolment.proposal_promote": (
        "核对年级，办理整班升级或在全国系统更正",
        "Check the grade; promote the class or mend the export",
    ),
    "enrolment.proposal_record_status": (
        "核对状态，补办相应的变动",
        "Check the status; record the event that is missing",
    ),
    "enrolment.proposal_mend_number": (
        "核对学籍号，更正错的一方",
        "Check the student number; mend the side that is wrong",
    ),
    "enrolment.proposal_mend_name": ("核对姓名，更正错的一方", "Check the name; mend the side that is wrong"),
}
