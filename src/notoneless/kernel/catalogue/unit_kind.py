"""The kinds of units by name."""

WORDS: dict[str, tuple[str, str]] = {
    "unit_kind.county": ("县", "county"),
    "unit_kind.township": ("乡镇（街道）", "township"),
    "unit_kind.village": ("村（社区）", "village"),
    "unit_kind.group": ("村民小组", "village group"),
    "unit_kind.school": ("学校", "school"),
    "unit_kind.class": ("班级", "class"),
}
