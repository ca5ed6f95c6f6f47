"""The roll of one child."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import is_overdue
from notoneless.records.enrolment.rules.standing import (
    NEXT,
    standing_on,
)
from notoneless.records.enrolment.selectors.lines import ChildRoll, EntryCard, EventLine
from notoneless.records.enrolment.selectors.rolls import status_word
from notoneless.records.enrolment.selectors.standings import READ_ROLL, holding_facts, roll_numbers


def open_child_roll(ctx: Context, child: UUID) -> ChildRoll:
    """One child's roll, the newest entry first. Opening it leaves an entry. Raises NotFound out of reach."""
    found = child_roll(ctx, child)
    opened_row(ctx, READ_ROLL, Child(pk=child))
    return found


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """What happened on the child's roll and holds."""
    rows = visible_to(ctx, READ_ROLL, RollEvent).filter(child_id=child).select_related("place").order_by("number")
    held = {each for each, _ in holding_facts(rows)}
    return [DossierLine(row.on, _told(row), row.until_on) for row in rows if row.pk in held]


def _told(row: RollEvent) -> Problem:
    where = row.destination or (row.place.name if row.place else "")
    step = Problem(f"enrolment.step_{row.step}")
    return Problem("enrolment.dossier_at", {"step": step, "where": where}) if where else step


def child_roll(ctx: Context, child: UUID) -> ChildRoll:
    """The same as a part of the child's page, whose opening is recorded. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_ROLL, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    entries = list(visible_to(ctx, READ_ROLL, RollEntry).filter(child=row).select_related("unit").order_by("id"))
    events: dict[UUID, list[RollEvent]] = defaultdict(list)
    for event in visible_to(ctx, READ_ROLL, RollEvent).filter(child=row).select_related("place").order_by("number"):
        events[event.entry_id].append(event)
    people = _people({event.by for each in events.values() for event in each})
    cards = [_card(ctx, entry, events[entry.pk], people) for entry in reversed(entries)]
    return ChildRoll(row.pk, row.name, tuple(cards))


def _people(ids: set[UUID]) -> dict[UUID, str]:
    return dict(Account._base_manager.filter(pk__in=ids).values_list("pk", "name"))


def _card(ctx: Context, entry: RollEntry, rows: Sequence[RollEvent], people: dict[UUID, str]) -> EntryCard:
    held = holding_facts(rows)
    standing = standing_on((fact for _, fact in held), ctx.today)
    last = held[-1][0] if held else None
    return EntryCard(
        id=entry.pk,
        school=entry.unit.name,
        school_unit=entry.unit_id,
        entered_on=entry.entered_on,
        left_on=entry.left_on,
        how_left=entry.how_left,
        number_kind=entry.number_kind,
        state=standing.state,
        status=status_word(standing.state),
        grade=standing.grade,
        since=standing.since,
        until=standing.until,
        destination=standing.destination,
        is_overdue=is_overdue(standing, ctx.today, roll_numbers(ctx.today)),
        following=tuple(step for step in NEXT[standing.state]),
        events=tuple(_event(row, {each for each, _ in held}, last, people) for row in rows),
    )


def _event(row: RollEvent, held: set[UUID], last: UUID | None, people: dict[UUID, str]) -> EventLine:
    return EventLine(
        id=row.pk,
        step=row.step,
        movement=row.movement,
        on=row.on,
        until=row.until_on,
        grade=row.grade,
        place=row.place.name if row.place else "",
        destination=row.destination,
        has_reason=row.reason is not None,
        proof=row.proof_id,
        holds=row.pk in held,
        is_withdrawal=row.is_withdrawal,
        is_last=row.pk == last,
        by=people.get(row.by, ""),
        at=row.at,
    )


def entry_of_child(ctx: Context, child: UUID, code: str) -> RollEntry:
    """The open entry of a child, on which `code` may be done, to show a form. Raises NotFound out of reach or without one."""
    rows = visible_to(ctx, code, RollEntry).select_related("child", "unit")
    row = rows.filter(child_id=child, left_on__isnull=True).first()
    if row is None:
        raise NotFound
    return row


def event_in_reach(ctx: Context, event: UUID, code: str) -> RollEvent:
    """An event on which `code` may be done, to show a form or open its reason. Raises NotFound out of reach."""
    row = visible_to(ctx, code, RollEvent).select_related("child").filter(pk=event).first()
    if row is None:
        raise NotFound
    return row
