"""Sentences about working children out of rosters."""

WORDS: dict[str, tuple[str, str]] = {
    "golden.county_only": (
        "「{unit}」不是县：儿童名册由全县的花名册一起推算",
        "{unit} is no county: children are worked out of the rosters of the whole county",
    ),
    "golden.no_rosters": (
        "还没有采用过花名册，没有可推算的儿童",
        "No roster has been adopted; there are no children to work out",
    ),
    "golden.stage.write": ("写入儿童", "writing children"),
    "golden.nothing_to_write": (
        "没有要写入的儿童：已全部写入，或者已有更新的一次推算",
        "There is nothing to write: all is written, or a later working out has taken over",
    ),
}
