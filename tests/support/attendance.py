"""Classes reported in the county of the tests, as the tests of several floors need them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.organizations.models import Post
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.services import apply_leave, grant_leave, report, substitute
from support.county import DAY, County, appoint
from support.databases import the

SHEET = "序号,姓名,出生日期,2026-09-01\n1,慕容甲乙,2017-01-01,√\n2,欧阳丙丁,2017-01-02,缺（不愿上学）\n"


def said(county: County, **marks: str) -> str:
    """Exceptions as an action takes them: by key of the child, a mark or `mark/reason/note`."""
    lines = []
    for key, text in marks.items():
        mark, _, rest = text.partition("/")
        reason, _, note = rest.partition("/")
        lines.append("\t".join((str(county.children[key]), mark, reason, note)))
    return "\n".join(lines)


def reported(
    county: County, on: date = DAY, unit: str = "class_a", who: str = "王老师", session: str = "morning", **marks: str
) -> UUID:
    """A class reported for a day; all came but the marked."""
    given = {"unit": county.units[unit], "on": on, "session": session, "exceptions": said(county, **marks)}
    return report(county.ctx(who), **given)


def marked(county: County, **marks: str) -> UUID:
    """The mark of a report that has one alone."""
    made: UUID = the(AttendanceMark, report=reported(county, **marks or {"both": "absent"})).pk
    return made


def applied(county: County, days: int = 2, key: str = "both", who: str = "王老师", **changes: Any) -> UUID:
    """Leave asked for, from the county's first day on."""
    given = {"child": county.children[key], "first_on": DAY, "last_on": DAY + timedelta(days=days - 1)}
    return apply_leave(county.ctx(who), **given | {"reason": "sick", "note": "发烧", "asked_by": "母亲"} | changes)


def granted(county: County, days: int = 2, key: str = "both", **changes: Any) -> UUID:
    """Leave granted by the head."""
    leave = applied(county, days, key, **changes)
    grant_leave(county.ctx("李校长"), leave=leave)
    return leave


def substituted(county: County, days: int = 2, who: str = "代课老师") -> UUID:
    """Somebody of the school who stands in for 王老师 for some days; the substitution."""
    given = {"unit": county.units["class_a"], "post": post_of(county, who)}
    return substitute(county.ctx("李校长"), **given, first_on=DAY, last_on=DAY + timedelta(days=days - 1))


def post_of(county: County, who: str = "代课老师") -> UUID:
    """The post of a teacher of the other class of the school, who is appointed if there is none."""
    if who not in county.accounts:
        appoint_teacher(county, who)
    post: UUID = the(Post, holder=county.accounts[who]).pk
    return post


def appoint_teacher(county: County, who: str, unit: str = "class_b") -> None:
    """A class teacher more."""
    appoint(county, who, "class_teacher", unit, f"1370000{len(county.accounts):04}")


def kept_register(county: County, text: str = SHEET, who: str = "王老师", unit: str = "class_a") -> UUID:
    """An uploaded register."""
    content = text.encode()
    given = {"unit": county.units[unit], "kind": "csv", "content": put(content), "size": len(content)}
    return add_attachment(county.ctx(who), **given)


def reported_class(county: County) -> UUID:
    """A class that was reported: all came."""
    reported(county)
    return county.units["class_a"]
