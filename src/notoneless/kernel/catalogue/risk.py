"""What the learning warning says of a county's file, in both languages."""

_MAP: dict[str, tuple[str, str]] = {
    "map_line": ("列对应文件第 {line} 行：{what}", "Column map, line {line}: {what}"),
    "map_unreadable": ("写法有误，读不懂", "it cannot be read as YAML"),
    "map_no_mapping": ("这里须写成“名称: 内容”的形式", "“name: content” belongs here"),
    "map_unknown_key": ("不认识“{key}”；可用的有：{known}", "“{key}” is not known; known are: {known}"),
    "map_twice": ("“{key}”写了两次", "“{key}” stands twice"),
    "map_without": ("缺少“{key}”这一项", "“{key}” is missing"),
    "map_no_column": ("这里须写一个列名", "the name of a column belongs here"),
    "map_no_number": ("这里须写一个数，从 {least} 到 {most}", "a number from {least} to {most} belongs here"),
    "map_no_threshold": ("“{text}”不是数，不能作分界", "“{text}” is no number and no threshold"),
    "map_unknown_measure": ("不认识“{measure}”；可用的有：{known}", "“{measure}” is not known; known are: {known}"),
    "map_unknown_group": ("没有“{group}”这一组；可用的有：{known}", "There is no group “{group}”; known are: {known}"),
    "map_unknown_unit": ("不认识单位“{unit}”；可用的有：{known}", "The unit “{unit}” is not known; known are: {known}"),
    "map_points_without_group": (
        "“{column}”要记分，须用 group 写明归哪一组：{known}",
        "“{column}” gives points, so group must say to which of these they belong: {known}",
    ),
    "map_protected": (
        "“{column}”只能用来核查是否公平（写在 groups 里），不能用来预警：性别、民族、户口、残疾、宗教一律不用",
        "“{column}” is only for auditing (name it under groups), never an input: sex, ethnic group, household registration, "
        "disability and religion are not looked at",
    ),
    "map_role_as_input": (
        "“{column}”已经是 {key}，不能又拿来预警",
        "“{column}” is the {key} already and cannot be an input too",
    ),
}

_READING: dict[str, tuple[str, str]] = {
    "only_csv": (
        "{file} 不是 CSV 文件，请在 Excel 或 WPS 里另存为 CSV 后再用",
        "{file} is no CSV file; save it as CSV in Excel or WPS first",
    ),
    "no_column": (
        "文件里没有“{column}”这一列{meant}。请改列对应文件，或补上这一列。看到的列名是：{headers}",
        "The file has no column “{column}”{meant}. Change the column map, or add the column. The headers are: {headers}",
    ),
    "meant": ("（是不是“{header}”？）", " (is it “{header}”?)"),
    "ragged": (
        "第 {row} 行有 {cells} 格，表头是 {columns} 格（这样的行共 {count} 行）：多半是内容里的逗号没有加引号，请改好再用",
        "Cells in row {row}: {cells}; in the header: {columns} (rows like this: {count}): probably a comma without quotation marks; "
        "mend the file first",
    ),
    "no_numbers": (
        "“{column}”大多不是数（第 {row} 行是“{text}”）；如是类别，请在列对应文件里写 category",
        "Most of “{column}” is no number (row {row} reads “{text}”); if it is a category, write category in the column map",
    ),
    "no_flag": (
        "“{column}”大多不是“是”或“否”（第 {row} 行是“{text}”）；如是类别，请在列对应文件里写 category",
        "Most of “{column}” is neither yes nor no (row {row} reads “{text}”); if it is a category, write category in the column map",
    ),
    "share_or_percent": (
        "“{column}”的数都不超过 1，分不清是比例还是百分数：请在列对应文件里写 unit: share（比例）或 unit: percent（百分数）",
        "No number of “{column}” is above 1, which may be a share or percent: write unit: share or unit: percent in the column map",
    ),
    "cells_unread": (
        "“{column}”有 {count} 格读不出，按未填处理（第一处在第 {row} 行），原样列在 cells.csv",
        "“{column}”: cells that cannot be read and count as blank: {count} (the first in row {row}); listed in cells.csv",
    ),
    "column_blank": ("“{column}”整列未填，不起作用", "“{column}” is blank in every row and has no effect"),
    "column_gaps": (
        "“{column}”有 {percent}% 未填：未填的不算安全，只算不知道",
        "“{column}” is blank in {percent} % of the rows; blank is not safe, only unknown",
    ),
    "ids_blank": (
        "有 {count} 行没有编号，照样算，编号留空",
        "Rows without an ID: {count}; they are scored, their ID stays blank",
    ),
    "ids_twice": (
        "有 {count} 个编号出现不止一次（没有写 period 列），各行分别算",
        "IDs that stand more than once without a period column: {count}; each row is scored by itself",
    ),
    "left_protected": ("“{column}”只供核查，没有拿来预警", "“{column}” is for auditing only and was not looked at"),
    "left_texts": (
        "“{column}”像是编号或文字，没有拿来预警",
        "“{column}” looks like names or texts and was not looked at",
    ),
}

