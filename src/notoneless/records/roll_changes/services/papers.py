"""Papers of an application: added one by one, also after the change was written without one."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEvent
from notoneless.records.enrolment.rules.standing import Step
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest
from notoneless.records.roll_changes.rules.kinds import PaperKind
from notoneless.records.roll_changes.rules.register import kind_of
from notoneless.records.roll_changes.rules.standing import OPEN, STANDING, State
from notoneless.records.roll_changes.selectors.knowing import course_of
from notoneless.records.roll_changes.services.checking import refuse, step

ADD_PAPER = "roll_change.add_paper"


@action("roll_change.add_paper", words="补学籍变动材料", english="Add a paper to a change of the roll")
def add_paper(
    ctx: Context, *, change_request: ChangeRequest, paper_kind: PaperKind, dated_on: date, proof: Attachment
) -> UUID:
    """Attach a paper to an application, with the day that stands on it; the paper.

    Raises Refused once the application was refused or withdrawn, for a day to come and one before birth; Unusable for no
    picture or PDF, NotFound for what somebody else has attached.
    """
    if proof.attached_by != ctx.actor:
        raise NotFound
    if proof.kind not in PAPERS:
        raise Unusable(Problem("reintegration.no_paper"))
    if change_request.state not in OPEN | STANDING:
        raise Refused(Problem(f"roll_changes.is_{change_request.state}"))
    if dated_on > ctx.today:
        raise Refused(Problem("roll_changes.dated_later"))
    born_on = change_request.child.born_on
    if born_on is not None and dated_on < born_on:
        raise Refused(Problem("roll_changes.before_birth", {"day": born_on.isoformat()}))
    row = ChangePaper(id=ctx.ids.new(), request=change_request, kind=paper_kind, dated_on=dated_on, file=proof)
    row.unit_id, row.also_unit_id, row.on = change_request.unit_id, change_request.also_unit_id, ctx.today
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action(
    "roll_change.document", words="为学籍变动补建材料", english="File papers of a change made without an application"
)
def document(ctx: Context, *, event: RollEvent) -> UUID:
    """Begin the papers of a change that stands on the roll without an application, as one that was taken over; the record.

    Raises Refused where it, or what it corrects, has one already, where it does not stand, and for what needs no papers.
    """
    kind = kind_of(Step(event.step), event.movement)
    if kind is None:
        raise Refused(Problem("roll_changes.no_papers_needed"))
    stands = not event.is_withdrawal and not RollEvent._base_manager.filter(supersedes=event).exists()
    refuse(None if stands else Problem("roll_changes.not_standing"))
    course = course_of(event)
    if ChangeRequest._base_manager.filter(Q(event__in=course) | Q(arrival__in=course)).exists():
        raise Refused(Problem("roll_changes.documented_already"))
    row = ChangeRequest(id=ctx.ids.new(), kind=kind, child_id=event.child_id, entry_id=event.entry_id, event=event)
    row.unit_id = event.place_id or event.entry.place_id or event.entry.unit_id
    row.also_unit_id, row.on, row.until_on = row.unit_id, event.on, event.until_on
    row.grade, row.destination, row.state = event.grade, event.destination, State.DOCUMENTED
    row.name, row.asked_on, row.done_on = event.child.name, ctx.today, event.on
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    step(ctx, row, "document")
    return row.pk
