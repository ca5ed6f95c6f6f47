"""Briefings, who has acknowledged them, and what share of a school's staff that is."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.campaigns.models import Briefing, BriefingReceipt
from notoneless.casework.campaigns.rules.activities import share
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.people import Staff, post_at, staff_on
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to

SHOWN = 200
_LONGEST_TERM = timedelta(days=250)
"""A term and the holidays after it."""


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A briefing, with how many of today's staff have acknowledged it, of how many, in per cent; `is_mine`: to acknowledge."""

    id: UUID
    unit: UUID
    unit_name: str
    heading: str
    on: date
    signed: int
    staff: int
    percent: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Somebody of the staff; `on` None: who has not acknowledged it yet."""

    name: str
    place: str
    on: date | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """One briefing with everybody of the staff, who has not acknowledged it first."""

    line: BriefingLine
    text: str
    by: str
    people: tuple[ReceiptLine, ...]


def briefing_in_reach(ctx: Context, briefing: UUID, code: str) -> Briefing:
    """One briefing on which this person may do `code`. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Briefing).select_related("unit", "by").filter(pk=briefing).first()
    if row is None:
        raise NotFound
    return row


def list_briefings(ctx: Context) -> tuple[BriefingLine, ...]:
    """The briefings in reach, the latest first."""
    rows = list(visible_to(ctx, READ_CAMPAIGN, Briefing).select_related("unit").order_by("-on", "-id")[:SHOWN])
    listed(ctx, READ_CAMPAIGN, [row.pk for row in rows], {"briefings": True})
    return tuple(_line(ctx, row) for row in rows)


def _line(ctx: Context, row: Briefing) -> BriefingLine:
    staff = staff_on(ctx.today, [row.unit_id]).get(row.unit_id, {})
    signed = _signed(row)
    has = len(staff.keys() & signed.keys())
    is_mine = ctx.actor not in signed and post_at(ctx, row.unit) is not None
    told = (row.pk, row.unit_id, row.unit.name, row.heading, row.on)
    return BriefingLine(*told, has, len(staff), share(staff.keys(), signed.keys()), is_mine)


def _signed(row: Briefing) -> Mapping[UUID, BriefingReceipt]:
    return {each.account_id: each for each in BriefingReceipt._base_manager.filter(briefing=row)}


def open_briefing(ctx: Context, briefing: UUID) -> BriefingPage:
    """One briefing with its staff. Opening it leaves an entry. Raises NotFound out of reach."""
    row = briefing_in_reach(ctx, briefing, READ_CAMPAIGN)
    opened_row(ctx, READ_CAMPAIGN, row)
    signed = _signed(row)
    staff = staff_on(ctx.today, [row.unit_id]).get(row.unit_id, {})
    people = [_receipt(each, signed.get(each.account)) for each in staff.values()]
    people.sort(key=lambda each: each.on is not None)
    return BriefingPage(_line(ctx, row), row.text, row.by.name, tuple(people))


def _receipt(person: Staff, receipt: BriefingReceipt | None) -> ReceiptLine:
    return ReceiptLine(
        person.words, person.unit_name, receipt.on if receipt else None, bool(receipt and receipt.is_own)
    )


def briefed_in_term(day: date, schools: Collection[UUID] | None) -> Mapping[UUID, set[UUID]]:
    """Who of each school has acknowledged a briefing in the term of a day, until that day."""
    rows = BriefingReceipt._base_manager.filter(on__lte=day, on__gte=begins_on(day))
    if schools is not None:
        rows = rows.filter(unit_id__in=schools)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for school, account in rows.values_list("unit_id", "account_id"):
        found[school].add(account)
    return found


def briefings_to_read(ctx: Context) -> list[UUID]:
    """The briefings of this term that this person has not acknowledged; one query where there are none."""
    mine = BriefingReceipt._base_manager.filter(account=ctx.actor).values("briefing_id")
    rows = visible_to(ctx, READ_CAMPAIGN, Briefing).filter(on__gte=ctx.today - _LONGEST_TERM).exclude(pk__in=mine)
    found = list(rows.select_related("unit").order_by("on", "id")[:SHOWN])
    first = begins_on(ctx.today) if found else ctx.today
    return [row.pk for row in found if row.on >= first and post_at(ctx, row.unit) is not None]
