"""Inquiries as a person sees them: nothing of what was found in any list, and nothing at all for whom they are into."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.oversight.supervision.models import Inquiry, InquiryPerson
from notoneless.oversight.supervision.selectors import READ_INQUIRY


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """An inquiry in a list."""

    id: UUID
    unit_name: str
    ground: str
    opened_on: date
    due_on: date
    closed_on: date | None
    people: int
    decided: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in an inquiry. `is_found`: something is written down of the person, sealed."""

    id: UUID
    name: str
    duty: str
    is_found: bool
    outcome: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class OutcomeOfPerson:
    """What followed for somebody, for the appraisal: who, since when, and what. Nothing of what was found."""

    account: UUID
    unit: UUID
    outcome: str
    decided_on: date


def _rows(ctx: Context, code: str) -> QuerySet[Inquiry]:
    into = InquiryPerson._base_manager.filter(account_id=str(ctx.actor)).values("inquiry_id")
    return visible_to(ctx, code, Inquiry).exclude(pk__in=into).select_related("unit")


def list_inquiries(ctx: Context) -> tuple[InquiryLine, ...]:
    """The inquiries in reach, open ones first. It leaves an entry."""
    rows = list(_rows(ctx, READ_INQUIRY).order_by("closed_on", "due_on", "id"))
    rows.sort(key=lambda row: row.closed_on is not None)
    counts = visible_to(ctx, READ_INQUIRY, InquiryPerson).filter(inquiry__in=rows).values("inquiry_id")
    found = {
        each["inquiry_id"]: (each["people"], each["decided"])
        for each in counts.annotate(people=Count("pk"), decided=Count("pk", filter=~Q(outcome="")))
    }
    listed(ctx, READ_INQUIRY, [row.pk for row in rows], {"supervision": "inquiries"})
    return tuple(_line(row, *found.get(row.pk, (0, 0)), ctx.today) for row in rows)


def _line(row: Inquiry, people: int, decided: int, today: date) -> InquiryLine:
    is_overdue = row.closed_on is None and row.due_on < today
    told = row.opened_on, row.due_on, row.closed_on, people, decided, is_overdue
    return InquiryLine(row.pk, row.unit.name, row.ground, *told)


def inquiry_in_reach(ctx: Context, inquiry: UUID, code: str) -> Inquiry:
    """An inquiry to which `code` may be done. Raises NotFound out of reach, and for whom it is into."""
    row = _rows(ctx, code).filter(pk=inquiry).first()
    if row is None:
        raise NotFound
    return row


def open_inquiry_page(ctx: Context, inquiry: UUID) -> tuple[InquiryLine, tuple[PersonLine, ...]]:
    """One inquiry with its people, without what was found. It leaves an entry. Raises NotFound."""
    row = inquiry_in_reach(ctx, inquiry, READ_INQUIRY)
    opened_row(ctx, READ_INQUIRY, row)
    rows = visible_to(ctx, READ_INQUIRY, InquiryPerson).filter(inquiry=row).select_related("account")
    people = tuple(
        PersonLine(each.pk, each.account.name, each.duty, each.found_on is not None, each.outcome, each.decided_on)
        for each in rows.defer("findings", "measure").order_by("account__name", "id")
    )
    decided = sum(bool(each.outcome) for each in people)
    return _line(row, len(people), decided, ctx.today), people


def person_in_reach(ctx: Context, person: UUID, code: str) -> InquiryPerson:
    """Somebody in an inquiry to whom `code` may be done. Raises NotFound out of reach, and for whom the inquiry is into."""
    rows = visible_to(ctx, code, InquiryPerson).select_related("account", "inquiry__unit")
    row = rows.defer("findings", "measure").filter(pk=person, inquiry__in=_rows(ctx, code)).first()
    if row is None:
        raise NotFound
    return row


def outcomes_between(first: date, last: date) -> tuple[OutcomeOfPerson, ...]:
    """What followed for whom between two days, for the appraisal of units and staff. It shows nothing to anybody by itself."""
    rows = InquiryPerson._base_manager.filter(decided_on__range=(first, last)).order_by("decided_on", "id")
    return tuple(
        OutcomeOfPerson(account, unit, outcome, day)
        for account, unit, outcome, day in rows.values_list("account_id", "inquiry__unit_id", "outcome", "decided_on")
        if day is not None
    )
