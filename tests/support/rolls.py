"""Children of the county on the roll, and steps of it, as the tests of several floors need them."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter

from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.records.enrolment.models import RollDifference, RollEvent
from notoneless.records.enrolment.services import compare_export, enter, suspend, transfer_out
from support.county import DAY, County
from support.databases import all_of

CLASS_OF = {
    "both": "class_a",
    "class_only": "class_a",
    "other_class": "class_b",
    "far_school": "class_z",
    "far": "class_z",
}
HEAD = ("姓名", "身份证号", "学籍号", "学校名称", "年级", "班级", "学生当前状态")
SCHOOL = "清溪镇中心小学"


def on_roll(county: County, key: str = "both", who: str = "陈局长", on: date = DAY, grade: int = 3) -> UUID:
    """Enter a child on the roll in the class it is in; the entry."""
    unit = county.units[CLASS_OF[key]]
    given = {
        "child": county.children[key],
        "unit": unit,
        "on": on,
        "grade": grade,
        "movement": "11",
        "number_kind": "G",
    }
    return enter(county.ctx(who), **given)


def suspended(county: County, key: str = "both", until: date = DAY + timedelta(days=180)) -> UUID:
    """A child on suspension of studies; the entry."""
    entry = on_roll(county, key)
    suspend(county.ctx("陈局长"), entry=entry, on=DAY, until_on=until, reason="19")
    return entry


def sent(county: County, key: str = "both", destination: str = "高坪乡中心小学") -> UUID:
    """A child let go to another school, which has not confirmed yet; the entry."""
    entry = on_roll(county, key)
    transfer_out(county.ctx("李校长"), entry=entry, on=DAY, destination=destination)
    return entry


def last_event(entry: UUID) -> UUID:
    """The event of an entry that was entered last."""
    return max(all_of(RollEvent, entry_id=entry), key=lambda event: event.number).pk  # type: ignore[no-any-return]


def export_row(county: County, key: str, **changes: str) -> tuple[str, ...]:
    """A child's row in the national export."""
    name, id_number, student_number, *_ = county.markers[key]
    row = dict(zip(HEAD, (name, id_number, student_number, SCHOOL, "三年级", "三年级（1）班", "在读"), strict=True))
    return tuple((row | changes).values())


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    """An export with these rows, as the file."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([HEAD, *rows]):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    return buffer.getvalue()


def compared(county: County, rows: list[tuple[str, ...]], who: str = "李校长") -> UUID:
    """The comparison of 清溪镇中心小学 with an export."""
    export = kept_export(county, rows)
    return compare_export(county.ctx(who), unit=county.units["school_a"], export=export)


def kept_export(county: County, rows: list[tuple[str, ...]]) -> UUID:
    """An export as an attachment of 清溪镇中心小学."""
    content = workbook(rows)
    given = {"unit": county.units["school_a"], "kind": "xlsx", "content": put(content), "size": len(content)}
    return add_attachment(county.ctx("李校长"), **given)


def differences(county: County, rows: list[tuple[str, ...]]) -> list[Any]:
    """The differences of a comparison."""
    return all_of(RollDifference, comparison_id=compared(county, rows))
