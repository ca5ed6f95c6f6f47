"""What the plan loader says."""

WORDS: dict[str, tuple[str, str]] = {
    "policy.no_plan": ("找不到方案文件 {plan}", "There is no plan file {plan}"),
    "policy.bad_parameter": (
        "方案 {plan} 的参数 {key} 有误：请检查 {what}（须写明数值、单位、起始日期、依据，且不得有未知项）",
        "Parameter {key} of plan {plan} is wrong at {what}: value, unit, date and source are required, nothing else is known",
    ),
}
