"""The villages of a school in a month: who was found in no school, what is handed in, what the school has sent."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.selectors.accounted import as_counted
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import Sight, in_force, sight, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.organizations.models import Assignment
from notoneless.foundation.organizations.rules.kinds import AssignmentKind
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.selectors import READ
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.reporting.models import VillageFinding, VillageSummary
from notoneless.oversight.reporting.rules.villages import Found, Village, found_as
from notoneless.records.findings.models import Finding
from notoneless.records.findings.selectors import READ_FINDING

READ_SUMMARY = reading("village_summary.read", words="查看包保村汇总", english="See summaries of villages")
HAND_IN, SEND_SUMMARY = "village_finding.hand_in", "village_summary.send"
RECEIVE_SUMMARY, ISSUE_SUMMARY = "village_summary.receive", "village_summary.issue_paper"


def village_facts(ctx: Context, village: UUID, month: date) -> Village:
    """Who of a village counts in a month: of the children who live there in reach, as of its last day or today."""
    as_of = min(last_day_of_month(month), ctx.today)
    units = list(UnitClosure.objects.filter(ancestor_id=village).values_list("descendant_id", flat=True))
    places = visible_to(ctx, READ, ChildUnit).filter(in_force(as_of), unit__in=units, track=Track.HOUSEHOLD)
    children = sorted(set(places.values_list("child_id", flat=True)))
    cases = as_counted(dict(standings_of_children(as_of, children)), as_of)
    rows = visible_to(ctx, READ_FINDING, Finding).filter(is_current=True, child__in=children)
    found = set(rows.values_list("child_id", flat=True))
    counted: dict[Found, list[UUID]] = defaultdict(list)
    for child in children:
        figure = found_as(cases.get(child), child in found, month)
        if figure is not None:
            counted[figure].append(child)
    return Village(counted)


def school_answering(ctx: Context, village: UUID, day: date) -> Unit | None:
    """The school that answers for a village on a day; None where nobody does."""
    rows = visible_to(ctx, READ_ORGANIZATIONS, Assignment).filter(in_force(day), to_unit_id=village)
    row = rows.filter(kind=AssignmentKind.VILLAGE).select_related("from_unit").order_by("from_on", "id").last()
    return row.from_unit if row is not None else None


def villages_of(ctx: Context, school: UUID, day: date) -> list[Unit]:
    """The villages for which a school answers on a day, in order."""
    rows = visible_to(ctx, READ_ORGANIZATIONS, Assignment).filter(in_force(day), from_unit_id=school)
    units = rows.filter(kind=AssignmentKind.VILLAGE).values_list("to_unit_id", flat=True)
    return list(Unit._base_manager.filter(pk__in=list(units)).order_by("sort_key", "id"))


def townships_of(units: Collection[UUID]) -> Mapping[UUID, Unit]:
    """The township above each of some units, where there is one."""
    rows = UnitClosure.objects.filter(descendant_id__in=units, ancestor__kind=UnitKind.TOWNSHIP)
    return {row.descendant_id: row.ancestor for row in rows.select_related("ancestor")}


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village in a month: what was handed in, by whom and when; while nothing is (`on` None) how the figures stand now, for
    whoever hands in."""

    unit: UUID
    name: str
    school: str
    figures: Mapping[str, int] | None
    by: str
    on: date | None
    note: str
    may_hand_in: bool


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What a school sent of its villages in a township: its rows with the names in reach, and the receipt."""

    id: UUID
    school: str
    school_id: UUID
    township: str
    on: date
    by: str
    is_nil: bool
    rows: tuple[tuple[str, Mapping[str, int], tuple[tuple[UUID, str], ...], int], ...]
    received_on: date | None
    receiver: str
    paper: UUID | None
    may_receive: bool
    may_issue: bool


@dataclass(frozen=True, slots=True)
class VillagesPage:
    """A month: the villages that are handed in by or to whoever looks, what was sent, and the schools that may send now."""

    month: date
    villages: tuple[VillageLine, ...]
    summaries: tuple[SummaryLine, ...]
    to_send: tuple[tuple[UUID, str, int], ...]


def list_villages(ctx: Context, month: date) -> VillagesPage:
    """A month of villages for whoever looks: an officer hands in, a head sends, a township receives. It leaves an entry."""
    day = min(last_day_of_month(month), ctx.today)
    villages = _villages(ctx, month, day)
    summaries = _summaries(ctx, month)
    listed(ctx, READ_SUMMARY, [each.unit for each in villages], {"month": month.isoformat()})
    return VillagesPage(month, villages, summaries, _to_send(ctx, month, day))


def _villages(ctx: Context, month: date, day: date) -> tuple[VillageLine, ...]:
    """The villages of one's own posts and those of one's own schools."""
    own = _units(ctx, HAND_IN, UnitKind.VILLAGE)
    answered = {
        unit.pk: unit for school in _units(ctx, SEND_SUMMARY, UnitKind.SCHOOL) for unit in _of(ctx, school, day)
    }
    units = {unit.pk: unit for unit in own} | answered
    found = visible_to(ctx, READ_SUMMARY, VillageFinding).filter(month=month).select_related("unit", "school", "by")
    rows = {row.unit_id: row for row in found}
    units |= {row.unit_id: row.unit for row in rows.values() if row.unit_id not in units}
    mine = {unit.pk for unit in own}
    ordered = sorted(units.values(), key=lambda unit: (unit.sort_key, str(unit.pk)))
    return tuple(_line(ctx, unit, rows.get(unit.pk), unit.pk in mine, month, day) for unit in ordered)


def _of(ctx: Context, school: Unit, day: date) -> Sequence[Unit]:
    return villages_of(ctx, school.pk, day)


def _units(ctx: Context, code: str, kind: UnitKind) -> list[Unit]:
    """The units of a kind on which somebody holds a post that may do something."""
    rows = Unit._base_manager.filter(pk__in=ctx.units_for(code), kind=kind)
    return list(rows.order_by("sort_key", "id"))


def _line(ctx: Context, unit: Unit, row: VillageFinding | None, is_mine: bool, month: date, day: date) -> VillageLine:
    if row is not None:
        told = (row.school.name, row.figures, row.by.name, row.handed_on, row.note)
        return VillageLine(unit.pk, unit.name, *told, is_mine)
    school = school_answering(ctx, unit.pk, day)
    # whoever hands in sees first what there is to be checked
    figures = village_facts(ctx, unit.pk, month).figures if is_mine else None
    return VillageLine(unit.pk, unit.name, school.name if school else "", figures, "", None, "", is_mine)


def _summaries(ctx: Context, month: date) -> tuple[SummaryLine, ...]:
    rows = visible_to(ctx, READ_SUMMARY, VillageSummary).filter(month=month)
    found = list(rows.select_related("unit", "township", "by", "receiver").order_by("unit__sort_key", "id"))
    wanted = {each for row in found for told in row.rows for ids in told["children"].values() for each in ids}
    children = visible_to(ctx, READ, Child).filter(pk__in=wanted).order_by("sort_key", "id")
    names = {str(pk): (pk, name) for pk, name in children.values_list("pk", "name")}
    towns, schools = ctx.units_for(RECEIVE_SUMMARY), ctx.units_for(ISSUE_SUMMARY)
    return tuple(
        SummaryLine(
            id=row.pk,
            school=row.unit.name,
            school_id=row.unit_id,
            township=row.township.name,
            on=row.sent_on,
            by=row.by.name,
            is_nil=row.is_nil,
            rows=tuple(_told(each, names) for each in row.rows),
            received_on=row.received_on,
            receiver=row.receiver.name if row.receiver else "",
            paper=row.paper_id,
            may_receive=row.received_on is None and row.township_id in towns,
            may_issue=row.unit_id in schools,
        )
        for row in found
    )


def _told(
    row: Mapping[str, Any], names: Mapping[str, tuple[UUID, str]]
) -> tuple[str, Mapping[str, int], tuple[tuple[UUID, str], ...], int]:
    """A village of a summary: its name and figures, the children whom the reader may see, and how many others there are."""
    ids = [
        each for figure in Found for each in row["children"].get(figure.value, ())
    ]  # whatever order a database keeps
    seen = tuple(names[each] for each in ids if each in names)
    return row["name"], row["figures"], seen, len(ids) - len(seen)


def _to_send(ctx: Context, month: date, day: date) -> tuple[tuple[UUID, str, int], ...]:
    """The schools of one's own that have not sent the month, and how many of their villages have not handed in."""
    found = []
    for school in _units(ctx, SEND_SUMMARY, UnitKind.SCHOOL):
        if not visible_to(ctx, READ_SUMMARY, VillageSummary).filter(unit=school, month=month).exists():
            units = [unit.pk for unit in villages_of(ctx, school.pk, day)]
            there = visible_to(ctx, READ_SUMMARY, VillageFinding).filter(unit__in=units, school=school, month=month)
            found.append((school.pk, school.name, len(units) - there.count()))
    return tuple(found)


def count_to_receive(ctx: Context) -> int:
    """How many summaries wait for the townships of one's own posts."""
    return len(_unreceived(sight(ctx, RECEIVE_SUMMARY, VillageSummary), sorted(ctx.units_for(RECEIVE_SUMMARY))))


@prepared
def _unreceived(seen: Sight, units: Sequence[UUID]) -> QuerySet[VillageSummary, UUID]:
    rows = seen.of(VillageSummary).filter(received_on__isnull=True, township_id__in=units)
    return rows.order_by().values_list("pk", flat=True)
