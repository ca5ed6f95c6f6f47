"""The kinds of units by name."""

WORDS: dict[str, tuple[str, str]] = {
    "unit.county": ("县", "county"),
    "unit.township": ("乡镇（街道）", "township"),
    "unit.village": ("村（社区）", "village"),
    "unit.group": ("村民小组", "village group"),
    "unit.school": ("学校", "school"),
    "unit.class": ("班级", "class"),
}
