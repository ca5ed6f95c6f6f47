"""Faults of single cells: numbers, dates, blanks, errors."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from fault import Fault, table
from tabular_files import child, children, names


def _error_cell(book: Any) -> None:
    cell = book.active["F3"]
    cell.value, cell.data_type = "#N/A", "e"


def _formula(book: Any) -> None:
    book.active["G3"] = "=A1&B1"


def _date_format(pattern: str) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        for row in (2, 3, 4):
            book.active.cell(row, 3).number_format = pattern

    return edit


def _numbers_as_numbers() -> list[list[Any]]:
    rows = table()
    for row in rows[1:]:
        row[5] = int(row[5])
    return rows


FAULTS = [
    Fault(
        "lunar birth date in words",
        table(出生日期={1: "农历二〇一五年三月初二日"}, 身份证号={1: None}),
        cells={"dob": ["2010-01-01", "农历二〇一五年三月初二日"]},
    ),
    Fault(
        "ID number as a number",
        table(身份证号={1: 5.10599201102022e17}),
        said=[("tabular.number_lost_digits", 3, "D")],
        cells={"id_no": [child(0)[3], "510599201102022000", child(2)[3]]},
    ),
    Fault(
        "ID number in exponent form", table(身份证号={1: "5.10599E+17"}), said=[("tabular.number_lost_digits", 3, "D")]
    ),
    Fault(
        "telephones as numbers", _numbers_as_numbers(), cells={"phone": ["13910000000", "13910000001", "13910000002"]}
    ),
    Fault(
        "numbers behind an apostrophe",
        table(身份证号={0: "'" + child(0)[3]}),
        cells={"id_no": [row[3] for row in children(3)]},
    ),
    Fault(
        "birth dates as dates",
        table(出生日期={n: dt.date(2015, 3, n + 1) for n in range(3)}),
        cells={"dob": ["2015-03-01", "2015-03-02", "2015-03-03"]},
    ),
    Fault(
        "birth dates as instants",
        table(出生日期={n: dt.datetime.fromisoformat(f"2015-03-0{n + 1} 08:30:00") for n in range(3)}),
        cells={"dob": ["2015-03-01 08:30:00", "2015-03-02 08:30:00", "2015-03-03 08:30:00"]},
    ),
    Fault(
        "birth dates shown as 2015年3月",
        table(出生日期={n: dt.date(2015, 3, n + 1) for n in range(3)}),
        _date_format('yyyy"年"m"月"'),
        cells={"dob": ["2015-03-01", "2015-03-02", "2015-03-03"]},
    ),
    Fault(
        "birth dates as whole numbers",
        table(出生日期={n: 20150301 + n for n in range(3)}),
        cells={"dob": ["20150301", "20150302", "20150303"]},
    ),
    Fault(
        "birth dates as serial numbers",
        table(出生日期={n: 42064 + n for n in range(3)}),
        cells={"dob": ["42064", "42065", "42066"]},
    ),
    Fault("birth date that is none", table(出生日期={1: "不知道哪天"}), said=[("dates.unreadable", 3, "C")]),
    Fault("sex as 1 and 2", table(性别={0: 2, 1: 1, 2: 2}), cells={"sex": ["2", "1", "2"]}),
    Fault(
        "error value",
        table(),
        _error_cell,
        said=[("tabular.error_value", 3, "F")],
        cells={"phone": ["13910000000", None, "13910000002"]},
    ),
    Fault(
        "formula nobody computed",
        table(),
        _formula,
        said=[("tabular.formula_without_value", 3, "G")],
        cells={"village": ["清溪1村", None, "清溪3村"]},
    ),
    Fault(
        "wide and narrow blanks around the text",
        table(姓名={0: "　王小明 ", 1: "李文静\u200b"}, 村={0: "\u00a0清溪1村"}),
        cells={"village": ["清溪1村", "清溪2村", "清溪3村"]},
    ),
    Fault("blank inside a name", table(姓名={0: "王 小明"}), read=["王 小明", *names(2, 1)]),
]
