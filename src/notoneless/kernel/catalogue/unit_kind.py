"""The kinds of units by name."""

WORDS: dict[str, tuple[str, str]] = {
    "unit_kind.county": ("县", "county"),
    "unit_kind.township": ("乡镇（街道）", "township"),
    "unit_kind.village": ("村（社区）", "village"),
    "unit_kind.group": ("村民小组", "village group"),
    "unit_kind.tutoring_group": ("城区辅导组", "urban tutoring group"),
    "unit_kind.teaching_point": ("教学点", "teaching point"),
    "unit_kind.school": ("学校", "school"),
    "unit_kind.class": ("班级", "class"),
}
