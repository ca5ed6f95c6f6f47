"""Working groups of cases, as the tests of several floors need them."""

from typing import Any
from uuid import UUID

from notoneless.casework.working_groups.models import GroupPlace
from notoneless.casework.working_groups.services import issue_report, plan_remedy, refuse_case
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.outbox import deliver_due
from notoneless.foundation.organizations.services import describe_unit, make_assignment
from notoneless.foundation.people.services import place_child
from support.cases import suspected, verified
from support.county import DAY, County, appoint
from support.databases import the
from support.procedures import recorded
from support.roll_work import prefixed

_PROFILE = ("division_code", "is_urban", "school_code", "school_type", "first_grade", "last_grade", "is_direct")


def central(county: County, unit: str = "school_a") -> None:
    """Say that a school is the central one of its township."""
    given: dict[str, Any] = dict.fromkeys((*_PROFILE, "grade", "entry_year"))
    describe_unit(county.ctx("陈局长"), unit=county.units[unit], is_central=True, **given)


def answering(county: County, school: str = "school_a", village: str = "village_a") -> UUID:
    """Let a school answer for a village."""
    given: dict[str, Any] = {"kind": "village", "account": None, "tier": None, "from_on": DAY, "until_on": None}
    units = {"unit": county.units[village], "from_unit": county.units[school]}
    return make_assignment(county.ctx("陈局长"), **units, **given)


def minute(county: County) -> None:
    """Let the program do what waits."""
    county.time.pass_by(minutes=1)
    while deliver_due(system_context(county.ids, county.time.at)):
        pass


def place_of(county: County, party: str, key: str = "both") -> UUID:
    """A place in the group of a child that somebody missed."""
    suspected(county, key)
    found: UUID = the(GroupPlace, child_id=county.children[key], party=party, until_on=None).pk
    return found


def remedy_given(county: County, case: UUID, **changes: Any) -> dict[str, Any]:
    """What a measure for a child asks."""
    place = the(GroupPlace, child_id=county.children["both"], party="village", until_on=None).pk
    wanted = {"remedy_kind": "care", "words": "请外婆一起劝", "group_place": place, "due_on": DAY}
    return {"case": case, **wanted, **changes}


def planned_remedy(county: County, **changes: Any) -> UUID:
    """A measure for a child whose dropout is verified."""
    return plan_remedy(county.ctx("李校长"), **remedy_given(county, verified(county), **changes))


def tried_in_vain(county: County) -> UUID:
    """The case of a child whose family somebody has turned to; its school numbers its papers."""
    case = verified(prefixed(county))
    recorded(county)
    return case


def government_told(county: County) -> UUID:
    """A report of it to the township."""
    return issue_report(county.ctx("李校长"), case=tried_in_vain(county))


def moved_to(county: County, unit: str, key: str = "both") -> None:
    """The bureau places a child in a class of another school, and the program notices."""
    day = county.time.at.date()
    place_child(county.ctx("陈局长"), child=county.children[key], unit=county.units[unit], from_on=day)
    minute(county)


def come_along(county: County) -> UUID:
    """An open case that has come with its child to the other school, which has a head: 钱校长."""
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    case = verified(county)
    minute(county)
    county.time.pass_by(days=3)
    moved_to(county, "class_z")
    return case


def sent_back(county: County) -> UUID:
    """One that the other school has refused."""
    case = come_along(county)
    refuse_case(county.ctx("钱校长"), case=case, reason="学生没有到校报到")
    return case
