"""Surveys for tests: one of the county or a part of it, its grid cells by unit, answers, and a table of answers."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.people.models import ChildUnit
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.services import answer_child, open_survey
from support.county import DAY, County
from support.databases import all_of, the

LAST = DAY + timedelta(days=30)
SHEET = """清溪镇摸排表,,,,,,,,
村,组,姓名,性别,出生日期,情况,就读学校,年级,摸排人,摸排日期
柳树村,一组,慕容甲乙,男,2017-01-01,在校,清溪镇中心小学,三年级,周支书,2026-09-01
石桥村,,皇甫寅卯,男,2017-01-07,在校,清溪镇中心小学,三年级,何老师,2026-09-01
"""


def opened(county: County, unit: str = "county", kind: str = "household", who: str = "陈局长", **changes: Any) -> UUID:
    """A survey that runs from the county's first day for a month."""
    given = {"unit": county.units[unit], "name": "秋季摸排", "kind": kind, "from_on": DAY, "last_on": LAST}
    return open_survey(county.ctx(who), **given | changes)


def cell_of(survey: UUID, unit: UUID) -> UUID:
    """The grid cell of a unit."""
    cell: UUID = the(GridCell, survey=survey, unit=unit).pk
    return cell


def answer(county: County, cell: UUID, key: str, who: str = "陈局长", **changes: Any) -> UUID:
    """An answer: in school, unless something else is said."""
    given = {"kind": "in_school", "place": "清溪镇中心小学", "grade": 3, "asked_on": DAY}
    request = changes.pop("request", None)
    return answer_child(county.ctx(who, request), cell=cell, child=county.children[key], **given | changes)


def answered_all(county: County, unit: str) -> UUID:
    """A grid cell of a survey in which every child of a unit is answered for."""
    cell = cell_of(opened(county), county.units[unit])
    at = {row.child_id for row in all_of(ChildUnit, unit=county.units[unit], until_on=None)}
    for key, child in county.children.items():
        if child in at:
            answer(county, cell, key)
    return cell


def kept_sheet(county: County, text: str, who: str = "张镇长", unit: str = "town_a") -> UUID:
    """An uploaded table."""
    content = text.encode()
    given = {"unit": county.units[unit], "kind": "csv", "content": put(content), "size": len(content)}
    return add_attachment(county.ctx(who), **given)


def sheet_of(county: County) -> Mapping[str, Any]:
    """What imports a table into a survey of the township."""
    return {"survey": opened(county, "town_a"), "attachment": kept_sheet(county, SHEET)}


def born(year: int, month: int = 1, day: int = 1) -> date:
    """A day of birth."""
    return date(year, month, day)
