"""Faults of rows: totals, notes, blanks, examples."""

from fault import Fault, insert, table
from tabular_files import HEADERS, children, names

LEFT_OUT = {
    "total_row": [
        ["合计", "8人"],
        ["合计", None, None, 8],
        ["合计", "男4女4"],
        ["合计", "8人", None, 8],
        ["合计：8人", "其中男4人", "女4人"],
        ["合", "计", 8],
        ["小计", "8人"],
        ["小计"],
        ["本页合计", None, None, None, None, None, 8],
        ["共计", 8],
        ["共", 8, "人"],
        [None, "共8人"],
        [None, None, "合计", 8],
        [None, "清溪村", "合计", 8],
        ["Total", 8],
    ],
    "note_row": [
        ["填表人：", "张三", None, None, "审核人：", "李四"],
        ["制表人", "张三", "审核人", "李四"],
        ["制表人", "张三", None, None, None, None, "李四"],
        [None, "张三", "审核人：", "李四"],
        ["填表人：王干事", None, None, None, "联系电话：13912345678"],
        ["填表人：", "张三", "日期：", "2025-08-31"],
        ["经办人", "王五", None, "联系电话", "13912345678"],
        ["负责人（签字）：", "王五"],
        ["村主任（签字）", "张三"],
        ["校长：", "张三", None, "班主任：", "李四"],
        ["单位（盖章）"],
        ["单位（盖章）：", "李四"],
        ["单位（盖章）", None, None, None, None, None, "李四"],
        [None, "单位盖章"],
        [None, "任课教师"],
        ["年", "月", "日"],
        ["注", "本表一式两份"],
        ["备注", "王五"],
    ],
    "section_row": [["一、", "清溪村"], ["一、清溪村"]],
}
"""What stands below the children, and what it is, whether the first column holds serial numbers or names."""

CHILDREN = [
    [4, "单位民"],
    [4, "共田田"],
    [4, "扎西次仁", None, None, None, None, "已审核"],
    [4, "填小军", None, "2015年3月"],
    [4, "王小计", None, "2015-03-02"],
    [4, "任小师"],
    ["补1", "王小明"],
    ["新增", "王小明"],
    [None, "王小明", None, None, None, None, None, "合计"],
]
"""Rows in which a word of totals or notes stands, or nearly so, and yet a child."""


def numbered_table(*below: list[object]) -> list[list[object]]:
    """Three children under a header that begins with 序号, and rows below."""
    return [["序号", *HEADERS], *([number, *row] for number, row in enumerate(children(3), 1)), *below]


FAULTS = [
    Fault("nothing wrong", table()),
    Fault(
        "blank rows between", [HEADERS, *children(2), [], [None] * 7, *children(1, 2)], cells={"sheet_row": [2, 3, 6]}
    ),
    Fault("rows of spaces between", [HEADERS, *children(2), [" ", "　", "\t"], *children(1, 2)]),
    Fault(
        "total line at the end",
        [*table(), ["合计", None, None, None, None, None, "3人"]],
        said=[("tabular.total_row", 5, None)],
    ),
    Fault("total line with spaces", [*table(), ["合  计", 3]], said=[("tabular.total_row", 5, None)]),
    Fault("subtotal in the middle", insert(2, ["清溪村小计", 1]), said=[("tabular.total_row", 3, None)]),
    Fault(
        "total line with a figure under the birth date",
        [*table(), ["总计", None, "35人"]],
        said=[("tabular.total_row", 5, None)],
    ),
    Fault("header repeated on each printed page", insert(2, HEADERS), said=[("tabular.header_again", 3, None)]),
    Fault(
        "signature line",
        [*table(), ["填表人：周老师", None, None, "审核人：吴校长"]],
        said=[("tabular.note_row", 5, None)],
    ),
    Fault("note at the end", [*table(), ["注：本表一式两份"]], said=[("tabular.note_row", 5, None)]),
    Fault("section heading", insert(2, ["二、清溪村"]), said=[("tabular.section_row", 3, None)]),
    Fault(
        "row with a village alone",
        insert(2, [None, None, None, None, None, None, "清溪2村"]),
        said=[("tabular.section_row", 3, None)],
    ),
    Fault(
        "row with a parent and no child",
        insert(2, [None, None, None, None, "李四", None, "清溪2村"]),
        said=[("tabular.row_without_child", 3, None)],
    ),
    Fault(
        "date under the signatures",
        [*table(), ["填表人：周老师"], [None, None, "2025年8月31日"]],
        said=[("tabular.note_row", 5, None), ("tabular.note_row", 6, None)],
    ),
    *(
        Fault(f"{' '.join(map(str, row))}, serial column: {numbered}", rows, said=[(f"tabular.{code}", 5, None)])
        for code, below in LEFT_OUT.items()
        for row in below
        for numbered, rows in ((True, numbered_table(row)), (False, [*table(), row]))
    ),
    *(
        Fault(f"{' '.join(map(str, row))} is a child", numbered_table(row), read=[*names(3), str(row[1])])
        for row in CHILDREN
    ),
    Fault(
        "counts under 姓名 and 出生日期",
        [*numbered_table(), [None, "共八人", None, 8]],
        said=[("tabular.total_row", 5, None)],
    ),
    Fault(
        "serial numbers printed ahead of the rows",
        [["序号", *HEADERS], *([n, *row] for n, row in enumerate(children(3), 1)), [4], [5], [6]],
        cells={"row": [1, 2, 3]},
    ),
]
