"""Returned pupils at each state, as the tests of several floors need them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.casework.reintegration.models import ReturnFollowUp, ReturnPlacement
from notoneless.casework.reintegration.services import (
    approve_placement,
    follow_up,
    hand_over_pupil,
    make_plan,
    place,
    record_return,
)
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.services import place_child
from support.attendance import reported
from support.cases import verified
from support.county import DAY, County, appoint
from support.databases import owners_eyes, the
from support.roll_work import prefixed

PLACED: dict[str, Any] = {
    "teaching": "make_up",
    "lessons": "每周三、五补数学",
    "funds_source": "aid",
    "funds_amount": "625",
    "funds_purpose": "生活补助",
}
"""What a placement says."""


def seen_again(county: County, key: str = "both") -> UUID:
    """The case of a dropout whom a register has seen at school again."""
    case = verified(county, key)
    reported(county)
    return case


def back(county: County, key: str = "both") -> UUID:
    """A return that its class teacher has recorded."""
    prefixed(county)
    case = seen_again(county, key)
    return record_return(county.ctx("王老师"), case=case, on=DAY, seen_by="王老师", proof=None)


def placed(county: County, **changes: Any) -> UUID:
    """A return whose pupil is placed."""
    returned = back(county)
    place(county.ctx("李校长"), returned=returned, **PLACED | changes)
    return returned


def to_approve(county: County) -> UUID:
    """A placement that the county has to approve."""
    placed(county, teaching="vocational", lessons="县职校汽修班")
    found: UUID = the(ReturnPlacement).pk
    return found


def keeper(county: County) -> str:
    """The post of the class teacher, as a plan names it."""
    return f"{county.units['class_a']}/class_teacher"


def planned_given(county: County, **changes: Any) -> dict[str, Any]:
    """What a plan says."""
    given = {"goals": "跟上本学期数学", "measures": "每周谈一次\n结对同学", "keeper": keeper(county)}
    return {**given, "review_on": county.ctx("李校长").today + timedelta(days=30), "condition": "父亲患病", **changes}


def planned(county: County) -> UUID:
    """A return whose pupil is placed and has a plan."""
    returned = placed(county)
    make_plan(county.ctx("李校长"), returned=returned, **planned_given(county))
    return returned


def days_go_by(county: County, days: int, *, absent: frozenset[date] = frozenset(), key: str = "both") -> None:
    """Let days pass that the class is reported on; the pupil is away on some."""
    first = county.time.at.date() + timedelta(days=1)
    county.time.pass_by(days=days)
    last = county.time.at.date()
    for day in load_calendar(first, last).school_days(first, last):
        reported(county, day, **({key: "absent"} if day in absent else {}))


def at_mark(county: County, days: int = 30) -> UUID:
    """A return on the day of its first mark, reported every day."""
    returned = planned(county)
    days_go_by(county, days)
    return returned


def confirmed(county: County, returned: UUID, *, steady: bool = True) -> None:
    """The class teacher has talked to the pupil."""
    follow_up(county.ctx("王老师"), returned=returned, followed_how="talk", steady=steady, talk="能跟上")


def stays(county: County) -> UUID:
    """A return whose last mark holds, as its rows say; the long way there is acted out once, in a test of its own."""
    returned = planned(county)
    with owners_eyes():
        row = ReturnFollowUp(id=county.ids.new(), returned_id=returned, child_id=county.children["both"], mark=180)
        row.on, row.how, row.hold, row.at = DAY, "talk", "holds", county.time.at
        row.expected = row.reported = row.seen = 60
        row.longest, row.by_id = 0, county.accounts["王老师"]
        row.save(force_insert=True)
    return returned


def held(county: County) -> UUID:
    """A return of which every mark was confirmed on its day."""
    returned = planned(county)
    for days in (30, 30, 30, 90):
        days_go_by(county, days)
        confirmed(county, returned)
    return returned


def moved(county: County, key: str = "both") -> UUID:
    """A return whose pupil goes on at the other school, which has a head."""
    returned = planned(county)
    county.time.pass_by(days=1)
    today = county.time.at.date()
    place_child(county.ctx("陈局长"), child=county.children[key], unit=county.units["class_z"], from_on=today)
    appoint(county, "孙校长", "school_head", "school_z", "13900007777")
    return returned


def handed(county: County) -> UUID:
    """A return that its school has given to another, where the pupil is not yet."""
    returned = planned(county)
    given = {"to_school": county.units["school_z"], "note": "下周一报到"}
    hand_over_pupil(county.ctx("李校长"), returned=returned, **given)
    return returned


def approved(county: County) -> UUID:
    """A placement that the county has approved."""
    placement = to_approve(county)
    approve_placement(county.ctx("陈局长"), return_placement=placement)
    return placement
