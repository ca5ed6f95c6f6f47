"""Contacts with families, and reports to those above: what was done, and what is done by it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from notoneless.casework.early_warning.events import FamilyAnswered
from notoneless.casework.early_warning.models import Contact, FollowUp
from notoneless.casework.early_warning.rules.following import (
    OPEN,
    Answered,
    How,
    Reached,
    TaskState,
    Whom,
    does,
    why_no_contact,
)
from notoneless.casework.early_warning.rules.triggers import Trigger
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

_FARTHEST = timedelta(days=366)
"""How far ahead a family may be turned to again: what lies beyond is mistyped."""


@action("follow_up.contact", words="登记联系情况", english="Record a contact with the family")
def contact(
    ctx: Context,
    *,
    follow_up: FollowUp,
    on: date,
    manner: How,
    whom: Whom,
    answered: Answered,
    note: Passage | None,
    next_on: date | None,
) -> UUID:
    """Record how somebody turned to the family because of a task, or told those above, and what came of it; the contact.

    Every open task of the child whose trigger asks for this is done by it. Nobody reached: it is kept, and nothing is done.
    Raises Unusable for a day to come or before the absence began, and for a report to anybody but an authority.
    """
    wrong = why_no_contact(on, ctx.today, follow_up.since, manner, whom)
    if wrong or (next_on is not None and next_on < on):
        raise Unusable(wrong or Problem("early_warning.next_before", {"day": on.isoformat()}))
    if next_on is not None and next_on > on + _FARTHEST:
        raise Unusable(Problem("early_warning.next_far", {"day": (on + _FARTHEST).isoformat()}))
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    row = Contact(
        id=ctx.ids.new(),
        child_id=follow_up.child_id,
        on=on,
        how=manner,
        whom=whom,
        answered=answered,
        note=Plain(note) if note else None,
        next_on=next_on,
        at_county=_acts_for_county(ctx),
        by=ctx.actor,
        at=ctx.at,
    )
    row.save(force_insert=True)
    reached = Reached(row.pk, on, manner, answered, row.at_county)
    done = [str(each) for each in Trigger if does(each, reached)]
    open_now = FollowUp._base_manager.filter(child_id=follow_up.child_id, state__in=OPEN, done_on__isnull=True)
    open_now.filter(trigger__in=done, stands_on__lte=on).update(state=TaskState.DONE, done_on=on, contact=row.pk)
    publish(ctx, FamilyAnswered(child=follow_up.child_id))
    return row.pk


def take_contact_back(ctx: Context, child: UUID, by: UUID, at: datetime) -> None:
    """Let the contact that somebody's visit was recorded as at an instant never have been: what it did is to be done again.

    Called by the actions that correct or withdraw a record, which stays with its history.
    """
    rows = Contact._base_manager.filter(child_id=child, how=How.VISIT, by=by, at=at)
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return
    done = FollowUp._base_manager.filter(child_id=child, contact__in=ids, state=TaskState.DONE)
    undone = {"done_on": None, "contact": None}
    done.filter(due_on__lt=ctx.today).update(state=TaskState.OVERDUE, **undone)
    done.filter(due_on__gte=ctx.today).update(state=TaskState.DUE, **undone)
    rows.delete()
    publish(ctx, FamilyAnswered(child=child))


def _acts_for_county(ctx: Context) -> bool:
    """Whether this person does it for the county: its list is looked at by nobody else."""
    units = ctx.units_for("follow_up.contact")
    return Unit._base_manager.filter(pk__in=units, parent__isnull=True).exists()
