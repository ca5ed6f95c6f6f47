"""What is told of papers: kinds, states, and why one cannot be issued."""

WORDS: dict[str, tuple[str, str]] = {
    "papers.kind.key_pupil_file": ("重点生档案", "file of a watch-listed pupil"),
    "papers.kind.dropout_report": ("失学辍学情况报告", "report of a dropout"),
    "papers.kind.leaver_register": ("流失学生登记表", "register of leavers"),
    "papers.kind.village_summary": ("包保村失学辍学情况汇总表", "summary of villages"),
    "papers.kind.leave_slip": ("请假条", "slip of a leave"),
    "papers.kind.monthly_return": ("控辍保学月报表", "monthly return"),
    "papers.kind.roll_work_plan": ("学籍管理工作计划", "roll-work plan"),
    "papers.kind.order_to_correct": ("责令改正通知书", "order to correct"),
    "papers.kind.return_notice": ("辍学学生返校通知书", "return-to-school notice"),
    "papers.kind.deadline_notice": ("限期复学通知书", "return notice with a deadline"),
    "papers.kind.penalty_notice": ("行政处罚事先告知书", "advance notice of a penalty"),
    "papers.kind.hearing_notice": ("行政处罚听证通知书", "notice of a hearing"),
    "papers.kind.penalty_decision": ("行政处罚决定书", "decision on a penalty"),
    "papers.withdrawn_by_its_room": (
        "{kind}要到它自己的页面撤回，送达、报乡镇等一起停下",
        "Withdraw this on its own page ({kind}), so that all that follows from it stops too",
    ),
    "papers.kind.service_receipt": ("送达回证", "receipt of service"),
    "papers.state.issued": ("有效", "valid"),
    "papers.state.withdrawn": ("已撤回", "withdrawn"),
    "papers.state.superseded": ("已被新文书代替", "superseded"),
    "papers.no_template": ("没有“{kind}”第 {version} 版文书模板", "There is no template {kind}, version {version}"),
    "papers.bad_template": ("文书模板 {kind} 有误：{what}", "The template {kind} is not sound: {what}"),
    "papers.field_missing": ("文书缺少内容：{fields}", "The paper lacks: {fields}"),
    "papers.field_unknown": ("文书模板没有这些内容：{fields}", "The template has no place for: {fields}"),
    "papers.field_unfit": (
        "文书内容“{field}”不合要求或太长",
        "What is to be filled in for {field} does not fit or is too long",
    ),
    "papers.not_of_unit": ("被代替的文书不是本单位的", "The paper to be superseded is another unit's"),
    "papers.no_prefix": (
        "发文代字为 {least} 到 {most} 个汉字、字母或数字，不带括号和空格",
        "A prefix has {least} to {most} Han characters, letters or digits, without brackets or blanks",
    ),
    "papers.prefix_taken": ("发文代字“{prefix}”已由别的单位使用", "The prefix {prefix} is another unit's"),
    "papers.prefix_missing": (
        "{unit}还没有发文代字，不能编号：请校长先在“文书”页面设置发文代字",
        "{unit} has no prefix, so no paper can be numbered: its head sets one on the page of papers first",
    ),
    "papers.prefix_set": ("已设置发文代字", "The prefix is set"),
    "papers.withdrawn_already": ("{number} 已经撤回", "{number} is withdrawn already"),
    "papers.withdrawn": ("已撤回 {number}，文号不再使用", "{number} is withdrawn; its number is not used again"),
    "papers.altered": (
        "{number} 的模板或内容与签发时不一致，不能生成：请联系系统管理员",
        "The template or content of {number} is not what it was when it was issued, so it is not shown: tell the system administrator",
    ),
    "papers.no_code": (
        "不是核验码：核验码是 10 位字母和数字，如 7K3M2-9QX4T，请对照文书页脚再输入",
        "This is no code: a code has ten letters and digits, like 7K3M2-9QX4T; compare it with the foot of the paper",
    ),
    "papers.unknown_code": (
        "没有核验码为 {code} 的文书：这份文书不是本县系统签发的",
        "There is no paper with the code {code}: it was not issued by this county",
    ),
}