_REFUSED: dict[str, tuple[str, str]] = {
    "no_outcome_named": (
        "列对应文件里没有 outcome（结果列），没法学习或评估",
        "The column map names no outcome, so nothing can be learnt or judged",
    ),
    "outcome_words": (
        "结果列“{column}”里有认不出的写法：{seen}（第一处在第 {row} 行）；请在 outcome 下面用 yes 写明哪些算离校",
        "The outcome “{column}” has words that are not known: {seen} (the first in row {row}); say under outcome which of them are yes",
    ),
    "outcome_blank": (
        "有 {count} 行没有结果：不用来学习，照样可以算分",
        "Rows without an outcome: {count}; nothing is learnt from them, and they can be scored",
    ),
    "outcome_unknown": (
        "结果列全是空的，没有可学的",
        "The outcome is blank in every row: there is nothing to learn from",
    ),
    "constant_outcome": (
        "{rows} 行的结果全都一样（{what}），没有可学的",
        "The outcome is the same in every row ({what}; rows: {rows}): there is nothing to learn from",
    ),
    "all_left": ("都离校", "all left"),
    "all_stayed": ("都在校", "all stayed"),
    "leak": (
        "“{column}”一列就能把结果说准（AUC {auc}）：它多半是离校以后才填的，不能用来预警。请从列对应文件里去掉",
        "“{column}” alone tells the outcome (AUC {auc}): it was probably filled in after pupils had left. Take it out of the column map",
    ),
    "id_as_input": (
        "“{column}”是编号，不能当作数来预警。请从列对应文件里去掉",
        "“{column}” is made of ID numbers and cannot be an input. Take it out of the column map",
    ),
    "id_rounded": (
        "第 {row} 行的编号是“{text}”：表格软件把长编号存成了数，末几位已经丢失。请把这一列设为文本，从原系统重新导出",
        "The ID in row {row} reads “{text}”: a spreadsheet has kept it as a number and lost its last digits. "
        "Export it again from the source, as text",
    ),
    "one_period": (
        "时间列里不到两个时间点，没法用早的学、用晚的考；请给出至少两个学期或学年，或不写 period",
        "There are fewer than two points of time, so nothing can be learnt from earlier and judged by later ones; "
        "give two terms or years at least, or name no period",
    ),
    "no_inputs": ("没有一列可以拿来预警", "There is no column to be looked at"),
    "no_points": (
        "列对应文件里没有一列能记分（缺课、不及格、年龄、年级……），也没有学好的模型：没法算分。请写明哪一列是什么，或先用 risk train",
        "The column map names no column that gives points (absence, failed subjects, age, grade …), and there is no model: nothing "
        "can be scored. Say what the columns are, or run risk train first",
    ),
    "no_model": ("{file} 不是本程序的模型文件", "{file} is no model of this program"),
    "model_changed": (
        "模型文件 {file} 被改动过，不能用；请用原件，或重新学习",
        "The model {file} was changed and cannot be used; take the original, or train again",
    ),
    "kind_changed": (
        "“{column}”在模型里和在列对应文件里不是一类（数、类别），请改回去，或重新学习",
        "“{column}” is of another kind in the model than in the column map; change it back, or train again",
    ),
    "input_missing": (
        "模型要看“{column}”，列对应文件里没有：全部按不知道处理，结果会差一些",
        "The model looks at “{column}”, which the column map lacks: it counts as unknown, and the result is the poorer",
    ),
    "input_unused": ("模型没有学过“{column}”，不看", "The model has not learnt “{column}” and does not look at it"),
}

