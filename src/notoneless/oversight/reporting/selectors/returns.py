"""Monthly returns in reach: one school's month, and the schools of a month with their sum."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import READ
from notoneless.kernel.calendar import last_day_of_month
from notoneless.oversight.reporting.models import MonthlyReturn, ReturnExplanation, ReturnReceipt
from notoneless.oversight.reporting.rules.contradicting import Found
from notoneless.oversight.reporting.rules.figures import NAMED, Row, children_of, summed
from notoneless.oversight.reporting.rules.months import is_late, is_near, is_overdue, why_not_signed
from notoneless.oversight.reporting.selectors.facts import READ_RETURN, MonthFacts, month_facts

SIGN, EXPLAIN, RECEIVE = "monthly_return.sign", "monthly_return.explain", "monthly_return.receive"


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Who received a return: the unit, its kind, the person, and when."""

    receiver: UUID
    name: str
    kind: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school in a month. `signed_on`: of its first version, None while nothing is signed; `total` is of the current one."""

    unit: UUID
    name: str
    above: str
    version: int
    signed_on: date | None
    is_late: bool
    is_nil: bool
    total: Row
    receipts: tuple[ReceiptLine, ...]

    @property
    def is_signed(self) -> bool:
        """Whether it has returned."""
        return self.signed_on is not None


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The schools of a month in reach, the sum of the returns there are, and whether the month is over."""

    month: date
    is_overdue: bool
    schools: tuple[SchoolLine, ...]
    total: Row

    @property
    def missing(self) -> tuple[SchoolLine, ...]:
        """Who has not returned."""
        return tuple(each for each in self.schools if not each.is_signed)


