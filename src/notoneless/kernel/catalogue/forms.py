"""What is told of forms that are to be filled."""

WORDS: dict[str, tuple[str, str]] = {
    "forms.no_columns": ("这不是一张表的列对应", "These are no columns of a form"),
    "forms.nothing_chosen": (
        "没有一列要填，请至少为一列选定内容",
        "No column is to be filled; choose what one of them holds",
    ),
    "forms.chosen_twice": (
        "有两列都选了{field}，请改其中一列",
        "Two columns are to hold the {field}; change one of them",
    ),
    "forms.nobody": ("这个单位没有这样的儿童，没有可填的", "There are no such children in this unit to fill in"),
    "forms.file_name": ("填好的表", "filled form"),
}
