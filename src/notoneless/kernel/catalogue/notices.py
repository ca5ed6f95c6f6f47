"""What is told of return-to-school notices: kinds, answers, states, refusals, and what their papers fill in."""

WORDS: dict[str, tuple[str, str]] = {
    "notices.kind_return_notice": ("返校通知书", "return-to-school notice"),
    "notices.kind_deadline_notice": ("限期复学通知书", "return notice with a deadline"),
    "notices.reply_returns": ("按期返校", "will be back in time"),
    "notices.reply_asks_help": ("有困难，需要帮助", "asks for help"),
    "notices.reply_refuses": ("不返校", "refuses"),
    "notices.state_unserved": ("待送达", "to be served"),
    "notices.state_waiting": ("已送达，待返校", "served, not run out"),
    "notices.state_overdue": ("逾期未返校", "run out"),
    "notices.state_handed_over": ("已报乡镇", "handed over"),
    "notices.state_ended": ("个案已结束", "case ended"),
    "notices.state_withdrawn": ("已撤回", "withdrawn"),
    "notices.means_in_person": ("直接送达本人", "to the guardian in person"),
    "notices.means_relative": ("同住成年家属代收", "to an adult of the same home"),
    "notices.means_left": ("留置送达", "left at the home"),
    "notices.means_post": ("邮寄送达", "by post"),
    "notices.means_electronic": ("电子送达", "electronically"),
    "notices.means_published": ("公告送达", "by publication"),
    "notices.do_serve": ("登记送达", "Record the service"),
    "notices.do_reply": ("登记答复", "Record the answer"),
    "notices.do_withdraw": ("撤回通知书", "Withdraw the notice"),
    "notices.not_verified": (
        "这名儿童还没有核实为辍学，先核实个案再发通知",
        "The dropout of this child is not verified: verify the case first",
    ),
    "notices.of_others": (
        "名单里有 {count} 份是别的单位签发的，不在打包和打印里",
        "Of this list {count} were issued by other units and are neither packed nor printed",
    ),
    "notices.is_back": (
        "孩子已经返校、送教上门或在休学（缓学）期内，不再发通知",
        "The child is back, taught at home or on suspension or deferral: no notice is issued",
    ),
    "notices.is_ordered": (
        "已经责令限期改正，不再发通知：期限以责令改正通知书为准",
        "An order to correct was issued: its deadline holds, and no notice is issued beside it",
    ),
    "notices.issued_already": (
        "这次辍学已经发过通知书；写错了的先撤回再发",
        "There is such a notice for this dropout already; where it is wrong, withdraw it first",
    ),
    "notices.school_first": (
        "先由学校发返校通知书；到期没有返校，或者已经上门劝返的，再由乡镇发限期复学通知书",
        "The school’s notice comes first; the township’s follows when that has run out, or the family was turned to",
    ),
    "notices.no_time": (
        "返校期限 {day} 不在今天以后，请改成今天以后的上课日",
        "{day} is not after today: choose a school day to come",
    ),
    "notices.too_far": (
        "返校期限 {day} 太远了，请核对年份",
        "{day} is too far away: check the year",
    ),
    "notices.too_long": (
        "返校期限最多 {most} 天，这是本地方案定的（通知应当尽快见效）",
        "A plan in force here gives {most} days at most",
    ),
    "notices.no_school_day": (
        "{day} 不上课，孩子回不了校，请改成上课日",
        "There is no school on {day}: choose a school day",
    ),
    "notices.withdrawn": ("这份通知书已经撤回", "This notice was withdrawn"),
    "notices.served_already": ("{day} 已经送达，不用再登记", "It was served on {day} already"),
    "notices.to_come": ("{day} 还没有到", "{day} is still to come"),
    "notices.before_issue": (
        "送达不会早于签发：这份通知书是 {day} 签发的",
        "It cannot be served before it was issued, on {day}",
    ),
    "notices.not_proved": (
        "这种送达方式要有证明：同住成年家属签收、见证人或者录像、同意电子送达的书面材料，或者公告送达的原因",
        "This means of service asks for proof: an adult of the same home, a witness or recording, signed consent, the cause",
    ),
    "notices.no_paper": ("送达证明要是照片或者 PDF", "A proof of service is a picture or a PDF"),
    "notices.not_served": ("先登记送达，再登记答复", "Record the service first, then the answer"),
    "notices.replied_already": ("{day} 已经登记过答复", "The answer of {day} is on record already"),
    "notices.before_service": (
        "答复不会早于送达：这份通知书是 {day} 送达的",
        "No answer comes before the service, on {day}",
    ),
    "notices.townships_own": (
        "这是乡镇自己发的通知书，逾期未复学的请责令限期改正",
        "This is the township’s own notice: where it has run out, order the guardian to correct",
    ),
    "notices.not_run_out": (
        "返校期限到 {day}，还没有逾期，家里也没有说不返校",
        "It runs until {day}, and the family has not refused",
    ),
    "notices.is_ended": ("这次个案已经结束，通知书留作记录", "This case has ended: the notice stays as a record"),
    "notices.is_handed_over": ("已经报给乡镇", "It was handed over to the township"),
    "notices.is_withdrawn": ("这份通知书已经撤回", "This notice was withdrawn"),
    "notices.no_competence": (
        "返校通知书由学校发，限期复学通知书由乡镇发：只能以自己单位的名义发出和撤回",
        "Schools issue return-to-school notices and townships those with a deadline, each in its own name",
    ),
    "notices.not_its_guardian": (
        "这不是这名儿童的监护人：通知书发给孩子自己的父母或者其他法定监护人（《义务教育法》第五条、第十一条）",
        "No guardian of this child: a notice goes to its own parents or legal guardians (Compulsory Education Law, articles 5, 11)",
    ),
    "notices.not_its_unit": (
        "这名儿童不归这个单位管，请由孩子所在的学校或者户籍地乡镇发（《义务教育法》第十三条）",
        "This child does not belong to this unit (Compulsory Education Law, article 13)",
    ),
    "notices.no_township": (
        "查不到这名儿童住在哪个乡镇，请先把户籍地或者现住地补上",
        "The township where this child lives is not known: enter its home first",
    ),
    "notices.home_missing": (
        "没有登记 {name} 家的住址，通知书不知送到哪里（《民事诉讼法》第八十八条至第九十一条）：请填写住址；"
        "人找不到的，填最后的住址，签发后公告送达并写明原因（第九十五条）",
        "No home of the family of {name} is on record, so nothing can be served there (Civil Procedure Law, articles 88 to 91):"
        " enter their address; where nobody can be found, the last known one, and serve by publication, with the cause"
        " (article 95)",
    ),
    "notices.no_class": ("现不在任何班级", "in no class"),
    "notices.school_told": (
        "学校已发《辍学学生返校通知书》（{number}），限{day}以前返校，至今没有返校。",
        "The school has sent notice {number}, with {day} as the last day; the child is not back.",
    ),
    "notices.issued": (
        "已签发 {count} 份通知书，可以打包下载去打印、送达",
        "issued: {count}. Download them together to print and serve",
    ),
    "notices.some_refused": (
        "{count} 名儿童没有发成：{first}",
        "Not issued for {count}: {first}",
    ),
    "notices.nobody_chosen": ("请至少勾选一名儿童", "Tick at least one child"),
    "notices.no_guardian": (
        "{name} 还没有登记监护人，先在儿童主页补上",
        "{name} has no guardian on record: add one on the page of the child first",
    ),
    "notices.served": ("已登记送达", "Service recorded"),
    "notices.replied": ("已登记答复", "Answer recorded"),
    "notices.handed": ("已报 {unit}", "Handed over to {unit}"),
    "notices.taken_back": ("通知书已撤回，文书同时作废", "The notice is withdrawn, and its paper with it"),
    "notices.left": ("还有 {days} 天", "days left: {days}"),
    "notices.over": ("逾期 {days} 天", "days overdue: {days}"),
    "notices.today": ("今天到期", "the last day is today"),
    "notices.errand_lacking": ("{count} 名辍学儿童还没有发通知书", "dropouts without a notice: {count}"),
    "notices.errand_unserved": ("{count} 份返校通知书待送达", "notices to be served: {count}"),
    "notices.errand_overdue": ("{count} 份返校通知书逾期，要报乡镇", "notices that ran out, to hand over: {count}"),
    "notices.errand_handed_over": (
        "学校报来 {count} 名逾期未返校的孩子",
        "handed over by schools: {count}",
    ),
    "notices.cut": (
        "共 {count} 份，这里列出最急的 {shown} 份；打包下载和打印的是全部",
        "{count} in all, of which the {shown} most urgent are listed; downloads and prints have them all",
    ),
    "notices.none_to_bundle": ("没有可以打包的通知书", "There are no notices to bundle"),
}
