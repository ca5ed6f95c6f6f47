"""What the plan loader says."""

WORDS: dict[str, tuple[str, str]] = {
    "policy.no_plan": ("找不到方案文件 {plan}", "There is no plan file {plan}"),
    "policy.bad_parameter": (
        "方案 {plan} 的参数 {key} 有误：请检查 {what}（须写明数值、单位、起始日期、依据，且不得有未知项）",
        "Parameter {key} of plan {plan} is wrong at {what}: value, unit, date and source are required, nothing else is known",
    ),
    "policy.bad_notice": ("{file} 第 {line} 行：{what}", "{file}, line {line}: {what}"),
    "policy.notice_other_table": ("这不是工作日表", "this is no table of working days"),
    "policy.notice_no_yaml": (
        "这里不是能读懂的 YAML 文字，请检查缩进、冒号和引号",
        "this is no YAML that can be read; check indents, colons and quotation marks",
    ),
    "policy.notice_no_mapping": ("这里应写明 {keys}", "here {keys} must be written"),
    "policy.notice_unknown_key": (
        "“{key}”不是这里可以写的项，或者写了两次",
        "“{key}” cannot be written here, or is written twice",
    ),
    "policy.notice_missing_key": ("缺少“{key}”", "“{key}” is missing"),
    "policy.notice_no_list": ("这里应是一个列表", "here a list must be written"),
    "policy.notice_no_text": (
        "这里应是一段不超过 {longest} 字的文字",
        "here a text must be written, of at most so many letters: {longest}",
    ),
    "policy.notice_no_yes": ("这里只能写 yes 或 no", "here only yes or no can be written"),
    "policy.notice_no_year": ("年份要写成四位数字，如 2027", "the year is written with four figures, such as 2027"),
    "policy.notice_no_day": (
        "“{text}”不是日期，要写成 2027-01-01 的样子",
        "“{text}” is no date; it is written as 2027-01-01",
    ),
    "policy.notice_other_year": (
        "{day} 不在 {year} 年，也不在上一年的最后七天",
        "{day} lies neither in {year} nor in the last seven days of the year before",
    ),
    "policy.notice_number": (
        "文号要如实填写：见过通知的写文号和 verified: yes，没有见过的文号留空并写 verified: no",
        "write the number as it is: with verified: yes where the notice was seen; empty with verified: no where it was not",
    ),
    "policy.notice_empty": ("一个放假日也没有写", "no holiday is written"),
    "policy.notice_twice": ("“{name}”写了两次", "“{name}” is written twice"),
    "policy.notice_no_holiday": (
        "放假要有名称，最后一天不早于第一天，且不超过 {longest} 天",
        "a holiday has a name, does not end before it begins, and is not longer than so many days: {longest}",
    ),
    "policy.notice_no_weekend": (
        "{day} 不是星期六或星期日，不能作为补班日",
        "{day} is no Saturday or Sunday, so it cannot be worked in place of another day",
    ),
    "policy.notice_amends_nothing": (
        "{year} 年还没有通知，没有可以调整的",
        "there is no notice of {year} yet that could be amended",
    ),
    "policy.notice_missing_year": (
        "这里应是 {year} 年的通知，写的却是 {found} 年",
        "the notice of {year} should stand here, and that of {found} does",
    ),
    "policy.notice_overlap": (
        "{day} 在“{name}”里，又是另一个放假日或补班日",
        "{day} belongs to “{name}” and is also off or worked for another reason",
    ),
}
