"""A small county: background children on both sides, and the rows of a test behind them."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from notoneless.kernel.problems import Lang
from notoneless.kernel.resident_id import check_digit
from notoneless.records.reconciliation.rules.comparison import Reconciliation, reconcile
from notoneless.records.reconciliation.rules.parameters import parameters_on

Row = dict[str, str | None]

AS_OF = date(2025, 8, 31)
BACKGROUND = 60
FIELDS = ("key", "name", "sex", "dob", "id_no", "guardian_name", "phone", "township", "village", "student_no", "school",
          "grade", "status", "dropped_out", "remark")  # fmt: skip
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "志晓文雨佳建永国春海"


def resident_id(birth: str, serial: int, area: str = "530627") -> str:
    head = f"{area}{birth}{serial:03d}"
    return head + check_digit(head)


def child(**known: str | None) -> Row:
    """A girl of 12 years; what is named differs."""
    usual: Row = {
        "name": "欧阳筱雅", "sex": "女", "dob": "2013-05-17", "id_no": resident_id("20130517", 124),
        "guardian_name": "欧阳国栋", "phone": "13800001234", "township": "青石镇", "village": "杉树村",
    }  # fmt: skip
    return usual | known


def pupil(**known: str | None) -> Row:
    return child(school="青石中心小学", grade="五年级") | known


def neighbours() -> list[Row]:
    rows = []
    for k in range(BACKGROUND):
        birth = f"20{11 + k % 7:02d}{1 + k % 12:02d}{1 + k % 28:02d}"
        rows.append({
            "name": SURNAMES[k % 10] + GIVEN[k // 10] + GIVEN[k * 7 % 10], "sex": "男" if k % 2 else "女", "dob": birth,
            "id_no": resident_id(birth, 300 + k), "guardian_name": SURNAMES[k % 10] + "大山", "phone": f"139{k:08d}",
            "township": f"第{k % 3}镇", "village": f"{k % 9}号村",
        })  # fmt: skip
    return rows


def table(rows: Sequence[Row]) -> pa.Table:
    """Rows as tabular reads them: the columns that any row has."""
    fields = [field for field in FIELDS if any(field in row for row in rows)]
    columns = {field: pa.array([row.get(field) for row in rows], pa.string()) for field in fields}
    return pa.table(columns | {"row": pa.array(range(1, len(rows) + 1), pa.int32())})


def compare(
    household: Sequence[Row], school: Sequence[Row], elsewhere: Sequence[Row] | None = None, lang: Lang = "zh"
) -> Reconciliation:
    """Compare test rows behind the background; the first test row of each roster is row 61, of elsewhere row 1."""
    away = None if elsewhere is None else table(elsewhere)
    roll = [row | {"school": "中心小学"} for row in neighbours()]
    return reconcile(table([*neighbours(), *household]), table([*roll, *school]), away, parameters_on(AS_OF), lang)