_TOLD: dict[str, tuple[str, str]] = {
    "read": ("读入 {rows} 行", "Rows read: {rows}"),
    "trees_not_grown": (
        "这台机器缺少系统库 libgomp，没有试小树模型；装上后（Debian：apt-get install libgomp1）可以重新训练",
        "This machine lacks the system's library libgomp, so no small trees were tried; with it (Debian: apt-get install "
        "libgomp1) train again",
    ),
    "trees_not_read": (
        "这个模型里有小树，这台机器缺少系统库 libgomp，读不了；装上后再用（Debian：apt-get install libgomp1）",
        "This model holds small trees, which this machine cannot read without the system's library libgomp (Debian: apt-get "
        "install libgomp1)",
    ),
    "verdict_few": (
        "结论：沿用规则。只有 {leavers} 名离校学生（不到 {least} 名），学不出可靠的修正；分数配上了可能性",
        "Verdict: keep the rules. With so few leavers ({leavers}, fewer than {least}) no correction is reliable; "
        "the points were given their chance",
    ),
    "verdict_early": (
        "结论：沿用规则。共有 {leavers} 名离校学生，但较早的时间里太少，没法用早的学、用晚的考；分数配上了可能性",
        "Verdict: keep the rules. Of those who left ({leavers}) too few did so in earlier periods to learn from them and judge by later ones; "
        "the points were given their chance",
    ),
    "verdict_chance": (
        "结论：不比碰运气好，沿用规则",
        "Verdict: no better than chance: stay on rules",
    ),
    "verdict_rules": (
        "结论：沿用规则。学到的修正没有好到一个标准误以上，或使某一组被找到的更少",
        "Verdict: keep the rules. What was learnt is not better by more than one standard error, or finds fewer in some group",
    ),
    "verdict_model": (
        "结论：采用模型（{name}）。在后来的、没见过的数据上比规则好，没有一组更差",
        "Verdict: use the model ({name}). It is better than the rules on later data it has not seen, and worse in no group",
    ),
    "blended": (
        "为了不使任何一组被找到的更少，模型占 {percent}%，其余仍按规则",
        "So that no group is found less, the model counts {percent} %, the rules the rest",
    ),
    "worse_in_groups": (
        "没有采用“{name}”：名单会更少找到 {groups}",
        "“{name}” was not taken: its list finds fewer of {groups}",
    ),
    "way_prior": ("以规则为底的修正", "corrections to the rules"),
    "way_curves": ("曲线和类别", "curves and categories"),
    "way_trees": ("小树", "small trees"),
    "way_both": ("曲线与小树各半", "curves and small trees, half each"),
    "list_found": (
        "离校 {leavers} 名，名单 {listed} 人：找到 {found} 名（按规则 {rules} 名，碰运气 {lot} 名）",
        "Left: {leavers}; listed: {listed}; of them found: {found} (by rules {rules}, by lot {lot})",
    ),
    "uneven": (
        "注意：{column} 中“{level}”的离校学生被找到的比率只有“{best}”的 {percent}%，请从这一组另外多看一些",
        "Warning: of {column}, leavers of “{level}” are found only {percent} % as often as those of “{best}”; look at more of them",
    ),
    "drifted": (
        "实际离校是预计的 {ratio} 倍，超出 0.8 到 1.25：退回规则，等下次学习",
        "Observed over expected is {ratio}, outside 0.8 to 1.25: back to the rules until it is trained again",
    ),
    "stands": ("预计与实际相符，可以继续用", "Expected and observed agree; it may be used further"),
    "used_points": (
        "按规则记分（0 到 20 分），没有用到任何学习",
        "Points by the rules (0 to 20); nothing learnt was used",
    ),
    "used_rules": ("按规则排序，可能性是校准过的", "Ranked by the rules, with a calibrated chance"),
    "used_model": ("按模型 {file}", "By the model {file}"),
    "scored": ("{rows} 名的结果写在 {file}", "Scored rows: {rows}, in {file}"),
    "report_written": ("评估写在 {file}", "The evaluation is in {file}"),
    "model_written": ("模型写在 {file}", "The model is in {file}"),
}

_REASONS: dict[str, tuple[str, str]] = {
    "reason_points": ("{group}：{column} {value}（{points} 分）", "{group}: {column} {value} (points: {points})"),
    "reason_times": (
        "{group}：{column} {value}（可能性约 {times} 倍）",
        "{group}: {column} {value} (odds about {times} times)",
    ),
    "reason_unknown": ("{group}：未填", "{group}: not known"),
    "reason_kind": ("有利：{column} {value}", "in favour: {column} {value}"),
    "reason_none": ("没有突出的原因", "no reason stands out"),
    "known_groups": ("{all} 组中已知 {known} 组", "groups known: {known} of {all}"),
    "group_attendance": ("出勤", "attendance"),
    "group_learning": ("学业", "learning"),
    "group_age": ("年龄", "age"),
    "group_grade": ("年级", "grade"),
    "group_history": ("经历", "history"),
    "group_family": ("家庭", "family"),
    "group_distance": ("路途", "distance"),
    "group_concern": ("老师的担心", "teacher's concern"),
    "group_other": ("其他", "other"),
}

