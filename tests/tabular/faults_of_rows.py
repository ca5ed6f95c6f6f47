"""Faults of rows: totals, notes, blanks, examples."""

from fault import Fault, insert, table
from tabular_files import HEADERS, children

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
    Fault(
        "serial numbers printed ahead of the rows",
        [["序号", *HEADERS], *([n, *row] for n, row in enumerate(children(3), 1)), [4], [5], [6]],
        cells={"row": [1, 2, 3]},
    ),
]
