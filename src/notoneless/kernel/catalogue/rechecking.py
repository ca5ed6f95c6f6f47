"""What is told of re-checks, and why something cannot be done about them."""

WORDS: dict[str, tuple[str, str]] = {
    "rechecking.seen_present": ("在课堂", "in class"),
    "rechecking.seen_leave": ("有假", "away with leave"),
    "rechecking.seen_absent": ("缺课", "away without leave"),
    "rechecking.seen_gone": ("已不在校", "no longer at school"),
    "rechecking.hidden": ("回头看发现一名学生已不在校，没有上报", "A re-check found a pupil gone who was not reported"),
    "rechecking.differs": (
        "回头看两次登记不一致，到校情况不实",
        "The two entries of a re-check differ: attendance is untrue",
    ),
    "rechecking.no_numbers": (
        "学校 1 到 {schools} 所，每校学生 1 到 {pupils} 名，抽签号 0 到 999999",
        "Schools 1 to {schools}, pupils of each 1 to {pupils}, seed 0 to 999999",
    ),
    "rechecking.drawn_already": ("本季度已经抽取", "This quarter was drawn already"),
    "rechecking.entered_twice": ("两次登记都有了", "Both entries are there"),
    "rechecking.same_person": ("两次登记要由不同的人分别登记", "The two entries are made by different people"),
}
