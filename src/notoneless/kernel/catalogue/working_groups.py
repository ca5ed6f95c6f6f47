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
    "working_groups.basis_handed": (
        "孩子转到了另一所学校：新学校接收以前，仍由原来的牵头单位牵头",
        "The child has come to another school: until that has accepted the case, the unit that led goes on leading",
    ),
    "working_groups.basis_named": (
        "新学校没有接收：由乡镇或县级指定牵头单位",
        "The new school did not accept: a township or the county has named who leads",
    ),
    "working_groups.errand_accept": (
        "{count} 个个案随学生转来，等您接收或退回",
        "cases that came with their child, for you to accept or refuse: {count}",
    ),
    "working_groups.errand_accept_one": (
        "{day} 从{school}转来的学生有在办个案，等您接收或退回",
        "a pupil who came from {school} on {day} has an open case, for you to accept or refuse",
    ),
    "working_groups.errand_given": (
        "{count} 个个案随学生转走，还没有接收，仍由本校牵头",
        "cases that went with their child and are not accepted yet; your school still leads: {count}",
    ),
    "working_groups.errand_given_waits": (
        "{day} 转到{school}的学生的个案等对方接收，接收以前仍由本校牵头",
        "the case of a pupil who went to {school} on {day} waits to be accepted; until then your school leads",
    ),
    "working_groups.errand_given_refused": (
        "{day} 转到{school}的学生的个案被退回，等乡镇或县级指定牵头单位，此前仍由本校牵头",
        "the case of a pupil who went to {school} on {day} was refused; until the township or the county names who leads, "
        "your school does",
    ),
    "working_groups.errand_name": (
        "{count} 个随学生转走的个案没有被接收，请指定牵头单位",
        "cases that the new school has not accepted, for you to name who leads: {count}",
    ),
    "working_groups.arrived_from": ("{day} 从{school}转来", "came from {school} on {day}"),
    "working_groups.gone_to": ("{day} 转到{school}", "went to {school} on {day}"),
    "working_groups.arrival_waits": ("等新学校接收", "waits to be accepted"),
    "working_groups.arrival_refused": ("新学校退回，等指定牵头单位", "refused; who leads is to be named"),
    "working_groups.arrival_accepted": ("已接收", "accepted"),
    "working_groups.arrival_settled": ("已指定牵头单位", "who leads was named"),
    "working_groups.arrival_superseded": ("接收以前学生又转走了", "the child moved on before"),
    "working_groups.arrival_over": ("接收以前个案结束了", "the case ended before"),
    "working_groups.case_over": ("个案已经结束，不用再接收", "The case has ended: nothing is to be accepted any more"),
    "working_groups.nothing_arrived": (
        "没有等待接收的个案：可能已经接收，或者学生已经转走",
        "Nothing waits to be accepted: it was accepted already, or the child has gone",
    ),
    "working_groups.not_new_head": (
        "由学生转入的学校的校长接收或退回",
        "The head of the school that the child has come to accepts or refuses",
    ),
    "working_groups.arrival_is_refused": (
        "已经退回，由乡镇或县级指定牵头单位",
        "It was refused already: the township or the county names who leads",
    ),
    "working_groups.arrival_is_settled": (
        "乡镇或县级已经指定牵头单位",
        "The township or the county has named who leads already",
    ),
    "working_groups.not_refused": (
        "新学校还没有退回，接收期限也没有过：先由新学校决定",
        "The new school has not refused, and its day has not passed: it decides first",
    ),
    "working_groups.no_such_lead": (
        "只能指定转出学校、转入学校或者包户籍村的学校牵头",
        "Only the school before, the new school or the one that answers for the village may be named",
    ),
    "working_groups.case_accepted": ("已接收，从现在起由本校牵头", "Accepted: your school leads from now on"),
    "working_groups.case_refused": (
        "已退回，等乡镇或县级指定牵头单位",
        "Refused: the township or the county names who leads",
    ),
    "working_groups.case_settled": ("已指定牵头单位", "Who leads was named"),
    "working_groups.do_refuse_case": ("退回随学生转来的个案", "Refuse a case that came with its child"),
    "working_groups.do_settle_case": ("指定个案牵头单位", "Name who leads a case"),
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
    "working_groups.is_back": (
        "孩子已经返校、送教上门或在休学（缓学）期内，不报劝返无效",
        "The child is back, taught at home or on suspension or deferral: nothing has failed",
    ),
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
