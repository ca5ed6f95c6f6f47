"""The calendar in force, for a person and for the rooms above. It holds nothing of any person, so reading leaves no entry."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, expect_told, sight, visible_to
from notoneless.foundation.calendar.models import DayChange, LoadedNotice, SchoolTerm
from notoneless.foundation.calendar.rules import joined, public_holidays, usual_terms
from notoneless.kernel.calendar import Calendar, Notice, Term
from notoneless.policy.working_days import load_working_days, read_notice

READ_CALENDAR = reading("calendar.read", words="查看校历", english="See the calendar")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A day that the county has changed. `in_term`: whether it is in a term as terms are now; else it changes nothing."""

    id: UUID
    day: date
    is_taught: bool
    reason: str
    in_term: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice that the county has loaded, and when."""

    id: UUID
    notice: Notice
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """A loaded notice, with the calendar without it and with it."""

    line: NoticeLine
    before: Calendar
    after: Calendar


def load_calendar(day_from: date, day_until: date) -> Calendar:
    """The calendar in force for counting from `day_from` until `day_until`, for machine use; three queries.

    Terms and changed days of one year more on either side are there. What lies further off is counted by the usual terms and
    is provisional. Raises TypeError on PostgreSQL where nobody has been named who asks (`tell_database`).
    """
    found = _built(_ALL, _ALL, _ALL, (day_from, day_until))
    if not (found.terms or found.changes):
        expect_told()
    return found


def term_on(day: date) -> Term | None:
    """The term that a day is in, None in the long holidays, for machine use; one query, and no notice of holidays is read.

    Raises TypeError on PostgreSQL where nobody has been named who asks (`tell_database`).
    """
    entered = _entered(_terms(_ALL, *_around(day, day)))
    if not entered:
        expect_told()
    return Calendar((), entered, {}, usual_terms(day)).term_of(day)


def calendar_in_force(ctx: Context, day_from: date, day_until: date) -> Calendar:
    """The same as a person sees it; without the permission, the national notices and the usual terms alone."""
    terms, changes, notices = (sight(ctx, READ_CALENDAR, model) for model in (SchoolTerm, DayChange, LoadedNotice))
    return _built(terms, changes, notices, (day_from, day_until))


def _built(terms: Sight, changes: Sight, notices: Sight, days: tuple[date, date]) -> Calendar:
    span = _around(*days)
    return _calendar(tuple(_notices(notices)), tuple(_terms(terms, *span)), tuple(_changes(changes, *span)), days[1])


@lru_cache(maxsize=16)
def _calendar(
    notices: tuple[tuple[str, str, bool], ...],
    terms: tuple[tuple[int, int, date, date], ...],
    changes: tuple[tuple[date, bool], ...],
    last: date,
) -> Calendar:
    """The calendar that rows make: the same rows make the same one, with all that it has counted already."""
    loaded = [_notice(*each) for each in notices]
    shipped = load_working_days()
    return Calendar(joined(shipped, loaded), _entered(terms), dict(changes), usual_terms(last), public_holidays(last))


_ALL = Sight(None, True, date.min)
"""What the program itself sees: no row here holds anything of a person."""


@prepared
def _terms(seen: Sight, begins: date, ends: date) -> QuerySet[SchoolTerm, tuple[int, int, date, date]]:
    rows = seen.of(SchoolTerm).filter(last_day__gte=begins, first_day__lte=ends).order_by("first_day")
    return rows.values_list("school_year", "number", "first_day", "last_day")


@prepared
def _changes(seen: Sight, first: date, last: date) -> QuerySet[DayChange, tuple[date, bool]]:
    rows = seen.of(DayChange).filter(undone_at__isnull=True, day__gte=first, day__lte=last)
    return rows.order_by("day").values_list("day", "is_taught")


@prepared
def _notices(seen: Sight) -> QuerySet[LoadedNotice, tuple[str, str, bool]]:
    rows = seen.of(LoadedNotice).filter(is_current=True).order_by("loaded_at", "id")
    return rows.values_list("text", "number", "is_complete")


def _around(first: date, last: date) -> tuple[date, date]:
    """The days of one year more on either side, as far as there are years."""
    return date(max(first.year - 1, date.min.year), 1, 1), date(min(last.year + 1, date.max.year), 12, 31)


def _entered(rows: Iterable[tuple[int, int, date, date]]) -> tuple[Term, ...]:
    return tuple(Term(*row) for row in rows)


def term_of_row(row: SchoolTerm) -> Term:
    """A stored term as a value."""
    return Term(row.school_year, row.number, row.first_day, row.last_day)


def _loaded(notices: QuerySet[LoadedNotice]) -> list[NoticeLine]:
    rows = notices.filter(is_current=True).order_by("loaded_at", "id")
    return [NoticeLine(row.id, notice_of_row(row), row.loaded_at) for row in rows]


def notice_of_row(row: LoadedNotice) -> Notice:
    """A stored notice as a value."""
    return _notice(row.text, row.number, row.is_complete)


def _notice(text: str, number: str, is_complete: bool) -> Notice:
    return replace(read_notice(text, number), complete=is_complete)


def list_changes(ctx: Context, calendar: Calendar, day_from: date, day_until: date) -> list[ChangeLine]:
    """The days that the county has changed from `day_from` to `day_until`, in order."""
    standing = Q(undone_at__isnull=True, day__gte=day_from, day__lte=day_until)
    rows: Iterable[DayChange] = visible_to(ctx, READ_CALENDAR, DayChange).filter(standing).order_by("day")
    return [
        ChangeLine(row.id, row.day, row.is_taught, row.reason, calendar.term_of(row.day) is not None) for row in rows
    ]


def change_in_reach(ctx: Context, change: UUID, code: str) -> DayChange:
    """A changed day on which `code` may be done, standing or undone. Raises NotFound."""
    row = visible_to(ctx, code, DayChange).filter(pk=change).first()
    if row is None:
        raise NotFound
    return row


def list_notices(ctx: Context) -> list[NoticeLine]:
    """The notices that the county has loaded and that count, the latest first."""
    return _loaded(visible_to(ctx, READ_CALENDAR, LoadedNotice))[::-1]


def compared(ctx: Context, notice: UUID) -> Compared:
    """A loaded notice, and what it changes. Raises NotFound for one that is not there or does not count any more."""
    line = next((each for each in list_notices(ctx) if each.id == notice), None)
    if line is None:
        raise NotFound
    year = line.notice.year
    after = calendar_in_force(ctx, date(year, 1, 1), date(year, 12, 31))
    rest = tuple(each for each in after.notices if each != line.notice)
    return Compared(line, replace(after, notices=rest), after)
