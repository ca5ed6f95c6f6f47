"""Rosters are received as they are, adopted so that they count, and taken back as if they had never come."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.services import keep
from notoneless.foundation.attachments.store import read
from notoneless.kernel.problems import Problem, as_json
from notoneless.policy.parameters import load_parameters
from notoneless.records.rosters.events import RosterAdopted, RosterWithdrawn
from notoneless.records.rosters.models import ColumnMemory, Roster, RosterFault, RosterState
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.services.reading import Understood, layout_of, understood

_AGES = frozenset({"as_of_month_day", "school_age_from", "school_age_until"})
_A_YEAR = 366


@action("roster.receive", words="接收花名册", english="Receive a roster")
def receive_roster(
    ctx: Context, *, unit: Unit, kind: RosterKind, as_of: date, title: Line, file: Attachment, columns: Passage | None
) -> UUID:
    """Keep a roster with the table read from it; it does not count yet. The same roster again is the one there is.

    `columns`: the column map a person has chosen; without one that of the last roster with these headings holds. Raises
    Unusable for a file that cannot be read, a day that has not come, or one before the plan that sets the ages.
    """
    if as_of > ctx.today:
        raise Unusable(Problem("rosters.day_to_come", {"day": as_of.isoformat()}))
    _comparable(as_of)
    found = as_remembered(unit.id, kind, file, columns or "")
    if columns:
        _remember(ctx, unit, kind, layout_of(read(file.content), file.kind), columns)
    same = Roster._base_manager.filter(unit=unit, kind=kind, as_of=as_of, fingerprint=found.fingerprint)
    known = same.filter(columns=found.columns.to_yaml()).exclude(state=RosterState.WITHDRAWN).first()
    return known.id if known else _kept(ctx, Roster(unit=unit, kind=kind, as_of=as_of, title=title, file=file), found)


def _comparable(day: date) -> None:
    """Raise Unusable for a day before the plan that sets the ages: once adopted it would stop every comparison.

    Ages are counted on a day of the year before, at the earliest, so that the plan has to hold a year already.
    """
    before = date.fromordinal(max(1, day.toordinal() - _A_YEAR))
    if not load_parameters("national/school_age", before).keys() >= _AGES:
        raise Unusable(Problem("reconciliation.no_ages", {"as_of": day.isoformat()}))


def as_remembered(unit: UUID, kind: RosterKind, file: Attachment, columns: str) -> Understood:
    """The file as `columns` say; without them as the last roster of this unit with these headings was understood.

    Raises ColumnsUnclear where neither says enough, Unusable for a file that cannot be read.
    """
    return content_as_remembered(unit, kind, read(file.content), file.kind, columns)


def content_as_remembered(unit: UUID, kind: RosterKind, content: bytes, ending: str, columns: str) -> Understood:
    """The same of a file that is not kept yet. Raises as `as_remembered` does."""
    if columns:
        return understood(content, ending, columns)
    remembered = _remembered(unit, kind, layout_of(content, ending))
    return understood(content, ending, remembered.columns if remembered else "")


def _remembered(unit: UUID, kind: RosterKind, headings: str) -> ColumnMemory | None:
    return ColumnMemory._base_manager.filter(unit=unit, kind=kind, headings=headings).first()


def _kept(ctx: Context, roster: Roster, found: Understood) -> UUID:
    roster.id, roster.received_at = ctx.ids.new(), ctx.at
    roster.received_by_id = str(ctx.actor)
    roster.table = keep(ctx, roster.unit, "parquet", found.table)
    roster.columns, roster.fingerprint, roster.count = found.columns.to_yaml(), found.fingerprint, found.count
    roster.state = RosterState.RECEIVED
    roster.save(force_insert=True)
    faults = [
        RosterFault(
            id=ctx.ids.new(),
            roster=roster,
            sheet=issue.sheet or "",
            row=issue.row,
            column=issue.column or "",
            problem=as_json(issue.problem),
            value=(issue.value or "")[:200],
        )
        for issue in found.issues
    ]
    RosterFault.objects.bulk_create(faults)
    return roster.id


def _remember(ctx: Context, unit: Unit, kind: RosterKind, headings: str, columns: str) -> None:
    remembered = _remembered(unit.id, kind, headings)
    if remembered is None:
        ColumnMemory(id=ctx.ids.new(), unit=unit, kind=kind, headings=headings, columns=columns).save(force_insert=True)
    elif remembered.columns != columns:
        remembered.columns = columns
        remembered.save(update_fields=["columns"])


@action("roster.adopt", words="采用花名册", english="Adopt a roster")
def adopt_roster(ctx: Context, *, roster: Roster) -> None:
    """Let a roster count from now on. Raises Unusable where it counts already, or was taken back."""
    if roster.state != RosterState.RECEIVED:
        raise Unusable(Problem("rosters.not_waiting"))
    roster.state = RosterState.ADOPTED
    roster.save(update_fields=["state"])
    publish(ctx, RosterAdopted(roster=roster.id, unit=roster.unit_id))


@action("roster.withdraw", words="撤回花名册", english="Withdraw a roster")
def withdraw_roster(ctx: Context, *, roster: Roster, reason: Line) -> None:
    """Take a roster back, as if it had never come; file and reason stay on record. Raises Unusable where it was before."""
    if roster.state == RosterState.WITHDRAWN:
        raise Unusable(Problem("rosters.withdrawn"))
    counted = roster.state == RosterState.ADOPTED
    roster.state, roster.withdrawn_because = RosterState.WITHDRAWN, reason
    roster.save(update_fields=["state", "withdrawn_because"])
    if counted:
        publish(ctx, RosterWithdrawn(roster=roster.id, unit=roster.unit_id))
