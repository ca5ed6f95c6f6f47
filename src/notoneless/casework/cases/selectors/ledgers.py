"""The three ledgers: school-age children over people and roll, suspected dropouts and dropouts over cases."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.rules.ledgers import OF_LEDGER, SEALED, Column, Ledger, born_within, columns_on
from notoneless.casework.cases.rules.standing import HIDDEN, State, Step
from notoneless.casework.cases.selectors.cases import READ_CASE, in_reach, members, of_unit
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.exporting import FormRow, rows_for_form
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.selectors import READ
from notoneless.kernel.ages import CompulsoryAge, age_on
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.selectors import READ_ROLL, standings_on
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
from notoneless.tabular.fields import Field

READS: Mapping[Ledger, str] = {Ledger.SCHOOL_AGE: READ, Ledger.SUSPECTED: READ_CASE, Ledger.DROPOUTS: READ_CASE}
"""The permission that shows a ledger."""

PAGE = 50
"""Rows on one page."""

COUNTED = 1000
"""Beyond so many a ledger says "more than" instead of counting on."""

NOT_ON_ROLL = "none"
"""In the place of a state of the roll: in no school, by roll or rosters."""

THERE = "there"
"""In the place of what is sealed."""

_FIELDS: Final = {
    Column.NAME: Field.NAME,
    Column.SEX: Field.SEX,
    Column.BORN_ON: Field.DOB,
    Column.TOWNSHIP: Field.TOWNSHIP,
    Column.VILLAGE: Field.VILLAGE,
    Column.VILLAGE_GROUP: Field.VILLAGE_GROUP,
    Column.ADDRESS: Field.ADDRESS,
    Column.GUARDIAN_NAME: Field.GUARDIAN_NAME,
    Column.GUARDIAN_REL: Field.GUARDIAN_REL,
    Column.SCHOOL: Field.SCHOOL,
    Column.GRADE: Field.GRADE,
    Column.CLASS: Field.CLASS_NAME,
}


MOST = 30_000
"""Rows of one workbook, or of what is printed: a county's children of compulsory age, in some seconds."""


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a ledger is narrowed to. `age`: in full years on the as-of date; `roll`: a state of the roll, or NOT_ON_ROLL;
    `state`, `reason`: of the case; `after`: the child or case that ended the page before."""

    unit: UUID | None = None
    age: int | None = None
    roll: str = ""
    state: str = ""
    reason: str = ""
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One child: its values by column. States, kinds and reasons are codes; a sealed value is THERE, or nothing."""

    child: UUID
    case: UUID | None
    values: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of a ledger: its columns in order, its rows, how many there are (up to COUNTED + 1), where the next begins."""

    columns: tuple[Column, ...]
    rows: tuple[LedgerRow, ...]
    count: int
    following: UUID | None
    as_of: date

    @property
    def is_many(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > COUNTED


def open_ledger(ctx: Context, ledger: Ledger, wanted: LedgerFilter = LedgerFilter()) -> LedgerPage:
    """A page of a ledger of the children in reach. It leaves an entry with its count and a hash of its ids."""
    rows = _rows_of(ctx, ledger, wanted)
    count = len(rows.order_by().values_list("pk")[: COUNTED + 1])
    page = list(_in_order(ledger, _from(ctx, ledger, rows, wanted.after))[: PAGE + 1])
    found = _page(ctx, ledger, page[:PAGE])
    following = page[PAGE - 1].pk if len(page) > PAGE else None
    _told(ctx, ledger, found.rows, wanted, "page")
    return replace(found, count=count, following=following)


def whole_ledger(ctx: Context, ledger: Ledger, wanted: LedgerFilter, use: str, most: int = MOST) -> LedgerPage:
    """All rows of a ledger, to print or to export, which `use` names in the entry. Raises Refused for more than `most`."""
    found = list(_in_order(ledger, _rows_of(ctx, ledger, wanted))[: most + 1])
    if len(found) > most:
        raise Refused(Problem("cases.ledger_too_long", {"most": most}))
    page = _page(ctx, ledger, found)
    _told(ctx, ledger, page.rows, wanted, use)
    return page


def _told(ctx: Context, ledger: Ledger, rows: Collection[LedgerRow], wanted: LedgerFilter, use: str) -> None:
    asked = {"ledger": ledger.value, "use": use, "unit": str(wanted.unit or ""), "after": str(wanted.after or "")}
    listed(ctx, READS[ledger], [row.child for row in rows], asked)


def _rows_of(ctx: Context, ledger: Ledger, wanted: LedgerFilter) -> QuerySet[Any]:
    if ledger is Ledger.SCHOOL_AGE:
        return _school_age(ctx, wanted)
    rows: QuerySet[Any] = in_reach(ctx).filter(state__in=OF_LEDGER[ledger]).select_related("child__household")
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.reason:
        caused = _verified(ctx).filter(_because(wanted.reason)).values("case_id")
        rows = rows.filter(pk__in=caused) if ledger is Ledger.DROPOUTS else rows.filter(reason=wanted.reason)
    if wanted.unit is not None:
        rows = rows.filter(of_unit(ctx, wanted.unit))
    if wanted.age is not None:
        rows = rows.filter(**_born(ctx, wanted.age, "child__"))
    return rows


def _school_age(ctx: Context, wanted: LedgerFilter) -> QuerySet[Any]:
    rows: QuerySet[Any] = visible_to(ctx, READ, Child).filter(**_born(ctx, wanted.age)).select_related("household")
    if wanted.unit is not None:
        rows = rows.filter(pk__in=members(ctx, wanted.unit))
    if wanted.roll:
        entries = visible_to(ctx, READ_ROLL, RollEntry).filter(child=OuterRef("pk"), left_on__isnull=True)
        on_roll = entries.filter(state=wanted.roll)
        rows = rows.filter(_in_no_school(ctx, entries) if wanted.roll == NOT_ON_ROLL else Exists(on_roll))
    if wanted.state:
        cases = in_reach(ctx).filter(child=OuterRef("pk"), state=wanted.state)
        rows = rows.filter(Exists(cases))
    return rows


def _in_no_school(ctx: Context, entries: QuerySet[RollEntry]) -> Q:
    """Without an open entry, and in no school by the rosters either: where these alone are kept, nobody has an entry."""
    periods = ChildUnit._base_manager.filter(in_force(ctx.today), child=OuterRef("pk"), track=Track.SCHOOL)
    return Q(~Exists(entries)) & Q(~Exists(periods))


def _born(ctx: Context, years: int | None, path: str = "") -> dict[str, date]:
    """Those of compulsory age on the as-of date, or of one age."""
    as_of = default_as_of(ctx.today)
    age = parameters_on(as_of).age if years is None else CompulsoryAge(years, years + 1)
    after, until = born_within(age, as_of)
    return {f"{path}born_on__gt": after, f"{path}born_on__lte": until}


def _in_order(ledger: Ledger, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by(*(("sort_key", "id") if ledger is Ledger.SCHOOL_AGE else ("opened_on", "id")))


def _from(ctx: Context, ledger: Ledger, rows: QuerySet[Any], after: UUID | None) -> QuerySet[Any]:
    if after is None:
        return rows
    name = "sort_key" if ledger is Ledger.SCHOOL_AGE else "opened_on"
    reach: QuerySet[Any] = visible_to(ctx, READ, Child) if ledger is Ledger.SCHOOL_AGE else in_reach(ctx)
    last = reach.filter(pk=after).values_list(name, flat=True).first()
    if last is None:
        raise NotFound
    return rows.filter(Q(**{f"{name}__gt": last}) | Q(**{name: last}, id__gt=after))


def _page(ctx: Context, ledger: Ledger, found: Sequence[Any]) -> LedgerPage:
    columns, as_of = columns_on(ledger, ctx.today), default_as_of(ctx.today)
    children = list(found) if ledger is Ledger.SCHOOL_AGE else [row.child for row in found]
    cases = _cases(ctx, children) if ledger is Ledger.SCHOOL_AGE else {row.child_id: row for row in found}
    forms = rows_for_form(ctx, children)
    more = _More(ctx, columns, children, cases)
    rows = [
        LedgerRow(child.pk, cases[child.pk].pk if child.pk in cases else None, more.values(number, child, form, as_of))
        for number, (child, form) in enumerate(zip(children, forms, strict=True), start=1)
    ]
    return LedgerPage(columns, tuple(rows), len(rows), None, as_of)


def _cases(ctx: Context, children: Sequence[Child]) -> dict[UUID, Case]:
    return {row.child_id: row for row in in_reach(ctx).filter(child__in=[child.pk for child in children])}


def _verified(ctx: Context) -> QuerySet[CaseEvent]:
    """The steps, in reach and holding, by which cases were verified: they name why a child has dropped out."""
    later = CaseEvent._base_manager.filter(supersedes__isnull=False)
    rows = visible_to(ctx, READ_CASE, CaseEvent).filter(step=Step.VERIFY, is_withdrawal=False)
    return rows.exclude(pk__in=later.values("supersedes_id"))


def _because(reason: str) -> Q:
    return Q(confidential__isnull=False) if reason == HIDDEN else Q(reason=reason)


def causes_of(ctx: Context, cases: Iterable[Case]) -> dict[UUID, str]:
    """Why children have dropped out, by case, also for rooms above: how a case was closed out is another matter."""
    rows = _verified(ctx).filter(case__in=[case.pk for case in cases]).order_by("number")
    return {
        case: HIDDEN if box is not None else reason
        for case, reason, box in rows.values_list("case_id", "reason", "confidential")
    }


class _More:
    """What columns show beyond a form: read for all rows at once, and only where a column wants it."""

    def __init__(
        self, ctx: Context, columns: Collection[Column], children: Sequence[Child], cases: Mapping[UUID, Case]
    ) -> None:
        ids = [child.pk for child in children]
        self.columns, self.cases = columns, cases
        self.off_roll = NOT_ON_ROLL if ctx.may(READ_ROLL) else ""
        self.roll: dict[UUID, tuple[str, int | None]] = {}
        if {Column.ROLL_STATE, Column.GRADE} & set(columns):
            entries = list(visible_to(ctx, READ_ROLL, RollEntry).filter(child__in=ids, left_on__isnull=True))
            standings = standings_on(entries, ctx.today)
            self.roll = {each.child_id: (each.state, standings[each.pk].grade) for each in entries}
        self.causes = causes_of(ctx, cases.values()) if Column.CLOSED_BECAUSE in columns else {}
        self.phones: set[UUID] = set()
        if Column.PHONE in columns:
            guardians = visible_to(ctx, READ, Guardian).filter(child__in=ids, phone__isnull=False)
            self.phones = set(guardians.values_list("child_id", flat=True))
        self.proved: set[UUID] = set()
        if Column.PROOF in columns:
            events = visible_to(ctx, READ_CASE, CaseEvent).filter(child__in=ids, is_withdrawal=False)
            proofs = events.filter(Q(proof__isnull=False) | ~Q(reference=""))
            self.proved = set(proofs.values_list("child_id", flat=True))

    def values(self, number: int, child: Child, form: FormRow, as_of: date) -> dict[Column, str]:
        """The values of one child, in the order of the columns."""
        known: dict[Column, str] = {column: form.values.get(field, "") for column, field in _FIELDS.items()}
        known |= {Column.SERIAL: str(number), **self._of_roll(child, known)}
        known[Column.AGE] = str(age_on(child.born_on, as_of)) if child.born_on else ""
        there = {
            Column.ID_NUMBER: child.id_number is not None,
            Column.STUDENT_NUMBER: child.student_number is not None,
            Column.PHONE: child.pk in self.phones,
        }
        known |= {column: THERE if there[column] else "" for column in SEALED}
        known |= self._of_case(child)
        return {column: known.get(column, "") for column in self.columns}

    def _of_roll(self, child: Child, known: Mapping[Column, str]) -> dict[Column, str]:
        off_roll = "" if known[Column.SCHOOL] else self.off_roll
        state, years = self.roll.get(child.pk, (off_roll, None))
        return {Column.ROLL_STATE: state, Column.GRADE: str(years) if years else known[Column.GRADE]}

    def _of_case(self, child: Child) -> dict[Column, str]:
        case = self.cases.get(child.pk)
        if case is None:
            return {}
        days = {
            Column.OPENED_ON: case.opened_on,
            Column.VERIFIED_ON: case.verified_on,
            Column.CLOSED_ON: case.closed_on,
        }
        return {
            Column.CASE_STATE: case.state,
            Column.KIND: case.kind,
            Column.REASON: self.causes.get(case.pk, "") if case.state == State.CLOSED_OUT else case.reason,
            Column.CLOSED_BECAUSE: case.reason if case.state == State.CLOSED_OUT else "",
            Column.PROOF: THERE if child.pk in self.proved else "",
            **{column: day.isoformat() if day else "" for column, day in days.items()},
        }
