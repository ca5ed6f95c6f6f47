"""The roles by name."""

WORDS: dict[str, tuple[str, str]] = {
    "role.class_teacher": ("班主任", "class teacher"),
    "role.substitute_teacher": ("代班老师", "substitute teacher"),
    "role.school_director": ("副校长、教导主任", "deputy head or director of a school"),
    "role.counsellor": ("心理辅导教师", "counsellor of a school"),
    "role.tutoring_leader": ("城区辅导组组长", "leader of the urban tutoring group"),
    "role.school_head": ("校长", "head of school"),
    "role.township_leader": ("乡镇负责人", "township leader"),
    "role.village_secretary": ("村支书", "village secretary"),
    "role.group_head": ("村民小组长", "village group head"),
    "role.accountable_officer": ("包保责任人", "responsible officer"),
    "role.county_officer": ("县教育局控辍保学专班", "county dropout-prevention officer"),
    "role.system_administrator": ("系统管理员", "system administrator"),
    "role.security_administrator": ("安全管理员", "security administrator"),
    "role.audit_administrator": ("审计管理员", "audit administrator"),
    "role.system": ("系统自身", "the program itself"),
}
