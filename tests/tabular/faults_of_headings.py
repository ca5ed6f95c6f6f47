"""Faults of headers."""

from typing import Any

from fault import Fault, insert, table
from tabular_files import HEADERS, child, children


def _merge_title(book: Any) -> None:
    book.active.merge_cells("A1:G1")


def _merge_groups(book: Any) -> None:
    sheet = book.active
    for column in "ABCDG":
        sheet.merge_cells(f"{column}1:{column}2")
    sheet.merge_cells("E1:F1")


def _two_line_header() -> list[list[Any]]:
    return [
        ["姓名", "性别", "出生日期", "身份证号", "监护人", None, "村"],
        [None, None, None, None, "姓名", "电话", None],
        *children(3),
    ]


FAULTS = [
    Fault("title above the header", [["清溪乡适龄儿童花名册"], *table()], _merge_title),
    Fault(
        "title, unit and date above the header",
        [["花名册"], ["填报单位：清溪乡", None, None, "2025年8月"], [], *table()],
    ),
    Fault(
        "header of two lines with merged groups",
        _two_line_header(),
        _merge_groups,
        cells={"phone": ["13910000000"] * 1},
    ),
    Fault(
        "header of two lines, groups not merged",
        _two_line_header(),
        cells={"guardian_name": ["王大山", "李大山", "张大山"]},
    ),
    Fault(
        "header with spaces, stars and notes",
        [
            ["姓 名", "性别（1男2女）", "*出生日期(YYYYMMDD)", "★身份证号\n(必填)", "家长姓名", "联系\n电话", "村"],
            *children(3),
        ],
    ),
    Fault("numbered headings", [[f"{number}.{text}" for number, text in enumerate(HEADERS, 1)], *children(3)]),
    Fault(
        "headings in two languages",
        [HEADERS, ["name", "sex", "dob", "id_no", "guardian_name", "phone", "village"], *children(3)],
        said=[("tabular.header_again", 2, None)],
    ),
    Fault(
        "row of column numbers under the header",
        insert(1, [1, 2, 3, 4, 5, 6, 7]),
        said=[("tabular.numbering_row", 2, None)],
    ),
    Fault(
        "row of 甲 乙 and numbers under the header",
        insert(1, ["甲", "乙", 1, 2, 3, 4, 5]),
        said=[("tabular.numbering_row", 2, None)],
    ),
    Fault(
        "example row under the header",
        [["序号", *HEADERS], ["例", *child(50)], *([n, *row] for n, row in enumerate(children(3), 1))],
        said=[("tabular.example_row", 2, None)],
    ),
    Fault("no header at all", children(3)),
]
