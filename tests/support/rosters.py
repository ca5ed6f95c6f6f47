"""Rosters of invented children, adopted, for what stands on them."""

from typing import Any
from uuid import UUID

from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.records.rosters.services import adopt_roster, receive_roster
from support.county import DAY, County, made_up_id

HOME = "姓名,性别,身份证号,乡镇,村,组"
SCHOOL = "姓名,性别,身份证号,学校,年级,班级,学籍状态"
CHILDREN = (
    ("巫马一", 401, "清溪镇,柳树村,一组", "清溪镇中心小学,三年级,1班,在读"),
    ("巫马二", 402, "清溪镇,柳树村,二组", "清溪镇中心小学,三年级,2班,在读"),
    ("巫马三", 403, "清溪镇,柳树村,一组", ""),
    ("巫马四", 404, "清溪镇,石桥村,", "清溪镇中心小学,三年级,1班,辍学"),
    ("巫马五", 405, "高坪乡,远山村,一组", ""),
)
"""Name, what makes the ID number, where the child lives, and the entry of the roll; the last three are in no school."""


def adopt(county: County, kind: str, header: str, lines: list[str], **changes: Any) -> UUID:
    """A roster of the county, received and adopted."""
    content = "\n".join([header, *lines]).encode()
    given = {"unit": county.units["county"], "kind": "csv", "content": put(content), "size": len(content)}
    file = add_attachment(county.ctx("陈局长"), **given)
    kept = {
        "unit": county.units["county"],
        "kind": kind,
        "as_of": DAY,
        "title": f"{kind} 底册",
        "file": file,
        "columns": None,
    } | changes
    roster = receive_roster(county.ctx("陈局长"), **kept)
    adopt_roster(county.ctx("陈局长"), roster=roster)
    return roster


def sex_of(number: int) -> str:
    """The sex that the made-up ID number says."""
    return "男" if int(made_up_id(number)[16]) % 2 else "女"


def adopt_home(county: County, **changes: Any) -> UUID:
    """The household roster of all children."""
    lines = [f"{name},{sex_of(number)},{made_up_id(number)},{home}" for name, number, home, _ in CHILDREN]
    return adopt(county, "household", HOME, lines, **changes)


def adopt_school(county: County, **changes: Any) -> UUID:
    """The school roster of those who have an entry."""
    lines = [f"{name},{sex_of(number)},{made_up_id(number)},{entry}" for name, number, _, entry in CHILDREN if entry]
    return adopt(county, "school", SCHOOL, lines, **changes)


def adopt_both(county: County) -> tuple[UUID, UUID]:
    """Both rosters."""
    return adopt_home(county), adopt_school(county)
