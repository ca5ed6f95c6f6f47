"""Inquiries after a dropout by neglect of duty: who is meant, what was found of each, and what follows for each."""

from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.oversight.supervision.models import Inquiry, InquiryPerson
from notoneless.oversight.supervision.rules.complaining import Outcome
from notoneless.oversight.supervision.selectors.complaints import account_among, due_within, staff_of
from notoneless.oversight.supervision.services.checking import TAUGHT, locked_with, must_be_taught, refuse
from notoneless.oversight.supervision.services.complaining import INQUIRY_WITHIN


@action("inquiry.open", words="失职辍学立案追责", english="Open an inquiry into a dropout by neglect")
def open_inquiry(ctx: Context, *, unit: Unit, case: Case, because_of: Line) -> UUID:
    """Say that a pupil of a school dropped out because somebody neglected a duty, and open an inquiry; the inquiry.

    Raises Refused for a case that is only suspected or was cleared, where there is an inquiry of it, and for a school of which
    the child never was a pupil.
    """
    must_be_taught(unit, *TAUGHT)
    if case.state in (State.SUSPECTED, State.CLEARED):
        raise Refused(Problem("complaining.no_dropout"))
    rooms = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    if not ChildUnit._base_manager.filter(child=case.child_id, track=Track.SCHOOL, unit_id__in=rooms).exists():
        raise Refused(Problem("complaining.other_pupil", {"unit": unit.name}))
    if Inquiry._base_manager.filter(case=case, unit=unit).exists():
        raise Refused(Problem("complaining.inquired_already"))
    row = Inquiry(id=ctx.ids.new(), unit=unit, case=case, ground=because_of, opened_on=ctx.today, at=ctx.at)
    row.due_on, row.by_id = due_within(INQUIRY_WITHIN, ctx.today), ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("inquiry.name_person", words="列入追责对象", english="Name somebody in an inquiry")
def name_person(ctx: Context, *, inquiry: Inquiry, person: UUID, duty_neglected: Line) -> UUID:
    """Name somebody of the school whose duty is looked into; the row. Raises Refused for oneself, twice and once closed."""
    _may_go_on(ctx, inquiry)
    account = account_among(person, staff_of(inquiry.unit_id, ctx.today))
    if account is None:
        raise Unusable(Problem("complaining.no_staff"))
    refuse(Problem("complaining.own_inquiry") if account.pk == ctx.actor else None)
    if InquiryPerson._base_manager.filter(inquiry=inquiry, account=account).exists():
        raise Refused(Problem("complaining.named_already"))
    row = InquiryPerson(id=ctx.ids.new(), inquiry=inquiry, account=account, duty=duty_neglected)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("inquiry.find", words="登记追责调查结果", english="Write down what an inquiry found of somebody")
def find_inquiry(ctx: Context, *, inquiry_person: InquiryPerson, found_out: Passage) -> None:
    """Write down what was found of one person; anew until it is decided. Raises Refused for oneself, and once decided."""
    row = inquiry_person
    _may_go_on(ctx, row.inquiry)
    refuse(Problem("complaining.decided") if row.outcome else None)
    row.findings, row.found_on, row.found_by_id = Plain(found_out), ctx.today, ctx.actor
    row.save(update_fields=["findings", "found_on", "found_by"])


@action("inquiry.decide", words="作出追责结论", english="Decide what follows for somebody")
def decide_inquiry(
    ctx: Context, *, inquiry_person: InquiryPerson, inquiry_outcome: Outcome, what_follows: Line
) -> None:
    """Decide what follows for one person; with the last one the inquiry is closed.

    Raises Refused twice, before anything is found, and by anybody whom the inquiry is into.
    """
    row, inquiry = inquiry_person, locked_with(Inquiry, inquiry_person.inquiry_id)  # others of it are decided on too
    _may_go_on(ctx, inquiry)
    refuse(Problem("complaining.decided") if row.outcome else None)
    refuse(Problem("complaining.nothing_found") if row.found_on is None else None)
    row.outcome, row.measure = inquiry_outcome, Plain(what_follows)
    row.decided_on, row.decided_by_id = ctx.today, ctx.actor
    row.save(update_fields=["outcome", "measure", "decided_on", "decided_by"])
    if not InquiryPerson._base_manager.filter(inquiry=inquiry, outcome="").exists():
        inquiry.closed_on = ctx.today
        inquiry.save(update_fields=["closed_on"])


def _may_go_on(ctx: Context, inquiry: Inquiry) -> None:
    """Raise Refused for whoever the inquiry is into, and where it is closed."""
    into = InquiryPerson._base_manager.filter(inquiry=inquiry, account_id=str(ctx.actor))
    refuse(Problem("complaining.own_inquiry") if into.exists() else None)
    refuse(Problem("complaining.closed") if inquiry.closed_on is not None else None)
