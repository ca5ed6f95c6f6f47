"""What is told of comparisons of rosters and of what they found."""

WORDS: dict[str, tuple[str, str]] = {
    "findings.no_roster": ("还没有采用过{kind}，不能比对", "No {kind} has been adopted; there is nothing to compare"),
    "findings.compared": (
        "比对完成：未入学适龄儿童 {count} 名",
        "Compared: children of compulsory age in no school: {count}",
    ),
    "findings.dossier": (
        "比对没有找到在校记录（{count} 次）：{why}",
        "No school found by comparing ({count} times): {why}",
    ),
    "findings.why.not_attending": ("学籍在册，不在课堂", "on the roll, not in class"),
    "findings.why.no_school": ("没有写明学校", "no school is named"),
    "findings.why.status_unclear": ("学籍状态含义不明", "status not understood"),
    "findings.why.left": ("学籍已离校", "left the school"),
    "findings.why.primary_only": ("小学毕业后无学籍", "no entry after primary school"),
    "findings.why.doubtful": ("可能是同一人，待核对", "may be the same child, to be checked"),
    "findings.why.age_unknown": ("年龄不明", "age unknown"),
    "findings.why.age_unsure": ("年龄存疑", "age not sure"),
    "findings.why.id_missing": ("缺身份证号", "no ID number"),
    "findings.why.id_unsound": ("身份证号有误", "ID number wrong"),
    "findings.why.first_year": ("今年应入学", "due to enter this year"),
    "findings.why.no_trace": ("各名册均无此人", "in no roster"),
}
