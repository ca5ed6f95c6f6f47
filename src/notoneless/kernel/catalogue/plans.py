"""What is said of adopting plans."""

WORDS: dict[str, tuple[str, str]] = {
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
    "plans.before_its_day": ("这份方案自 {day} 起才能采用", "This plan can be adopted from {day} on"),
    "plans.before_the_last": (
        "上一版自 {day} 起生效，新版须晚于这一天",
        "The version before has been in force since {day}: choose a later day",
    ),
    "plans.ended_already": ("该方案已于 {day} 终止", "This plan ended on {day}"),
    "plans.own_key": (
        "自拟方案的 plan 须写成 own/ 加小写英文字母、数字、下划线，如 own/school_a，不能是“{key}”",
        "the key of a plan of one's own is own/ and lower-case letters, digits or underscores, such as own/school_a, not {key}",
    ),
    "plans.no_clauses": ("方案没有条款", "the plan has no clauses"),
    "plans.not_law": (
        "参数 {key} 不能自称法律：binding 只能是 plan 或 setting",
        "{key} cannot call itself law: binding is plan or setting",
    ),
    "plans.no_role": ("没有这个岗位：{role}", "there is no role {role}"),
    "plans.not_whole": (
        "方案文件有 {count} 处错误：{first}；现用的方案不变",
        "faults in the plan file: {count}; {first}; the plan in force stays",
    ),
}
