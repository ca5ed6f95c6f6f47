"""The legal steps of a demonstration: an order that is served and not followed, and the penalty that is intended then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.notices.services import hand_over, reply, serve_notice
from notoneless.casework.notices.services import issue_notice as issue_return_notice
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.services import (
    enter,
    inquire,
    issue_notice,
    issue_order,
    open_penalty,
    propose_order,
    record_effort,
    serve,
)
from notoneless.casework.working_groups.services import issue_report, receive_report
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.papers.services import set_prefix
from notoneless.foundation.people.exporting import first_guardians
from notoneless.interfaces.demo.county.cast import Cast

_LAW: Mapping[str, Any] = {
    "text_kind": "local_regulation",
    "law": "某省义务教育条例",
    "article": "第五十条",
    "least": 100,
    "most": 1000,
    "delegated": None,
}
"""An invented regulation: the Compulsory Education Law itself lets nobody fine a guardian."""

_OFFICERS = {
    "officer": "田执法",
    "certificate": "青教执001",
    "second_officer": "石执法",
    "second_certificate": "青教执002",
}
_AMOUNT = 300
_NOTICE_DAYS = 5
_BY_HAND = {"means": "in_person", "proved": None, "place": None, "witness": None, "proof": None}


@dataclass
class FourSteps:
    """Orders and what follows. `notices`: of schools; `running`: procedure, last day and guardian of an order."""

    cast: Cast
    notices: dict[str, UUID] = field(default_factory=dict)
    running: dict[str, tuple[UUID, date, str]] = field(default_factory=dict)

    def number_papers(self) -> None:
        """Say what stands before the numbers of the papers of the bureau and the township."""
        set_prefix(self.cast.by("chen"), unit=self.cast.ground.root, prefix="青教")
        town = self.cast.seats["zhang"][-1]
        set_prefix(self.cast.by("zhang"), unit=self.cast.unit("zhang"), prefix=f"{town[:2]}政")

    def notify(self, part: str, child: UUID) -> None:
        """The school's return-to-school notice, taken to the family the same day."""
        li = self.cast.by("li")
        guardian = first_guardians(li, "notice.issue", [child])[child]
        given = {"child": child, "unit": self.cast.unit("li"), "guardian": guardian.pk, "ask_at": "李校长 0855-8800000"}
        self.notices[part] = issue_return_notice(li, **given, until=self.cast.school_day(_NOTICE_DAYS))
        told = {"means": "in_person", "proved": None, "receiver": guardian.name, "proof": None}
        serve_notice(self.cast.by("li"), return_notice=self.notices[part], on=li.today, **told)

    def set_deadline(self, part: str, child: UUID) -> None:
        """The family refuses, the school hands over, and the township sets a deadline by a notice that waits to be served."""
        self._refused(part)
        zhang = self.cast.by("zhang")
        guardian = first_guardians(zhang, "notice.issue", [child])[child]
        given = {
            "child": child,
            "unit": self.cast.unit("zhang"),
            "guardian": guardian.pk,
            "ask_at": "镇政府 0855-8800001",
        }
        issue_return_notice(zhang, **given, until=self.cast.school_day(_NOTICE_DAYS))

    def order(self, part: str, child: UUID, case: UUID, days: int) -> None:
        """The notice was in vain, and so is a visit: the school says so, and the township orders; served the same day."""
        self._refused(part)
        procedure = self._turn_to(child)
        report = issue_report(self.cast.by("li"), case=case)
        receive_report(self.cast.by("zhang"), government_report=report)
        zhang = self.cast.by("zhang")
        guardian = first_guardians(zhang, "procedure.issue_order", [child])[child]
        proposed = {"unit": self.cast.unit("zhang"), "guardian": guardian.pk, "on": zhang.today, "delegated": None}
        proposal = propose_order(self.cast.by_other(), procedure=procedure, **proposed)
        until = self.cast.school_day(days)
        issue_order(self.cast.by("zhang"), procedure=procedure, proposal=proposal, until=until)
        serve(self.cast.by("zhang"), procedure=procedure, on=zhang.today, **_BY_HAND, receiver=guardian.name)
        self.running[part] = (procedure, until, guardian.name)

    def intend_fine(self) -> None:
        """Once the first order has run out, the county opens proceedings, inquires, and tells the guardian what it intends."""
        today = self.cast.by("chen").today
        if "fined" not in self.running or today <= self.running["fined"][1]:
            return
        procedure, _, guardian = self.running["fined"]
        open_penalty(self.cast.by("chen"), procedure=procedure, unit=self.cast.ground.root, on=today, **_LAW)
        inquire(
            self.cast.by("chen"), procedure=procedure, on=today, **_OFFICERS, note="看了点名册和劝返记录", proof=None
        )
        found = "责令改正期满后仍未送子女到校，有到校登记、劝返记录和送达回证为证。"
        issue_notice(self.cast.by("chen"), procedure=procedure, amount=_AMOUNT, found=found)
        serve(self.cast.by("chen"), procedure=procedure, on=today, **_BY_HAND, receiver=guardian)

    def end(self, child: UUID) -> None:
        """The child is back: nothing more is to be done by law."""
        given = {"move": "end", "outcome": "returned", "case_number": None, "note": None, "proof": None}
        zhang = self.cast.by("zhang")
        enter(zhang, procedure=self._procedure(child), on=zhang.today, **given)

    def _refused(self, part: str) -> None:
        """The family refuses what the notice asks, so that the school hands over without waiting."""
        notice, li = self.notices[part], self.cast.by("li")
        reply(li, return_notice=notice, on=li.today, reply="refuses", note="说等明年再看")
        hand_over(self.cast.by("li"), return_notice=notice)

    def _turn_to(self, child: UUID) -> UUID:
        """A visit of township and school at which the family refuses; the procedure."""
        zhang = self.cast.by("zhang")
        said: dict[str, Any] = {"how": "home", "place": "家中", "sides": "school township village", "met": "父亲"}
        said |= {"attitude": "refuses", "law_explained": "义务教育法第五条、第五十八条", "difficulty": "说读书没有用"}
        record_effort(zhang, child=child, on=zhang.today, **said, agreed_on=None, grave=None, proof=None)
        return self._procedure(child)

    def _procedure(self, child: UUID) -> UUID:
        rows = visible_to(self.cast.by("zhang"), "procedure.read", Procedure).filter(child_id=child)
        found: UUID = rows.order_by("-opened_at").values_list("pk", flat=True)[0]
        return found