_PAGE: dict[str, tuple[str, str]] = {
    "page_title": ("学习型预警评估", "Evaluation of the learning warning"),
    "page_data": (
        "数据：{rows} 行，其中离校 {leavers} 名；随机种子 {seed}",
        "Data: rows {rows}, of them left {leavers}; seed {seed}",
    ),
    "page_h_found": ("名单找到了多少", "What the list found"),
    "page_listed": (
        "离校的 {leavers} 名学生中，排在前 {share}%（{listed} 人）的名单找到：",
        "Of the pupils who left ({leavers}), a list of the first {share} % (children: {listed}) found:",
    ),
    "page_by_used": ("现在使用的办法", "what is used now"),
    "page_by_rules": ("只按规则", "the rules alone"),
    "page_by_lot": ("碰运气", "by lot"),
    "page_stayed": (
        "名单上 {listed} 人中有 {stayed} 人并没有离校：上门不是定性，是关心",
        "Of the listed ({listed}), so many did not leave: {stayed}. A visit is care, not a verdict",
    ),
    "page_unvisited": (
        "没有家访过的学生中离校 {leavers} 名，名单找到 {found} 名",
        "Among pupils who were not visited, left: {leavers}, of them on the list: {found}",
    ),
    "page_h_bands": ("说的和发生的", "What was said, and what happened"),
    "page_expected": (
        "预计离校 {expected} 名，实际 {observed} 名，实际是预计的 {ratio} 倍",
        "Expected to leave: {expected}; left: {observed}; {ratio} times as many",
    ),
    "of_hundred": ("100 人里约 {count} 人", "about {count} in 100"),
    "of_thousand": ("1000 人里约 {count} 人", "about {count} in 1,000"),
    "page_h_groups": ("各组", "Group by group"),
    "page_no_groups": (
        "列对应文件没有写 groups，没法核查是否公平：请写上性别、民族、残疾等列",
        "The column map names no groups, so fairness could not be audited: name sex, ethnic group, disability and so on",
    ),
    "page_blank": ("（未填）", "(blank)"),
    "page_too_few": ("人太少，不评", "too few to judge"),
    "page_h_missed": ("没有找到的", "Whom the list missed"),
    "page_missed": (
        "离校而不在名单上的学生，按最主要的迹象：",
        "Pupils who left and were not on the list, by the sign that weighed most:",
    ),
    "missed_attendance": ("缺课，但分数不够高", "absent, but not enough points"),
    "missed_learning": ("学业差，但分数不够高", "low marks, but not enough points"),
    "missed_age": ("年龄偏大", "over age"),
    "missed_grade": ("只因为在重点年级", "only of a grade from which pupils leave"),
    "missed_history": ("离开过", "had left before"),
    "missed_family": ("家庭情况", "family"),
    "missed_distance": ("路远", "far from school"),
    "missed_concern": ("老师担心过", "a teacher was concerned"),
    "missed_little_known": ("没有一分，所知也少：该补数据", "no points and little known: data are lacking"),
    "missed_no_sign": ("没有任何迹象", "no sign at all"),
    "page_h_notes": ("说明", "Notes"),
    "page_use_one": (
        "结果只用来安排关心的先后，由人决定每一次上门；不进学生档案，不给学校和老师排名，不用来扣减资助或处罚，一学期后作废",
        "Results only order whom to care for first, and a person decides on each visit; they enter no pupil's file, rank no school "
        "or teacher, cut no aid, punish nobody, and expire with the term",
    ),
    "page_use_two": (
        "缺课的触发规则照旧，任何分数都不能越过它",
        "What absence triggers stands as before, and no score outranks it",
    ),
    "head_by": ("办法", "By"),
    "head_found": ("找到", "Found"),
    "head_share": ("占离校", "Of those who left"),
    "head_said": ("说的可能性", "Said"),
    "head_happened": ("实际", "Happened"),
    "head_children": ("人数", "Children"),
    "head_group": ("组", "Group"),
    "head_leavers": ("离校", "Left"),
    "head_listed": ("上名单", "Listed"),
    "head_found_share": ("离校者被找到", "Found of those who left"),
    "head_alarmed": ("在校者上名单", "Listed of those who stayed"),
    "head_missed_why": ("最主要的迹象", "Sign that weighed most"),
}

WORDS: dict[str, tuple[str, str]] = {
    f"risk.{code}": words for part in (_MAP, _READING, _REFUSED, _TOLD, _REASONS, _PAGE) for code, words in part.items()
}
