"""What is said of plans."""

WORDS: dict[str, tuple[str, str]] = {
    "policy.is_folder": ("{plan} 是文件夹，请写明其中的文件", "{plan} is a folder: name the files in it"),
    "policy.no_plan": ("找不到方案文件 {plan}", "There is no plan file {plan}"),
    "policy.bad_parameter": (
        "方案 {plan} 的参数 {key} 有误：不认识的值 {what}",
        "Parameter {key} of plan {plan} is wrong: unknown value {what}",
    ),
    "policy.at": ("{file} 第 {line} 行：{what}", "{file}, line {line}: {what}"),
    "policy.too_large": ("文件超过 {most} 字节", "the file has more than {most} bytes"),
    "policy.not_utf_8": ("文件不是 UTF-8 编码", "the file is not UTF-8"),
    "policy.too_deep": ("层层嵌套超过 {most} 层", "lists within lists go deeper than {most}"),
    "policy.no_yaml": ("不是合格的 YAML，请检查缩进、冒号和引号", "this is no YAML: check indents, colons and quotes"),
    "policy.one_document": ("一个文件只能有一份方案，不能为空", "a file holds one plan, no less and no more"),
    "policy.no_anchors": ("不允许锚点、引用和类型标签，请直接写出内容", "no anchors, aliases or tags: write it out"),
    "policy.key_twice": ("“{key}”写了两次", "{key} is written twice"),
    "policy.not_a_mapping": ("这里应为“项目：内容”", "key and value are expected here"),
    "policy.not_a_list": ("这里应为列表", "a list is expected here"),
    "policy.unknown_key": ("不认识的项目“{key}”", "unknown key {key}"),
    "policy.missing": ("缺少“{key}”", "{key} is missing"),
    "policy.no_text": ("这里应有内容", "something must be written here"),
    "policy.no_choice": (
        "“{key}”不能是“{value}”，只能是：{choices}",
        "{key} cannot be {value}; it is one of: {choices}",
    ),
    "policy.no_day": ("“{key}”不是日期（如 2026-03-01）：{value}", "{key} is no date (such as 2026-03-01): {value}"),
    "policy.no_key": (
        "参数名“{key}”只能由小写英文字母、数字、点和下划线组成",
        "the key {key} is not made of lower-case letters, digits, dots and underscores",
    ),
    "policy.ends_before": ("参数 {key} 的截止日不晚于起始日", "parameter {key} ends before it begins"),
    "policy.words_have_no_direction": (
        "参数 {key} 的值是文字，没有更严的方向，stricter 应为 none",
        "the value of {key} is words: it has no stricter direction",
    ),
    "policy.only_settings_wait": (
        "参数 {key} 没有值；只有不属于任何条款的县定参数（binding: setting）可以写 awaited",
        "{key} has no value; only a setting of no clause may be awaited",
    ),
    "policy.no_number": (
        "参数 {key} 的值不是数字（如 20 或 99.5）：{value}",
        "the value of {key} is no number (such as 20 or 99.5): {value}",
    ),
    "policy.too_much": (
        "参数 {key} 的位数太多（整数至多九位，小数至多四位）：{value}",
        "{key} has too many figures (at most nine, and four decimals): {value}",
    ),
    "policy.not_as_read": (
        "参数 {key} 由本系统直接读取，单位应为 {unit}，stricter 应为 {stricter}",
        "{key} is read by the program itself: its unit should be {unit}, its stricter {stricter}",
    ),
    "policy.no_area": ("没有这个领域：{area}，只能是：{areas}", "there is no area {area}; it is one of: {areas}"),
    "policy.no_effect": (
        "“{key}”在这里不起作用，请删去，或改用能起作用的写法",
        "{key} has no effect here: take it away, or write the due day another way",
    ),
    "policy.too_many_duties": ("任务超过 {most} 项", "there are more than {most} duties"),
    "policy.text_too_long": (
        "“{start}”开头的文字超过 {most} 字",
        "the text that begins with {start} is longer than {most} letters",
    ),
    "policy.text_unseen": (
        "文字里有换行或看不见的控制字符，请删去",
        "the text holds line breaks or characters that nobody sees: take them away",
    ),
    "policy.no_month_day": (
        "参数 {key} 的值不是月日（如 12-31）：{value}",
        "the value of {key} is no day of the year (such as 12-31): {value}",
    ),
    "policy.no_time_of_day": (
        "参数 {key} 的值不是时间（如 12:00）：{value}",
        "the value of {key} is no time of day (such as 12:00): {value}",
    ),
    "policy.no_length": ("参数 {key} 应是一个整数：{value}", "{key} should be a whole number: {value}"),
    "policy.below_nought": ("参数 {key} 不能小于 0：{value}", "{key} cannot be less than 0: {value}"),
    "policy.no_percent": (
        "参数 {key} 是百分比，应在 0 到 100 之间：{value}",
        "{key} is a share of 0 to 100 per cent: {value}",
    ),
    "policy.no_value_between": (
        "参数 {key} 从 {first} 到 {last}（含当天）没有值；采用以后每一天都要有值",
        "{key} has no value from {first} to {last}, both included; it needs one on every day of the adoption",
    ),
    "policy.no_value_from": (
        "参数 {key} 从 {first} 起没有值；采用以后每一天都要有值",
        "{key} has no value from {first} on; it needs one on every day of the adoption",
    ),
    "policy.within_nought": (
        "参数 {key} 应在{range}之间，不能是 {value}：从周期的第一天算起，第一天就是 1",
        "{key} must be {range}, not {value}: it is counted from the first day of a period, which is 1",
    ),
    "policy.length_too_long": (
        "参数 {key} 应在{range}之间，不能是 {value}：期限太长，这样的任务不再属于它的周期",
        "{key} must be {range}, not {value}: it is so long that the duty would fall due long after its period",
    ),
    "policy.out_of_range": (
        "参数 {key} 应在{range}之间，不能是 {value}：{why}",
        "{key} must be {range}, not {value}: {why}",
    ),
    "policy.not_the_one": (
        "参数 {key} 只能是{range}，不能是 {value}：{why}",
        "{key} can only be {range}, not {value}: {why}",
    ),
    "policy.list_out_of_range": (
        "参数 {key} 应是用空格隔开的整数，每个在{range}之间，不能是 {value}：{why}",
        "{key} should be whole numbers between blanks, each of {range}, not {value}: {why}",
    ),
    "policy.from_to": ("{least} 到 {most}", "{least} to {most}"),
    "policy.from_to_alone": (" {least} 到 {most} ", "{least} to {most}"),
    "policy.range_rung": (
        "台阶不能取消，也不能晚到失去作用",
        "no step can be taken away, nor come so late that it is none",
    ),
    "policy.range_deadline": ("期限再长，就等于没有期限", "a longer time would be no deadline any more"),
    "policy.range_back": (
        "太短会漏掉学生，太长就看不出近况",
        "a shorter time misses children, a longer one says nothing of now",
    ),
    "policy.range_lasts": (
        "太短没有意义，太长就没有人再过问",
        "a shorter time means nothing, in a longer one nobody would ask any more",
    ),
    "policy.range_wanted": (
        "0 等于没有要求，更大的数做不到；不要这一条，请“不采用这一条”",
        "nought would ask for nothing, and more cannot be done; to be without the clause, leave it out",
    ),
    "policy.range_none": (
        "零辍学就是一名也没有，容许几名就不是这个目标了；不要这一条，请“不采用这一条”",
        "no dropout means not one, and to allow some would be another goal; to be without the clause, leave it out",
    ),
    "policy.range_allowed": ("更大的数等于不设限", "a larger number would be no limit"),
    "policy.range_share": ("这是一个百分比", "it is a share in per cent"),
    "policy.range_points": (
        "总分是 20 分，门槛为 0 就人人都算",
        "there are 20 points, and a threshold of nought takes in everybody",
    ),
    "policy.range_hidden": (
        "人数太少时会认出是谁，太大就什么都看不到",
        "of fewer one could tell who they are, and a larger number would hide everything",
    ),
    "policy.range_age": ("超出了有关儿童少年的年龄", "no child that this is about is younger or older"),
    "policy.range_calendar": ("校历里没有别的日子、月份和年级", "no calendar has other days, months and grades"),
    "policy.range_from_start": (
        "从周期的第一天算起，第一天就是 1；期限再长，就等于没有期限",
        "the first day of a period counts as 1, and a longer time would be no deadline any more",
    ),
    "policy.range_count": ("更大的数多半是笔误", "a larger number is most likely a slip of the pen"),
    "policy.no_months": (
        "参数 {key} 应是用空格隔开的月份（如 3 9）：{value}",
        "{key} should be months between blanks (such as 3 9): {value}",
    ),
    "policy.no_amount": ("参数 {key} 不能是 {value}", "{key} cannot be {value}"),
    "policy.no_clause_id": (
        "条款编号“{clause}”只能是 10 个以内的字母、数字和点",
        "the clause id {clause} is not made of at most ten letters, digits and dots",
    ),
    "policy.no_name": (
        "编号“{name}”只能由 60 个以内的小写英文字母、数字和下划线组成",
        "the id {name} is not made of at most sixty lower-case letters, digits and underscores",
    ),
    "policy.table_of_other": (
        "这张表是方案 {found} 的，旁边的方案却是 {plan}",
        "this table belongs to plan {found}, but the plan beside it is {plan}",
    ),
    "policy.clause_twice": ("条款 {clause} 出现了不止一次", "clause {clause} is there more than once"),
    "policy.name_twice": ("编号 {name} 用了不止一次", "the id {name} is used more than once"),
    "policy.periods_overlap": (
        "参数 {key} 的有效期与第 {other} 行的重叠",
        "the period of parameter {key} overlaps that of line {other}",
    ),
    "policy.unit_changes": ("参数 {key} 的单位或方向前后不一", "unit or direction of parameter {key} changes"),
    "policy.no_kind": ("没有这一类单位：{kind}", "there is no kind of unit {kind}"),
    "policy.bound_to_nothing": (
        "条款 {clause} 没有落到任何任务、目标、程序、问责、文书或统计项，也没有注明 pending",
        "clause {clause} comes to no duty, target, procedure, sanction, paper or measure, and is not pending",
    ),
    "policy.no_measure": ("没有这个可统计的事实：{measure}", "unknown measure {measure}"),
    "policy.no_event": ("没有这个可触发的事件：{measure}", "unknown event {measure}"),
    "policy.should_be_pending": (
        "条款 {clause} 要用的事实目前还无人记录，须注明 pending: {area}",
        "nobody records yet what clause {clause} needs: say pending: {area}",
    ),
    "policy.every_or_event": ("须写明 every（周期）或 event（事件）之一", "either every or event must be given"),
    "policy.least_or_most": (
        "须写明 at_least（至少）或 at_most（至多）之一",
        "either at_least or at_most must be given",
    ),
    "policy.rate_is_a_target": (
        "{measure} 是比率，只能作目标，不能作任务",
        "{measure} is a rate: it can be a target, not a duty",
    ),
    "policy.asks_for_nothing": ("任务 {name} 没有写明凭什么算完成", "duty {name} does not say what discharges it"),
    "policy.no_parameter": (
        "没有这个参数，或单位不合：{key}",
        "there is no such parameter, or not of that unit: {key}",
    ),
    "policy.wrong_unit": ("参数 {key} 的单位应为：{units}", "the unit of parameter {key} should be: {units}"),
    "policy.wrong_direction": (
        "参数 {key} 的更严方向与 at_least、at_most 相反",
        "the stricter direction of {key} is against at_least or at_most",
    ),
    "policy.event_needs_within": (
        "事件之后多久到期须写明 within（当天为 0 day）",
        "say within how long after the event it is due (the same day: 0 day)",
    ),
    "policy.on_needs_a_year": ("写明日期（on）的任务须按年或学年", "a duty on a day is of a year or a school year"),
    "policy.months_need_months": ("写明月份（months）的任务须按月", "a duty of some months is monthly"),
    "policy.steps_named_once": (
        "程序 {name} 须有步骤，编号不得重复",
        "procedure {name} must have steps, each named once",
    ),
    "policy.no_step": ("程序中没有这一步：{name}", "the procedure has no step {name}"),
    "policy.no_basis": (
        "{name} 对当事人有强制或处罚，须写明法律依据",
        "{name} compels or penalises somebody: a legal basis must be given",
    ),
    "policy.cycle": ("{name} 前后互为条件，成了死循环", "{name} runs in a circle"),
    "policy.follows_nothing": (
        "没有可据以问责的任务、目标或事件：{name}",
        "there is nothing called {name} that it could follow",
    ),
    "policy.not_as_law": (
        "参数 {key} 的单位或方向与{law}不一致",
        "unit or direction of parameter {key} are not those of {law}",
    ),
    "policy.laxer_than_law": (
        "参数 {key} 定为 {value}，比{law}的 {least} 更宽，不能采用",
        "parameter {key} is {value}, laxer than {least} of {law}",
    ),
    "policy.units_differ": (
        "“{key}”在这些方案中单位不同：{plans}",
        "the unit of {key} differs between plans: {plans}",
    ),
    "policy.directions_differ": (
        "“{key}”在这些方案中更严的方向相反：{plans}",
        "the stricter direction of {key} differs between plans: {plans}",
    ),
    "policy.rules_contradict": (
        "《{one}》与《{other}》对“{name}”的含义不同，不能同时生效",
        "{one} and {other} mean different things by “{name}”: both cannot bind",
    ),
    "policy.step_too_early": ("“{step}”要在“{before}”之后", "{step} comes after {before}"),
    "policy.basis_awaited": (
        "“{step}”须先由县里录入法律依据（名称、条款、幅度），否则不能采取",
        "{step} cannot be taken until the county has entered its legal basis (name, article, range)",
    ),
    "policy.row_asks_one": (
        "每行只能问一件事：duty、target、procedure、sanction、number 之一",
        "each row asks one thing: duty, target, procedure, sanction or number",
    ),
    "policy.row_unreadable": ("这一行与方案对不上：{what}", "this row does not fit the plan: {what}"),
    "policy.row_differs": (
        "{what} 应为 {wanted}，方案得出 {found}",
        "{what} should be {wanted}, the plan gives {found}",
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
    "policy.no_clause": ("方案里没有条款 {clause}", "the plan has no clause {clause}"),
}
