"""Findings in reach: the children in no school of the latest comparison."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

import pyarrow as pa
from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import reading_long, visible_to
from notoneless.foundation.audit.rules import day_of
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.plans.selectors import settings
from notoneless.kernel.problems import Problem
from notoneless.records.findings.models import Comparison, Finding
from notoneless.records.findings.rules.births import birth_told, day_understood
from notoneless.records.findings.rules.months import PLAN, Due, Month, Run, by_month, due, due_day
from notoneless.records.golden.services.latest import COMPARED
from notoneless.records.rosters.rules.stacking import Stack
from notoneless.records.rosters.rules.versions import LISTS, RosterKind
from notoneless.records.rosters.selectors import Gathering
from notoneless.records.schooling_elsewhere.selectors.knowing import covered_on
from notoneless.tabular.fields import Field

READ_FINDING = reading("finding.read", words="查看比对结果", english="See what comparisons found")
READ_COMPARISONS = reading("comparison.read", words="查看每月比对", english="See the monthly comparisons")
READ_LISTS = reading("finding.read_lists", words="核对部门名册", english="Check the lists of other offices")

PAGE = 100
"""Children on one page."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One child in no school. `born`: the day that was understood, else the cell as it stands, and `is_born_raw`."""

    id: UUID
    child: UUID | None
    name: str
    sex: str
    born: str
    unit: str
    above: str
    roster: str
    row: int
    why: str
    reason: str
    is_born_raw: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The latest comparison as somebody sees it: when, ages on which day, how many in reach for each reason, and a page."""

    made_at: datetime
    as_of: date
    whys: tuple[tuple[str, int], ...]
    total: int
    lines: tuple[FindingLine, ...]
    page: int
    has_more: bool


def latest(ctx: Context, lang: str, why: str = "", page: int = 1, unit: UUID | None = None) -> Found | None:
    """The children in reach whom the latest comparison found in no school; `why` and `unit` narrow them, the unit with all
    beneath it. The list leaves an entry.
    """
    reach = _standing(ctx, READ_FINDING)
    if unit is not None:
        beneath = UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id")
        reach = reach.filter(unit_id__in=beneath)
    newest = reach.order_by("-found_at").first()
    if newest is None:
        return None
    whys = Counter(reach.values_list("why", flat=True))
    rows = reach.filter(why=why) if why in whys else reach
    rows = rows.select_related("unit__parent").order_by(
        "unit__parent__parent__sort_key", "unit__parent__sort_key", "unit__sort_key", "unit_id", "row", "id"
    )
    shown = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    lines = tuple(_line(each, lang) for each in shown[:PAGE])
    listed(ctx, READ_FINDING, [line.id for line in lines], {"why": why, "page": page, "unit": str(unit or "")})
    return Found(newest.found_at, newest.as_of, tuple(whys.most_common()), whys.total(), lines, page, len(shown) > PAGE)


def _standing(ctx: Context, code: str) -> QuerySet[Finding]:
    """The findings in reach of the latest comparison, without those whose child is confirmed to be in school elsewhere today.

    They stay in the table: once nothing confirms the child any more, it is listed again.
    """
    rows = visible_to(ctx, code, Finding).filter(is_current=True)
    covered = covered_on(ctx.today)
    return rows.exclude(child_id__in=covered) if covered else rows


def findings_of(ctx: Context, child: UUID, lang: str) -> tuple[FindingLine, ...]:
    """What the latest comparison found of one child, for its page, whose opening is recorded."""
    rows = _standing(ctx, READ_FINDING).filter(child_id=child).select_related("unit__parent")
    return tuple(_line(each, lang) for each in rows.order_by("id"))


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """When comparisons found the child in no school: one line from the first to the last that gave the same reason."""
    rows = visible_to(ctx, READ_FINDING, Finding).filter(child_id=child).order_by("found_at", "id")
    lines = []
    for why, found in groupby(rows.values_list("why", "found_at"), key=lambda row: row[0]):
        days = [day_of(at) for _, at in found]
        told = Problem("findings.dossier", {"why": Problem(f"findings.why.{why}"), "count": len(days)})
        lines.append(DossierLine(days[0], told, days[-1] if days[-1] > days[0] else None))
    return lines


def unit_found_in(ctx: Context, unit: UUID) -> Unit:
    """A unit in reach of which findings are shown. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_FINDING, Unit).filter(pk=unit).first()
    if row is None:
        raise NotFound
    return row


def _line(row: Finding, lang: str) -> FindingLine:
    above = row.unit.parent.name if row.unit.parent else ""
    reason = row.reason_zh if lang == "zh" else row.reason_en
    day = day_understood(row.born)
    born = day.isoformat() if day else row.born
    said = (row.name, row.sex, born, row.unit.name, above, row.source, row.row, row.why, reason)
    return FindingLine(row.id, row.child_id, *said, is_born_raw=day is None and bool(born))


@dataclass(frozen=True, slots=True)
class Monthly:
    """The comparisons of the unit that somebody answers for, month by month, and when the next is due."""

    months: tuple[Month, ...]
    due: Due


