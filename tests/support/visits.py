"""Visits to children of the county, as the tests of several floors need them."""

import struct
import zlib
from typing import Any
from uuid import UUID, uuid4

from notoneless.casework.visits.models import HomeVisit, VisitDoubt
from notoneless.casework.visits.services import draw_list, look_through, plan_visit, record_visit
from notoneless.foundation.access.founding import system_context
from support.cases import proof
from support.county import DAY, County
from support.databases import all_of

WORDS = "和孩子的母亲谈了一个小时，孩子想跟表哥去打工，母亲说家里不缺这份钱，愿意劝他回来；老师答应给他补两个月的课。"
"""What a visitor writes, long enough to be compared."""


def picture(shade: int = 0) -> bytes:
    """A sound picture of one point; another shade is another file."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes((0, shade)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


PHOTO = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xda\x00\x02picture\xff\xd9"
"""A photo of one point, without traces."""


def photo(county: County, who: str = "王老师", unit: str = "class_a", shade: int = 0) -> UUID:
    """A photo that somebody has sent."""
    return proof(county, who, unit, picture(shade), "png")


def who_goes(county: County, *people: str) -> str:
    """Visitors, as an action takes them."""
    return " ".join(str(county.accounts[each]) for each in people)


def said(county: County, key: str = "both", *people: str, **given: Any) -> dict[str, Any]:
    """A whole record of a visit."""
    return {
        "child": county.children[key],
        "kind": "home",
        "on": county.time.at.date(),
        "visitors": who_goes(county, *(people or ("王老师",))),
        "at_home": True,
        "met": "mother",
        "note": "母亲说孩子不想上学",
    } | given


def planned(county: County, key: str = "both", *people: str, who: str = "王老师", **given: Any) -> UUID:
    """A visit that somebody has planned."""
    given = {"due_on": DAY, "visitors": who_goes(county, *(people or (who,)))} | given
    return plan_visit(county.ctx(who), child=county.children[key], **given)


def visited(county: County, key: str = "both", *people: str, who: str = "王老师", **given: Any) -> UUID:
    """A visit that was recorded."""
    return record_visit(county.ctx(who), **said(county, key, *(people or (who,)), **given))


def looked_through(county: County) -> list[Any]:
    """All records looked through by the program; what it found."""
    for visit in all_of(HomeVisit):
        look_through(system_context(county.ids, county.time.at).with_request(uuid4()), visit=visit.pk)
    return all_of(VisitDoubt)


def doubted(county: County) -> UUID:
    """A doubtful record: the same photo in two visits."""
    for key in ("both", "class_only"):
        visited(county, key, photo=photo(county), at_home=None, address="村口")
    [found] = looked_through(county)
    return UUID(str(found.pk))


def drawn(county: County, who: str = "王老师", unit: str = "class_a", **given: Any) -> UUID:
    """A list of whom to visit."""
    return draw_list(county.ctx(who), **{"unit": county.units[unit], "from_on": DAY, "capacity": 3} | given)
