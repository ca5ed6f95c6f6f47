"""Changes of the roll as the tests of several floors need them: applied for, with papers, approved level by level."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.people.services import add_guardian, register_child
from notoneless.records.enrolment.services import complete_class
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.selectors.knowing import mark_of
from notoneless.records.roll_changes.services import (
    add_paper,
    apply,
    apply_for_child,
    approve,
    confirm_arrival,
    send_back,
)
from support.cases import PDF
from support.county import DAY, County, appoint, made_up_id
from support.databases import owners_eyes, the
from support.rolls import CLASS_OF, on_roll

UNTIL = DAY + timedelta(days=180)
NOTHING: dict[str, Any] = {
    "until_on": None,
    "reason": None,
    "statement": None,
    "guardian": None,
    "signed_on": None,
    "room": None,
    "grade": None,
    "receiving_school": None,
    "destination": None,
}


def applied(county: County, kind: str, entry: UUID, key: str = "both", who: str = "王老师", **given: Any) -> UUID:
    """An application of a pupil, signed by its guardian; without papers."""
    signed = {"guardian": county.guardians[key], "signed_on": county.time.at.date()}
    filled = {**NOTHING, "on": DAY, **signed, **given}
    return apply(county.ctx(who), entry=entry, change_kind=kind, **filled)


def suspension(county: County, key: str = "both", entry: UUID | None = None, **given: Any) -> UUID:
    """An application for a suspension of studies, without papers."""
    held = entry or on_roll(county, key)
    return applied(county, "suspension", held, key, **{"until_on": UNTIL, "reason": "19", **given})


def paper(county: County, request: UUID, kind: str, who: str = "王老师", unit: str = "class_a") -> UUID:
    """A paper of an application."""
    given = {"unit": county.units[unit], "kind": "pdf", "content": put(PDF), "size": len(PDF)}
    proof = add_attachment(county.ctx(who), **given)
    today = county.time.at.date()
    return add_paper(county.ctx(who), change_request=request, paper_kind=kind, dated_on=today, proof=proof)


def documented(county: County, request: UUID, *kinds: str, who: str = "王老师", unit: str = "class_a") -> UUID:
    """The same application with papers: the usual two where none are named."""
    for kind in kinds or ("application", "proof"):
        paper(county, request, kind, who, unit)
    return request


def saw(request: UUID) -> str:
    """The mark of what a form shows now."""
    row = the(ChangeRequest, pk=request)
    with owners_eyes():
        return mark_of(row)


def approved_by(county: County, request: UUID, *people: str) -> UUID:
    """The application, approved by people one after the other."""
    for who in people:
        approve(county.ctx(who), change_request=request, saw=saw(request), note=None)
    return request


def carried(county: County, key: str = "both", **given: Any) -> UUID:
    """A suspension that was applied for, approved by school and bureau, and stands on the roll."""
    return approved_by(county, documented(county, suspension(county, key, **given)), "李校长", "陈局长")


def returned_to_sender(county: County) -> UUID:
    """An application that the head has sent back."""
    request = suspension(county)
    send_back(county.ctx("李校长"), change_request=request, saw=saw(request), reason="缺县级医院证明")
    return request


def young(county: County, born_on: date = date(2020, 6, 1)) -> UUID:
    """A child of 柳树村 who turned six before this school year, with a guardian; on no roll."""
    given = {"unit": county.units["village_a"], "name": "公孙未满", "sex": "女", "from_on": DAY}
    number = made_up_id(900)
    child = register_child(
        county.ctx("陈局长"), **given, born_on=born_on, id_number=number, student_number=None, household=None
    )
    county.children["young"] = child
    county.guardians["young"] = add_guardian(
        county.ctx("陈局长"), child=child, name="家长公孙", relation="父亲", phone="13800139999"
    )
    return child


def deferral(county: County, who: str = "何老师", until: date = date(2027, 9, 1), **given: Any) -> UUID:
    """An application to defer a child's enrolment at 清溪镇中心小学, without papers."""
    child = county.children.get("young") or young(county)
    filled = {name: value for name, value in NOTHING.items() if name not in ("receiving_school", "destination")}
    signed = {"guardian": county.guardians["young"], "signed_on": DAY, "reason": "19", "until_on": until}
    return apply_for_child(
        county.ctx(who),
        child=child,
        change_kind="deferral",
        **{**filled, "entry_school": county.units["school_a"], "on": DAY, **signed, **given},
    )


def transfer(county: County, key: str = "both") -> UUID:
    """A transfer to 高坪乡中心小学 that both schools and the bureau have approved; its head is 孙校长."""
    if "孙校长" not in county.accounts:
        appoint(county, "孙校长", "school_head", "school_z", "13700000001")
    request = applied(county, "transfer", on_roll(county, key), key, receiving_school=county.units["school_z"])
    return approved_by(county, documented(county, request, "application"), "孙校长", "李校长", "陈局长")


def seen_change(_: County, request: UUID) -> dict[str, Any]:
    """What a decision on an application is given, besides what it says."""
    return {"change_request": request, "saw": saw(request)}


def arrived(county: County) -> UUID:
    """A transfer whose pupil has come, before the program has moved the entry."""
    request = transfer(county)
    given = {"on": DAY, "room": county.units["class_z"], "grade": 3}
    confirm_arrival(county.ctx("孙校长"), change_request=request, **given)
    return request


def graduate(county: County, key: str = "both") -> UUID:
    """A child who has completed grade six; the entry that ended so."""
    entry = on_roll(county, key, grade=6)
    complete_class(county.ctx("陈局长"), unit=county.units[CLASS_OF[key]], on=DAY)
    return entry
