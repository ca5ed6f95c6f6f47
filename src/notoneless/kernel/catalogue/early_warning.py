"""What is told of triggers and their follow-up, of concern, and of inclination reported."""

WORDS: dict[str, tuple[str, str]] = {
    "early_warning.trigger_contact": ("联系家长", "contact with the family"),
    "early_warning.trigger_visit": ("学校家访", "visit by the school"),
    "early_warning.trigger_county_list": ("列入县级名单", "on the county's list"),
    "early_warning.trigger_suspected": ("疑似辍学", "suspected dropout"),
    "early_warning.trigger_dropout": ("辍学", "dropout"),
    "early_warning.trigger_not_registered": ("开学未到校", "not back at the beginning of the term"),
    "early_warning.trigger_transfer_unconfirmed": ("转出未确认", "transfer not confirmed"),
    "early_warning.trigger_leave_expired": ("请假期满未到", "not back from leave"),
    "early_warning.trigger_suspension_expired": ("休学期满未复学", "not back from suspension of studies"),
    "early_warning.trigger_no_show_1": ("一年级新生未到", "new pupil of grade 1 has not come"),
    "early_warning.trigger_no_show_7": ("七年级新生未到", "new pupil of grade 7 has not come"),
}
