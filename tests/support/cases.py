"""Cases of children of the county, at each state, as the tests of several floors need them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.services import clear, close_out, pause, propose_close_out, suspect, verify
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from support.county import DAY, County
from support.databases import all_of, the

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
WORKING: dict[str, Any] = {"kind": "dropped_out", "reason": "working"}
BACK: dict[str, Any] = {"reason": "returned", "reference": "复学登记表第12号"}


def suspected(county: County, key: str = "both", who: str = "王老师") -> UUID:
    """The case of a child that somebody missed."""
    return suspect(county.ctx(who), child=county.children[key], seen="三天没有来", on=DAY)


def verified(county: County, key: str = "both", who: str = "陈局长", **given: Any) -> UUID:
    """The case of a child that has dropped out."""
    case = suspected(county, key, who)
    verify(county.ctx(who), case=case, on=DAY, **WORKING | given)
    return case


def proposed(county: County, key: str = "both", who: str = "陈局长") -> UUID:
    """A case that somebody asked to be closed out."""
    case = verified(county, key)
    propose_close_out(county.ctx(who), case=case, on=DAY, **BACK)
    return case


def proposal_of_case(case: UUID) -> UUID:
    """The event that proposed last to close out a case; an id that is none's where nobody has."""
    events = sorted(all_of(CaseEvent, case_id=case, step="propose_close_out"), key=lambda event: event.number)
    return events[-1].pk if events else uuid4()


def cleared(county: County, key: str = "both", **given: Any) -> UUID:
    """A case that was no dropout."""
    case = suspected(county, key, "陈局长")
    clear(county.ctx("陈局长"), case=case, on=DAY, **{"reason": "at_school"} | given)
    return case


def closed_out(county: County, key: str = "both") -> UUID:
    """A case that is closed out."""
    case = proposed(county, key, "张镇长")
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    return case


PAUSED_TO = DAY + timedelta(days=20)
"""By when a case on hold is looked at again."""


def on_hold(county: County, key: str = "both", **changes: Any) -> UUID:
    """A case that waits."""
    case = suspected(county, key)
    given = {"waits_for": "illness", "review_on": PAUSED_TO, "note": "在县医院住院"}
    pause(county.ctx("李校长"), case=case, **given | changes)
    return case


def proof(county: County, who: str = "陈局长", unit: str = "county", content: bytes = PDF, kind: str = "pdf") -> UUID:
    """A paper, as an attachment."""
    given = {"unit": county.units[unit], "kind": kind, "content": put(content), "size": len(content)}
    return add_attachment(county.ctx(who), **given)


def state_of(case: UUID) -> str:
    """Where a case stands."""
    return str(the(Case, pk=case).state)


def events_of(case: UUID) -> list[Any]:
    """The events of a case, in the order of their entry."""
    return sorted(all_of(CaseEvent, case_id=case), key=lambda event: event.number)
