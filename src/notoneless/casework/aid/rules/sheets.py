"""The list of the paying office: its headings, and each row as a payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from notoneless.casework.aid.rules.judging import fen_of
from notoneless.foundation.people.matching import Person
from notoneless.kernel.dates import parse_date
from notoneless.kernel.problems import Problem
from notoneless.tabular.tables import Heading, Table, place_of

HEADINGS: Sequence[Heading] = (
    Heading("name", ("姓名", "学生姓名", "受助学生", "受助学生姓名", "name"), required=True),
    Heading("id_no", ("身份证号", "身份证号码", "公民身份号码", "学生身份证号", "证件号码", "id number")),
    Heading("born_on", ("出生日期", "出生年月", "birth date")),
    Heading("guardian", ("监护人", "监护人姓名", "家长姓名", "guardian")),
    Heading("amount", ("金额", "发放金额", "资助金额", "金额（元）", "发放金额（元）", "amount"), required=True),
    Heading("item", ("资助项目", "项目", "发放项目", "资助名称", "item")),
    Heading("paid_on", ("发放日期", "发放时间", "支付日期", "打款日期", "paid on"), required=True),
)


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One payment of the list."""

    person: Person
    fen: int
    item: str
    paid_on: date


def rows_of(table: Table, today: date) -> tuple[list[PaidRow], list[Problem]]:
    """The payments of a table, and each cell that cannot be one: nothing is guessed and nothing left out silently."""
    found, wrong = list[PaidRow](), list[Problem]()
    for row in table.rows:
        cells = row.cells
        fen, paid_on = fen_of(cells.get("amount", "")), parse_date(cells.get("paid_on")).value
        checks = (("name", cells.get("name", "")), ("amount", fen), ("paid_on", paid_on and paid_on <= today))
        faults = [place_of(row, key, table.letters) for key, good in checks if not good]
        if faults or fen is None or paid_on is None:
            wrong += faults
            continue
        born = parse_date(cells.get("born_on")).value if cells.get("born_on") else None
        person = Person(cells["name"], cells.get("id_no", ""), born, cells.get("guardian", ""))
        found.append(PaidRow(person, fen, cells.get("item", ""), paid_on))
    return found, wrong
