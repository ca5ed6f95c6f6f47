"""Why an item has its points: one sentence for each line of an appraisal."""

WORDS: dict[str, tuple[str, str]] = {
    "scoring.to_judge": ("由专人在档内评定：{bands}", "to be graded within {bands}"),
    "scoring.not_known": ("系统没有这个数，由专人评定", "not known: a named person gives the points"),
    "scoring.reached": ("达到标准，得 {weight} 分", "reached: {weight} points"),
    "scoring.not_reached": ("没有达到标准，不得分", "not reached: no points"),
    "scoring.deducted": (
        "每差 {step} 扣 {off} 分，满 {steps} 次，共扣 {lost} 分",
        "{steps} times {step} lacking at {off} points each: {lost} points less",
    ),
    "scoring.credited": (
        "{steps} 个，每个加 {off} 分，共加 {won} 分",
        "{steps} at {off} points each: {won} points more",
    ),
    "scoring.vetoed": ("一票否决，总分为零", "veto: the total is nought"),
    "scoring.not_vetoed": ("没有出现否决的情形", "nothing that vetoes"),
    "scoring.veto_lifted": (
        "申诉成立，撤销否决：{reason}（{by}）",
        "appeal granted, the veto is lifted: {reason} ({by})",
    ),
    "scoring.judged": ("{by}评定：{reason}", "graded by {by}: {reason}"),
    "scoring.appealed": ("申诉成立，由{by}改定：{reason}", "appeal granted, set by {by}: {reason}"),
    "scoring.given_already": (
        "这一项的分由数据得出，要改请走申诉",
        "Facts have given these points: they change by appeal alone",
    ),
    "scoring.no_band": ("得分要在档内：{bands}", "Points lie within a band: {bands}"),
    "scoring.beyond": ("得分在 0 到 {weight} 之间", "Points lie from 0 to {weight}"),
}