def monthly(ctx: Context) -> Monthly:
    """The comparisons in reach, of the whole unit each time. The list leaves an entry."""
    reach = visible_to(ctx, READ_COMPARISONS, Comparison).filter(unit_id__in=ctx.units_for(READ_COMPARISONS))
    rows = list(reach.order_by("made_at", "id"))
    listed(ctx, READ_COMPARISONS, [row.id for row in rows], {})
    months = by_month(Run(day_of(row.made_at), row.counts) for row in rows)
    last = months[0].made_on if months else None
    return Monthly(tuple(months), due(last, ctx.today, due_day(settings(PLAN, ctx.today))))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A row of a list whom neither the household roster nor the roll knows: where it stands, and what it says."""

    name: str
    sex: str
    born: str
    is_born_raw: bool
    place: str
    roster: str
    row: int


@dataclass(frozen=True, slots=True)
class ListCheck:
    """A list of another office beside the rosters in force. None of `of_age` and `on_roll`: there is no such list in force.

    `of_age`: rows that may be of compulsory age; `on_roll`: those of them whom the roll knows; `lines`: those whom the latest
    comparison found in no school; `unknown`: those on no roster.
    """

    of_age: int | None = None
    on_roll: int | None = None
    lines: tuple[FindingLine, ...] = ()
    unknown: tuple[Unknown, ...] = ()


_CHECKED: ContextVar[dict[RosterKind, tuple[ListCheck, frozenset[UUID]]] | None] = ContextVar("checked", default=None)


@contextmanager
def list_checked_before(ctx: Context, kind: RosterKind, lang: str) -> Iterator[None]:
    """Within, a list is checked that was read before the transaction: seconds in which others can write."""
    mark = _CHECKED.set({})
    try:
        with reading_long():
            _checked(ctx, kind, lang)
        yield
    finally:
        _CHECKED.reset(mark)


def check_list(ctx: Context, kind: RosterKind, lang: str) -> ListCheck:
    """A list of another office beside the rosters in force. The reading leaves an entry.

    It is worked out each time: that a family is poor, or a child disabled, is written down nowhere but in the roster.
    Raises NotFound for a roster that is no such list.
    """
    found, ids = _checked(ctx, kind, lang)
    listed(ctx, READ_LISTS, sorted(ids), {"kind": kind.value, "unknown": len(found.unknown)})
    return found


def _checked(ctx: Context, kind: RosterKind, lang: str) -> tuple[ListCheck, frozenset[UUID]]:
    ready = _CHECKED.get()
    if ready is not None and kind in ready:
        return ready[kind]
    made = _check(ctx, kind, lang)
    if ready is not None:
        ready[kind] = made
    return made


def _check(ctx: Context, kind: RosterKind, lang: str) -> tuple[ListCheck, frozenset[UUID]]:
    # the engine is heavy: only who checks a list loads it
    from notoneless.records.findings.rules.lists import known_to, listed_rows, of_age
    from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on

    unit = visible_to(ctx, READ_LISTS, Unit).filter(pk__in=ctx.units_for(READ_LISTS)).order_by("id").first()
    if unit is None or kind not in LISTS:
        raise NotFound
    stacks = Gathering(ctx, READ_LISTS, unit).on(ctx.today, (*COMPARED, kind))
    if kind not in stacks:
        return ListCheck(), frozenset()
    sought = of_age(stacks[kind].table, parameters_on(default_as_of(ctx.today)))
    home, school, away = (stacks.get(each) for each in COMPARED)
    on_roll = known_to(sought, [school.table] if school else [])
    known = on_roll | known_to(sought, [stack.table for stack in (home, away) if stack])
    lines = _missing(ctx, home, lambda table, rows: listed_rows(table, rows, sought))
    unknown = tuple(_unknown(row, stacks[kind]) for row in sought.to_pylist() if row["row"] not in known)
    told = tuple(_line(row, lang) for row in lines)
    return ListCheck(sought.num_rows, len(on_roll), told, unknown), frozenset(row.id for row in lines)


def _missing(ctx: Context, home: Stack | None, among: Callable[[pa.Table, list[int]], set[int]]) -> list[Finding]:
    """The findings in reach whose rows are among those sought, by place."""
    reach = _standing(ctx, READ_LISTS).select_related("unit__parent")
    rows = list(reach.order_by("unit__sort_key", "unit_id", "row", "id"))
    if home is None:
        return []
    places = {place: at for at, place in enumerate(zip(home.rosters, home.rows, strict=True), start=1)}
    wanted = {places[each.roster_id, each.row]: each.id for each in rows if (each.roster_id, each.row) in places}
    found = {wanted[row] for row in among(home.table, list(wanted))}
    return [row for row in rows if row.id in found]


def _unknown(row: Mapping[str, str | int | None], stack: Stack) -> Unknown:
    name, sex, written, number = (str(row.get(each) or "") for each in (Field.NAME, Field.SEX, Field.DOB, Field.ID_NO))
    born = birth_told(written, number)
    places = (row.get(field) for field in (Field.TOWNSHIP, Field.VILLAGE, Field.VILLAGE_GROUP, Field.SCHOOL))
    at = int(row["row"] or 0) - 1
    place = " ".join(str(each) for each in places if each)
    is_raw = bool(born) and day_understood(born) is None
    return Unknown(name, sex, born, is_raw, place, stack.titles[at], stack.rows[at])