@dataclass(frozen=True, slots=True)
class ContradictionLine:
    """A contradiction: its kind, whom or what it is of, how many, and what was said of it."""

    key: str
    kind: str
    name: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A signed version of a return."""

    id: UUID
    version: int
    signed_on: date
    signed_at: datetime
    signed_by: str
    reason: str
    digest: str
    is_late: bool
    paper: UUID | None
    receipts: tuple[ReceiptLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """A school's month: the version that is shown, or the facts as they stand where none is (`signed` is None).

    `names`: behind each figure the children in reach of the reader, and how many are not. `seen`: the digest to sign; empty
    where this reader does not prepare it. `has_changed`: whether facts differ from what was signed.
    """

    unit: UUID
    name: str
    month: date
    as_of: date
    counted_on: date | None
    opens_on: date | None
    is_nil: bool
    figures: Mapping[str, Any]
    names: Mapping[str, tuple[tuple[tuple[UUID, str], ...], int]]
    contradictions: tuple[ContradictionLine, ...]
    signed: VersionLine | None
    versions: tuple[VersionLine, ...]
    seen: str
    may_sign: bool


def list_month(ctx: Context, month: date) -> MonthPage:
    """The schools of a month in reach, those that have not returned among them. It leaves an entry."""
    schools = list(_schools(ctx, month))
    rows = visible_to(ctx, READ_RETURN, MonthlyReturn).filter(month=month)
    current = {row.unit_id: row for row in rows.filter(is_current=True).defer("children", "explained")}
    first = dict(rows.filter(version=1).values_list("unit_id", "signed_on"))
    receipts = _receipts(ctx, [row.pk for row in current.values()])
    lines = tuple(_school(unit, current.get(unit.pk), first.get(unit.pk), receipts) for unit in schools)
    listed(ctx, READ_RETURN, [each.unit for each in lines], {"month": month.isoformat()})
    return MonthPage(month, is_overdue(month, ctx.today), lines, summed(each.total for each in lines))


def _schools(ctx: Context, month: date) -> QuerySet[Unit]:
    """The schools in reach that there were in a month."""
    last = last_day_of_month(month)
    rows = visible_to(ctx, READ_RETURN, Unit).filter(kind=UnitKind.SCHOOL, from_on__lte=last)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=last))
    return rows.select_related("parent").order_by("parent__sort_key", "sort_key", "id")


def _school(
    unit: Unit, row: MonthlyReturn | None, signed_on: date | None, receipts: Mapping[UUID, Sequence[ReceiptLine]]
) -> SchoolLine:
    above = unit.parent.name if unit.parent else ""
    if row is None or signed_on is None:
        return SchoolLine(unit.pk, unit.name, above, 0, None, False, False, {}, ())
    told = tuple(receipts.get(row.pk, ()))
    late = is_late(signed_on, row.month)
    return SchoolLine(unit.pk, unit.name, above, row.version, signed_on, late, row.is_nil, row.figures["total"], told)


def _receipts(ctx: Context, returns: Sequence[UUID]) -> Mapping[UUID, Sequence[ReceiptLine]]:
    rows = visible_to(ctx, READ_RETURN, ReturnReceipt).filter(monthly_return__in=returns)
    found: dict[UUID, list[ReceiptLine]] = defaultdict(list)
    for row in rows.select_related("receiver", "by").order_by("at", "id"):
        line = ReceiptLine(row.receiver_id, row.receiver.name, row.receiver.kind, row.by.name, row.at)
        found[row.monthly_return_id].append(line)
    return found


def school_in_reach(ctx: Context, unit: UUID, code: str = READ_RETURN) -> Unit:
    """A school for which somebody may do something. Raises NotFound for all others."""
    row = visible_to(ctx, code, Unit).filter(pk=unit, kind=UnitKind.SCHOOL).first()
    if row is None:
        raise NotFound
    return row


def current_return(ctx: Context, unit: UUID, month: date, code: str = READ_RETURN) -> MonthlyReturn | None:
    """The current return of a school in a month, None where it is not signed or out of reach."""
    return visible_to(ctx, code, MonthlyReturn).filter(unit_id=unit, month=month, is_current=True).first()


def open_return(
    ctx: Context, unit: UUID, month: date, version: int | None = None, *, afresh: bool = False
) -> ReturnPage:
    """A school's month: a version, the current where none is named, else the facts as they stand.

    `afresh`: the facts, for who prepares, though a version is signed: to correct it. It leaves an entry. Raises NotFound.
    """
    school = school_in_reach(ctx, unit)
    rows = list(visible_to(ctx, READ_RETURN, MonthlyReturn).filter(unit=school, month=month).order_by("-version"))
    wanted = [row for row in rows if (row.version == version if version is not None else row.is_current)]
    if not wanted and (version is not None or not is_near(month, ctx.today)):
        raise NotFound
    prepares = visible_to(ctx, EXPLAIN, Unit).filter(pk=school.pk).exists()
    afresh = afresh and is_near(month, ctx.today)
    facts = month_facts(ctx, school, month) if prepares and (afresh or not wanted) else None
    versions = _versions(ctx, rows)
    if facts is None and wanted:
        opened_row(ctx, READ_RETURN, wanted[0])
        return _frozen(ctx, school, wanted[0], versions)
    if facts is None:
        return _nothing(school, month, min(last_day_of_month(month), ctx.today))
    listed(ctx, READ_RETURN, [pupil.child for pupil in facts.pupils], {"month": month.isoformat(), "unit": str(unit)})
    return _draft(ctx, school, facts, versions)


def _versions(ctx: Context, rows: Sequence[MonthlyReturn]) -> tuple[VersionLine, ...]:
    receipts = _receipts(ctx, [row.pk for row in rows])
    return tuple(
        VersionLine(
            row.pk,
            row.version,
            row.signed_on,
            row.signed_at,
            row.signed_by.name,
            row.reason,
            row.digest,
            row.version == 1 and is_late(row.signed_on, row.month),
            row.paper_id,
            tuple(receipts.get(row.pk, ())),
        )
        for row in rows
    )


def _frozen(ctx: Context, school: Unit, row: MonthlyReturn, versions: tuple[VersionLine, ...]) -> ReturnPage:
    signed = next(each for each in versions if each.id == row.pk)
    names = _names(ctx, row.children)
    told = {str(child): name for people, _ in names.values() for child, name in people}
    told |= _named(ctx, [each["subject"] for each in row.explained if each["is_of_child"]])
    lines = tuple(
        ContradictionLine(
            each["key"], each["kind"], told.get(each["subject"], "") or each["name"], each["count"], each["text"]
        )
        for each in row.explained
    )
    days = row.month, row.as_of, row.counted_on, None
    return ReturnPage(school.pk, school.name, *days, row.is_nil, row.figures, names, lines, signed, versions, "", False)


def _draft(ctx: Context, school: Unit, facts: MonthFacts, versions: tuple[VersionLine, ...]) -> ReturnPage:
    said = explanations(ctx, school.pk, facts.month, READ_RETURN)
    told = _named(ctx, [str(each.subject) for each in facts.found if each.is_of_child])
    lines = tuple(_line(each, told, said) for each in facts.found)
    may = visible_to(ctx, SIGN, Unit).filter(pk=school.pk).exists()
    may = may and why_not_signed(facts.month, facts.opens_on, ctx.today) is None
    days = facts.month, facts.as_of, facts.counted_on, facts.opens_on
    names = _names(ctx, children_of(facts.pupils))
    figures = facts.figures()
    return ReturnPage(
        school.pk, school.name, *days, facts.is_nil, figures, names, lines, None, versions, facts.digest(), may
    )


def _nothing(school: Unit, month: date, as_of: date) -> ReturnPage:
    """What is seen from above of a school that has not returned: that it has not."""
    return ReturnPage(school.pk, school.name, month, as_of, None, None, False, {}, {}, (), None, (), "", False)


def explanations(ctx: Context, school: UUID, month: date, code: str) -> Mapping[str, str]:
    """What was said of the contradictions of a month, by their keys."""
    rows = visible_to(ctx, code, ReturnExplanation).filter(unit_id=school, month=month)
    return dict(rows.values_list("key", "text"))


def _line(found: Found, told: Mapping[str, str], said: Mapping[str, str]) -> ContradictionLine:
    name = told.get(str(found.subject), "") or found.name
    return ContradictionLine(found.key, found.kind.value, name, found.count, said.get(found.key, ""))


def _named(ctx: Context, ids: Sequence[str]) -> dict[str, str]:
    rows = visible_to(ctx, READ, Child).filter(pk__in=ids)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _names(
    ctx: Context, children: Mapping[str, Sequence[str]]
) -> Mapping[str, tuple[tuple[tuple[UUID, str], ...], int]]:
    """Behind each figure whom the reader may see today, in the order of names, and how many it may not."""
    wanted = {each for ids in children.values() for each in ids}
    rows = visible_to(ctx, READ, Child).filter(pk__in=wanted).order_by("sort_key", "id")
    people = [(pk, name) for pk, name in rows.values_list("pk", "name")]
    found = {}
    for figure in NAMED:
        ids = set(children.get(figure.value, ()))
        own = tuple((pk, name) for pk, name in people if str(pk) in ids)
        found[figure.value] = (own, len(ids) - len(own))
    return found
