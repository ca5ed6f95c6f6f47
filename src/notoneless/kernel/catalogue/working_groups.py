"""What is told of working groups: parties, who leads and why, refusals, what is missing."""

WORDS: dict[str, tuple[str, str]] = {
    "working_groups.party_township": ("乡镇", "township"),
    "working_groups.party_village": ("村（社区）", "village"),
    "working_groups.party_school": ("学校", "school"),
    "working_groups.party_centre": ("中心校", "central school"),
    "working_groups.basis_enrolled": (
        "孩子是这所学校的学生：就读学校牵头，户籍地学校配合",
        "The child is a pupil of this school, which leads; the school of the household supports",
    ),
    "working_groups.basis_household": (
        "孩子不在本县学校就读：户籍地包保单位牵头",
        "The child is in no school here: the unit that answers for the household leads",
    ),
    "working_groups.basis_nobody": (
        "孩子不在本县学校就读，户籍村又没有包保学校：请乡镇先给这个村定包保学校",
        "The child is in no school here, and no school answers for its village: the township names one first",
    ),
    "working_groups.not_leading": (
        "更换成员由牵头单位或者它的上级办理",
        "Members are changed by the unit that leads, or by one above it",
    ),
    "working_groups.case_ended": (
        "这个个案已经结束，小组不再换人",
        "The case has ended: the group is not changed any more",
    ),
    "working_groups.sits_already": ("这个席位现在就是这个职务", "This post sits there already"),
    "working_groups.other_party": (
        "这个席位是{party}的，请选{party}的人",
        "This place is that of the {party}: choose somebody of it",
    ),
    "working_groups.nobody_there": (
        "这个职务没有人，或者不管这个孩子，请另选",
        "Nobody holds this post, or it does not answer for the child: choose another",
    ),
    "working_groups.left_already": ("这个席位已经换过人了", "This place was given to another post already"),
    "working_groups.changed": ("已更换，原来的成员留有记录", "Changed; who sat there before stays on record"),
    "working_groups.gap": ("{unit}没有{role}", "{unit} has no {role}"),
    "working_groups.gap_unit": ("不知道是哪个单位", "It is not known which unit"),
    "working_groups.errand_gaps": (
        "个案工作小组缺 {count} 人，请补上",
        "places of working groups to fill: {count}",
    ),
    "working_groups.errand_leaderless": (
        "{count} 个个案没有牵头单位：先给村定包保学校",
        "cases that no unit leads: {count}; name the school that answers for the village",
    ),
    "working_groups.kind_law": ("依法", "by law"),
    "working_groups.kind_care": ("以情", "by care"),
    "working_groups.kind_aid": ("以资", "by aid"),
    "working_groups.remedy_planned": ("待办", "planned"),
    "working_groups.remedy_done": ("已办", "done"),
    "working_groups.remedy_given_up": ("已放弃", "given up"),
    "working_groups.remedy_not_chosen": ("不采取", "not chosen"),
    "working_groups.is_done": ("这项措施已经办了", "This measure was taken already"),
    "working_groups.is_given_up": ("这项措施已经放弃", "This measure was given up already"),
    "working_groups.is_not_chosen": ("这一类没有采取措施", "No measure of this kind was chosen"),
    "working_groups.not_verified": (
        "先核实辍学，再定措施",
        "Verify the dropout first: then measures are planned",
    ),
    "working_groups.is_back": ("孩子已经返校，不报劝返无效", "The child is back at school: nothing has failed"),
    "working_groups.no_member": ("请选这个孩子工作小组里的人来办", "Choose a member of the child’s working group"),
    "working_groups.no_day": (
        "{day} 不合适：请填今天或一年以内的日期",
        "{day} will not do: today, or a day within a year",
    ),
    "working_groups.kind_chosen": (
        "{kind}的措施已经定了，不用说明不采取的原因",
        "A measure {kind} is planned: there is nothing to explain",
    ),
    "working_groups.left_out_already": (
        "{kind}为什么不采取，已经说明了",
        "It was said already why nothing is done {kind}",
    ),
    "working_groups.to_come": ("{day} 还没有到", "{day} is still to come"),
    "working_groups.before_case": (
        "不早于立案那天：这个个案是 {day} 立的",
        "Not before the case was opened, on {day}",
    ),
    "working_groups.do_case_cause": ("登记辍学原因", "Record the cause"),
    "working_groups.do_plan": ("定措施", "Plan a measure"),
    "working_groups.do_finish": ("登记效果", "Record the effect"),
    "working_groups.do_give_up": ("放弃这项措施", "Give this measure up"),
    "working_groups.do_leave_out": ("说明不采取的原因", "Say why not"),
    "working_groups.do_destination": ("登记动向", "Record where the child is"),
    "working_groups.recorded": ("已登记", "Recorded"),
    "working_groups.errand_remedies": ("{count} 项劝返措施要办", "measures to take: {count}"),
    "working_groups.how_visit": ("家访", "home visit"),
    "working_groups.not_joint": ("缺{sides}，不算联合入户", "not joint: {sides} missing"),
    "working_groups.not_at_home": ("没有到家里，不算联合入户", "not joint: nobody went to the home"),
    "working_groups.not_its_school": (
        "劝返无效由孩子就读的学校报告，请学校的校长办理",
        "The school of the child reports that persuasion has failed: its head does",
    ),
    "working_groups.reported_already": (
        "这次辍学已经报过乡镇政府；写错了的先撤回文书再报",
        "This dropout was reported to the township already; where it is wrong, withdraw the paper first",
    ),
    "working_groups.too_few_efforts": (
        "核实辍学以后劝返了 {made} 次，方案要求至少 {needed} 次，先上门劝返",
        "Efforts since the dropout was verified: {made}; at least {needed} are asked for first",
    ),
    "working_groups.no_township": (
        "还不知道这个孩子的家在哪个乡镇，请先补上户籍地",
        "It is not known in which township the child lives: enter its home first",
    ),
    "working_groups.not_addressed": ("这份报告不是报给您的乡镇的", "This report is addressed to another township"),
    "working_groups.received_already": ("{day} 已经签收", "It was received on {day} already"),
    "working_groups.report_withdrawn": ("这份报告的文书已经撤回", "The paper of this report was withdrawn"),
    "working_groups.report_issued": ("已出具劝返无效报告，等乡镇签收", "Reported; the township is to receive it"),
    "working_groups.report_received": ("已签收", "Received"),
    "working_groups.not_recorded": ("未登记", "not recorded"),
    "working_groups.told_by_need": ("凭需要才能看到，另行说明", "told by need only"),
    "working_groups.errand_failed": (
        "{count} 名孩子劝返无效，要书面报乡镇政府",
        "persuasion failed, to report to the township: {count}",
    ),
    "working_groups.errand_receive": (
        "{count} 份劝返无效报告待签收",
        "reports of failed persuasion to receive: {count}",
    ),
}
