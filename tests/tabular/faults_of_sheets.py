"""Faults of sheets: several, hidden, merged, stray cells."""

from typing import Any

from fault import Fault, table
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from tabular_files import HEADERS, add_sheet, child, children, in_sheet, names, repacked


def _hide_rows(book: Any) -> None:
    book.active.row_dimensions[3].hidden = True


def _hide_columns(book: Any) -> None:
    book.active.column_dimensions["D"].hidden = True


def _hidden_sheet(book: Any) -> None:
    add_sheet(book, "二班", [HEADERS, *children(2, 3)]).sheet_state = "hidden"


def _merge_village(book: Any) -> None:
    book.active.merge_cells("G2:G4")


def _merge_child_over_guardians(book: Any) -> None:
    for column in "ABCD":
        book.active.merge_cells(f"{column}2:{column}3")


def _styled_far_cells(book: Any) -> None:
    for row in (200, 5000):
        book.active.cell(row, 60).fill = PatternFill("solid", fgColor="FFFF00")


FAULTS = [
    Fault("hidden row", table(), _hide_rows, said=[("tabular.hidden_rows", 3, None)]),
    Fault("hidden column", table(), _hide_columns, said=[("tabular.hidden_columns", None, None)]),
    Fault(
        "hidden sheet of the same kind",
        table(),
        _hidden_sheet,
        read=names(5),
        said=[("tabular.hidden_sheet", None, None)],
    ),
    Fault(
        "second sheet of the same kind",
        table(),
        lambda book: add_sheet(book, "二班", [["花名册"], HEADERS, *children(2, 3)]),
        read=names(5),
        cells={"sheet": ["花名册"] * 3 + ["二班"] * 2, "sheet_row": [2, 3, 4, 3, 4], "row": [1, 2, 3, 4, 5]},
    ),
    Fault(
        "second sheet with columns in another order",
        table(),
        lambda book: add_sheet(book, "二班", [row[::-1] for row in [HEADERS, *children(2, 3)]]),
        read=names(5),
    ),
    Fault(
        "second sheet goes on without a header",
        table(),
        lambda book: add_sheet(book, "续表", children(3, 3)),
        read=names(6),
    ),
    Fault(
        "second sheet of another kind",
        table(),
        lambda book: add_sheet(book, "经费", [["项目", "金额"], ["校车", 300]]),
        said=[("tabular.sheet_not_used", None, None)],
    ),
    Fault(
        "second sheet of teachers",
        table(),
        lambda book: add_sheet(book, "教师", [["教师姓名", "职务", "学科"], ["周老师", "班主任", "语文"]]),
        said=[("tabular.sheet_not_used", None, None)],
    ),
    Fault("empty sheets", table(), lambda book: (book.create_sheet("Sheet2"), book.create_sheet("Sheet3"))),
    Fault(
        "village merged over several rows",
        table(村={1: None, 2: None}),
        _merge_village,
        said=[("tabular.merged_filled", None, None)],
        cells={"village": ["清溪1村"] * 3},
    ),
    Fault(
        "child merged over two guardians",
        [HEADERS, child(0), [None, None, None, None, "李四", "13912345678", None], *children(2, 1)],
        _merge_child_over_guardians,
        said=[("tabular.row_without_child", 3, None)],
    ),
    Fault(
        "columns beyond the table",
        [[*HEADERS, "爱好", "鞋码"], *([*row, "足球", 35] for row in children(3))],
        cells={"village": ["清溪1村", "清溪2村", "清溪3村"]},
    ),
    Fault(
        "table that starts at C4",
        [[], [], [], [None, None, *HEADERS], *([None, None, *row] for row in children(3))],
        cells={"sheet_row": [5, 6, 7]},
    ),
    Fault("coloured cells far from the table", table(), _styled_far_cells),
    Fault(
        "stray word in the last cell of the sheet",
        table(),
        lambda book: book.active.cell(1_048_576, 16_384, "x"),
        said=[("tabular.stray_cell", 1_048_576, "XFD")],
    ),
    Fault(
        "stray word in the last row",
        table(),
        lambda book: book.active.cell(1_048_576, 3, "x"),
        said=[("tabular.stray_cell", 1_048_576, "C")],
    ),
    Fault(
        "stray word in the last column",
        table(),
        lambda book: book.active.cell(2, 16_384, "x"),
        said=[("tabular.stray_cell", 2, "XFD")],
    ),
    Fault(
        "declared range of the whole sheet",
        table(),
        patch=lambda path: repacked(
            path, in_sheet(lambda xml: xml.replace(b'<dimension ref="A1:G4"', b'<dimension ref="A1:XFD1048576"'))
        ),
    ),
    Fault(
        "comments on cells", table(), lambda book: setattr(book.active["A2"], "comment", Comment("转学？", "周老师"))
    ),
    Fault(
        "two ID columns, one the parents'",
        [
            ["姓名", "身份证号", "姓名", "身份证号", "关系"],
            *([row[0], row[3], row[4], "510599198001011006", "父亲"] for row in children(3)),
        ],
        cells={"guardian_id": ["510599198001011006"] * 3, "guardian_name": ["王大山", "李大山", "张大山"]},
    ),
    Fault(
        "father and mother",
        [
            ["姓名", "身份证号", "父亲姓名", "父亲电话", "母亲姓名", "母亲电话"],
            *([row[0], row[3], row[4], row[5], "赵秀英", "13812345678"] for row in children(3)),
        ],
        cells={"guardian2_name": ["赵秀英"] * 3, "phone2": ["13812345678"] * 3},
    ),
    Fault(
        "only the mother",
        [["姓名", "身份证号", "母亲姓名"], *([row[0], row[3], "赵秀英"] for row in children(3))],
        cells={"guardian_name": ["赵秀英"] * 3},
    ),
]
