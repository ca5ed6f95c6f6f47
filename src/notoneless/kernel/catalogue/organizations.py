"""What is told of units, posts, leading groups, assignments, and of spreadsheets that name them."""

WORDS: dict[str, tuple[str, str]] = {
    # spreadsheets
    "organizations.fault": ("{place}：{what}", "{place}: {what}"),
    "organizations.empty_cell": ("这一格没有填", "this cell is empty"),
    "organizations.bad_name": (
        "名称太长或有不能使用的字符，最多 {most} 字",
        "the name is too long or holds signs that no name holds; the most that fits: {most}",
    ),
    "organizations.yes_or_no": ("“{text}”看不出是或否", "“{text}” says neither yes nor no"),
    "organizations.no_division_code": (
        "“{code}”不是行政区划代码（12 位，省市县镇村逐级）",
        "“{code}” is no division code (12 digits, from province to village)",
    ),
    "organizations.division_of_other_level": (
        "代码 {code} 的级别与这一行写的单位不符",
        "code {code} is of another level than the unit in this row",
    ),
    "organizations.division_elsewhere": (
        "代码 {code} 不属于{name}",
        "code {code} does not lie in {name}",
    ),
    "organizations.code_of_other": ("代码 {code} 已属于{name}", "code {code} belongs to {name}"),
    "organizations.has_other_code": ("{name}的代码是 {code}", "the code of {name} is {code}"),
    "organizations.group_without_village": (
        "写了村民小组，却没有写村",
        "a village group is named and its village is not",
    ),
    "organizations.no_school_type": (
        "“{text}”不是办学类型；可写小学、初级中学、九年一贯制、完全中学、教学点、特殊教育学校、幼儿园",
        "“{text}” is no type of school that this list knows",
    ),
    "organizations.no_school_code": (
        "“{code}”不是学校标识码（10 位数字）",
        "“{code}” is no school code (10 digits)",
    ),
    "organizations.no_grade": ("“{text}”看不出是几年级", "“{text}” names no grade"),
    "organizations.grades_of_type": (
        "从 {first} 到 {last} 年级，与办学类型不符",
        "grades {first} to {last} do not fit the type of school",
    ),
    "organizations.above_or_direct": (
        "请写上级单位，或在“是否直属”写是",
        "name the unit above, or say that it is directly under the bureau",
    ),
    "organizations.no_unit_above": (
        "没有名为“{name}”的乡镇、中心校或辅导组，请先导入",
        "no township, central school or tutoring group is called “{name}”; import it first",
    ),
    "organizations.several_units_above": (
        "名为“{name}”的上级单位不止一个",
        "several units above are called “{name}”",
    ),
    "organizations.cannot_stand_there": ("不能设在{name}下面", "it cannot stand beneath {name}"),
    "organizations.no_such_school": (
        "没有名为“{name}”的学校，请先导入学校",
        "no school is called “{name}”; import the schools first",
    ),
    "organizations.several_schools": (
        "名为“{name}”的学校不止一所，请写学校标识码",
        "several schools are called “{name}”; write the school code",
    ),
    "organizations.no_year": ("“{text}”不是入学年份，如 2024", "“{text}” is no year of entry, such as 2024"),
    "organizations.no_such_unit": ("没有名为“{name}”的单位", "no unit is called “{name}”"),
    "organizations.several_units": (
        "名为“{name}”的单位不止一个，请写上级加名称，或写代码",
        "several units are called “{name}”; write the unit above before it, or the code",
    ),
    "organizations.no_role": ("“{text}”认不出是什么角色", "“{text}” is no role that a list may give"),
    "organizations.role_elsewhere": ("{name}不能有“{text}”", "{name} cannot have a “{text}”"),
    "organizations.no_mobile": ("这不是 11 位手机号", "this is no mobile number of 11 digits"),
    "organizations.phone_twice": ("这个手机号上面已用于{name}", "this phone number is that of {name} above"),
    "organizations.of_somebody_else": ("这属于已有账号的{name}", "this belongs to {name}, who has an account"),
    "organizations.no_sign_in_name": (
        "登录名“{text}”只能用小写字母、数字、点、横线，2 至 40 位",
        "sign-in name “{text}”: small letters, digits, dots and dashes only, 2 to 40 of them",
    ),
    "organizations.sign_in_name_twice": ("登录名“{text}”已有人使用", "sign-in name “{text}” is taken"),
    "organizations.no_row_usable": (
        "这个文件没有一行可以导入，请按提示修改后重新上传",
        "No row of this file can be used; mend what is told and upload it again",
    ),
    "organizations.whole_county": ("导入须在全县范围办理", "An import is for who holds the whole county"),
    "organizations.before_county": ("起始日期早于建县日期", "The first day lies before the county was founded"),
    # units
    "organizations.not_of_kind": ("{kind}没有“{name}”这一项", "{name}: not of a {kind}"),
    "organizations.name_taken": ("已有“{name}”", "“{name}” is there already"),
    "organizations.never_the_county": ("县本身不能撤销", "The county itself is not closed"),
    "organizations.not_empty": ("{unit}还有{what}，不能撤销", "{unit} cannot be closed: there are {what}"),
    "organizations.stands_units": ("下级单位", "units beneath it"),
    "organizations.stands_children": ("儿童", "children of it"),
    "organizations.stands_posts": ("在任职务", "posts held at it"),
    "organizations.stands_groups": ("领导小组", "leading groups of it"),
    "organizations.stands_assignments": ("包保关系", "assignments to or from it"),
    # posts and groups
    "organizations.same_holder": ("{name}本来就任此职", "{name} holds this post already"),
    "organizations.post_not_then": ("那一天不在这个职务的任期内", "The post is not held on that day"),
    "organizations.not_by_proposer": (
        "开设账号的人不能确认其任职（三员分立）",
        "Who opened the accounts does not confirm the posts (separation of the three administrators)",
    ),
    "organizations.settled_already": ("已经办过了", "It has been settled already"),
    "organizations.group_not_then": ("那一天领导小组不在", "The leading group is not there on that day"),
    "organizations.seated_already": ("{name}已在小组里", "{name} has a seat in the group"),
    "organizations.one_head": ("一个小组只有一名组长", "A group has one head"),
    "organizations.nobody_holds": ("范围内没有{role}", "There is no {role} here"),
    # assignments
    "organizations.needs_person": ("这种包保由一个人承担，请写账号", "A person answers here; name the account"),
    "organizations.needs_unit": ("这种包保由单位承担，请写包保单位", "A unit answers here; name it"),
    "organizations.cannot_answer": ("{kind}不能承担这种包保", "A {kind} cannot answer in this way"),
    "organizations.cannot_be_answered_for": ("这种包保不能包{kind}", "This tie is not for a {kind}"),
    "organizations.tier_or_none": (
        "三包要写层级，其他包保不写",
        "The chain of responsibility names a tier, other ties do not",
    ),
    "organizations.no_such_tier": ("方案只有 {most} 层", "The plan names tiers up to {most}"),
    "organizations.assigned_already": ("{unit}这段时间已由{name}包保", "{name} answers for {unit} on these days"),
    # the joint mechanism
    "organizations.wrong_days": ("日期先后不对，或在今天以后", "The days run backwards or lie ahead"),
    "organizations.contact_ended": ("{name}已不再是联络人", "{name} is no contact any more"),
}
