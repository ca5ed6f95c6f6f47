"""Clues to child labour lead with one tap to the return effort that is marked so, and from there to the referral (5.51)."""

import re
from uuid import UUID

import pytest

from notoneless.casework.alerts.services import accept
from notoneless.casework.cases.models import Case
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.working_groups.services import record_cause
from notoneless.oversight.duties.models import DutyRow
from notoneless.records.attendance.models import AttendanceMark
from notoneless.records.attendance.services import trace
from support.alerts import alerted
from support.attendance import reported
from support.browsing import Visitor, sign_in
from support.cases import suspected, verified
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.procedure_pages import effort, of, page, plain, value

LINK = r'href="(/procedures/children/[^"]+/effort/\?grave=child_labour)"'
SAID = {"on": "2026-09-01", "how": "home", "place": "县城砖厂", "sides": ["village"], "attitude": "not_met"}


def alert_page(county: County) -> str:
    """An alert of a child at work, accepted."""
    alert = alerted(county)
    accept(county.ctx("陈局长"), alert=alert, child=county.children["both"], note="确在饭馆帮工")
    return f"/alerts/{alert}/"


def trace_page(county: County) -> str:
    """A class whose absent pupil was found to be at work, and has a case."""
    suspected(county)
    reported(county, both="absent")
    trace(county.ctx("王老师"), mark=the(AttendanceMark).pk, traced_to="working", note="在砖厂")
    return f"/attendance/classes/{county.units['class_a']}/{DAY.isoformat()}/morning/"


def case_page(county: County) -> str:
    """A dropout who was verified to be at work."""
    return f"/cases/{verified(county)}/"


def cause_page(county: County) -> str:
    """A dropout of whom it was found later that it works."""
    case = verified(county, reason="struggling")
    record_cause(county.ctx("李校长"), case=case, on=DAY, reason="working", note="在砖厂")
    return f"/cases/{case}/"


def tap(visitor: Visitor, where: str) -> str:
    """The link of a page, and the form to which it leads."""
    links = re.findall(LINK, page(visitor, where))
    assert len(links) == 1, plain(page(visitor, where))
    return str(links[0])


@pytest.mark.clause("5.51")
@pytest.mark.parametrize(
    ("clue", "who"),
    [(alert_page, "陈局长"), (trace_page, "王老师"), (case_page, "李校长"), (cause_page, "李校长")],
)
def test_a_clue_leads_with_one_tap_to_the_effort_that_is_marked_and_is_referred(
    county: County, clue: object, who: str
) -> None:
    adopted(county, "陈局长", "county", 5)
    where = clue(county)  # type: ignore[operator]
    visitor = sign_in(county, who)
    link = tap(visitor, where)
    form = page(visitor, link)
    assert value(form, "grave") == "child_labour"
    assert value(form, "on") == DAY.isoformat()  # what is known is filled in as without a clue
    marked = {"grave": value(form, "grave")}
    assert send(visitor, link, effort(county), **SAID, **marked).status_code == 302
    procedure = UUID(str(the(Procedure).pk))
    reckoned(county)
    assert [row.state for row in all_of(DutyRow, duty="grave_case_referred")] == ["due"]
    bureau = visitor if who == "陈局长" else sign_in(county, "陈局长")
    given = {name: value(page(bureau, of(procedure, "refer/")), name) for name in ("grave", "told_to", "on")}
    assert given == {"grave": "child_labour", "told_to": "县人力资源和社会保障局", "on": "2026-09-01"}
    assert send(bureau, of(procedure, "refer/"), **given).status_code == 302
    reckoned(county)
    assert [row.state for row in all_of(DutyRow, duty="grave_case_referred")] == ["done"]


@pytest.mark.clause("5.51")
def test_the_form_of_a_clue_opens_the_case_that_is_not_there_yet_and_then_takes_the_clue(county: County) -> None:
    reported(county, both="absent")
    trace(county.ctx("王老师"), mark=the(AttendanceMark).pk, traced_to="working", note="在砖厂")
    wang = sign_in(county, "王老师")
    room = f"/attendance/classes/{county.units['class_a']}/{DAY.isoformat()}/morning/"
    link = tap(wang, room)
    assert not all_of(Case)
    closed = page(wang, link)
    assert "先登记疑似辍学" in closed
    assert 'name="attitude"' not in closed  # nothing is typed that could not be kept
    [opening] = re.findall(r'href="(/cases/children/[^"]+/suspect/)"', closed)
    assert opening == f"/cases/children/{county.children['both']}/suspect/"
    assert send(wang, opening, seen="在砖厂做工", on=DAY.isoformat()).status_code == 302
    case = the(Case)
    assert (case.child_id, case.state) == (county.children["both"], "suspected")
    marked = {"grave": value(page(wang, link), "grave")}
    assert marked == {"grave": "child_labour"}
    assert send(wang, link, effort(county), **SAID, **marked).status_code == 302
    assert "使用童工" in plain(page(wang, of(UUID(str(the(Procedure).pk)))))
    # who may not open a case is not led to it, and another school sees nothing of it
    zhao = sign_in(county, "赵老师")
    assert zhao.get(link).status_code == 404
    assert zhao.get(opening).status_code == 404
    assert all_of(Case) == [case]


def test_another_cause_leads_nowhere_and_an_odd_mark_marks_nothing(county: County) -> None:
    case = verified(county, reason="struggling")
    li = sign_in(county, "李校长")
    assert not re.findall(LINK, page(li, f"/cases/{case}/"))
    assert value(page(li, f"{effort(county)}?grave=nonsense"), "grave") == ""
    assert value(page(li, effort(county)), "grave") == ""
    reported(county, both="absent")
    trace(county.ctx("王老师"), mark=the(AttendanceMark).pk, traced_to="at_home", note="在家")
    assert not re.findall(
        LINK, text_of(li.get(f"/attendance/classes/{county.units['class_a']}/{DAY.isoformat()}/morning/"))
    )
