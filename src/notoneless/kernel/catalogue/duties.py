"""What is said of duties."""

WORDS: dict[str, tuple[str, str]] = {
    "duties.county_only": ("任务由全县统一核算和封存", "Duties are reckoned and sealed for the whole county"),
    "duties.too_early_to_seal": (
        "{month} 还不能封存：当月须已结束，并留足补录的天数",
        "{month} cannot be sealed yet: it must be over, and the days for late entries too",
    ),
    "duties.sealed_already": ("{month} 已经封存", "{month} is sealed already"),
    "duties.earlier_first": (
        "请先封存 {month}：结论按月依次封存",
        "Seal {month} first: months are sealed one after the other",
    ),
    "duties.sealed_row": ("当月结论已封存，不能再改", "The verdicts of that month are sealed and cannot be changed"),
    "duties.nothing_to_exempt": ("这项任务已经完成或已免办", "This duty is done or exempt already"),
    "duties.own_duty": (
        "不能批准免办自己的任务，须由上一级批准",
        "Nobody lets oneself off a duty: it takes a post further up",
    ),
}
