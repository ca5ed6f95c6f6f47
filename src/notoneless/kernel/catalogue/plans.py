"""What is said of adopting plans."""

WORDS: dict[str, tuple[str, str]] = {
    "plans.nothing_owed": ("没有要办和逾期未办的任务。", "Nothing is owed or overdue."),
    "plans.none_in_month": ("{month} 没有约束您范围的方案。", "No plan binds anything in your reach in {month}."),
    "plans.wrong_level": (
        "《{plan}》只能由这几类单位采用：{kinds}",
        "{plan} can be adopted by these kinds of units only: {kinds}",
    ),
    "plans.drafted_already": (
        "《{plan}》已有一份草稿，请先采用或删除它",
        "There is a draft of {plan} already: adopt or drop it first",
    ),
    "plans.adopted_already": (
        "这一版已经采用，不能再改；请另起草稿",
        "This version is adopted and cannot be changed; draft another",
    ),
    "plans.not_carried_out": (
        "{what}；这个数没有执行，按文件里的数执行，请改正后重新采用",
        "{what}; it is not carried out, and the number of the file stands: correct it and adopt anew",
    ),
    "plans.unit_is": ("单位：{unit}", "Unit: {unit}"),
    "plans.only_be": ("只能填{range}：{why}", "It can only be {range}: {why}"),
    "plans.may_be": ("可填{range}：{why}", "It may be {range}: {why}"),
    "plans.no_laxer": ("；不能松于法律底线 {law}", "; not laxer than law: {law}"),
    "plans.list_may_be": (
        "可填用空格隔开的整数，每个在{range}之间：{why}",
        "It may be whole numbers between blanks, each of {range}: {why}",
    ),
    "plans.before_its_day": ("这份方案自 {day} 起才能采用", "This plan can be adopted from {day} on"),
    "plans.before_the_last": (
        "上一版自 {day} 起生效，新版须晚于这一天",
        "The version before has been in force since {day}: choose a later day",
    ),
    "plans.ended_already": ("该方案已于 {day} 终止", "This plan ended on {day}"),
    "plans.ended_in_the_past": (
        "终止日不能早于今天（{day}）：过去的任务已经产生，不能抹掉",
        "It cannot end before today ({day}): what was owed until now stays owed",
    ),
    "plans.own_key": (
        "自拟方案的 plan 须写成 own/ 加小写英文字母、数字、下划线，如 own/school_a，不能是“{key}”",
        "the key of a plan of one's own is own/ and lower-case letters, digits or underscores, such as own/school_a, not {key}",
    ),
    "plans.no_clauses": ("方案没有条款", "the plan has no clauses"),
    "plans.not_law": (
        "参数 {key} 不能自称法律：binding 只能是 plan 或 setting",
        "{key} cannot call itself law: binding is plan or setting",
    ),
    "plans.day_too_far": ("只能查 {first} 年到 {last} 年的日子", "Only days from {first} to {last} can be asked for"),
    "plans.no_role": ("没有这个岗位：{role}", "there is no role {role}"),
    "plans.wrong_post": ("{of}没有“{role}”这个岗位", "there is no {role} at a {of}"),
    "plans.bearer_above": (
        "{kinds}的方案不能给{of}定任务、追责",
        "a plan of a {kinds} lays nothing on a {of}",
    ),
    "plans.bearer_aside": (
        "每个{each}一项的任务，不能由{of}承担：只能由它自己或上级承担",
        "what is owed for each {each} cannot be borne by a {of}: only by itself or above it",
    ),
    "plans.not_whole": (
        "方案文件有 {count} 处错误：{first}；现用的方案不变",
        "faults in the plan file: {count}; {first}; the plan in force stays",
    ),
    "plans.no_file": ("请先上传自己的 .yaml 方案文件", "Upload a .yaml file of a plan of your own first"),
    "plans.drafted": ("草稿已建好，可以修改、试运行，再采用", "The draft is there: change it, try it, then adopt it"),
    "plans.number_set": ("数值已改，只在这份草稿里", "The number is changed, in this draft alone"),
    "plans.clause_omitted": (
        "条款 {clause} 不采用，只在这份草稿里",
        "Clause {clause} is left out, in this draft alone",
    ),
    "plans.change_undone": ("已撤回", "Taken back"),
    "plans.dropped": ("草稿已删除", "The draft is dropped"),
    "plans.adopted": ("方案已采用，自 {day} 起生效", "The plan is adopted and binds from {day} on"),
    "plans.cannot_go_on": (
        "撤回以后，上一版要继续有效，但是{what}；请先终止与它矛盾的方案",
        "With this withdrawn the version before would go on, but {what}; end what contradicts it first",
    ),
    "plans.adopted_late": (
        "方案已采用，生效日期 {day}；任务从今天（{today}）算起，今天以前到期的任务不补计",
        "The plan is adopted as of {day}; duties count from today ({today}) on, none that fell due before today is added",
    ),
    "plans.withdrawn": ("这一版已撤回，没有约束过任何人", "This version is withdrawn; it never bound anybody"),
    "plans.withdrawn_going_on": (
        "这一版已撤回；自 {day} 起采用的上一版继续有效",
        "This version is withdrawn; the one before, adopted from {day}, goes on",
    ),
    "plans.going_on_until": (
        "这一版已撤回；自 {day} 起采用的上一版继续有效，到 {last} 止（含当天）",
        "This version is withdrawn; the one before, adopted from {day}, goes on until {last}, that day included",
    ),
    "plans.state_draft": ("草稿", "draft"),
    "plans.state_coming": ("将生效", "to come"),
    "plans.state_in_force": ("现用", "in force"),
    "plans.state_ended": ("已终止", "ended"),
    "plans.state_withdrawn": ("已撤回", "withdrawn"),
    "plans.tried_on": (
        "责任单位 {bearers} 个，办理对象 {units} 个，{periods} 期（次），合计 {rows} 项",
        "owed by posts of so many units: {bearers}; for units: {units}; periods or events: {periods}; in all: {rows}",
    ),
    "plans.silent_uncounted": (
        "记录还没有建好，还不能判定",
        "nobody records yet what it asks for: it cannot be judged",
    ),
    "plans.silent_no_unit": ("这里没有{kind}，没有谁要办", "there is no {kind} here to owe it"),
    "plans.silent_no_event": (
        "跟进的任务：没有一件“{event}”的期限落在当月",
        "it follows an event ({event}), and of none did the time end in the month",
    ),
    "plans.silent_not_due": ("当月没有到期", "it did not fall due in the month"),
    "plans.number": ("第 {n} 次采用", "adoption no. {n}"),
    "plans.never": ("未生效（原定 {day} 起）", "never in force (was to be from {day})"),
    "plans.also": ("另有相同规定：{others}", "Also asked for by: {others}"),
    "plans.file_refused": ("没有收下的文件：{name}", "The file that was not taken: {name}"),
    "plans.who_each": ("{who}，每个{each}一项", "{who}, one for each {each}"),
    "plans.each": ("每个{each}", "each {each}"),
    "plans.value_of": ("{value}（{source}）", "{value} ({source})"),
    "plans.quoted": ("“{title}”", "“{title}”"),
    "plans.ended": ("方案自 {day} 起终止", "The plan ends on {day}"),
    "plans.no_day": ("请填写生效日期", "Say from which day on it binds"),
    "plans.no_signer": ("请填写签发人", "Say who signed it"),
    "plans.all_whole": (
        "{plans} 份方案、表中 {rows} 行，都没有问题",
        "Nothing is wrong; plans: {plans}, lines of tables: {rows}",
    ),
    "plans.not_yet": (
        "{day} 早于这份方案的第一天；它自 {since} 起才能采用，下面是那一天的数值",
        "{day} is before the first day of this plan: it can be adopted from {since} on, and what follows holds on that day",
    ),
    "plans.key_or_unit": (
        "请写明一份方案（如 model/plan_5），或者用 --unit 写明一个单位",
        "Name a plan, such as model/plan_5, or with --unit a unit",
    ),
    "plans.plan_or_unit": (
        "--plan 只按日历列出，不能同时用 --unit",
        "--plan goes by the calendar alone, without --unit",
    ),
}
