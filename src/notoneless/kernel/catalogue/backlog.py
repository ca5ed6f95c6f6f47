"""What is told of the backlog of cases: steps, bands of days, the headline."""

WORDS: dict[str, tuple[str, str]] = {
    "backlog.headline": (
        "在办个案 {count} 件，超期 {overdue} 件，占 {share}%",
        "Open cases: {count}; overdue: {overdue}, {share}%",
    ),
    "backlog.overdue": ("超期 {count} 天", "days overdue: {count}"),
    "backlog.today": ("今天到期", "the last day is today"),
    "backlog.left": ("还有 {count} 天", "days left: {count}"),
    "backlog.step_verify": ("核实疑似辍学", "find out what the suspicion is"),
    "backlog.step_notify": ("发返校通知书", "issue the return notice"),
    "backlog.step_return": ("通知期内劝返", "bring back within the notice’s time"),
    "backlog.step_hand_over": ("逾期未返校，报乡镇", "hand over to the township"),
    "backlog.step_take_up": ("乡镇接办", "township takes it up"),
    "backlog.step_order": ("责令改正", "order to correct"),
    "backlog.step_penalty": ("行政处罚", "penalty"),
    "backlog.step_court": ("诉讼或申请强制执行", "lawsuit or compulsory enforcement"),
    "backlog.step_follow": ("复学后跟踪", "follow up the return"),
    "backlog.step_review": ("暂缓，到期复查", "on hold until it is looked at again"),
    "backlog.step_close": ("审批销号", "decide on closing out"),
    "backlog.band_week": ("超期 1—7 天", "overdue 1 to 7 days"),
    "backlog.band_month": ("超期 8—30 天", "overdue 8 to 30 days"),
    "backlog.band_longer": ("超期 30 天以上", "overdue more than 30 days"),
    "backlog.band_in_time": ("没有超期", "not overdue"),
    "backlog.band_no_day": ("没有定期限", "no day is set"),
}
