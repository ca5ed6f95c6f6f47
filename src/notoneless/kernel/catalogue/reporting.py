"""What is told of monthly returns: their figures, what contradicts what, and why something cannot be done with them."""

WORDS: dict[str, tuple[str, str]] = {
    "reporting.month": ("{year}年{month}月", "{year}-{month}"),
    "reporting.title": ("{school}{month}控辍保学月报表", "Monthly return of {school}, {month}"),
    "reporting.summary_title": ("{unit}{month}控辍保学月报汇总表", "Monthly returns of {unit}, {month}"),
    "reporting.head": (
        "填报单位：{school}　截止：{as_of}　签发：{signed}　校验码：{digest}　不足5人的数字不得对外公布",
        "School: {school}; as of {as_of}; signed: {signed}; code {digest}. Numbers below 5 are not published",
    ),
    "reporting.summary_head": (
        "{unit}　打印：{day}　应报 {schools} 所，已报 {signed} 所，未报 {missing} 所　审计日根：{root}　不足5人的数字不得对外公布",
        "{unit}; printed {day}; schools {schools}, returned {signed}, missing {missing}; root of the audit: {root}. Numbers below 5 are not published",
    ),
    "reporting.no_root": ("尚无", "none yet"),
    "reporting.figure.due": ("应到", "due"),
    "reporting.figure.present": ("实到", "present"),
    "reporting.figure.on_leave": ("请假", "on leave"),
    "reporting.figure.absent": ("缺课", "absent"),
    "reporting.figure.not_reported": ("未报到校", "not reported"),
    "reporting.figure.suspended": ("休学", "studies suspended"),
    "reporting.figure.transferred_in": ("转入", "transferred in"),
    "reporting.figure.transferred_out": ("转出待确认", "transfer out, not confirmed"),
    "reporting.figure.suspected": ("疑似辍学", "suspected dropouts"),
    "reporting.figure.dropped_out": ("本月辍学", "dropped out this month"),
    "reporting.figure.brought_back": ("本月劝返复学", "brought back this month"),
    "reporting.figure.not_back": ("未返校", "not back"),
    "reporting.grade": ("{grade}年级", "grade {grade}"),
    "reporting.no_grade": ("年级不明", "grade not known"),
    "reporting.no_room": ("未编班", "in no class"),
    "reporting.no_hamlet": ("住址未登记", "no home known"),
    "reporting.total": ("合计", "all"),
    "reporting.contradiction.missed_without_case": (
        "本月无故缺课 {count} 天，没有登记疑似辍学",
        "missed {count} school days of the month without leave, and no case is open",
    ),
    "reporting.contradiction.out_but_seen": (
        "登记为辍学未返，最后一个上课日却已到校",
        "a dropout who is not back, and yet seen on the last school day",
    ),
    "reporting.contradiction.not_reported": ("有 {count} 个上课日没有报到校", "{count} school days were not reported"),
    "reporting.contradiction.not_on_roll": (
        "有 {count} 名在班学生没有本校学籍",
        "{count} pupils of classes are not on the roll",
    ),
    "reporting.contradiction.in_no_class": (
        "有 {count} 名在籍学生没有编班",
        "{count} pupils on the roll are in no class",
    ),
    "reporting.contradiction.leave_over": (
        "假期已满没有返校，也没有续假",
        "the leave is over, and the pupil is neither back nor on further leave",
    ),
    "reporting.no_month": (
        "月报由学校按月签发，只能签本月和前 12 个月的",
        "A return is a school's, of this month or one of the twelve before",
    ),
    "reporting.too_early": (
        "本月月报从 {day} 起签发，到那天全月的情况才清楚",
        "The return of this month can be signed from {day}, when the month is known",
    ),
    "reporting.facts_changed": (
        "打开页面以后数据有变化，请看过新的数据再签发",
        "The facts have changed since the page was opened; look at them again before you sign",
    ),
    "reporting.not_explained": (
        "还有 {count} 处矛盾没有处理，请先改正数据或逐条说明",
        "{count} contradictions are open: correct the facts, or explain each",
    ),
    "reporting.contradiction_gone": (
        "这处矛盾已经没有了或者有了变化，请看新的页面",
        "This contradiction is gone or has changed; look at the page again",
    ),
    "reporting.reason_missing": ("本月已经签发，更正要写明原因", "The month is signed; a correction needs its reason"),
    "reporting.nothing_changed": ("数据没有变化，不用更正", "Nothing has changed, so nothing is to be corrected"),
    "reporting.followed": ("这一版已被更正，请看新的一版", "This version was corrected; see the new one"),
    "reporting.no_receiver": (
        "{unit}不能签收这份月报，月报由学校所在乡镇和县教育局签收",
        "{unit} does not receive this return: the school's township and the bureau do",
    ),
    "reporting.received_already": ("{unit}已经签收", "{unit} has received it already"),
    "reporting.not_signed": ("这个月的月报还没有签发", "The return of this month is not signed yet"),
    "reporting.explained": ("已保存说明", "The explanation is saved"),
    "reporting.signed": (
        "已签发第 {version} 版，已报乡镇和县教育局",
        "Version {version} is signed and sent to township and bureau",
    ),
    "reporting.received": ("已签收", "Received"),
}
